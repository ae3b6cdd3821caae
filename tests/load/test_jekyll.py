from __future__ import annotations

import pytest

from publisher.load import Loaded
from publisher.model import Source

from .conftest import Build

CONFIG = "title: T\nurl: https://example.com\n"


def url_of(loaded: Loaded, path: str) -> str:
    (post,) = (post for post in loaded.posts if post.path == path)
    return post.url.removeprefix("https://example.com")


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("date", "/news/2026/01/02/A-title.html"),
        ("pretty", "/news/2026/01/02/A-title/"),
        ("simple", "/news/A-title/"),
        ("none", "/news/A-title.html"),
        ("ordinal", "/news/2026/002/A-title.html"),
        ("weekdate", "/news/2026/W01/Fri/A-title.html"),
        ("/:slug/:name", "/a-title/2026-01-02-a-title"),
        ("/:collection:path", "/posts/2026-01-02-A-title"),
    ],
)
def test_permalink_styles(build: Build, permalink: str, url: str) -> None:
    files = {
        "_config.yml": f"{CONFIG}permalink: {permalink}\n",
        "_posts/2026-01-02-A-title.md": "---\ncategory: News\n---\n",
    }
    assert url_of(build(files), "_posts/2026-01-02-A-title.md") == url


def test_the_users_permalink_is_above_the_generators(build: Build) -> None:
    files = {"_config.yml": f"{CONFIG}permalink: none\n", "_posts/2026-01-02-a.md": "x"}
    assert url_of(build(files, permalink="/p/:title/"), "_posts/2026-01-02-a.md") == "/p/a/"


def test_the_time_zone_moves_the_day_in_the_url(build: Build) -> None:
    post = {"_posts/2026-01-02-a.md": "---\ndate: 2026-01-02 20:00:00 +0000\n---\n"}
    tokyo = build({"_config.yml": f"{CONFIG}timezone: Asia/Tokyo\n", **post})
    assert url_of(tokyo, "_posts/2026-01-02-a.md") == "/2026/01/03/a.html"
    assert url_of(build({"_config.yml": CONFIG, **post}), "_posts/2026-01-02-a.md") == "/2026/01/02/a.html"
    assert url_of(build({"_config.yml": CONFIG, **post}, timezone="Asia/Tokyo"), "_posts/2026-01-02-a.md").startswith(
        "/2026/01/03"
    )


def test_ruby_takes_only_nil_and_false_for_false(build: Build) -> None:
    front = "---\ntitle: 0\npublished: 0\ntag: []\ntags: [x]\n---\n"
    (post,) = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": front}).posts
    assert (post.title, post.tags) == ("0", ())


DEFAULTS = """
defaults:
  - scope: {path: "", type: posts}
    values: {lang: fr, author: all, categories: [base]}
  - scope: {path: "news/_posts"}
    values: {author: news, image: /n.png}
  - scope: {path: "news/*/deep"}
    values: {author: deep}
  - scope: {path: "", type: pages}
    values: {lang: de}
"""


def test_defaults_by_scope(build: Build) -> None:
    loaded = build(
        {
            "_config.yml": CONFIG + DEFAULTS,
            "_posts/2026-01-01-a.md": "---\ncategories: own\n---\n",
            "news/_posts/2026-01-02-b.md": "---\nimage:\n---\n",
            "news/_posts/deep/2026-01-03-c.md": "x",
        }
    )
    deep, news, top = loaded.posts
    assert [post.authors[0].name for post in (top, news, deep)] == ["all", "news", "deep"]
    assert [post.lang for post in loaded.posts] == ["fr"] * 3
    assert top.categories == ("base", "own")
    assert news.categories == ("news", "base")
    assert news.image is not None
    assert news.image.url == "https://example.com/n.png"


def test_collections_dir_and_source_are_not_categories(build: Build) -> None:
    loaded = build({"_config.yml": f"{CONFIG}collections_dir: blog\n", "blog/_posts/2026-01-01-a.md": "x"})
    assert url_of(loaded, "blog/_posts/2026-01-01-a.md") == "/2026/01/01/a.html"


def test_links_to_posts_are_resolved(build: Build) -> None:
    body = "[a]({% post_url 2026-01-01-a %}) [b]({% link _posts/2026-01-01-a.md %}) [c]({% post_url 2026-09-09-none %})"
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": "x", "_posts/2026-01-02-b.md": body})
    url = "https://example.com/2026/01/01/a.html"
    assert loaded.bodies.of(loaded.posts[0]) == f"[a]({url}) [b]({url}) [c]({{% post_url 2026-09-09-none %}})"
    assert loaded.posts[0].summary == "a b c"


