"""Every file of tests/sites/jekyll-edge against what Jekyll 4.3.1 and jekyll-feed 0.17 made of it."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.config import Settings
from publisher.load import Loaded, load, scan
from publisher.model import Post

from .conftest import NOW
from .golden import SITES, line, rows, texts

SITE = SITES / "jekyll-edge"
ROWS = {row["source_path"]: row for row in rows("jekyll-edge.JST.tsv")}

# Jekyll publishes these without a title and dated now; here they are named as broken.
BROKEN = {
    "_posts/2020-07-03-badyaml.md": ("yaml", 4),
    "_posts/2020-07-04-colon-title.md": ("yaml", 2),
    "_posts/2020-07-06-tabs.md": ("yaml", 3),
    "_posts/2020-07-25-symbol.md": ("yaml", 3),
    "_posts/2020-07-26-anchors.md": ("yaml-alias", 3),
}
# Built by Jekyll, but not in its feed.
DRAFT = "_posts/2020-07-30-drafttrue.md"
# Jekyll dates it with the time of the build.
UNDATED = "_notes/hello world.md"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The site with the collection `notes` in its feed, so that its documents are posts too."""
    root = tmp_path_factory.mktemp("site") / "jekyll-edge"
    shutil.copytree(SITE, root)
    config = root / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{posts_limit: 100000}", "{collections: [notes]}"), encoding="utf-8")
    return load(scan(root, Settings()), Settings(), now=NOW)


@pytest.fixture(scope="module")
def posts(loaded: Loaded) -> Mapping[str, Post]:
    return {post.path: post for post in loaded.posts}


@pytest.mark.parametrize("path", [path for path in ROWS if path not in {*BROKEN, DRAFT}])
def test_a_post_is_what_jekyll_says(path: str, posts: Mapping[str, Post]) -> None:
    row, post = ROWS[path], posts[path]
    assert post.url == row["abs_url"]
    assert post.id == html.unescape(row["feed_id"])
    assert post.title == line("".join(texts(json.loads(row["title_json"]))))
    assert post.categories == texts(json.loads(row["categories_json"]))
    assert post.tags == texts(json.loads(row["tags_json"]))
    if path != UNDATED:
        assert post.date.isoformat() == row["feed_published"]
        assert post.updated.isoformat() == row["feed_updated"]


def test_every_other_file_is_accounted_for(loaded: Loaded, posts: Mapping[str, Post]) -> None:
    assert set(posts) == set(ROWS) - set(BROKEN) - {DRAFT}
    errors = {problem.path: (problem.code, problem.line) for problem in loaded.problems if problem.level == "error"}
    assert errors == {
        **BROKEN,
        "_posts/2020-07-09-sjis.md": ("encoding", 2),
        "_posts/2020-07-10-utf16.md": ("encoding", 1),
    }
    assert {hidden.path: hidden.reason for hidden in loaded.hidden} == {
        DRAFT: "draft: true",
        "_drafts/draft-one.md": "draft",
        "_notes/pub.md": "published: false",
        "_posts/2020-01-01-futurefm.md": "future",
        "_posts/2020-07-27-pubfalse.md": "published: false",
        "_posts/2020-07-29-pubno.md": "published: false",
        "_posts/2020-07-29-pubnull.md": "published: false",
        "_posts/2030-01-01-future.md": "future",
    }
    assert [problem.path for problem in loaded.problems if problem.code == "date-missing"] == [UNDATED]
    warned = {problem.path for problem in loaded.problems if problem.code == "post-name"}
    assert warned == {"_posts/2020-01-02-noext", "_posts/2020-01-02.md", "_posts/no-date-file.md"}


def test_images_and_authors(posts: Mapping[str, Post]) -> None:
    base = "https://xn--r8jz45g.jp/%E3%83%96%E3%83%AD%E3%82%B0"
    relative, mapping, bare = (posts[f"_posts/2020-10-0{n}-img.md"].image for n in (1, 2, 3))
    assert relative is not None
    assert relative.url == f"{base}/assets/%E3%81%82%20%E3%81%84.png"
    assert mapping is not None
    assert (mapping.url, mapping.width, mapping.alt) == ("https://x.test/a.png?x=1&y=2", 100, "alt")
    assert bare is not None
    assert bare.url == f"{base}/a/b.png"
    names = {n: [author.name for author in posts[f"_posts/2020-10-0{n}-author.md"].authors] for n in (4, 5, 6, 7)}
    assert names == {4: ["azu"], 5: ["Alice A"], 6: ["Bob"], 7: ["Alice A", "azu"]}
    alice = posts["_posts/2020-10-05-author.md"].authors[0]
    assert (alice.email, alice.url) == ("a@x.test", "https://a.test")
    assert posts["_posts/2020-01-02-plain.md"].authors[0].name == "Site Author"


def test_the_future_ends(loaded: Loaded) -> None:
    until = {hidden.path: hidden.until for hidden in loaded.hidden if hidden.reason == "future"}
    assert {path: moment.isoformat() for path, moment in until.items() if moment} == {
        "_posts/2020-01-01-futurefm.md": "2030-01-01T00:00:00+09:00",
        "_posts/2030-01-01-future.md": "2030-01-01T00:00:00+09:00",
    }


def test_the_site(loaded: Loaded) -> None:
    assert loaded.site.title == 'Edge "Site" & <b>'
    assert loaded.site.home == "https://xn--r8jz45g.jp/%E3%83%96%E3%83%AD%E3%82%B0/"
    assert (loaded.site.lang, loaded.site.timezone, loaded.site.generator) == ("ja", "Asia/Tokyo", "jekyll")
    assert loaded.output_dir == "_site"


def test_the_folder_is_read_in_place_too() -> None:
    found = scan(Path(SITE), Settings())
    assert found.dialect == "jekyll"
    assert not any(file.path.startswith("_notes/") for file in found.files), "no feed names the collection"
