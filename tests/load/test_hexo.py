from __future__ import annotations

import pytest

from publisher.load import Loaded

from .conftest import Build

CONFIG = "title: T\nurl: https://example.com/b\ntimezone: Asia/Tokyo\nnew_post_name: ':title.md'\n"
POST = "---\ntitle: A Title\ndate: 2026-01-02 23:30:00\n---\nText.\n"


def urls(loaded: Loaded) -> dict[str, str]:
    return {post.path: post.url.removeprefix("https://example.com/b") for post in loaded.posts}


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        (":title.html", "/sub/a%20b.html"),
        ("posts/:name/", "/posts/a%20b/"),
        (":post_title/", "/a-title/"),
        (":i_month-:i_day/:hour:minute:second/", "/1-2/233000/"),
        (":timestamp/", "/1767364200/"),
        (":hash/", "/5cc3127f93a0/"),
        (":lang/:nothing/", "/ja/undefined/"),
        (":category/", "/uncategorized/"),
    ],
)
def test_permalinks(build: Build, permalink: str, url: str) -> None:
    config = f"{CONFIG}permalink: '{permalink}'\npermalink_defaults: {{lang: ja}}\n"
    found = urls(build({"_config.yml": config, "source/_posts/sub/a b.md": POST}))["source/_posts/sub/a b.md"]
    assert found == url


def test_pretty_urls_and_asset_folders(build: Build) -> None:
    pretty = "pretty_urls: {trailing_index: false, trailing_html: false}\n"
    files = {"source/_posts/a.md": POST, "source/_posts/a/pic.md.txt": "x", "source/_posts/a/notes.html": POST}
    page = "permalink: ':title.html'\n"
    assert urls(build({"_config.yml": CONFIG + page + pretty, "source/_posts/a.md": POST})) == {
        "source/_posts/a.md": "/a"
    }
    folders = "permalink: ':title'\npost_asset_folder: true\n"
    assert urls(build({"_config.yml": CONFIG + folders, **files})) == {"source/_posts/a.md": "/a/"}


def test_drafts_and_the_future(build: Build) -> None:
    files = {"source/_drafts/a.md": POST, "source/_posts/b.md": POST.replace("2026", "2099")}
    assert urls(build({"_config.yml": CONFIG, **files})) == {"source/_posts/b.md": "/2099/01/02/b/"}
    other = f"{CONFIG}future: false\nrender_drafts: true\n"
    assert urls(build({"_config.yml": other, **files})) == {"source/_drafts/a.md": "/2026/01/02/a/"}


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("---\ntitle: a\ndate: never\n---\n", 3, "date-invalid"),
        ("title: a\ndate: never\n---\n", 2, "date-invalid"),
        ('"title": "a",\n"date": }\n;;;\n', 2, "json"),
        ("---\ntitle: a\n\tb: c\n  d: e\n---\n", 3, "yaml"),
        ("---\ntitle: a\n---\n", 0, "date-missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(build: Build, text: str, line: int, code: str) -> None:
    (problem,) = build({"_config.yml": CONFIG, "source/_posts/a.md": text}).problems
    assert (problem.code, problem.line) == (code, line)


def test_text_that_only_looks_like_front_matter_is_text(build: Build) -> None:
    loaded = build({"_config.yml": CONFIG, "source/_posts/a.md": "Note: this is prose.\n\nMore.\n"})
    assert loaded.bodies.of(loaded.posts[0]) == "Note: this is prose.\n\nMore.\n"
