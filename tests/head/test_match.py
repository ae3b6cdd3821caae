"""Which page is which post's."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from publisher.head import by_canonical, by_title, by_url, located, marks_of, own_addresses, page_url, read_head
from publisher.model import Post, Site

SITE = Site(title="潮目", url="https://a.example")
UNDER = Site(title="潮目", url="https://a.example", base_path="/log")


def post(url: str, title: str = "題", path: str = "a.md") -> Post:
    day = datetime(2026, 1, 2, tzinfo=UTC)
    return Post(path=path, slug="a", id=url, url=url, title=title, headline=title, date=day, updated=day)


@pytest.mark.parametrize(
    ("site", "url", "file"),
    [
        (SITE, "https://a.example/2026/a.html", "2026/a.html"),
        (SITE, "https://a.example/2026/a/", "2026/a/index.html"),
        (SITE, "https://a.example/2026/a", "2026/a.html"),
        (SITE, "https://a.example/2026/a", "2026/a/index.html"),
        (SITE, "https://a.example/2026/a/", "2026/a.html"),
        (SITE, "https://a.example/%E6%B5%B7/", "海/index.html"),
        (SITE, "https://a.example/%E6%B5%B7/", "%E6%B5%B7/index.html"),
        (SITE, "https://a.example/%E3%81%8C/", unicodedata.normalize("NFD", "が") + "/index.html"),
        (UNDER, "https://a.example/log/a/", "a/index.html"),
        (UNDER, "https://a.example/log/a/", "log/a/index.html"),
    ],
)
def test_by_url(site: Site, url: str, file: str) -> None:
    assert by_url([post(url)], site, [file, "other.html"]) == {"a.md": file}


def test_another_address_is_another_page() -> None:
    assert by_url([post("https://a.example/b/")], SITE, ["a/index.html", "b.txt"]) == {}


@pytest.mark.parametrize("canonical", ["https://a.example/b/", "/b", "http://a.example/b/index.html", "../b/?x=1"])
def test_by_canonical(canonical: str) -> None:
    head = read_head(f"<html><head><link rel=canonical href='{canonical}'></head>".encode())
    assert by_canonical([post("https://a.example/b/")], {"x/y.html": own_addresses(head)}, SITE) == {"a.md": "x/y.html"}


def test_a_page_that_redirects_is_not_the_post() -> None:
    head = read_head(b"<html><head><link rel=canonical href=/b/><meta http-equiv=refresh content='0; url=/b/'></head>")
    assert own_addresses(head) == ()


TITLED = "<html><head><title>題 | 潮目</title></head><body>"


def test_by_title_and_day() -> None:
    right = marks_of(read_head(TITLED.encode()), ["見出し"], ["2026-01-02T09:00:00Z"])
    other_day = marks_of(read_head(TITLED.encode()), [], ["2026-01-03"])
    other_title = marks_of(read_head(b"<html><title>x</title>"), ["題名"], ["2026-01-02"])
    posts = [post("https://a.example/q/")]
    assert by_title(posts, {"x.html": right, "y.html": other_day, "z.html": other_title}) == {"a.md": "x.html"}


def test_two_pages_or_two_posts_that_fit_are_none() -> None:
    marks = marks_of(read_head(TITLED.encode()), [], ["2026-01-02"])
    posts = [post("https://a.example/q/")]
    assert by_title(posts, {"x.html": marks, "y.html": marks}) == {}
    assert by_title([*posts, post("https://a.example/r/", path="b.md")], {"x.html": marks}) == {}


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("", "https://a.example/b/"),
        ("https://a.example/b/", "https://a.example/b/"),
        ("/b/index.html", "https://a.example/b/index.html"),
        ("http://a.example/b", "http://a.example/b"),
        ("https://elsewhere.example/b/", "https://a.example/b/"),
        ("https://a.example/another/", "https://a.example/b/"),
        ("http://localhost:4000/b/", "https://a.example/b/"),
    ],
)
def test_the_canonical_address_wins_if_it_is_this_page(canonical: str, url: str) -> None:
    head = read_head(f"<html><head><link rel=canonical href='{canonical}'></head>".encode())
    found = located(post("https://a.example/b/"), "b/index.html", head, SITE)
    assert (found.url, found.id) == (url, url)


def test_a_post_found_by_its_title_gets_its_pages_address() -> None:
    found = located(post("https://a.example/b/"), "c/index.html", read_head(b"<html>"), SITE)
    assert found.url == "https://a.example/c/"


def test_page_urls() -> None:
    assert page_url(UNDER, "index.html") == "https://a.example/log/"
    assert page_url(UNDER, "海/index.html") == "https://a.example/log/%E6%B5%B7/"
    assert page_url(UNDER, "a.html") == "https://a.example/log/a.html"
