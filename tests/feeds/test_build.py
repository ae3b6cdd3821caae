from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from publisher.feeds import make_feed, make_item
from publisher.model import Author, Post, Site
from tests.feeds.samples import CARD, HTML, MORNING, POST, SITE, feed, item


def make(post: Post, site: Site = SITE) -> Author:
    return make_item(post, content_html="", image=None, site=site).authors[0]


def test_an_item_says_what_its_post_says() -> None:
    made = make_item(POST, content_html=HTML, image=CARD, site=SITE)
    assert (made.id, made.url, made.title, made.summary) == (POST.id, POST.url, POST.title, POST.summary)
    assert (made.published, made.updated, made.lang) == (POST.date, POST.updated, "ja")
    assert (made.content_html, made.image, made.source) == (HTML, CARD, POST.source)


def test_categories_and_tags_are_tags_once_each() -> None:
    assert item().tags == ("環境", "C++", "R&D")


def test_authors_are_the_posts_then_the_sites_then_the_site() -> None:
    assert make(replace(POST, authors=(Author(name="山田"),))) == Author(name="山田")
    assert make(POST) == SITE.authors[0]
    assert make(POST, replace(SITE, authors=())) == Author(name="朝の要約", url="https://demo.example/blog/")


def test_an_untitled_post_is_titled_by_its_summary_then_its_date() -> None:
    untitled = replace(POST, title=" \x00\n")
    assert make_item(untitled, content_html="", image=None, site=SITE).title == POST.summary
    long = make_item(replace(untitled, summary="長" * 99), content_html="", image=None, site=SITE).title
    assert long == "長" * 59 + "…"
    assert make_item(replace(untitled, summary=""), content_html="", image=None, site=SITE).title == "2026-01-17"


def test_an_id_that_is_no_uri_becomes_one_and_a_uri_stays() -> None:
    assert make_item(replace(POST, id="記事 1"), content_html="", image=None, site=SITE).id == (
        "https://demo.example/blog/#%E8%A8%98%E4%BA%8B%201"
    )
    for kept in ("tag:demo.example,2026:a", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", POST.url):
        assert make_item(replace(POST, id=kept), content_html="", image=None, site=SITE).id == kept


def test_an_item_is_never_older_than_its_own_date() -> None:
    early = replace(POST, updated=POST.date - timedelta(days=1))
    assert make_item(early, content_html="", image=None, site=SITE).updated == POST.date


def test_a_feed_is_dated_by_its_newest_item_and_not_by_the_clock() -> None:
    assert feed(item(updated=MORNING), item(updated=MORNING + timedelta(days=1))).updated == MORNING + timedelta(days=1)
    assert feed().updated is None


def test_a_feed_says_whose_it_is_and_where() -> None:
    made = make_feed(
        SITE, (), self_url="https://demo.example/f", hubs=("https://hub.example/",), stylesheet="/feed.css"
    )
    assert (made.id, made.home_url) == ("https://demo.example/blog/", "https://demo.example/blog/")
    assert (made.self_url, made.hubs, made.stylesheet) == (
        "https://demo.example/f",
        ("https://hub.example/",),
        "/feed.css",
    )
    assert (made.title, made.description, made.lang) == (SITE.title, SITE.description, "ja")