def test_summaries_come_from_description_excerpt_or_the_text(build: Build) -> None:
    texts = {
        "a": "---\ndescription: D\nexcerpt: E\n---\nText.\n",
        "b": "---\nexcerpt: 'E <b>x</b> &amp; y'\n---\nText.\n",
        "c": "---\ntitle: T\n---\n# T\n\nText.\n",
        "d": "---\nexcerpt_separator: <!--more-->\n---\nOne.\n\nTwo.\n<!--more-->\nThree.\n",
        "e": "---\n---\n{% include toc.html %}\n\n![p](p.png)\n\n* TOC\n{:toc}\n\n[Text][1] here.\n\n[1]: /x\n",
    }
    loaded = build({"_config.yml": CONFIG, **{f"_posts/2026-01-01-{name}.md": text for name, text in texts.items()}})
    assert {post.slug: post.summary for post in loaded.posts} == {
        "a": "D",
        "b": "E x & y",
        "c": "Text.",
        "d": "One.",
        "e": "Text here.",
    }


def test_the_article_reported_on(build: Build) -> None:
    front = "---\nsource_url: https://news.test/a\nsource_title: A headline | Tech | The Paper\n---\n"
    (post,) = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": front}).posts
    assert post.source == Source(url="https://news.test/a", title="A headline | Tech | The Paper")
    assert post.source.name == "The Paper"


def test_a_site_may_show_the_future_and_the_unpublished(build: Build) -> None:
    files = {"_posts/2099-01-01-a.md": "x", "_posts/2026-01-01-b.md": "---\npublished: false\n---\n"}
    assert len(build({"_config.yml": CONFIG, **files}).posts) == 0
    assert len(build({"_config.yml": f"{CONFIG}future: true\nunpublished: true\n", **files}).posts) == 2


def test_site_authors_from_the_data_file(build: Build) -> None:
    loaded = build(
        {
            "_config.yml": f"{CONFIG}author: mika\n",
            "_data/authors.yml": "mika: {name: Mika M, uri: https://m.test, email: m@m.test}\n",
            "_posts/2026-01-01-a.md": "x",
        }
    )
    (author,) = loaded.site.authors
    assert (author.name, author.url, author.email) == ("Mika M", "https://m.test", "m@m.test")
    assert loaded.posts[0].authors == loaded.site.authors


@pytest.mark.parametrize(
    ("image", "url", "code"),
    [
        ("https://i.test/a.jpg?s=1%2C2&t=3", "https://i.test/a.jpg?s=1%2C2&t=3", ""),
        ("https://i.test/a.jpg?s=1&amp;t=3", "https://i.test/a.jpg?s=1&amp;t=3", "image-escaped"),
        ("/logo.svg?v=1", "https://example.com/logo.svg?v=1", "image-svg"),
        ("[/first.png, /second.png]", "https://example.com/first.png", ""),
        ("{path: /a.png, width: 12, height: x}", "https://example.com/a.png", ""),
        ("data:image/png;base64,xx", None, ""),
        ('"https://[::1/a.png"', None, "image-invalid"),
        ("12", None, ""),
        ("[]", None, ""),
    ],
)
def test_images(build: Build, image: str, url: str | None, code: str) -> None:
    there = dict.fromkeys(("logo.svg", "first.png", "a.png"), b"")
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": f"---\nimage: {image}\n---\nx\n", **there})
    found = loaded.posts[0].image
    assert (found.url if found else None) == url
    assert [(problem.code, problem.line) for problem in loaded.problems] == ([(code, 2)] if code else [])


def test_drafts_may_be_shown(build: Build) -> None:
    files = {
        "_config.yml": CONFIG,
        "_drafts/one.md": "---\ndate: 2026-01-02\n---\nx\n",
        "tech/_drafts/2026-01-03-two.md": "x",
        "_posts/2026-01-04-three.md": "---\ndraft: true\n---\nx\n",
    }
    assert len(build(files).hidden) == 3
    shown = build({**files, "_config.yml": f"{CONFIG}show_drafts: true\n"})
    assert {post.url.removeprefix("https://example.com") for post in shown.posts} == {
        "/2026/01/02/one.html",
        "/tech/2026/01/03/two.html",
        "/2026/01/04/three.html",
    }


def test_old_addresses_are_kept(build: Build) -> None:
    text = "---\ntitle: 題\nredirect_from: [/old/夕.html, 'https://elsewhere.example/a']\n---\n本文\n"
    files = {"_config.yml": "url: https://a.example\nbaseurl: /b\n", "_posts/2026-01-02-a.md": text}
    (post,) = build(files).posts
    assert post.aliases == ("https://a.example/b/old/%E5%A4%95.html", "https://elsewhere.example/a")
    one = text.replace("[/old/夕.html, 'https://elsewhere.example/a']", "/one/")
    (post,) = build(files | {"_posts/2026-01-02-a.md": one}).posts
    assert post.aliases == ("https://a.example/b/one/",)
