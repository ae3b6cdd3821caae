"""What files meant the last time, by their bytes: a file that has not changed is not parsed again.

It lies in the user's cache folder, one file a site, to which a build adds what was new to it. Everything that a reading
depends on beside the file itself (the configuration, the settings, our source, the versions it runs on) is in
`basis`; another basis forgets all.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from publisher.errors import Problem
from publisher.kept import Kept
from publisher.load.dialects.base import Reading
from publisher.load.discover import Scan
from publisher.load.sources import SourceFile
from publisher.model import Author, Enclosure, Hidden, Image, Post, Source, face_of
from publisher.resources import version_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGEST = 16
_RECORDS = 64  # builds that add what they have read, until one writes everything anew
_LIBRARIES = ("comrak", "nh3", "python-frontmatter", "pyyaml", "lxml", "tzdata")

_POST = tuple(field.name for field in fields(Post) if field.name != "path")
_PROBLEM = tuple(field.name for field in fields(Problem) if field.name != "path")
_AUTHOR = tuple(field.name for field in fields(Author))
# The fields of a post that hold one thing of a kind, or nothing.
_THINGS = {
    _POST.index(name): (kind, tuple(field.name for field in fields(kind)))
    for name, kind in (("image", Image), ("source", Source), ("enclosure", Enclosure))
}
_MOMENTS = (_POST.index("date"), _POST.index("updated"))
_AUTHORS = _POST.index("authors")

Row = tuple[Any, ...]

Tail = int | str
"""A post's body: the number of bytes with which it ends its file, else the text."""


def reading_of(row: Row, path: str, now: float, zone: tzinfo) -> Reading | None:
    """What a file's row means at `now` (seconds since 1970), None when it means that no longer, or not yet.

    `zone` is the site's. The reading's body is left out: see `body_of`.
    """
    since, until, post, hidden, problems = row
    if now < since or (until is not None and now >= until):
        return None
    return Reading(
        post=_post(path, post[1], zone) if post else None,
        hidden=Hidden(path=path, reason=hidden[0], until=_moment(hidden[1], zone)) if hidden else None,
        problems=tuple([Problem(path=path, **dict(zip(_PROBLEM, one, strict=True))) for one in problems]),
        until=_moment((until, 0, True), zone) if until is not None else None,
    )


def tail_of(row: Row) -> Tail:
    """The body of the post in a row; "" where there is no post."""
    tail: Tail = row[2][0] if row[2] else ""
    return tail


def body_of(file: SourceFile, tail: Tail) -> str:
    """The body itself. Raises LoadError when it is to be read from the file, and that has changed."""
    if isinstance(tail, str):
        return tail
    data = file.data
    return data[len(data) - tail :].decode("utf-8")


def row_of(file: SourceFile, reading: Reading, now: datetime, zone: str) -> Row | None:
    """A reading made at `now` as plain data; None for one that cannot be kept (a problem of another file)."""
    if any(problem.path != file.path for problem in reading.problems):
        return None
    hidden = reading.hidden
    return (
        now.timestamp(),
        reading.until.timestamp() if reading.until else None,
        (_tail(file, reading.body), _post_row(reading.post, zone), face_of(reading.post)) if reading.post else None,
        (hidden.reason, _moment_row(hidden.until, zone)) if hidden else None,
        tuple(_plain(problem, _PROBLEM) for problem in reading.problems),
    )


def _plain(value: object, names: tuple[str, ...]) -> Row:
    return tuple(getattr(value, name) for name in names)


def _tail(file: SourceFile, body: str) -> Tail:
    """The number of bytes with which the body ends the file, if it does."""
    data = body.encode("utf-8", "surrogatepass")
    return len(data) if file.data.endswith(data) else body


def _post_row(post: Post, zone: str) -> Row:
    """The post's fields in order."""
    row = list(_plain(post, _POST))
    for i in _MOMENTS:
        row[i] = _moment_row(row[i], zone)
    row[_AUTHORS] = tuple(_plain(author, _AUTHOR) for author in post.authors)
    for i, (_, names) in _THINGS.items():
        row[i] = _plain(row[i], names) if row[i] else None
    return tuple(row)


def _post(path: str, row: Row, zone: tzinfo) -> Post:
    values = dict(zip(_POST, row, strict=True))
    values["date"] = moment = _moment(values["date"], zone)
    values["updated"] = moment if row[_MOMENTS[1]] == row[_MOMENTS[0]] else _moment(values["updated"], zone)
    if values["authors"]:
        values["authors"] = tuple([Author(**dict(zip(_AUTHOR, one, strict=True))) for one in values["authors"]])
    for i, (kind, names) in _THINGS.items():
        if row[i]:
            values[_POST[i]] = kind(**dict(zip(names, row[i], strict=True)))
    return Post(path=path, **values)


def _moment_row(moment: datetime | None, zone: str) -> Row | None:
    """Seconds since 1970, the offset in seconds, and whether the zone is the site's."""
    if moment is None:
        return None
    offset = moment.utcoffset() or timedelta()
    return int(moment.timestamp()), int(offset.total_seconds()), getattr(moment.tzinfo, "key", "") == zone


def _moment(row: Row | None, zone: tzinfo) -> datetime | None:
    if row is None:
        return None
    seconds, offset, is_site = row
    here = zone if is_site else UTC if not offset else timezone(timedelta(seconds=offset))
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(here)


def basis_of(found: Scan, site: str, configuration: tuple[SourceFile, ...], beside: str) -> bytes:
    """A digest of everything but a file's own bytes that decides what it means; `site` is the settings as text."""
    stamps = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in _sources()]
    digest = hashlib.blake2b(digest_size=_DIGEST)
    about = (sys.version, [version_of(name) for name in _LIBRARIES], stamps, found.dialect, found.lang, site, beside)
    digest.update(repr(about).encode("utf-8", "surrogatepass"))
    for file in configuration:
        digest.update(file.key)
    return digest.digest()


def _sources() -> list[Path]:
    here = Path(__file__).parent
    return [*sorted(here.rglob("*.py")), here.parent / "model.py"]


class Rows:
    """What the folder `cache` knows of the meaning of the files of the site at `root`, on a basis, by their keys."""

    def __init__(self, cache: Path, root: Path, basis: bytes) -> None:
        self._kept = Kept(cache, root, ".posts", basis)
        self._known: dict[bytes, Row] = {}
        self._records = 0
        for record in self._kept.records():
            self._known.update(marshal.loads(record))  # noqa: S302 - our own bytes: their digest stands before them
            self._records += 1

    def get(self, key: bytes) -> Row | None:
        """The row of the file of this key, None when it has none."""
        return self._known.get(key)

    def keep(self, rows: dict[bytes, Row], fresh: dict[bytes, Row]) -> None:
        """Remember `rows`, of which `fresh` were not known: by adding those, or by leaving out what no file has."""
        lost = len(self._known.keys() - rows.keys())
        if not self._kept.whole or lost > len(rows) // 4 or self._records > _RECORDS:
            if fresh or lost or self._known.keys() != rows.keys():
                self._kept.replace(marshal.dumps(rows))
        elif fresh:
            self._kept.add(marshal.dumps(fresh))


def zone_of(name: str) -> tzinfo:
    """A site's zone by its name."""
    return UTC if name == "UTC" else ZoneInfo(name)
