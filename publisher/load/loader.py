"""A scan -> the site and its posts: each file through its dialect, then what only the whole site can decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, field, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from publisher.config import Settings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load.apart import Apart
from publisher.load.bodies import Bodies, Origin
from publisher.load.dialects import Reader, Reading, dialect
from publisher.load.discover import Scan, configured
from publisher.load.ids import with_own_guids, with_own_ids
from publisher.load.pictures import missing_pictures
from publisher.load.readings import Rows, basis_of, reading_of, row_of, zone_of
from publisher.load.slugs import unique_slug
from publisher.load.sources import SourceFile, Sources
from publisher.load.text import decode
from publisher.model import Hidden, Post, Site, face_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The site, its posts (newest first), those not published, and every problem met on the way.

    `output_dir` is the folder the site's generator writes to, relative to the root; `expires` is when a post that is
    hidden now is to appear, or one that is shown to go, whichever comes first. `bodies` has the posts' bodies.
    """

    site: Site
    posts: tuple[Post, ...]
    hidden: tuple[Hidden, ...]
    problems: tuple[Problem, ...]
    output_dir: str
    expires: datetime | None = None
    bodies: Bodies = field(repr=False, compare=False)
    faces: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def face_of(self, post: Post) -> bytes:
        """The post's `model.face_of`, from the cache where it is known; the post may have another slug or URL."""
        return self.faces.get(post.path) or face_of(post)


def load(scan: Scan, settings: Settings, *, now: datetime, cache: Path | None = None, jobs: int = 1) -> Loaded:
    """The posts in a scan as of `now` (aware).

    A file that cannot be read as a post is a problem and costs no other. Posts come newest first, equal dates by path;
    slugs and ids are unique. With a folder `cache`, files that have not changed since the last time are not parsed
    again, and many that have are parsed in `jobs` processes. Raises `LoadError` when the generator's configuration
    cannot be read.
    """
    reader = configured(scan, settings.site)
    files = [file for file in scan.files if file.path not in scan.configuration or reader.wants(file.path)]
    if cache is None:
        read = [Origin(file, _reading(reader, file, now)) for file in files]
    else:
        read = _read_changed(scan, settings, reader, files, now, cache, jobs)
    readings = [one.reading for one in read]
    posts = sorted((reading.post for reading in readings if reading.post), key=attrgetter("path"))
    posts.sort(key=attrgetter("date"))
    sources = Sources({file.path: file for file in files})
    own, taken = with_own_guids(_with_own_slugs(posts), sources)
    named, collisions = with_own_ids(own)
    missing: tuple[Problem, ...] = ()
    if scan.pictures is not None:
        missing = missing_pictures(posts, reader.site, scan.pictures, sources, built=scan.root / reader.output_dir)
    met = (problem for reading in readings for problem in reading.problems)
    found = (*reader.problems, *scan.problems, *met, *taken, *collisions, *missing)
    return Loaded(
        site=reader.site,
        posts=_newest_first(named),
        hidden=tuple(reading.hidden for reading in readings if reading.hidden),
        problems=tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.code))),
        output_dir=reader.output_dir,
        expires=min((reading.until for reading in readings if reading.until), default=None),
        bodies=Bodies(read, reader.linking(named), _again(scan, reader, now)),
        faces={one.file.path: one.row[2][2] for one in read if one.row and one.row[2]},
    )


def _newest_first(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts, which come oldest first, in reverse, those of one moment by path."""
    return tuple(sorted(posts, key=lambda post: (-post.date.timestamp(), post.path)))


def _again(scan: Scan, reader: Reader, now: datetime) -> Callable[[str], str]:
    """What gives the body of a file as it is now; nothing when there is none any more."""

    def body(path: str) -> str:
        try:
            return _read(reader, path, (scan.root / path).read_bytes(), now).body
        except (OSError, LoadError):
            return ""

    return body


def _read_changed(
    scan: Scan, settings: Settings, reader: Reader, files: Sequence[SourceFile], now: datetime, cache: Path, jobs: int
) -> list[Origin]:
    """What the files mean, from the cache where it has them; it then has them all."""
    known = Rows(cache, scan.root, _basis(scan, settings, files))
    moment, zone = now.timestamp(), zone_of(reader.site.timezone)

    def parsed(file: SourceFile) -> Origin:
        reading = _reading(reader, file, now)
        return Origin(file, reading, row_of(file, reading, now, reader.site.timezone))

    new = Apart([file for file in files if known.get(file.key) is None], lambda file: parsed(file).row, jobs)
    found = {file.key: parsed(file) for file in new.own}
    rows_apart = new.rows()
    for file in files:
        if file.key not in found:
            row = rows_apart.get(file.key) or known.get(file.key)
            reading = reading_of(row, file.path, moment, zone) if row else None
            found[file.key] = Origin(file, reading, row) if reading else parsed(file)
    rows = {key: one.row for key, one in found.items() if one.row is not None}
    known.keep(rows, {key: row for key, row in rows.items() if row is not known.get(key)})
    return [found[file.key] for file in files]


def _basis(scan: Scan, settings: Settings, posts: Sequence[SourceFile]) -> bytes:
    wanted = {file.path for file in posts}
    configuration = tuple(file for file in scan.files if file.path not in wanted)
    beside = dialect(scan.dialect).beside(Sources({file.path: file for file in scan.files}))
    return basis_of(scan, repr(sorted(asdict(settings.site).items())), configuration, beside)


def _reading(reader: Reader, file: SourceFile, now: datetime) -> Reading:
    return _read(reader, file.path, file.data, now)


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
