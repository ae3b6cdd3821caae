from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load.permalinks import PermalinkError, date_token, fill, slugify
from publisher.load.urls import normal_path, normal_url, resolve, split_site

from .conftest import NOW

PAGE = "https://example.com/blog/2026/post.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/a b.png", "https://example.com/a%20b.png"),
        ("../c.png", "https://example.com/blog/c.png"),
        ("#fn1", f"{PAGE}#fn1"),
        ("https://other.test/a?x=1%2C2&y=3", "https://other.test/a?x=1%2C2&y=3"),
        ("https://例え.jp/記事", "https://xn--r8jz45g.jp/%E8%A8%98%E4%BA%8B"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\tjavascript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        (" \x08\n\u3000\x1fjavascript:alert(1)", None),
        ("\x01//evil.test/x", None),
        ("\x01/a.png\x02 ", "https://example.com/a.png"),
        ("data:text/html,x", None),
        ("//evil.test/x", None),
        ("\\\\evil.test/x", None),
        ("/\\evil.test", None),
        ("http://[bad", "http://[bad"),
        ("vbscript:x", None),
    ],
)
def test_links_are_absolute_or_refused(url: str, expected: str | None) -> None:
    assert resolve(url, PAGE) == expected


@given(st.text(max_size=60))
def test_a_resolved_url_is_ascii_with_a_known_scheme(url: str) -> None:
    found = resolve(url, PAGE)
    assert found is None or (found.isascii() and found.split(":", 1)[0].lower() in ("http", "https", "mailto", "tel"))


def test_site_addresses() -> None:
    assert split_site("https://例え.jp/", "/ブログ/") == ("https://xn--r8jz45g.jp", "/%E3%83%96%E3%83%AD%E3%82%B0")
    assert split_site("HTTP://Example.com:80/a/", "") == ("http://example.com", "/a")
    assert split_site("https://example.com:8080") == ("https://example.com:8080", "")
    for bad in ("example.com", "ftp://example.com", "https://", "//example.com", "https://a:b:c"):
        with pytest.raises(ValueError, match=r".+"):
            split_site(bad)


def test_paths_are_normal_once() -> None:
    assert normal_path("/%E8%A8%98/か\u3099/a%2Fb%3F%25") == "/%E8%A8%98/%E3%81%8C/a%2Fb%3F%25"
    assert normal_path("/%ff") == "/%FF"


@given(st.text(max_size=40))
def test_a_normal_path_stays_normal(path: str) -> None:
    once = normal_path(path)
    assert once.isascii()
    assert normal_path(once) == once


def test_a_signed_url_is_untouched() -> None:
    signed = "https://img.example.net/a.jpg?fit=crop&overlay=bottom%2Cleft&s=0827b0776297b5"
    assert normal_url(signed) == signed


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/:categories/:year/:month/:day/:title/", "/world%20news/2026/11/22/A-b/"),
        ("/:year_:month/:title:output_ext", "/2026_11/A-b.html"),
        (":short_year/:i_month/:i_day/:y_day/:week/:w_year/:w_day", "/26/11/22/326/47/2026/7"),
        ("/:short_month/:long_month/:short_day/:long_day", "/Nov/November/Sun/Sunday"),
        ("/:hour:minute:second", "/083734"),
        ("//a/../b/./c", "/a/b/c"),
    ],
)
def test_permalinks(template: str, path: str) -> None:
    values: dict[str, str | datetime] = {"date": NOW, "categories": "world news", "title": "A-b", "output_ext": ".html"}
    assert fill(template, values) == path


def test_an_unknown_token_is_named() -> None:
    with pytest.raises(PermalinkError) as caught:
        fill("/:yaer/", {"date": NOW})
    assert caught.value.token == "yaer"
    assert date_token("title", NOW) is None


def test_slugify() -> None:
    assert slugify("Hello, World! 日本語 🎉") == "hello-world-日本語"
    assert slugify("My_v1.0 (x)", pretty=True, cased=True) == "My_v1.0-(x)"
