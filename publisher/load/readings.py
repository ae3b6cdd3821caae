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
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from publisher.errors import Problem
from publisher.kept import Kept
from publisher.load.dialects.base import Reading
from publisher.load.discover import Scan
from publisher.load.late import Row, moment_of, moment_row, post_of, post_row
from publisher.load.sources import SourceFile
from publisher.model import Hidden, face_of
from publisher.resources import version_of

_DIGEST = 16
_RECORDS = 64  # builds that add what they have read, until one writes everything anew
_LIBRARIES = ("comrak", "nh3", "python-frontmatter", "pyyaml", "lxml", "tzdata")

_PROBLEM = tuple(field.name for field in fields(Problem) if field.name != "path")

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
        post=post_of(path, post[1], zone) if post else None,
        hidden=_hidden(path, hidden, zone) if hidden else None,
        problems=tuple([Problem(path=path, **dict(zip(_PROBLEM, one, strict=True))) for one in problems]),
        until=moment_of((until, 0, True), zone) if until is not None else None,
    )


def _hidden(path: str, row: Row, zone: tzinfo) -> Hidden:
    reason, until = row
    return Hidden(path=path, reason=reason, until=moment_of(until, zone) if until else None)


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
        (_tail(file, reading.body), post_row(reading.post, zone), face_of(reading.post)) if reading.post else None,
        (hidden.reason, hidden.until and moment_row(hidden.until, zone)) if hidden else None,
        tuple(_plain(problem, _PROBLEM) for problem in reading.problems),
    )


def _plain(value: object, names: tuple[str, ...]) -> Row:
    return tuple(getattr(value, name) for name in names)


def _tail(file: SourceFile, body: str) -> Tail:
    """The number of bytes with which the body ends the file, if it does."""
    data = body.encode("utf-8", "surrogatepass")
    return len(data) if file.data.endswith(data) else body


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
