"""The id that front matter gives a post: what it becomes, and what is said of a bad one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import Problem
from publisher.feeds.check.values import is_uri
from publisher.load.fields import Warnings
from publisher.load.frontmatter import FrontMatter
from publisher.load.ids import own_id
from publisher.model import Site

from .conftest import Build

SITE = Site(title="港", url="https://a.test", base_path="/blog")


def own(**data: object) -> tuple[str, list[Problem]]:
    """The id that this front matter gives, and the warnings."""
    warnings = Warnings(FrontMatter(path="a.md", data=data, body="", body_line=1), [])
    return own_id(warnings.front, SITE, warnings), warnings.found


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("https://old.example/?p=12&x=1", "https://old.example/?p=12&x=1"),
        ("HTTP://old.example/a", "HTTP://old.example/a"),
        ("https://例え.jp/記事 1", "https://xn--r8jz45g.jp/%E8%A8%98%E4%BA%8B%201"),
        ("https://old.example/100%", "https://old.example/100%25"),
        ("https://old.example/%E8%A8%98", "https://old.example/%E8%A8%98"),
        ("tag:blogger.com,1999:blog-1.post-2", "tag:blogger.com,1999:blog-1.post-2"),
        ("tag:me@a.test,2026-01-17:記事", "tag:me@a.test,2026-01-17:%E8%A8%98%E4%BA%8B"),
        ("urn:isbn:9784000000000", "urn:isbn:9784000000000"),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        (" first-post ", "https://a.test/blog/#first-post"),
        ("/2013/05/first/", "https://a.test/blog/#/2013/05/first/"),
        ("記事 #1", "https://a.test/blog/#%E8%A8%98%E4%BA%8B%20%231"),
        ("tag=a", "https://a.test/blog/#tag%3Da"),
        ("note:a", "https://a.test/blog/#note:a"),
        ("👩‍💻", "https://a.test/blog/#%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB"),
    ],
)
def test_an_id_becomes_a_uri(written: str, uri: str) -> None:
    assert own(id=written) == (uri, [])
    assert own(guid=written) == (uri, [])
    assert is_uri(uri)


@given(st.text(min_size=1))
def test_any_text_is_a_uri_or_is_warned_of(text: str) -> None:
    uri, warnings = own(id=text)
    assert is_uri(uri) != bool(warnings)
    assert bool(uri) != bool(warnings)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_texts_have_two_ids(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one.strip()) == unicodedata.normalize("NFC", other.strip())
    uris = {own(id=f"a{text}b")[0] for text in (one.strip(), other.strip())} - {""}
    assert same or len(uris) == 2 or own(id=f"a{one.strip()}b")[1] or own(id=f"a{other.strip()}b")[1]


def test_letters_are_the_same_composed_or_not() -> None:
    assert own(id="カ\u3099")[0] == own(id="ガ")[0]


@pytest.mark.parametrize(
    ("value", "code", "hint"),
    [
        (42, "id-type", 'put it in quotes: id: "42"'),
        (True, "id-type", 'put it in quotes: id: "True"'),
        (["a"], "id-type", "leave the key out, or write one text"),
        (None, "id-empty", "write the id, or leave the key out"),
        ("", "id-empty", "write the id, or leave the key out"),
        (" \t", "id-empty", "write the id, or leave the key out"),
        ("a\nb", "id-characters", "write it on one line, in letters and digits"),
        ("a\x00", "id-characters", "write it on one line, in letters and digits"),
        ("a\ud800", "id-characters", "write it on one line, in letters and digits"),
        ("tag:a.test:x", "id-uri", "write it as tag:example.com,2026:name"),
        ("urn:x", "id-uri", "write it as urn:isbn:9784000000000"),
        ("https:///a", "id-uri", "write it as https://example.com/name"),
        ("http://[::1", "id-uri", "write it as https://example.com/name"),
    ],
)
def test_a_bad_id_is_not_used_and_is_warned_of(value: object, code: str, hint: str) -> None:
    uri, (problem,) = own(id=value)
    assert (uri, problem.code, problem.field, problem.level, problem.hint) == ("", code, "id", "warning", hint)
    assert problem.message.isprintable()


def test_the_guid_comes_first_and_a_number_beside_it_is_left_alone() -> None:
    assert own(id=42, guid="https://old.example/?p=42") == ("https://old.example/?p=42", [])
    uri, (problem,) = own(guid=42, id="a")
    assert (uri, problem.field) == ("https://a.test/blog/#a", "guid")
    assert own() == ("", [])


DATED = "date: 2026-01-01\ntitle: 題\ntags: posts\n"
PUBLISHED = f"{DATED}published: true\npublished_at: 2026-01-01\n"
# Of each generator: its configuration, where a post is, how its metadata starts and is framed, and its collection.
SITES = {
    "jekyll": ("_config.yml", "title: 港\n", "_posts/2026-01-0{}-a.md", DATED, "---\n{}\n---\nx\n", "posts"),
    "hugo": ("hugo.toml", 'title = "港"\n', "content/posts/{}.md", DATED, "---\n{}\n---\nx\n", "posts"),
    "hexo": ("_config.yml", "title: 港\n", "source/_posts/{}.md", DATED, "---\n{}\n---\nx\n", ""),
    "pelican": ("pelicanconf.py", "PATH = 'content'\n", "content/{}.md", DATED, "{}\n\nx\n", ""),
    "eleventy": (".eleventy.js", "\n", "posts/{}.md", DATED, "---\n{}\n---\nx\n", "posts"),
    "astro": ("astro.config.mjs", "\n", "src/content/blog/{}.md", DATED, "---\n{}\n---\nx\n", "blog"),
    "zenn": ("README.md", "\n", "articles/article-number-{}.md", PUBLISHED, "---\n{}\n---\nx\n", "articles"),
    "plain": ("README.md", "\n", "notes/{}.md", DATED, "---\n{}\n---\nx\n", "notes"),
}


@pytest.mark.parametrize("generator", SITES)
def test_every_generators_posts_may_have_their_own_ids(generator: str, build: Build) -> None:
    config, text, path, head, frame, collection = SITES[generator]
    lines = ("id: first-post", "slug: b\nguid: tag:a.test,2026:b", "slug: c", "slug: d\nguid: tag:a.test,2026:b")
    posts = {path.format(number): frame.format(head + more) for number, more in enumerate(lines, start=1)}
    loaded = build({config: text, **posts}, url="https://a.test", generator=generator, author="kim")
    guids = {post.path: post.guid for post in loaded.posts}
    assert guids == dict(zip(posts, [f"{loaded.site.home}#first-post", "tag:a.test,2026:b", "", ""], strict=True))
    (taken,) = [problem for problem in loaded.problems if problem.code == "id-taken"]
    assert (taken.path, taken.field, taken.level) == (path.format(4), "guid", "warning")
    assert posts[path.format(4)].splitlines()[taken.line - 1] == "guid: tag:a.test,2026:b"
    assert {post.collection for post in loaded.posts} == {collection}


def test_an_id_that_makes_hexos_addresses_is_no_feed_id(build: Build) -> None:
    config = "url: https://a.test\ntitle: 港\npermalink: p/:id/\n"
    post = "---\ntitle: 題\ndate: 2026-01-01\nid: 7\n---\nx\n"
    loaded = build({"_config.yml": config, "source/_posts/a.md": post}, generator="hexo")
    assert [(post.guid, post.url) for post in loaded.posts] == [("", "https://a.test/p/7/")]
    assert loaded.problems == ()


def test_a_posts_own_id_costs_no_other_post_its_own(build: Build) -> None:
    posts = {
        "_posts/2026-01-01-a.md": "---\ntitle: 一\npermalink: /x/a.html\nguid: tag:a.test,2026:a\n---\n",
        "_posts/2026-01-02-a.md": "---\ntitle: 二\npermalink: /x/b.html\n---\n",
    }
    loaded = build({"_config.yml": "url: https://a.test\ntitle: 港\n", **posts})
    assert {post.path: post.id for post in loaded.posts}["_posts/2026-01-02-a.md"] == "https://a.test/x/a"
    assert [problem.code for problem in loaded.problems] == []


@pytest.mark.parametrize(
    ("path", "collection"),
    [
        *(("a.md", ""), ("notes/a.md", "notes"), ("notes/2026/a.md", "notes"), ("2026/a.md", "")),
        *(("bundle/index.md", ""), ("notes/bundle/index.md", "notes")),
    ],
)
def test_a_folder_is_a_collection_unless_it_is_a_post_or_a_year(path: str, collection: str, build: Build) -> None:
    (post,) = build({path: "---\ntitle: 題\ndate: 2026-01-01\n---\nx\n"}, url="https://a.test").posts
    assert post.collection == collection


def test_collections_of_jekyll_and_sections_of_hugo_are_told_apart(build: Build) -> None:
    config = "url: https://a.test\ntitle: 港\nfeed: {collections: [notes]}\ncollections: {notes: {output: true}}\n"
    loaded = build(
        {
            "_config.yml": config,
            "_posts/2026-01-01-a.md": "x",
            "_notes/b.md": "---\ndate: 2026-01-02\n---\n",
        }
    )
    assert {post.path: post.collection for post in loaded.posts} == {
        "_posts/2026-01-01-a.md": "posts",
        "_notes/b.md": "notes",
    }
