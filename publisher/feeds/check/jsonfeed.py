"""The rules of JSON Feed 1.1, as generator functions over the parsed document."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from publisher.errors import Level, Problem
from publisher.feeds.check.values import is_language_tag, is_rfc3339_date, is_uri, unsafe_html
from publisher.feeds.jsonfeed import VERSION

_SHARED_KEYS = frozenset({"title", "language", "authors"})
_FEED_KEYS = _SHARED_KEYS | {
    *("version", "home_page_url", "feed_url", "description", "user_comment", "next_url"),
    *("icon", "favicon", "expired", "hubs", "items"),
}
_ITEM_KEYS = _SHARED_KEYS | {
    *("id", "url", "external_url", "content_html", "content_text", "summary", "image", "banner_image"),
    *("date_published", "date_modified", "tags", "attachments"),
}
_URL_KEYS = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image")
_TAG = re.compile(r"</[A-Za-z]+>")


def check_json(data: bytes) -> Iterator[Problem]:
    """The findings about a JSON Feed, their path left open."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        yield Problem(path="", line=line, code="not-json", message=f"the feed is not JSON: {error}")
        return
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        yield _problem("feed", "not-json-feed", "it has no list of items")
        return
    yield from _feed(feed)
    counts: Counter[str] = Counter()
    for number, item in enumerate(feed["items"], start=1):
        if not isinstance(item, dict):
            yield _problem(f"item {number}", "not-json-feed", "it is no object")
            continue
        where = f"item {number} ({item.get('url') or item.get('id')})"
        counts[str(item.get("id"))] += 1
        if counts[str(item.get("id"))] > 1:
            yield _problem(where, "id-duplicate", f'an item before has the same id: "{item["id"]}"')
        yield from _item(item, where)


def _problem(where: str, code: str, message: str, level: Level = "error") -> Problem:
    return Problem(path="", code=code, message=f"{where}: {message}", level=level)


def _list(value: Any) -> list[Any]:
    """`value` if it is a list; anything else as the one thing of a list, so that it is judged and not skipped."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _feed(feed: Mapping[str, Any]) -> Iterator[Problem]:
    if feed.get("version") != VERSION:
        yield _problem("feed", "version", f'the version is not "{VERSION}": "{feed.get("version")}"')
    if not feed.get("title"):
        yield _problem("feed", "missing", "no 'title'")
    if not feed.get("feed_url"):
        yield _problem("feed", "self-missing", "no 'feed_url' says where the feed is", "warning")
    if feed.get("next_url") and feed["next_url"] == feed.get("feed_url"):
        yield _problem("feed", "next-url", "'next_url' is the feed itself")
    for hub in _list(feed.get("hubs")):
        if not (isinstance(hub, dict) and hub.get("type") and is_uri(str(hub.get("url", "")))):
            yield _problem("feed", "hub", f"a hub needs 'type' and an absolute 'url': {hub}")
    yield from _values(feed, _FEED_KEYS, "feed")


def _item(item: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if not (isinstance(item.get("id"), str) and item["id"]):
        yield _problem(where, "missing", "'id' is not a string")
    if "content_html" not in item and "content_text" not in item:
        yield _problem(where, "missing", "neither 'content_html' nor 'content_text'")
    for key in ("date_published", "date_modified"):
        if key in item and not is_rfc3339_date(str(item[key])):
            yield _problem(where, "date", f"'{key}' is not a date: \"{item[key]}\"")
    for finding in unsafe_html(str(item.get("content_html", ""))):
        yield _problem(where, "content", f"readers lose {finding}", "warning")
    yield from _values(item, _ITEM_KEYS, where)


def _values(fields: Mapping[str, Any], known: frozenset[str], where: str) -> Iterator[Problem]:
    """What holds for a feed and for an item alike."""
    for key in fields:
        if key not in known and not key.startswith("_"):
            yield _problem(where, "key", f"'{key}' is no key of JSON Feed; an extension starts with '_'")
    for key in _URL_KEYS:
        if key in fields and not is_uri(str(fields[key])):
            yield _problem(where, "url", f"'{key}' is not an absolute URL in ASCII: \"{fields[key]}\"")
    if "language" in fields and not is_language_tag(str(fields["language"])):
        yield _problem(where, "language", f"'language' is not a language tag: \"{fields['language']}\"")
    for author in _list(fields.get("authors")):
        if not (isinstance(author, dict) and any(author.get(key) for key in ("name", "url", "avatar"))):
            yield _problem(where, "author", f"an author needs a name, a URL or an avatar: {author}")
    for key in ("title", "summary"):
        if _TAG.search(str(fields.get(key, ""))):
            yield _problem(where, "html", f"'{key}' is plain text and holds a tag: \"{fields[key]}\"", "warning")
