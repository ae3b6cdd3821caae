"""Whatever a file holds, loading ends in posts and problems, never in an exception."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.config import Settings, SiteSettings
from publisher.errors import LoadError
from publisher.load import Scan, SourceFile, load, render_content

from .conftest import NOW

KEYS = """
title date slug permalink url categories category tags tag excerpt description image author authors lang published
draft last_modified_at source_url source_title published_at topics images cover lastmod publishDate expiryDate build
cascade excerpt_separator summary path name values scope output
""".split()
CONFIG_KEYS = """
title url baseurl timezone permalink defaults collections exclude include author lang feed markdown_ext destination
source baseURL languages permalinks frontmatter params new_post_name language category_map pretty_urls source_dir
""".split()
VALUES = """
2026-01-02 2026-01-02T03:04:05 no ~ http://[ /x/:year/ /x/:yaer_/ [1,{a:[b]}] {path:1,alt:2} *x &x !!set - | " ' 0x
1e999 010 99999999999999999999999 \u2028 : ： #
""".split(" ")
PIECES = """
{%_raw_%} {{_x }} %} {%_post_url_a_%} {:_.a} {:toc} *_a ``` ~~~ <div> </p> [a]( {{<_x_>}} {::comment} <!-- ` |_a_|
|--| [^1] #_ &#0; <img_src=//x> @[a](b) :::message ::: \u202e <script> **「a」** :_b ---
"""

WORDS = st.one_of(st.text(max_size=20), st.sampled_from(VALUES), st.just("2026-01-02 03:04:05 +0900"))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.sampled_from(KEYS))
SHAPES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
).map(json.dumps)
BLOCK = st.lists(st.tuples(st.sampled_from(KEYS), WORDS | SHAPES), max_size=8)
PIECE = st.sampled_from([piece.replace("_", " ") for piece in PIECES.split()])
BODY = st.one_of(st.text(max_size=300), st.lists(PIECE | st.just("\n"), max_size=30).map("".join))


def document(kind: str, pairs: list[tuple[str, str]], body: str) -> bytes:
    lines = [f"{key} = {value}" if kind == "+++" else f"{key}: {value}" for key, value in pairs]
    return "\n".join([kind, *lines, kind, body]).encode("utf-8", "surrogatepass")


FILES = st.one_of(
    st.binary(max_size=200),
    st.builds(document, st.sampled_from(["---", "+++"]), BLOCK, BODY),
    st.text(max_size=200).map(lambda text: ("{" + text).encode("utf-8", "surrogatepass")),
)
# Front matter that YAML reads, so that the fields themselves meet every kind of value.
PROPER = st.sampled_from(
    ["2026-01-02", "2026-01-02 03:04", "/x/:year/:title/", "a b", "http://a.test/x y", "true", "日本"]
)
SOUND = st.builds(
    lambda pairs, body: document("---", [*pairs.items(), ("published", "true")], body),
    st.dictionaries(st.sampled_from(KEYS[:-7]), PROPER | SHAPES, max_size=6),
    BODY,
)
PATHS = {
    "jekyll": "_posts/2026-01-01-a.md",
    "hugo": "content/blog/2026-01-01-a.md",
    "zenn": "articles/an-article-here.md",
    "plain": "a.md",
    "hexo": "source/_posts/2026-01-01-a.md",
    "pelican": "content/2026-01-01-a.md",
    "eleventy": "posts/2026-01-01-a.md",
    "astro": "src/content/blog/2026-01-01-a.md",
}
CONFIGS = {"jekyll": "_config.yml", "hugo": "hugo.yaml", "hexo": "_config.yml", "eleventy": "_data/site.json"}


def check(dialect: str, files: dict[str, bytes], now: datetime) -> None:
    sources = tuple(SourceFile.of(path, data) for path, data in sorted(files.items()))
    found = Scan(
        root=Path("nowhere"),
        dialect=dialect,
        files=sources,
        problems=(),
        digest="",
        lang="ja",
        output_dir="public",
        pictures=("a.png",),
        configuration=frozenset(CONFIGS.values()),
    )
    given = Settings(site=SiteSettings(author="umi"))
    loaded = load(found, given, now=now)
    assert loaded == load(found, given, now=now)
    for post in loaded.posts:
        body = loaded.bodies.of(post)
        assert post.url.isascii()
        assert post.slug
        assert post.date.tzinfo is not None
        assert not set(f"{post.title}{post.summary}{body}") & set("\0\x08\x1b\ufffe\uffff")
        f"{post.title}{post.summary}{body}{post.tags}".encode()
        content = render_content(post, body, loaded.site)
        assert "<script" not in content.html
    for problem in loaded.problems:
        assert "\n" not in f"{problem.message}{problem.hint}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PATHS)), FILES)
def test_any_post(dialect: str, data: bytes) -> None:
    check(dialect, {PATHS[dialect]: data}, NOW)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PATHS)), SOUND)
def test_any_values(dialect: str, data: bytes) -> None:
    check(dialect, {PATHS[dialect]: data}, NOW)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(CONFIGS)),
    st.lists(st.tuples(st.sampled_from(CONFIG_KEYS), WORDS | SHAPES), max_size=6),
    FILES,
)
def test_any_configuration(dialect: str, pairs: list[tuple[str, str]], data: bytes) -> None:
    config = "\n".join(f"{key}: {value}" for key, value in pairs).encode("utf-8", "surrogatepass")
    try:
        check(dialect, {CONFIGS[dialect]: config, PATHS[dialect]: data}, NOW)
    except LoadError as e:
        assert CONFIGS[dialect] in e.message
