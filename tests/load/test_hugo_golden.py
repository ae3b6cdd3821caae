"""Every page of tests/sites/hugo-edge against what Hugo 0.162 made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from publisher.config import Settings
from publisher.load import Loaded, load, scan
from publisher.load.dates import UNDATED
from publisher.model import Post

from .conftest import NOW
from .golden import SITES, line, rows, texts

ROWS = {row["source_path"]: row for row in rows("hugo162-edge.tsv") if row["kind"] == "page"}
# Hugo leaves these untitled; here the file's name stands in.
UNTITLED = {"content/post/emptyfm.md": "emptyfm", "content/post/nofm.md": "nofm"}
NOT_RENDERED = "content/post/norender.md"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(scan(SITES / "hugo-edge", Settings()), Settings(), now=NOW)


@pytest.fixture(scope="module")
def posts(loaded: Loaded) -> Mapping[str, Post]:
    return {post.path: post for post in loaded.posts}


def moment(text: str) -> datetime:
    """Go's zero time is a page without a date."""
    return UNDATED if text.startswith("0001") else datetime.fromisoformat(text).replace(microsecond=0)


@pytest.mark.parametrize("path", [path for path in ROWS if path != NOT_RENDERED])
def test_a_page_is_what_hugo_says(path: str, posts: Mapping[str, Post]) -> None:
    row, post = ROWS[path], posts[path]
    # Hugo percent-encodes the host; in a feed it has to be punycode.
    assert post.url == row["abs_url"].replace("%E4%BE%8B%E3%81%88.jp", "xn--r8jz45g.jp")
    assert post.title == UNTITLED.get(path, line(json.loads(row["title_json"])))
    assert post.date == moment(row["date"])
    assert post.updated == max(moment(row["date"]), moment(row["lastmod"]))
    assert post.tags == texts(json.loads(row["tags_json"]))
    assert post.categories == texts(json.loads(row["categories_json"]))
    assert post.lang == row["lang"]


def test_every_other_page_is_accounted_for(loaded: Loaded, posts: Mapping[str, Post]) -> None:
    assert set(posts) == set(ROWS) - {NOT_RENDERED}
    assert {hidden.path: hidden.reason for hidden in loaded.hidden} == {
        "content/post/draft.md": "draft: true",
        "content/post/expired.md": "expired",
        "content/post/future.md": "future",
        "content/post/headless/index.md": "not listed",
        "content/post/nolist.md": "not listed",
        "content/post/publishdate-future.md": "future",
        NOT_RENDERED: "not rendered",
    }
    undated = {path for path, row in ROWS.items() if row["date"].startswith("0001")} - {NOT_RENDERED}
    assert {problem.path for problem in loaded.problems if problem.code == "date-missing"} == undated
    others = [(problem.code, problem.level) for problem in loaded.problems if problem.code != "date-missing"]
    assert others == [("url-collision", "warning")]


def test_two_bundles_at_one_url_have_two_ids(posts: Mapping[str, Post]) -> None:
    undated, dated = posts["content/post/bundle/index.md"], posts["content/post/2022-02-02-bundle/index.md"]
    assert undated.url == dated.url
    assert (undated.id, dated.id) == (undated.url, f"{dated.url}#bundle-2")
