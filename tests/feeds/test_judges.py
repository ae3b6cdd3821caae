"""What other readers of feeds read equals what was published. A reader that is not installed is skipped.

`.ci/run` installs those of Python as the extra `judges`, those of Node from tests/feeds/judges/package.json.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from publisher.feeds import FORMATS, render
from publisher.feeds.build import clean_feed, clean_item
from publisher.model import FeedFormat, FeedItem
from tests.feeds.samples import HOSTILE, feed

Entry = dict[str, Any]

NAMES: dict[FeedFormat, str] = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
READ = Path(__file__).parent / "judges" / "read.cjs"
NODE = shutil.which("node")
# Readers take entries of one id for one entry.
ITEMS = tuple(replace(each, id=f"{each.id}/{number}") for number, each in enumerate(HOSTILE.values()))
WHOLE = feed(*ITEMS, hubs=("https://hub.example/",), stylesheet="/feed.css", prev_archive_url="https://demo.example/1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the hostile feed in each format."""
    path = tmp_path_factory.mktemp("feeds")
    for format_, name in NAMES.items():
        (path / name).write_bytes(render(WHOLE, format_))
    return path


def published(item: FeedItem) -> Entry:
    """What a reader should find in an entry."""
    clean = clean_item(item, clean_feed(WHOLE))
    return {
        "title": clean.title,
        "link": clean.url,
        "id": clean.id,
        "published": int(clean.published.timestamp()),
        "updated": int(clean.updated.timestamp()),
        "authors": [author.name for author in clean.authors],
        "tags": list(clean.tags),
        "content": clean.content_html,
        "summary": clean.summary,
        "image": clean.image.url if clean.image else None,
        "via": clean.source.url if clean.source else None,
    }


def compare(read: list[Entry]) -> None:
    """Everything that a judge says is as it was published, entry by entry."""
    assert len(read) == len(ITEMS)
    for name, item, entry in zip(HOSTILE, ITEMS, read, strict=True):
        expected = published(item)
        if not item.content_html and entry.get("content") == item.summary:
            expected["content"] = item.summary  # some show the summary as the content where there is none
        assert entry == {key: expected[key] for key in entry}, name


def seconds(text: str) -> int:
    moment = datetime.fromisoformat(text) if text[:4].isdecimal() else parsedate_to_datetime(text)
    return int(moment.timestamp())


@pytest.mark.parametrize("format_", FORMATS)
def test_fastfeedparser(format_: FeedFormat, folder: Path) -> None:
    judge = pytest.importorskip("fastfeedparser")
    read = []
    for entry in judge.parse((folder / NAMES[format_]).read_bytes()).entries:
        # Of an entry without content JSON Feed has the summary, as text.
        content = [each["value"] for each in entry.get("content", ()) if "html" in each["type"]]
        one = {
            "title": entry["title"],
            "link": entry["link"],
            "id": entry["id"],
            "published": seconds(entry["published"]),
            # RSS has an author with an address as "address (name)", and this judge leaves it so.
            "authors": [author["name"].removeprefix("kim@example.com (").rstrip(")") for author in entry["authors"]],
            "tags": [tag["term"] for tag in entry.get("tags", ())],
        }
        read.append(one | {"content": "".join(content)})
    compare(read)


@pytest.mark.parametrize("format_", FORMATS)
def test_reader(format_: FeedFormat, folder: Path) -> None:
    judge = pytest.importorskip("reader", exc_type=ImportError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own deprecations
        library = judge.make_reader(":memory:", feed_root=str(folder))
        library.add_feed(NAMES[format_])
        library.update_feeds()
        found = {entry.id: entry for entry in library.get_entries()}
        library.close()
    read = []
    for item in ITEMS:
        entry = found[clean_item(item, clean_feed(WHOLE)).id]
        one = {"title": entry.title, "link": entry.link, "published": int(entry.published.timestamp())}
        content = [each.value for each in entry.content]
        # Of "address (name)" in RSS this judge shows the address.
        authors = (entry.authors_str or "").replace("kim@example.com", "Kim")
        read.append(one | {"content": "".join(content), "authors": authors.split(", ")})
    assert len(found) == len(ITEMS)
    compare(read)


@pytest.fixture(scope="module")
def by_node(folder: Path) -> dict[str, list[list[Entry]]]:
    """What the judges in Node read, one list of entries a format."""
    if NODE is None:
        pytest.skip("no Node here")
    command = [NODE, str(READ), *(str(folder / name) for name in NAMES.values())]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    if "MODULE_NOT_FOUND" in done.stderr:
        pytest.skip("feedsmith and rss-parser are not installed")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("judge", "format_"), [*(("feedsmith", each) for each in FORMATS), ("rss-parser", "rss"), ("rss-parser", "atom")]
)
def test_node(judge: str, format_: FeedFormat, by_node: dict[str, list[list[Entry]]]) -> None:
    read = by_node[judge][list(NAMES).index(format_)]
    compare([entry | {"published": seconds(entry["published"])} for entry in read])
