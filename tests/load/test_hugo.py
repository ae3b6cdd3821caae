from __future__ import annotations

import pytest

from publisher.load import Loaded

from .conftest import Build

CONFIG = 'baseURL = "https://example.com/"\ntitle = "T"\nlanguageCode = "ja"\n'
PAGE = "---\ntitle: A Page\ndate: 2026-01-02T23:30:00Z\n---\nText.\n"


def urls(loaded: Loaded) -> dict[str, str]:
    return {post.path: post.url.removeprefix("https://example.com") for post in loaded.posts}


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/:year/:month/:day/:slug/", "/2026/01/02/a-page/"),
        ("/:section/:title/", "/blog/a-page/"),
        ("/:sections/:filename/", "/blog/file-name/"),
        ("/:sections[1:]/:slugorfilename/", "/file-name/"),
        ("/:monthname/:weekdayname/:weekday/:yearday/", "/January/Friday/5/2/"),
    ],
)
def test_permalinks(build: Build, permalink: str, url: str) -> None:
    config = f'{CONFIG}timeZone = "Asia/Tokyo"\n[permalinks]\nblog = "{permalink}"\n'
    loaded = build({"hugo.toml": config, "content/blog/sub/File Name.md": PAGE})
    assert urls(loaded) == {"content/blog/sub/File Name.md": url}


def test_a_configuration_folder(build: Build) -> None:
    loaded = build(
        {
            "config/_default/hugo.yaml": "baseURL: https://example.com/x/\ndefaultContentLanguage: ja\n",
            "config/_default/params.toml": 'description = "D"\n[author]\nname = "Umi"\n',
            "config/_default/languages.toml": '[ja]\ntitle = "日本"\n[en]\ntitle = "EN"\ncontentDir = "content/en"\n',
            "content/a.md": PAGE,
            "content/en/b.md": PAGE,
            "content/c.en.md": PAGE,
        },
        generator="hugo",
    )
    assert urls(loaded) == {"content/a.md": "/x/a/", "content/en/b.md": "/x/en/b/", "content/c.en.md": "/x/en/c/"}
    assert {post.path: post.lang for post in loaded.posts} == {
        "content/a.md": "ja",
        "content/en/b.md": "en",
        "content/c.en.md": "en",
    }
    assert (loaded.site.title, loaded.site.description, loaded.site.authors[0].name) == ("日本", "D", "Umi")


def test_bundles_resources_and_cascades(build: Build) -> None:
    loaded = build(
        {
            "hugo.toml": CONFIG,
            "content/blog/_index.md": "---\ntitle: Blog\ncascade:\n  tags: [x]\n---\n",
            "content/blog/one/index.md": "---\ntitle: One\nimages: [p.png]\n---\n",
            "content/blog/one/notes.md": "resource",
            "content/blog/one/deep/more.md": "resource",
            "content/blog/two.md": "---\ntitle: Two\ntags: [y]\nimages: [/p.png]\n---\n",
        }
    )
    posts = {post.title: post for post in loaded.posts}
    assert set(posts) == {"One", "Two"}
    assert (posts["One"].tags, posts["Two"].tags) == (("x",), ("y",))
    images = [post.image.url if post.image else "" for post in (posts["One"], posts["Two"])]
    assert images == ["https://example.com/blog/one/p.png", "https://example.com/p.png"]


def test_each_language_may_have_a_host_of_its_own(build: Build) -> None:
    config = """
defaultContentLanguage = "ja"
[languages.ja]
baseURL = "https://ja.example.com/"
[languages.en]
baseURL = "https://example.com/en-site/"
"""
    loaded = build({"hugo.toml": config, "content/a.md": PAGE, "content/a.en.md": PAGE})
    assert {post.lang: post.url for post in loaded.posts} == {
        "ja": "https://ja.example.com/a/",
        "en": "https://example.com/en-site/a/",
    }
    assert loaded.site.home == "https://ja.example.com/"


def test_cascades_have_targets(build: Build) -> None:
    config = CONFIG + '[[cascade]]\n[cascade.params]\nauthor = "Umi"\n[cascade.target]\npath = "/blog/**"\n'
    section = """---
cascade:
  - categories: [deep]
    target: {path: "/blog/{one,two}/**"}
  - tags: [sections]
    _target: {kind: section}
  - tags: [all]
    target: {kind: page, lang: "*"}
---
"""
    pages = ("content/blog/a.md", "content/blog/one/b.md", "content/notes/c.md")
    loaded = build({"hugo.toml": CONFIG, "content/blog/_index.md": section, **dict.fromkeys(pages, PAGE)})
    assert {post.path: (post.categories, post.tags) for post in loaded.posts} == {
        "content/blog/a.md": ((), ("all",)),
        "content/blog/one/b.md": (("deep",), ("all",)),
        "content/notes/c.md": ((), ()),
    }
    named = build({"hugo.toml": config})
    assert {post.path for post in named.posts if post.authors} == {"content/blog/a.md", "content/blog/one/b.md"}


def test_ugly_urls_and_kept_case(build: Build) -> None:
    config = CONFIG + "uglyURLs = true\ndisablePathToLower = true\n"
    loaded = build({"hugo.toml": config, "content/Blog/A b.md": PAGE})
    assert urls(loaded) == {"content/Blog/A b.md": "/Blog/A-b.html"}


def test_a_broken_section_page_is_told(build: Build) -> None:
    loaded = build({"hugo.toml": CONFIG, "content/blog/_index.md": "---\ncascade: [\n---\n", "content/blog/a.md": PAGE})
    assert [(problem.path, problem.code) for problem in loaded.problems] == [("content/blog/_index.md", "yaml")]
    assert len(loaded.posts) == 1


def test_broken_toml_is_told_with_its_line(build: Build) -> None:
    loaded = build({"hugo.toml": CONFIG, "content/a.md": '+++\ntitle = "a"\nb = \n+++\nx\n'})
    assert [(problem.code, problem.line) for problem in loaded.problems] == [("toml", 3)]


def test_gos_zero_time_is_no_date(build: Build) -> None:
    (post,) = build({"hugo.toml": CONFIG, "content/a.md": "---\ndate: 0001-01-01T00:00:00Z\n---\n"}).posts
    assert post.date.year == 1970


def test_drafts_and_the_future_may_be_built(build: Build) -> None:
    pages = {
        "content/a.md": "---\ndraft: true\n---\n",
        "content/b.md": "---\ndate: 2099-01-01\n---\n",
        "content/c.md": "---\nexpiryDate: 2020-01-01\n---\n",
    }
    assert not build({"hugo.toml": CONFIG, **pages}).posts
    built = "buildDrafts = true\nbuildFuture = true\nbuildExpired = true\n"
    assert len(build({"hugo.toml": CONFIG + built, **pages}).posts) == 3


def test_an_unknown_token_is_told_once(build: Build) -> None:
    config = CONFIG + '[permalinks]\nblog = "/:yaer/:slug/"\n'
    loaded = build({"hugo.toml": config, "content/blog/a.md": PAGE, "content/blog/b.md": PAGE})
    assert [(problem.path, problem.code) for problem in loaded.problems] == [("hugo.toml", "permalink-token")]
    assert urls(loaded) == {"content/blog/a.md": "/blog/a/", "content/blog/b.md": "/blog/b/"}
