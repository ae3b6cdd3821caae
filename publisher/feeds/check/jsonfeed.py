"""The rules of JSON Feed 1.1, as generator functions over the parsed document."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from publisher.errors import Level, Problem
from publisher.feeds.check.lines import item_lines
from publisher.feeds.check.rules import Rules
from publisher.feeds.check.values import is_language_tag, is_media_type, is_rfc3339_date, is_uri, unsafe_html
from publisher.feeds.check.xml import CONTENT_HINT, URL_HINT
from publisher.feeds.jsonfeed import VERSION

_SHARED_TYPES = {"title": str, "language": str, "authors": list}
_FEED_TYPES = _SHARED_TYPES | {
    **dict.fromkeys(("version", "home_page_url", "feed_url", "description", "user_comment", "next_url"), str),
    **dict.fromkeys(("icon", "favicon"), str),
    **dict.fromkeys(("hubs", "items"), list),
    "expired": bool,
}
_ITEM_TYPES = _SHARED_TYPES | {
    **dict.fromkeys(("id", "url", "external_url", "content_html", "content_text", "summary"), str),
    **dict.fromkeys(("image", "banner_image", "date_published", "date_modified"), str),
    **dict.fromkeys(("tags", "attachments"), list),
}
_URL_KEYS = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image")
_NAMES = {str: "a string", list: "a list", bool: "true or false"}
# An element whole: a text that speaks of <p> or of </p> is a text.
_MARKUP = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?>[^<>]*</\1>")


class _Document(NamedTuple):
    """A feed that has items, and its bytes, in which they have their lines."""

    feed: Mapping[str, Any]
    data: bytes


def _read(data: bytes) -> _Document | Problem:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        hint = "JSON has no trailing commas and no comments"
        return Problem(path="", line=line, code="not-json", message=f"the feed is not JSON: {error}", hint=hint)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return _problem("feed", "not-json-feed", "it has no list of items", 'write {"version": ..., "items": [...]}')
    return _Document(feed, data)


def _findings(document: _Document) -> Iterator[Problem]:
    yield from _feed(document.feed)
    lines: tuple[int, ...] = ()
    for number, problem in _items(document.feed["items"]):
        lines = lines or item_lines(document.data.decode(json.detect_encoding(document.data), "surrogatepass"))
        yield replace(problem, line=lines[number])


def _items(items: list[Any]) -> Iterator[tuple[int, Problem]]:
    """The findings about items, each with the item's place in the list."""
    counts: Counter[str] = Counter()
    for number, item in enumerate(items):
        if not isinstance(item, dict):
            yield number, _problem(f"item {number + 1}", "not-json-feed", "it is no object", 'write {"id": ...}')
            continue
        where = f"entry {item.get('url') or item.get('id')}"
        counts[str(item.get("id"))] += 1
        if counts[str(item.get("id"))] > 1:
            message = f'an item before has the same id: "{item.get("id")}"'
            hint = "readers show one of the two; give each post its own id"
            yield number, _problem(where, "id-duplicate", message, hint)
        for problem in _item(item, where):
            yield number, problem


def _problem(where: str, code: str, message: str, hint: str, level: Level = "error") -> Problem:
    return Problem(path="", code=code, message=f"{message} ({where})", hint=hint, level=level)


