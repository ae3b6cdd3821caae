"""What files meant the last time, by their bytes: a file that has not changed is not parsed again.

It lies in the user's cache folder, one file a site. Everything that a reading depends on beside the file itself (the
configuration, the settings, this room's source, the versions it runs on) is in `basis`; another basis forgets all.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load.dialects.base import Reading
from publisher.load.discover import Scan, SourceFile
from publisher.model import Author, Enclosure, Hidden, Image, Post, Source
from publisher.resources import version_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGEST = 16
_LIBRARIES = ("comrak", "nh3", "python-frontmatter", "pyyaml", "lxml", "tzdata")

_POST = tuple(field.name for field in fields(Post) if field.name not in ("path", "body"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Rows by the digest of a file's path and bytes."""

    rows: Mapping[bytes, Row]

    def reading(self, key: bytes, file: SourceFile, now: datetime, zone: tzinfo) -> Reading | None:
        """What a file under its key means as of `now`, None when that is not known; `zone` is the site's."""
        row = self.rows.get(key)
        if row is None:
            return None
        since, until, post, hidden, problems = row
        moment = now.timestamp()
        if moment < since or (until is not None and moment >= until):
            return None
        return Reading(
            post=_post(file, post, zone) if post else None,
            hidden=Hidden(path=file.path, reason=hidden[0], until=_moment(hidden[1], zone)) if hidden else None,
            problems=tuple(Problem(path=file.path, **dict(zip(_PROBLEM, one, strict=True))) for one in problems),
            until=_moment((until, 0, True), zone) if until is not None else None,
        )


def key_of(file: SourceFile) -> bytes:
    """The digest of a file's path and bytes."""
    digest = hashlib.blake2b(file.path.encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    digest.update(b"\0")
    digest.update(file.data)
    return digest.digest()


def row_of(file: SourceFile, reading: Reading, now: datetime, zone: str) -> Row | None:
    """A reading made at `now` as plain data; None for one that cannot be kept (a problem of another file)."""
    if any(problem.path != file.path for problem in reading.problems):
        return None
    hidden = reading.hidden
    return (
        now.timestamp(),
        reading.until.timestamp() if reading.until else None,
        _post_row(file, reading.post, zone) if reading.post else None,
        (hidden.reason, _moment_row(hidden.until, zone)) if hidden else None,
        tuple(_plain(problem, _PROBLEM) for problem in reading.problems),
    )


def _plain(value: object, names: tuple[str, ...]) -> Row:
    return tuple(getattr(value, name) for name in names)


def _post_row(file: SourceFile, post: Post, zone: str) -> Row:
    """The post's fields in order; its body is the number of bytes it ends the file with, if it does."""
    row = list(_plain(post, _POST))
    for i in _MOMENTS:
        row[i] = _moment_row(row[i], zone)
    row[_AUTHORS] = tuple(_plain(author, _AUTHOR) for author in post.authors)
    for i, (_, names) in _THINGS.items():
        row[i] = _plain(row[i], names) if row[i] else None
    body = post.body.encode("utf-8", "surrogatepass")
    return (len(body) if file.data.endswith(body) else post.body, tuple(row))


def _post(file: SourceFile, row: Row, zone: tzinfo) -> Post:
    body, given = row
    values = list(given)
    date, updated = (values[i] for i in _MOMENTS)
    values[_MOMENTS[0]] = moment = _moment(date, zone)
    values[_MOMENTS[1]] = moment if updated == date else _moment(updated, zone)
    values[_AUTHORS] = tuple(Author(**dict(zip(_AUTHOR, one, strict=True))) for one in values[_AUTHORS])
    for i, (kind, names) in _THINGS.items():
        values[i] = kind(**dict(zip(names, values[i], strict=True))) if values[i] else None
    if isinstance(body, int):
        body = file.data[len(file.data) - body :].decode("utf-8")
    return Post(path=file.path, body=body, **dict(zip(_POST, values, strict=True)))


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


def basis_of(found: Scan, site: str, configuration: tuple[SourceFile, ...], beside: str) -> str:
    """A digest of everything but a file's own bytes that decides what it means; `site` is the settings as text."""
    stamps = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in _sources()]
    digest = hashlib.blake2b(digest_size=_DIGEST)
    about = (sys.version, [version_of(name) for name in _LIBRARIES], stamps, found.dialect, found.lang, site, beside)
    digest.update(repr(about).encode("utf-8", "surrogatepass"))
    for file in configuration:
        digest.update(key_of(file))
    return digest.hexdigest()


def _sources() -> list[Path]:
    return sorted(Path(__file__).parent.rglob("*.py"))


def recall(cache: Path, root: Path, basis: str) -> Known:
    """What is known of the site at `root` on this basis; nothing when the file is not there, or not whole."""
    try:
        data = _file(cache, root).read_bytes()
    except OSError:
        return Known(rows={})
    head, payload = data[: 2 * _DIGEST], data[2 * _DIGEST :]
    if head != bytes.fromhex(basis) + hashlib.blake2b(payload, digest_size=_DIGEST).digest():
        return Known(rows={})
    return Known(rows=marshal.loads(payload))  # noqa: S302 - our own bytes: their digest stands before them


def remember(cache: Path, root: Path, basis: str, rows: Mapping[bytes, Row]) -> bool:
    """True when the rows are kept; False where `cache` cannot be written: then each file is parsed each time."""
    payload = marshal.dumps(dict(rows))
    data = bytes.fromhex(basis) + hashlib.blake2b(payload, digest_size=_DIGEST).digest() + payload
    file = _file(cache, root)
    name = ""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=cache, prefix=f"{file.name}.")
        with os.fdopen(descriptor, "wb") as output:
            output.write(data)
        Path(name).replace(file)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True


def _file(cache: Path, root: Path) -> Path:
    place = os.path.realpath(root).encode("utf-8", "surrogateescape")
    return cache / f"{hashlib.sha256(place).hexdigest()[:16]}.posts"


def zone_of(name: str) -> tzinfo:
    """A site's zone by its name."""
    return UTC if name == "UTC" else ZoneInfo(name)
