from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import render
from publisher.feeds.build import clean_feed, clean_item
from publisher.model import Author, Feed
from tests.feeds.samples import CARD, FILM, HTML, POST, TALK, feed, item


def read(document: Feed) -> dict[str, Any]:
    return dict(json.loads(render(document, "json")))


def only(**changes: Any) -> dict[str, Any]:
    return dict(read(feed(item(**changes)))["items"][0])


def test_the_feed_says_what_it_is() -> None:
    document = read(feed(hubs=("https://hub.example/",)))
    assert document == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "朝の要約",
        "home_page_url": "https://demo.example/blog/",
        "feed_url": "https://demo.example/blog/feed",
        "description": "海外の技術ニュースを、毎朝短く。",
        "language": "ja",
        "authors": [{"name": "編集部", "url": "https://demo.example/about/"}],
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [],
    }


def test_an_item_says_what_its_post_says() -> None:
    assert only() == {
        "id": POST.id,
        "url": POST.url,
        "external_url": "https://example.com/a?x=1&y=2",
        "title": POST.title,
        "content_html": HTML,
        "summary": POST.summary,
        "image": CARD.url,
        "date_published": "2026-01-17T09:30:15+09:00",
        "date_modified": "2026-01-17T11:30:15+09:00",
        "authors": [{"name": "編集部", "url": "https://demo.example/about/"}],
        "tags": ["環境", "C++", "R&D"],
    }


def test_what_is_empty_is_absent() -> None:
    assert set(only(source=None, image=None, tags=(), title="", summary="")) == {
        "id",
        "url",
        "content_html",
        "date_published",
        "date_modified",
        "authors",
    }


def test_an_item_always_has_content() -> None:
    assert only(content_html="")["content_text"] == POST.summary
    assert only(content_html="", summary="")["content_text"] == POST.title
    assert only(content_html="", summary="", title="")["content_text"] == POST.url


def test_a_posts_own_media_is_an_attachment() -> None:
    assert only(enclosure=FILM)["attachments"] == [{"url": FILM.url, "mime_type": "video/mp4"}]
    assert only(enclosure=TALK)["attachments"][0]["size_in_bytes"] == TALK.length


def test_an_author_with_only_an_address_is_reached_by_mail() -> None:
    assert only(authors=(Author(name="Kim", email="kim@demo.example"),))["authors"] == [
        {"name": "Kim", "url": "mailto:kim@demo.example"}
    ]


def test_languages_are_said_of_an_item_only_where_they_differ() -> None:
    assert "language" not in only()
    assert only(lang="ar")["language"] == "ar"


def test_text_is_written_as_itself_one_item_a_line() -> None:
    data = render(feed(item(id="urn:a:1"), item(id="urn:a:2")), "json")
    lines = data.decode().splitlines()
    assert data.endswith(b"  ]\n}\n")
    assert [line[:18] for line in lines if line.startswith("    {") and line[5:].strip()] == ['    {"id": "urn:a:'] * 2
    assert "海水淡水化".encode() in data


@given(st.lists(st.text(st.characters()), min_size=5, max_size=5))
def test_any_text_reads_back_as_it_was_cleaned(texts: list[str]) -> None:
    title, summary, content, tag, name = texts
    published = feed(
        item(title=title, summary=summary, content_html=content, tags=(tag,), authors=(Author(name=name),)), title=title
    )
    clean = clean_item(published.items[0], clean_feed(published))
    document = read(published)
    (entry,) = document["items"]
    assert document["title"] == clean_feed(published).title
    assert [entry.get(key, "") for key in ("title", "summary", "content_html")] == [
        clean.title,
        clean.summary,
        clean.content_html,
    ]
    assert entry.get("tags", []) == list(clean.tags)
    assert [author["name"] for author in entry["authors"]] == [author.name for author in clean.authors]