def _list(value: Any) -> list[Any]:
    """`value` if it is a list; anything else as the one thing of a list, so that it is judged and not skipped."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _feed(feed: Mapping[str, Any]) -> Iterator[Problem]:
    if feed.get("version") != VERSION:
        message = f'the version is not "{VERSION}": "{feed.get("version")}"'
        yield _problem("feed", "version", message, "write that, letter by letter")
    if not feed.get("title"):
        yield _problem("feed", "missing", "no 'title'", "give the feed a 'title'")
    if not feed.get("feed_url"):
        hint = "add 'feed_url' with the feed's own URL"
        yield _problem("feed", "self-missing", "no 'feed_url' says where the feed is", hint, "warning")
    if feed.get("next_url") and feed["next_url"] == feed.get("feed_url"):
        yield _problem("feed", "next-url", "'next_url' is the feed itself", "leave it out, or name the next page")
    for hub in _list(feed.get("hubs")):
        if not (isinstance(hub, dict) and hub.get("type") and is_uri(str(hub.get("url", "")))):
            hint = 'write {"type": "WebSub", "url": "https://..."}'
            yield _problem("feed", "hub", f"a hub needs 'type' and an absolute 'url': {hub}", hint)
    yield from _values(feed, _FEED_TYPES, "feed")


def _item(item: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if not (isinstance(item.get("id"), str) and item["id"]):
        yield _problem(where, "missing", "'id' is not a string", "give it an id that never changes, in quotes")
    if "content_html" not in item and "content_text" not in item:
        yield _problem(where, "missing", "neither 'content_html' nor 'content_text'", "give it one of the two")
    for key in ("date_published", "date_modified"):
        if key in item and not is_rfc3339_date(str(item[key])):
            hint = "write it as 2026-01-31T09:00:00+09:00"
            yield _problem(where, "date", f"'{key}' is not a date: \"{item[key]}\"", hint)
    for finding in unsafe_html(str(item.get("content_html", ""))):
        yield _problem(where, "content", f"readers lose {finding}", CONTENT_HINT, "warning")
    for tag in _list(item.get("tags")):
        if not isinstance(tag, str):
            yield _problem(where, "type", f"a tag is not a string: {tag}", "put it in quotes")
    for attachment in _list(item.get("attachments")):
        yield from _attachment(attachment, where)
    yield from _values(item, _ITEM_TYPES, where)


def _attachment(attachment: Any, where: str) -> Iterator[Problem]:
    fields = attachment if isinstance(attachment, dict) else {}
    if not (is_uri(str(fields.get("url", ""))) and is_media_type(str(fields.get("mime_type", "")))):
        hint = 'write {"url": "https://...", "mime_type": "audio/mpeg"}'
        yield _problem(where, "attachment", f"an attachment needs 'url' and 'mime_type': {attachment}", hint)
    for key in ("size_in_bytes", "duration_in_seconds"):
        if isinstance(fields.get(key, 0), bool) or not isinstance(fields.get(key, 0), int | float):
            yield _problem(where, "type", f"'{key}' is no number: {fields[key]}", "write it without quotes")


def _values(fields: Mapping[str, Any], types: Mapping[str, type], where: str) -> Iterator[Problem]:
    """What holds for a feed and for an item alike."""
    for key, value in fields.items():
        if key not in types and not key.startswith("_"):
            hint = "check its spelling, or start it with '_'"
            yield _problem(where, "key", f"'{key}' is no key of JSON Feed", hint)
        elif key in types and not isinstance(value, types[key]):
            message = f"'{key}' is not {_NAMES[types[key]]}: {str(value)[:200]}"
            yield _problem(where, "type", message, "leave it out when there is nothing to say")
    for key in _URL_KEYS:
        if key in fields and not is_uri(str(fields[key])):
            yield _problem(where, "url", f"'{key}' is not an absolute URL in ASCII: \"{fields[key]}\"", URL_HINT)
    if "language" in fields and not is_language_tag(str(fields["language"])):
        hint = "write it as ja or zh-Hans"
        yield _problem(where, "language", f"'language' is not a language tag: \"{fields['language']}\"", hint)
    for author in _list(fields.get("authors")):
        if not (isinstance(author, dict) and any(author.get(key) for key in ("name", "url", "avatar"))):
            hint = 'write {"name": "..."}'
            yield _problem(where, "author", f"an author needs a name, a URL or an avatar: {author}", hint)
    names = [author.get("name") for author in _list(fields.get("authors")) if isinstance(author, dict)]
    for key, text in (*((key, fields.get(key)) for key in ("title", "summary")), *(("name", name) for name in names)):
        if _MARKUP.search(str(text or "")):
            message = f"'{key}' is plain text and holds markup: \"{text}\""
            yield _problem(where, "html", message, "write it without markup", "warning")


JSON_RULES = Rules(
    read=_read, findings=_findings, ids=lambda document: [str(item.get("id")) for item in document.feed["items"]]
)
