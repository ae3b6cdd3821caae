"""A scan -> the site and its posts: each file through its dialect, then what only the whole site can decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from publisher.config import Settings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load.dialects import Reader, Reading, dialect
from publisher.load.discover import Scan, SourceFile, configured
from publisher.load.ids import with_own_guids, with_own_ids
from publisher.load.pictures import missing_pictures
from publisher.load.readings import Row, basis_of, key_of, recall, remember, row_of, zone_of
from publisher.load.slugs import unique_slug
from publisher.load.text import decode
from publisher.model import Hidden, Post, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The site, its posts (newest first), those not published, and every problem met on the way.

    `output_dir` is the folder the site's generator writes to, relative to the root; `expires` is when a post that is
    hidden now is to appear, or one that is shown to go, whichever comes first.
    """

    site: Site
    posts: tuple[Post, ...]
    hidden: tuple[Hidden, ...]
    problems: tuple[Problem, ...]
    output_dir: str
    expires: datetime | None = None


def load(scan: Scan, settings: Settings, *, now: datetime, cache: Path | None = None) -> Loaded:
    """The posts in a scan as of `now` (aware).

    A file that cannot be read as a post is a problem and costs no other. Posts come newest first, equal dates by path;
    slugs and ids are unique. With a folder `cache`, files that have not changed since the last time are not parsed
    again. Raises `LoadError` when the generator's configuration cannot be read.
    """
    reader = configured(scan, settings.site)
    files = [file for file in scan.files if reader.wants(file.path)]
    if cache is None:
        readings = [_read(reader, file.path, file.data, now) for file in files]
    else:
        readings = _read_changed(scan, settings, reader, files, now, cache)
    posts = sorted((reading.post for reading in readings if reading.post), key=lambda post: post.path)
    posts.sort(key=lambda post: post.date)
    sources = {file.path: file.data for file in files}
    own, taken = with_own_guids(_with_own_slugs(posts), sources)
    named, collisions = with_own_ids(own)
    missing: tuple[Problem, ...] = ()
    if scan.pictures is not None:
        missing = missing_pictures(posts, reader.site, scan.pictures, sources, built=scan.root / reader.output_dir)
    met = (problem for reading in readings for problem in reading.problems)
    found = (*reader.problems, *scan.problems, *met, *taken, *collisions, *missing)
    return Loaded(
        site=reader.site,
        posts=tuple(sorted(reader.link(named), key=lambda post: (-post.date.timestamp(), post.path))),
        hidden=tuple(reading.hidden for reading in readings if reading.hidden),
        problems=tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.code))),
        output_dir=reader.output_dir,
        expires=min((reading.until for reading in readings if reading.until), default=None),
    )


def _read_changed(
    scan: Scan, settings: Settings, reader: Reader, files: Sequence[SourceFile], now: datetime, cache: Path
) -> list[Reading]:
    """The readings of the files, from the cache where it has them; it then has them all."""
    wanted = {file.path for file in files}
    configuration = tuple(file for file in scan.files if file.path not in wanted)
    beside = dialect(scan.dialect).beside({file.path: file.data for file in scan.files})
    basis = basis_of(scan, repr(sorted(asdict(settings.site).items())), configuration, beside)
    known = recall(cache, scan.root, basis)
    zone = zone_of(reader.site.timezone)
    rows: dict[bytes, Row] = {}
    readings: list[Reading] = []
    fresh = False
    for file in files:
        key = key_of(file)
        reading = known.reading(key, file, now, zone)
        row = known.rows.get(key)
        if reading is None:
            reading = _read(reader, file.path, file.data, now)
            row, fresh = row_of(file, reading, now, reader.site.timezone), True
        if row is not None:
            rows[key] = row
        readings.append(reading)
    if fresh or len(rows) != len(known.rows):
        remember(cache, scan.root, basis, rows)
    return readings


def _read(reader: Reader, path: str, data: bytes, now: datetime) -> Reading:
    try:
        return reader.read(decode(path, data), now)
    except LoadError as e:
        if e.problem is None:
            raise
        return Reading(problems=(e.problem,))


def _with_own_slugs(posts: Iterable[Post]) -> list[Post]:
    """The posts, oldest first, with later ones renamed where a slug is taken, so new posts rename no old ones."""
    taken: set[str] = set()
    named: list[Post] = []
    for post in posts:
        slug = unique_slug(post.slug, taken)
        taken.add(slug.casefold())
        named.append(post if slug == post.slug else replace(post, slug=slug))
    return named
