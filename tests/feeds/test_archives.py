"""RFC 5005 §4 in each format: what a subscription document and an archive document say of each other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from publisher.feeds import FORMATS, check, render
from publisher.model import Feed, FeedFormat
from tests.feeds.samples import NAMESPACES, feed, item, xml

CURRENT = feed(item(), hubs=("https://hub.example/",), prev_archive_url="https://demo.example/blog/feeds/rss-2.xml")
ARCHIVE = feed(
    item(),
    self_url="https://demo.example/blog/feeds/rss-2.xml",
    current_url="https://demo.example/blog/feed",
    prev_archive_url="https://demo.example/blog/feeds/記-1.xml",
    next_archive_url="https://demo.example/blog/feeds/rss-3.xml",
)
OLDEST = feed(item(), current_url="https://demo.example/blog/feed")
MARK = "{http://purl.org/syndication/history/1.0}archive"


def head(document: Feed, format_: FeedFormat) -> Any:
    root = xml(document, format_)
    return root if format_ == "atom" else root.find("channel")


def links(document: Feed, format_: FeedFormat) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in head(document, format_).findall("a:link", NAMESPACES)}


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_an_archive_says_so_and_names_its_feed_and_its_neighbours(format_: FeedFormat) -> None:
    found = links(ARCHIVE, format_)
    assert found["self"] == "https://demo.example/blog/feeds/rss-2.xml"
    assert found["current"] == "https://demo.example/blog/feed"
    assert found["prev-archive"] == "https://demo.example/blog/feeds/%E8%A8%98-1.xml"
    assert found["next-archive"] == "https://demo.example/blog/feeds/rss-3.xml"
    assert head(ARCHIVE, format_).find(MARK) is not None
    assert b'xmlns:fh="http://purl.org/syndication/history/1.0"' in render(ARCHIVE, format_)


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_the_current_document_names_the_newest_archive_and_is_none(format_: FeedFormat) -> None:
    found = links(CURRENT, format_)
    assert found["prev-archive"] == "https://demo.example/blog/feeds/rss-2.xml"
    assert found["hub"] == "https://hub.example/"
    assert {"current", "next-archive"}.isdisjoint(found)
    assert head(CURRENT, format_).find(MARK) is None
    assert b"xmlns:fh" not in render(CURRENT, format_)


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_the_oldest_archive_has_none_before_it(format_: FeedFormat) -> None:
    assert "prev-archive" not in links(OLDEST, format_)


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_all_documents_of_a_feed_have_its_id(format_: FeedFormat) -> None:
    names = {head(document, format_).findtext("a:id", namespaces=NAMESPACES) for document in (CURRENT, ARCHIVE, OLDEST)}
    assert len(names) == 1


def test_json_feed_goes_on_with_the_next_url() -> None:
    assert json.loads(render(CURRENT, "json"))["next_url"] == "https://demo.example/blog/feeds/rss-2.xml"
    assert json.loads(render(ARCHIVE, "json"))["next_url"] == "https://demo.example/blog/feeds/%E8%A8%98-1.xml"
    assert "next_url" not in json.loads(render(OLDEST, "json"))


@pytest.mark.parametrize("format_", FORMATS)
def test_archives_have_nothing_to_find(format_: FeedFormat) -> None:
    for document in (CURRENT, ARCHIVE, OLDEST):
        assert check(render(document, format_), format_, path="feed") == ()
