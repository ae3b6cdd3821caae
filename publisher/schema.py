"""What `publisher.toml` may hold, from the types of `config`: a JSON Schema, and a file with every key commented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, get_type_hints

from publisher.config import FILE, Settings, choices, limits, pattern

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "site": "What the generator's own configuration does not say, or says otherwise.",
        "feeds": "RSS, Atom and JSON Feed.",
        "cards": "The 1200x630 pictures that platforms show beside a link.",
        "head": "The pages of the built site: their tags, and where their article is.",
        "webhook": "The service that republishes; read in the folder it runs in only.",
        "notify": "Who is told of news.",
    }
)

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "site.title": "the site's name",
        "site.url": "its address, as in https://example.com",
        "site.description": "one sentence about it",
        "site.lang": "its language, as in ja or zh-Hans",
        "site.timezone": "where dates without a zone are, as in Asia/Tokyo",
        "site.author": "who writes, unless a post says otherwise",
        "site.generator": "read the folder as this generator's, as in jekyll or hugo",
        "site.permalink": "where posts are, as in /:year/:month/:title/",
        "feeds.limit": "posts in each feed",
        "feeds.content": "the whole post, or its summary",
        "feeds.rss": 'where RSS is written; "" for none',
        "feeds.atom": 'where Atom is written; "" for none',
        "feeds.json": 'where JSON Feed is written; "" for none',
        "feeds.stylesheet": 'how a browser shows feeds; "" for none',
        "feeds.hubs": "WebSub hubs that are told of news",
        "feeds.by": "a feed of every tag, category, author, language or collection too",
        "feeds.folder": "where those feeds are",
        "feeds.opml": "the list of all feeds",
        "feeds.tag_page": "the page of a tag, as in tags/:slug/",
        "feeds.category_page": "the page of a category",
        "feeds.author_page": "the page of an author",
        "feeds.lang_page": "the page of a language",
        "feeds.collection_page": "the page of a collection (Jekyll) or section (Hugo)",
        "feeds.archive": "keep older posts readable (RFC 5005)",
        "feeds.id": "what a post without its own id is known by: what the generator emits, its URL, or a tag: URI",
        "cards.template": "the design, a file of templates/cards/",
        "cards.width": "CSS pixels",
        "cards.height": "CSS pixels",
        "cards.path": "the folder for cards in the output",
        "cards.theme": "light or dark",
        "cards.accent": 'a colour as in #c0341d; "" for the template\'s own',
        "cards.accents": "other colours for the posts of some categories or tags",
        "cards.format": "auto makes PNGs of flat cards and JPEGs of those with pictures",
        "cards.fetch": "hosts that posts' pictures may be fetched from, as in img.example, .example or *",
        "head.enabled": "write tags into the built pages",
        "head.pages": "which pages get tags: all, or posts alone",
        "head.selector": 'the element that holds the article, in CSS; "" finds it',
        "head.json_ld": "describe posts to search engines too (schema.org)",
        "webhook.remote": 'where the content is pulled from (git); "" when this folder is the site',
        "webhook.branch": "the branch that is published",
        "webhook.site": "the site's folder in the repository",
        "webhook.out": "the folder that is published",
        "webhook.state": "the service's own folder: inbox, checkout",
        "webhook.run": "the site generator's command, word by word",
        "webhook.deploy": "a command for after each publish, word by word",
        "webhook.host": "the address to listen on",
        "webhook.port": "the port to listen on",
        "webhook.quiet_ms": "a build starts after so many milliseconds without a delivery",
        "webhook.most_ms": "or so many after the first one",
        "webhook.reconcile": "seconds between looks at the remote without being told; 0 is never",
        "webhook.timeout": "seconds that a step may take",
        "webhook.memory": "MiB that a build may take",
        "webhook.topics": "feeds of others that the service subscribes to (WebSub)",
        "notify.hubs": "WebSub hubs that the feeds name and that are pinged",
        "notify.indexnow": "where IndexNow is told of changed pages",
        "notify.indexnow_key": "8 to 128 letters, digits, hyphens; published as <key>.txt",
    }
)
"""What each setting is, in a few words; every field of `Settings` is here."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of publisher.toml as TOML reads it; unknown keys are refused."""
    sections = get_type_hints(Settings)
    return {
        "$schema": _DRAFT,
        "title": FILE,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _section(name, kind) for name, kind in sections.items()},
    }


def example(known: Mapping[str, object], elsewhere: Mapping[str, tuple[object, str]]) -> str:
    """A publisher.toml: the `known` settings (by `section.key`) set, all others as comments with their defaults.

    `elsewhere` has the value and the origin of those that need not be set, because something else says them.
    """
    defaults = Settings()
    lines = ["# Settings of publisher. What is commented out is the default.", ""]
    for section in fields(Settings):
        lines += [f"# {SECTIONS[section.name]}", f"[{section.name}]"]
        for key in _keys(section.name):
            name = f"{section.name}.{key}"
            default = getattr(getattr(defaults, section.name), key)
            value, note = elsewhere.get(name, (default, ""))
            lines.append(_line(name, key, known.get(name, value), note, is_set=name in known))
        lines.append("")
    return "\n".join(lines)


def to_toml(value: object) -> str:
    """A setting's value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "{ " + ", ".join(f"{to_toml(name)} = {to_toml(one)}" for name, one in value) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(to_toml, value)) + "]"
    # JSON's escapes are TOML's too; DEL alone JSON leaves as it is.
    return json.dumps("" if value is None else value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _keys(section: str) -> Iterator[str]:
    yield from (key.name for key in fields(get_type_hints(Settings)[section]))


def _line(name: str, key: str, value: object, note: str, *, is_set: bool) -> str:
    comment = f"{KEYS[name]} ({note})" if note else KEYS[name]
    setting = f"{key} = {'{}' if value == () and _is_table(name) else to_toml(value)}"
    return f"{setting if is_set else f'# {setting}':<32}  # {comment}"


def _is_table(name: str) -> bool:
    section, key = name.split(".")
    return bool(get_type_hints(get_type_hints(Settings)[section])[key] == tuple[tuple[str, str], ...])


def _section(name: str, kind: type) -> dict[str, Any]:
    hints, defaults = get_type_hints(kind), kind()
    return {
        "type": "object",
        "description": SECTIONS[name],
        "additionalProperties": False,
        "properties": {key: _key(name, key, hints[key], getattr(defaults, key)) for key in hints},
    }


def _key(section: str, key: str, kind: object, default: object) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": KEYS[f"{section}.{key}"], **_type(section, key, kind)}
    if default is None:
        return schema
    empty: object = {} if schema["type"] == "object" else []
    return schema | {"default": (list(default) or empty) if isinstance(default, tuple) else default}


def _type(section: str, key: str, kind: object) -> dict[str, Any]:
    allowed = {"enum": list(choices(section, key))} if choices(section, key) else {}
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        bounds = limits(section, key)
        return {"type": "integer"} | ({"minimum": bounds[0], "maximum": bounds[1]} if bounds else {})
    if kind == tuple[str, ...]:
        fits = {"pattern": pattern(section, key)} if pattern(section, key) else {}
        return {"type": "array", "items": {"type": "string"} | allowed | fits}
    if kind == tuple[tuple[str, str], ...]:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    return {"type": "string"} | allowed
