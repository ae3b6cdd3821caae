"""Whatever a file holds, loading ends in posts and problems, never in an exception."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.config import Settings, SiteSettings
from publisher.errors import LoadError
from publisher.load import Scan, SourceFile, load, render_content

from .conftest import NOW

KEYS = """
title date slug permalink url categories category tags tag excerpt description image author authors lang published draft
last_modified_at source_url source_title published_at topics images cover lastmod publishDate expiryDate build cascade
excerpt_separator summary
""".split()
CONFIG_KEYS = """
title url baseurl timezone permalink defaults collections exclude include author lang feed markdown_ext destination source
baseURL languages permalinks frontmatter params
""".split()

WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2026-01-02", "2026-01-02 03:04:05 +0900", "no", "~", "a b", "http://[", "/x/:year/:y_", "[1, {a: [b]}]"]
    ),
    st.sampled_from(
        ["{path: x, alt: 2}", "*x", "&x y", "!!set {}", "- a", "|", '"', "'", "1e999", "0x", "9" * 30, "\u2028"]
    ),
)
BLOCK = st.lists(st.tuples(st.sampled_from(KEYS), WORDS), max_size=8)
BODY = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                "{% raw %}",
                "{{ x",
                "}}",
                "%}",
                "{: .a}",
                "{:toc}",
                "* a\n",
                "```",
                "\n\n",
                "<div>",
                "</p>",
                "[a](",
                ":::message\n",
            ]
            + [
                "{{< x >}}",
                "{::comment}",
                "<!--",
                "`",
                "| a |\n|--|\n",
                "[^1]",
                "# ",
                "&#0;",
                "\u202e",
                "<img src=//x>",
                "@[a](b)\n",
            ]
        ),
        max_size=30,
    ).map("".join),
)


def document(kind: str, pairs: list[tuple[str, str]], body: str) -> bytes:
    lines = [f"{key} = {value}" if kind == "+++" else f"{key}: {value}" for key, value in pairs]
    return "\n".join([kind, *lines, kind, body]).encode("utf-8", "surrogatepass")


FILES = st.one_of(
    st.binary(max_size=200),
    st.builds(document, st.sampled_from(["---", "+++"]), BLOCK, BODY),
    st.text(max_size=200).map(lambda text: ("{" + text).encode("utf-8", "surrogatepass")),
)
PATHS = {
    "jekyll": "_posts/2026-01-01-a.md",
    "hugo": "content/blog/2026-01-01-a.md",
    "zenn": "articles/an-article-here.md",
    "plain": "a.md",
}
CONFIGS = {"jekyll": "_config.yml", "hugo": "hugo.yaml"}


def check(dialect: str, files: dict[str, bytes], now: datetime) -> None:
    sources = tuple(SourceFile(path=path, data=data) for path, data in sorted(files.items()))
    found = Scan(root=Path(), dialect=dialect, files=sources, problems=(), digest="", lang="ja", output_dir="public")
    given = Settings(site=SiteSettings(author="umi"))
    loaded = load(found, given, now=now)
    assert loaded == load(found, given, now=now)
    for post in loaded.posts:
        assert post.url.isascii()
        assert post.slug
        assert post.date.tzinfo is not None
        assert not set(f"{post.title}{post.summary}{post.body}") & set("\0\x08\x1b\ufffe\uffff")
        f"{post.title}{post.summary}{post.body}{post.tags}".encode()
        content = render_content(post, loaded.site)
        assert "<script" not in content.html
    for problem in loaded.problems:
        assert "\n" not in f"{problem.message}{problem.hint}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PATHS)), FILES)
def test_any_post(dialect: str, data: bytes) -> None:
    check(dialect, {PATHS[dialect]: data}, NOW)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(CONFIGS)), st.lists(st.tuples(st.sampled_from(CONFIG_KEYS), WORDS), max_size=6), FILES)
def test_any_configuration(dialect: str, pairs: list[tuple[str, str]], data: bytes) -> None:
    config = "\n".join(f"{key}: {value}" for key, value in pairs).encode("utf-8", "surrogatepass")
    try:
        check(dialect, {CONFIGS[dialect]: config, PATHS[dialect]: data}, NOW)
    except LoadError as e:
        assert CONFIGS[dialect] in e.message
