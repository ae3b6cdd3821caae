from __future__ import annotations

import pytest

from publisher.load.dialects.astro import github_slug

from .conftest import Build

CONFIG = 'export default { site: "https://example.com" };\n'
ABOUT = {"src/consts.ts": 'export const SITE_TITLE = "T";\n'}
ENTRY = "---\ntitle: A\npubDate: 2026-01-02\n---\nText.\n"
ROUTE = '---\nconst posts = await getCollection("blog");\n---\n'
LEGACY = {"src/content/blog/a.md": ENTRY, "src/content/blog/_hidden.md": ENTRY}


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("", "/blog/a/"),
        ('trailingSlash: "never",', "/blog/a"),
        ('build: { format: "file" },', "/blog/a"),
        ('trailingSlash: "always", build: { format: "file" },', "/blog/a/"),
        ('base: "docs",', "/docs/blog/a/"),
    ],
)
def test_endings(build: Build, config: str, url: str) -> None:
    text = CONFIG.replace("};", f", {config} }};")
    loaded = build({"astro.config.mjs": text, **ABOUT, **LEGACY, "src/pages/blog/[...slug].astro": ROUTE})
    assert [post.url for post in loaded.posts] == [f"https://example.com{url}"]
    assert not loaded.problems


@pytest.mark.parametrize(
    ("route", "url"),
    [
        ("src/pages/[slug].astro", "/a/"),
        ("src/pages/posts/[...id]/index.astro", "/posts/a/"),
        ("src/pages/[lang]/[slug].astro", None),
        ("src/pages/blog/[...page].astro", None),
    ],
)
def test_routes(build: Build, route: str, url: str | None) -> None:
    loaded = build({"astro.config.mjs": CONFIG, **ABOUT, **LEGACY, route: ROUTE})
    assert [post.url.removeprefix("https://example.com") for post in loaded.posts] == [url or "/blog/a/"]


def test_without_a_route_the_user_says_where_posts_go(build: Build) -> None:
    config = {"src/content/config.ts": "export const collections = { blog: defineCollection({ schema }) };\n"}
    files = {"astro.config.mjs": CONFIG, **ABOUT, **LEGACY, **config}
    loaded = build(files)
    assert [(problem.code, problem.level) for problem in loaded.problems] == [("route-unknown", "warning")]
    assert [post.url for post in loaded.posts] == ["https://example.com/blog/a/"]
    loaded = build(files, permalink="/:year/:slug/")
    assert [post.url for post in loaded.posts] == ["https://example.com/2026/a/"]
    assert not loaded.problems


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("C++ & Rust", "c--rust"),
        ("日本語 の 記事。", "日本語-の-記事"),
        ("a_b-c.d", "a_b-cd"),
        ("Été", "été"),
    ],
)
def test_ids_are_slugs(text: str, slug: str) -> None:
    assert github_slug(text) == slug
