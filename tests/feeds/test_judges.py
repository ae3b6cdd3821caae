"""What other readers of feeds read equals what was published. A reader that is not installed is skipped.

`.ci/run` installs those of Python as the extra `judges`, those of Node from tests/feeds/judges/package.json, and sfeed,
newsboat and gofeed from Debian.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import warnings
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from publisher.feeds import FORMATS, render
from publisher.feeds.build import clean_feed, clean_item
from publisher.model import Feed, FeedFormat, FeedItem
from tests.feeds.samples import HOSTILE, feed

Entry = dict[str, Any]

NAMES: dict[FeedFormat, str] = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
READ = Path(__file__).parent / "judges" / "read.cjs"
NODE, SFEED, NEWSBOAT, GO = map(shutil.which, ("node", "sfeed", "newsboat", "go"))
GOFEED = Path("/usr/share/gocode/src/github.com/mmcdole/gofeed")
XML_FORMATS: tuple[FeedFormat, ...] = ("rss", "atom")
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
        "media": clean.enclosure.url if clean.enclosure else None,
        "media type": clean.enclosure.type if clean.enclosure else None,
        "media length": clean.enclosure.length if clean.enclosure else None,
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


@pytest.mark.parametrize("document", [WHOLE, feed(), replace(WHOLE, current_url="https://demo.example/feed")])
def test_the_schema_of_json_feed(document: Feed) -> None:
    schema = Path(os.environ.get("NODE_PATH", ""), "jsonfeed-schema", "schema-v1.1.json")
    if not schema.is_file():
        pytest.skip("jsonfeed-schema is not installed")
    judge = jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8")))
    written = json.loads(render(document, "json"))
    assert [error.message for error in judge.iter_errors(written)] == []
    assert not judge.is_valid({**written, "authors": "Kim"})


@pytest.mark.skipif(SFEED is None, reason="no sfeed here")
@pytest.mark.parametrize("format_", XML_FORMATS)
def test_sfeed(format_: FeedFormat, folder: Path) -> None:
    def plain(field: str) -> str:
        return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), field)

    done = subprocess.run([str(SFEED)], input=(folder / NAMES[format_]).read_bytes(), check=True, capture_output=True)
    read = []
    for line in done.stdout.decode().splitlines():
        published, title, link, content, _, id_, author, media, tags = line.split("\t")
        one = {"published": int(published), "title": title, "link": link, "content": plain(content), "id": id_}
        # Of "address (name)" in RSS this judge shows all, and of several authors one.
        authors = [author.removeprefix("kim@example.com (").rstrip(")")]
        read.append(one | {"authors": authors, "tags": tags.split("|") if tags else [], "media": media or None})
    compare(read)


@pytest.mark.skipif(NEWSBOAT is None, reason="no newsboat here")
@pytest.mark.parametrize("format_", XML_FORMATS)
def test_newsboat(format_: FeedFormat, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"file://{folder / NAMES[format_]}\n", encoding="utf-8")
    (tmp_path / "config").touch()
    files = [f"--{option}-file={tmp_path / name}" for option, name in (("url", "urls"), ("cache", "cache.db"))]
    command = [str(NEWSBOAT), *files, f"--config-file={tmp_path / 'config'}", "--execute=reload"]
    environment = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        # It keeps the entries from the last to the first.
        rows = cache.execute("SELECT * FROM rss_item ORDER BY id DESC")
        names = [column[0] for column in rows.description]
        found = [dict(zip(names, row, strict=True)) for row in rows]
    cache.close()
    read = []
    for entry in found:
        one = {"title": entry["title"], "link": entry["url"], "id": entry["guid"], "published": entry["pubDate"]}
        one |= {"media": entry["enclosure_url"] or None, "media type": entry["enclosure_type"] or None}
        read.append(one | {"authors": [entry["author"]], "content": entry["content"]})
    compare(read)


@pytest.fixture(scope="module")
def by_gofeed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    """What gofeed reads, one list of entries a format."""
    if GO is None or not GOFEED.is_dir():
        pytest.skip("no Go with gofeed here")
    place = tmp_path_factory.mktemp("go")
    environment = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(place / "cache")}
    command = [GO, "build", "-o", str(place / "read"), str(READ.with_name("read.go"))]
    subprocess.run(command, check=True, timeout=300, env={**os.environ, **environment})
    paths = [str(folder / name) for name in NAMES.values()]
    return list(json.loads(subprocess.run([str(place / "read"), *paths], check=True, capture_output=True).stdout))


@pytest.mark.parametrize("format_", FORMATS)
def test_gofeed(format_: FeedFormat, by_gofeed: list[list[Any]]) -> None:
    read = []
    for entry in by_gofeed[list(NAMES).index(format_)]:
        one = {"title": entry["title"], "link": entry["link"], "id": entry["guid"]}
        one |= {"published": seconds(entry["publishedParsed"]), "authors": [each["name"] for each in entry["authors"]]}
        one |= {"summary": entry.get("description", ""), "content": entry.get("content", "")}
        if format_ == "rss":
            # Descriptions of RSS are HTML.
            one["summary"] = html.unescape(one["summary"])
        else:
            one["updated"] = seconds(entry["updatedParsed"])
        media = entry.get("enclosures", [{}])[0]
        one |= {"media": media.get("url"), "media type": media.get("type")}
        if format_ != "json":  # of which it takes the duration for the length
            one["media length"] = int(media["length"]) if media else None
        read.append(one | {"tags": entry.get("categories", [])})
    compare(read)
