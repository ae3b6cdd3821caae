"""JSON Feed 1.1 (jsonfeed.org/version/1.1): a dict and `json`, one item a line."""

from __future__ import annotations

import json
from itertools import chain, repeat
from typing import Any

from publisher.feeds.format import Format
from publisher.feeds.text import rfc3339
from publisher.model import Author, Enclosure, Feed, FeedItem

MEDIA_TYPE = "application/feed+json"
_ONE_LINE = json.JSONEncoder(ensure_ascii=False)
VERSION = "https://jsonfeed.org/version/1.1"


def _entry(item: FeedItem) -> bytes:
    fields = {
        "id": item.id,
        "url": item.url,
        "external_url": item.source.url if item.source else "",
        "title": item.title,
        "content_html": item.content_html,
        "content_text": "" if item.content_html else item.summary or item.title or item.url,
        "summary": item.summary,
        "image": item.image.url if item.image else "",
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
        "authors": [_author(author) for author in item.authors],
        "tags": list(item.tags),
        "attachments": [_attachment(item.enclosure)] if item.enclosure else [],
        "language": item.lang,
    }
    return _ONE_LINE.encode(_present(fields)).encode()


def _document(feed: Feed, entries: tuple[bytes, ...]) -> bytes:
    fields = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "next_url": feed.prev_archive_url,
        "description": feed.description,
        "language": feed.lang,
        "authors": [_author(author) for author in feed.authors],
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
    }
    head = json.dumps(_present(fields), ensure_ascii=False, indent=2).encode()
    separators = (b"\n    ", *repeat(b",\n    ", len(entries) - 1)) if entries else ()
    items = chain.from_iterable(zip(separators, entries, strict=True))
    return b"".join((head.removesuffix(b"\n}"), b',\n  "items": [', *items, b"\n  ]\n}\n" if entries else b"]\n}\n"))


def _attachment(enclosure: Enclosure) -> dict[str, Any]:
    return _present({"url": enclosure.url, "mime_type": enclosure.type, "size_in_bytes": enclosure.length})


def _author(author: Author) -> dict[str, str]:
    return _present({"name": author.name, "url": author.url or (f"mailto:{author.email}" if author.email else "")})


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value: JSON Feed's optional fields are absent rather than empty."""
    return {key: value for key, value in fields.items() if value}


JSON_FEED = Format(name="json", media_type=MEDIA_TYPE, entry=_entry, document=_document)
