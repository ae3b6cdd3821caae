"""Entries that are filled in are those that feedgen would write, byte by byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import FORMATS, atom, rss, shapes
from publisher.feeds.build import clean_feed, clean_item
from publisher.feeds.text import plain_as_html, rfc3339
from publisher.model import Author, Enclosure, FeedItem, Image, Source
from tests.feeds.samples import HOSTILE, feed, item

TEXT = st.text(st.characters() | st.sampled_from("<>&\"'@0123456789 \n\t　限"), max_size=12)
NUMBER = st.integers(0, 10**10)
AUTHORS = st.builds(Author, name=TEXT, url=TEXT, email=st.sampled_from(["", "kim@a.example"]))
ITEMS = st.builds(
    FeedItem,
    id=TEXT.map("urn:a:{}".format),
    url=TEXT.map("https://demo.example/{}".format),
    title=TEXT,
    published=st.datetimes(datetime(1, 1, 3), timezones=st.just(timezone(timedelta(hours=9)))),  # noqa: DTZ001
    updated=st.datetimes(datetime(1, 1, 3), timezones=st.just(timezone(timedelta(hours=-3, minutes=-30)))),  # noqa: DTZ001
    lang=st.sampled_from(["ja", "zh_Hans", "a\nb"]),
    summary=TEXT,
    content_html=TEXT,
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    tags=st.lists(TEXT, max_size=3).map(tuple),
    image=st.none() | st.builds(Image, url=TEXT, alt=TEXT, type=TEXT, width=NUMBER, height=NUMBER, size=NUMBER),
    source=st.none() | st.builds(Source, url=TEXT, title=TEXT),
    enclosure=st.none() | st.builds(Enclosure, url=TEXT, type=TEXT, length=NUMBER),
)
CLEAN_FEED = clean_feed(feed())


def assert_same(published: FeedItem) -> None:
    clean = clean_item(published, CLEAN_FEED)
    assert FORMATS["atom"].entry(clean) == atom.entry_by_feedgen(clean)
    as_html = replace(clean, summary=plain_as_html(clean.summary))
    assert FORMATS["rss"].entry(clean) == rss.entry_by_feedgen(as_html)


@given(ITEMS)
def test_any_entry_is_as_feedgen_writes_it(published: FeedItem) -> None:
    assert_same(published)
    assert_same(replace(published, id=published.url))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_entries_are_as_feedgen_writes_them(name: str) -> None:
    assert_same(HOSTILE[name])


def test_texts_that_look_like_marks_are_texts() -> None:
    assert_same(item(title="@3@ @0@", summary="@16@", tags=("@2@", '"@1@"'), content_html="7000000001 0001-02-03"))


def test_feedgen_is_called_once_a_shape() -> None:
    calls = []

    def write(marked: FeedItem) -> bytes:
        calls.append(marked)
        return atom.entry_by_feedgen(marked)

    filled = shapes.filling(write, rfc3339)
    entries = [clean_item(item(title=f"題 {number}"), CLEAN_FEED) for number in range(9)]
    assert [filled(each) for each in entries] == [atom.entry_by_feedgen(each) for each in entries]
    assert len(calls) == 1
    filled(clean_item(item(tags=()), CLEAN_FEED))
    assert len(calls) == 2
