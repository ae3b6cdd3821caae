"""Posts out of the cache, most of whose fields are looked at in few builds: those are taken out when one is asked for.

Of ten thousand posts a build wants the slug, the address, the date; the rest of them only of what it draws and feeds.
"""

from __future__ import annotations

import marshal
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from publisher.model import Author, Enclosure, Image, Post, Source

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = tuple[Any, ...]

EAGER = ("slug", "id", "url", "guid", "in_feeds", "image", "date")
"""What every build asks of every post, beside its path: a post has it from the start."""

_LATE = tuple(field.name for field in fields(Post) if field.name not in {"path", *EAGER})
_AUTHOR = tuple(field.name for field in fields(Author))
_THINGS = {kind: tuple(field.name for field in fields(kind)) for kind in (Image, Source, Enclosure)}


class LatePost(Post):
    """A post that takes its late fields from the cache; equal to the post it was made from, and hashed like it."""

    __slots__ = ("_late",)
    _late: tuple[bytes, tzinfo]

    def __getattr__(self, name: str) -> Any:
        """A field that is not there yet: Python asks for nothing else in this way."""
        if name not in _LATE:
            raise AttributeError(f"a post has no {name!r}")
        for late, value in _late_values(*self._late):
            _SET[late](self, value)
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if isinstance(other, Post) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        values: dict[str, Any] = dict(zip(_SET, _values(self), strict=True))
        return repr(Post(**values))


# Fields are set by their slots, since the class is frozen.
_SET = {field.name: vars(Post)[field.name].__set__ for field in fields(Post)}
_SET_LATE = vars(LatePost)["_late"].__set__


def _values(post: Post) -> tuple[object, ...]:
    return tuple(getattr(post, field.name) for field in fields(Post))


def post_row(post: Post, zone: str) -> Row:
    """The post as plain data: the eager fields, and the late ones as bytes; `zone` is the site's."""
    eager = [getattr(post, name) for name in EAGER]
    eager[-2:] = _thing_row(post.image), moment_row(post.date, zone)
    late = {name: getattr(post, name) for name in _LATE}
    late["updated"] = moment_row(post.updated, zone)
    late["authors"] = tuple(tuple(getattr(author, name) for name in _AUTHOR) for author in post.authors)
    late |= {"source": _thing_row(post.source), "enclosure": _thing_row(post.enclosure)}
    return *eager, marshal.dumps(tuple(late.values()))


def post_of(path: str, row: Row, zone: tzinfo) -> Post:
    """The post of the file at `path` that a row is of; `zone` is the site's."""
    slug, identity, url, guid, in_feeds, image, date, late = row
    post = LatePost.__new__(LatePost)
    _SET["path"](post, path)
    _SET["slug"](post, slug)
    _SET["id"](post, identity)
    _SET["url"](post, url)
    _SET["guid"](post, guid)
    _SET["in_feeds"](post, in_feeds)
    _SET["image"](post, _thing(Image, image))
    _SET["date"](post, moment_of(date, zone))
    _SET_LATE(post, (late, zone))
    return post


def _late_values(late: bytes, zone: tzinfo) -> list[tuple[str, object]]:
    values = dict(zip(_LATE, marshal.loads(late), strict=True))  # noqa: S302 - out of our own cache
    values["updated"] = moment_of(values["updated"], zone)
    values["authors"] = tuple(Author(**dict(zip(_AUTHOR, one, strict=True))) for one in values["authors"])
    values |= {"source": _thing(Source, values["source"]), "enclosure": _thing(Enclosure, values["enclosure"])}
    return list(values.items())


def _thing_row(thing: Image | Source | Enclosure | None) -> Row | None:
    return tuple(getattr(thing, name) for name in _THINGS[type(thing)]) if thing else None


def _thing(kind: type[Any], row: Row | None) -> Any:
    return kind(**dict(zip(_THINGS[kind], row, strict=True))) if row else None


def moment_row(moment: datetime, zone: str) -> Row:
    """Seconds since 1970, the offset in seconds, and whether the zone is the site's."""
    offset = moment.utcoffset() or timedelta()
    return int(moment.timestamp()), int(offset.total_seconds()), getattr(moment.tzinfo, "key", "") == zone


def moment_of(row: Row, zone: tzinfo) -> datetime:
    """The moment that a row is of."""
    seconds, offset, is_site = row
    here = zone if is_site else UTC if not offset else timezone(timedelta(0, offset))
    return (_EPOCH + timedelta(0, seconds)).astimezone(here)  # Windows makes no datetime of a time before 1970
