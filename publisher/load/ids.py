"""What posts are known by: the id that front matter gives, or else the generator's; no two the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from publisher.errors import Problem
from publisher.lazy import pattern
from publisher.load.fields import Warnings, shown
from publisher.load.frontmatter import FrontMatter
from publisher.load.urls import PCHAR, normal_url
from publisher.model import Post, Site

# Exporters write an earlier system's number as `id` beside the `guid` that its feed had, so that one is asked first.
KEYS = ("guid", "id")

# What no line of text holds: C0, DEL and C1, line and paragraph separators, lone surrogates, noncharacters.
_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UUID = pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_SCHEME = pattern(r"(https?|tag|urn):", re.IGNORECASE)
# RFC 4151 §2.1 and RFC 8141 §2.
_FORMS = {
    "tag": (pattern(r"tag:[\w.@+-]+,\d{4}(?:-\d{2}){0,2}:.*", re.ASCII), "tag:example.com,2026:name"),
    "urn": (pattern(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:.+", re.IGNORECASE), "urn:isbn:9784000000000"),
}
_NOT_IN_URI = pattern(r"%(?![0-9A-Fa-f]{2})|[^\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)
# "=" is left out: the ids of feeds of tags, authors ... have it there.
_IN_FRAGMENT = PCHAR.replace("=", "") + "/?"


def own_id(front: FrontMatter, site: Site, warnings: Warnings, keys: Sequence[str] = KEYS) -> str:
    """The id that front matter gives a post, as a URI (RFC 4287 §4.2.6); "" for none, with a warning for a bad one.

    `https:`, `tag:` and `urn:` URIs stay as they are, percent-encoded where they have to be; a UUID becomes its urn;
    any other text becomes a fragment of the site's front page, which neither a new date nor a new slug changes.
    """
    for key in keys:
        if key in front.data:
            found = _checked(key, front.data[key], warnings)
            if found:
                return _uri(found, site)
    return ""


def _checked(key: str, value: object, warnings: Warnings) -> str:
    """The text of an id, "" with a warning for what is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        warnings.add(key, "id-empty", f"'{key}' is empty", "write the id, or leave the key out")
        return ""
    if not isinstance(value, str):
        hint = "leave the key out, or write one text"
        if not isinstance(value, (list, dict)):
            hint = f'put it in quotes: {key}: "{value}"'
        warnings.add(key, "id-type", f"'{key}' is not text, so it is not used: {shown(value)}", hint)
        return ""
    text = value.strip()
    if _CONTROLS.search(text):
        message = f"'{key}' holds line ends or control characters, so it is not used: {shown(ascii(text)[1:-1])}"
        warnings.add(key, "id-characters", message, "write it on one line, in letters and digits")
        return ""
    form = _form_missed(text)
    if form:
        warnings.add(key, "id-uri", f"'{key}' is a broken URI, so it is not used: {shown(text)}", f"write it as {form}")
        return ""
    return text


def _form_missed(text: str) -> str:
    """How a URI of the text's scheme is written, "" when the text is one or has no such scheme."""
    scheme = _SCHEME.match(text)
    if scheme is None:
        return ""
    name = scheme[1].lower()
    if name in _FORMS:
        pattern, form = _FORMS[name]
        return "" if pattern.fullmatch(text) else form
    try:
        has_host = bool(urlsplit(text).hostname)
    except ValueError:
        has_host = False
    return "" if has_host else "https://example.com/name"


def _uri(text: str, site: Site) -> str:
    if _UUID.fullmatch(text):
        return f"urn:uuid:{text.lower()}"
    scheme = _SCHEME.match(text)
    if scheme is None:
        return f"{site.home}#{quote(unicodedata.normalize('NFC', text), safe=_IN_FRAGMENT)}"
    if scheme[1].lower() in ("http", "https"):
        text = normal_url(text)
    return _NOT_IN_URI.sub(lambda found: quote(found[0], safe=""), text)


def with_own_guids(posts: Iterable[Post], sources: Mapping[str, bytes]) -> tuple[list[Post], list[Problem]]:
    """The posts, oldest first, later ones without an id of their own that an earlier one has, and a warning for each.

    `sources` are the posts' files.
    """
    owners: dict[str, str] = {}
    own: list[Post] = []
    problems: list[Problem] = []
    for post in posts:
        owner = owners.setdefault(post.guid, post.path) if post.guid else post.path
        if owner != post.path:
            problems.append(_taken(post, owner, sources.get(post.path, b"")))
        own.append(post if owner == post.path else replace(post, guid=""))
    return own, problems


def _taken(post: Post, owner: str, data: bytes) -> Problem:
    key, line = _written(data)
    return Problem(
        path=post.path,
        code="id-taken",
        message=f"'{key}' is that of {owner}, so it is not used: {shown(post.guid)}",
        hint="give each post an id of its own",
        line=line,
        field=key,
        level="warning",
    )


def _written(data: bytes) -> tuple[str, int]:
    """The key under which a file gives its id, and its line; the first key and 0 when it stands elsewhere."""
    for key in KEYS:
        found = re.search(rb"^[ \t:]*[\"']?%b[\"']?[ \t]*[:=]" % key.encode(), data, re.MULTILINE | re.IGNORECASE)
        if found:
            return key, data.count(b"\n", 0, found.start()) + 1
    return KEYS[0], 0


def with_own_ids(posts: Iterable[Post]) -> tuple[list[Post], list[Problem]]:
    """The posts, oldest first, with the URL as id where an earlier one has the id, and a warning for each shared id.

    Posts with an id of their own need none and keep none from others.
    """
    pages: dict[str, str] = {}
    owners: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    named: list[Post] = []
    problems: list[Problem] = []
    for post in posts:
        page = pages.setdefault(post.url, post.path)
        if page != post.path:
            problems.append(_same_page(post, page))
        owner = post.path if post.guid else owners.setdefault(post.id, post.path)
        if owner == post.path:
            named.append(post)
            continue
        if page == post.path:
            shared.setdefault(owner, []).append(post.path)
        named.append(replace(post, id=_free_id(post, owners)))
    return named, [*problems, *(_collision(owner, later) for owner, later in shared.items())]


def _free_id(post: Post, owners: dict[str, str]) -> str:
    """The post's URL, with its slug (unique in the site) as fragment when even the URL is another post's."""
    candidate = post.url if post.url not in owners else f"{post.url}#{quote(post.slug)}"
    owners[candidate] = post.path
    return candidate


def _same_page(post: Post, page: str) -> Problem:
    message = f"has the same URL as {page}: {post.url}"
    hint = "give one of the two another slug or permalink"
    return Problem(path=post.path, code="url-collision", message=message, hint=hint, field="slug", level="warning")


def _collision(owner: str, later: list[str]) -> Problem:
    others = later[0] if len(later) == 1 else f"{later[0]} and {len(later) - 1} more"
    return Problem(
        path=owner,
        code="id-collision",
        message=f"the site's own feed gives its id to {others} too; the later posts have their URL as id",
        hint="give posts of the same name different slugs",
        field="slug",
        level="warning",
    )
