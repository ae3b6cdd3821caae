"""A folder -> the bytes of every file that decides what its posts are. No other module of this room reads files."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path

from publisher.config import Settings, SiteSettings
from publisher.errors import LoadError, Problem, UsageError
from publisher.lazy import dataclass
from publisher.load.dialects import GENERATORS, Dialect, Folder, Reader, detect, dialect
from publisher.load.dialects.signs import SAMPLED
from publisher.load.languages import guess_language
from publisher.load.sources import SourceFile, Sources, Stamps

MAX_BYTES = 10 * 1024 * 1024

_LEAVE_OUT = "leave it out of the posts"
# Control characters, line separators, and the stand-ins for bytes that are not UTF-8.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SAMPLES = 8
_SAMPLE_BYTES = 16_384
_LANGUAGE_SAMPLES = 40
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_SKIPPED = frozenset({"node_modules", "vendor", "bower_components"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Everything that loading reads: posts and the generator's configuration, sorted by path.

    Two scans with equal `digest` load to the same result, except for what the clock decides. `lang` is the language the
    texts seem to be in, `output_dir` the folder the site's generator writes to, relative to the root. `pictures` are
    the paths of all picture files outside it, sorted; None when they were not looked for. `configuration` are the paths
    of the files that are there for the generator's configuration; all others may be posts.
    """

    root: Path
    dialect: str
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    digest: str
    lang: str
    output_dir: str
    pictures: tuple[str, ...] | None = None
    configuration: frozenset[str] = frozenset()


def scan(root: Path, settings: Settings, *, out: Path | None = None, only: str = "", cache: Path | None = None) -> Scan:
    """The files of the site at `root`, each read once; of the posts `only` the one at that path, if given.

    With a folder `cache`, files that are as they were the last time are not read until their bytes are asked for.

    Left aside are `out`, the generator's output folder, dot-folders, node_modules, vendor, what the generator excludes,
    and symbolic links that leave `root`. Raises `UsageError` when `root` is no folder or the generator's name is
    unknown, `LoadError` when the generator's configuration cannot be read.
    """
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder", "give the folder that holds the posts")
    kind = _dialect(root, settings.site.generator)
    problems: list[Problem] = []
    configs = _configs(root, kind, problems)
    reader = kind.configure({file.path: file.data for file in configs}, settings.site, "ja")
    taken = frozenset(file.path for file in configs)
    real_root = os.path.realpath(root)
    pictures: list[str] = []
    stamps = Stamps(None if only else cache, root, began=time.time_ns())
    walk = _Walk(real_root, reader, os.path.realpath(out) if out else "", problems, pictures, stamps)
    found = walk.one(only) if only else walk.files()
    posts = sorted((file for file in found if file.path not in taken), key=_path)
    stamps.keep()
    pictures.sort()
    files = tuple(sorted((*configs, *posts), key=_path))
    unread = tuple(sorted(problems, key=lambda problem: problem.path))
    return Scan(
        root=root,
        dialect=kind.name,
        files=files,
        problems=unread,
        digest=_digest(kind.name, settings.site, files, unread, pictures),
        lang=guess_language(file.data for file in posts[:_LANGUAGE_SAMPLES]),
        output_dir=reader.output_dir,
        pictures=None if only else tuple(pictures),
        configuration=taken,
    )


def configured(found: Scan, settings: SiteSettings) -> Reader:
    """The scan's dialect with its configuration read."""
    files = Sources({file.path: file for file in found.files})
    return dialect(found.dialect).configure(files, settings, found.lang)


_path = attrgetter("path")


def _dialect(root: Path, name: str | None) -> Dialect:
    if name is None:
        folder = Folder(names=frozenset(path.name for path in root.iterdir()), samples=tuple(_samples(root)))
        return dialect(detect(folder))
    if name in GENERATORS:
        return dialect(name)
    raise UsageError(f"site generator '{name}' is not known", f"use one of {', '.join(GENERATORS)}")


def _samples(root: Path) -> Iterator[tuple[str, bytes]]:
    """The first bytes of the files that tell generators apart which share names."""
    for path in (*(root / name for name in SAMPLED), *sorted((root / "articles").glob("*.md"))[:_SAMPLES]):
        if path.is_file() and os.access(path, os.R_OK):
            with path.open("rb") as file:
                yield path.relative_to(root).as_posix(), file.read(_SAMPLE_BYTES)


def _configs(root: Path, kind: Dialect, problems: list[Problem]) -> list[SourceFile]:
    found: list[SourceFile] = []
    for pattern in kind.config_globs:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            if not path.resolve().is_relative_to(root.resolve()):
                raise LoadError(f"{name}: a link out of the site", "put the file itself there")
            read = _read(str(path), name, problems)
            if read is None:
                problem = problems[-1]
                raise LoadError(f"{name}: {problem.message}", problem.hint, problem=problem)
            found.append(SourceFile.of(name, read[0]))
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pass over the folders; `problems` collects what could not be read, `pictures` the paths of picture files.

    Folders without posts are gone through for their pictures alone.
    """

    root: str
    reader: Reader
    out: str
    problems: list[Problem]
    pictures: list[str]
    stamps: Stamps

    def one(self, path: str) -> Iterator[SourceFile]:
        """The file at `path`, if it may be a post."""
        if self.reader.wants(path):
            file = self._file(path, f"{self.root}/{path}")
            if file is not None:
                yield file

    def files(self) -> Iterator[SourceFile]:
        """The files that may be posts, in no order."""
        stack = [("", True)]
        seen = {self.root}
        while stack:
            folder, has_posts = stack.pop()
            for entry in self._entries(folder, has_posts=has_posts):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if (entry.is_symlink() and not self._inside(entry)) or not (path.isprintable() or self._names(path)):
                    continue
                if entry.is_dir():
                    if self._enters(entry, path, seen):
                        stack.append((path, has_posts and self.reader.enters(path)))
                elif path.lower().endswith(_PICTURES):
                    self.pictures.append(path)
                elif has_posts and self.reader.wants(path):
                    file = self._file(path, entry.path)
                    if file is not None:
                        yield file

    def _file(self, path: str, place: str) -> SourceFile | None:
        """The file at `place`, None when it cannot be read."""
        file = self.stamps.unchanged(path, place)
        if file is not None:
            return file
        read = _read(place, path, self.problems)
        if read is None:
            return None
        file = SourceFile.of(path, read[0])
        self.stamps.note(file, read[1])
        return file

    def _entries(self, folder: str, *, has_posts: bool) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(f"{self.root}/{folder}" if folder else self.root) as entries:
                return list(entries)
        except OSError as e:
            if has_posts:
                self.problems.append(_unreadable(folder or ".", e))
            return []

    def _inside(self, entry: os.DirEntry[str]) -> bool:
        """Whether a link leads to a place of the site."""
        real = os.path.realpath(entry.path)
        return real.startswith(self.root + os.sep)

    def _names(self, path: str) -> bool:
        """Whether an unusual path can be written in reports and URLs; one that the reader wants is a problem if not."""
        if not _UNWRITABLE.search(path):
            return True
        if self.reader.wants(path):
            shown = _UNWRITABLE.sub("\ufffd", path)
            hint = "rename it to letters, digits and -"
            message = "its name is not UTF-8 or holds control characters"
            self.problems.append(Problem(path=shown, code="file-name", message=message, hint=hint))
        return False

    def _enters(self, entry: os.DirEntry[str], path: str, seen: set[str]) -> bool:
        if entry.name.startswith(".") or entry.name in _SKIPPED or path == self.reader.output_dir:
            return False
        real = os.path.realpath(entry.path) if entry.is_symlink() or self.out else entry.path
        if real == self.out or real in seen:
            return False
        seen.add(real)
        return True


def _read(path: str, name: str, problems: list[Problem]) -> tuple[bytes, os.stat_result] | None:
    """The file's bytes, and its status before they were read.

    None, and a problem noted, when it cannot be read, is no file or is over 10 MB.
    """
    try:
        # os.open and os.read, not a file object: 10,000 files are read at every build. A pipe must not block it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return _content(descriptor, name, problems)
        finally:
            os.close(descriptor)
    except OSError as e:
        problems.append(_unreadable(name, e))
        return None


def _content(descriptor: int, name: str, problems: list[Problem]) -> tuple[bytes, os.stat_result] | None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        problems.append(
            Problem(path=name, code="file-unreadable", message="cannot be read: not a file", hint=_LEAVE_OUT)
        )
        return None
    chunks: list[bytes] = []
    size = 0
    while size <= MAX_BYTES:
        chunk = os.read(descriptor, max(status.st_size - size, 0) + 1)
        if not chunk:
            return chunks[0] if len(chunks) == 1 else b"".join(chunks), status
        chunks.append(chunk)
        size += len(chunk)
    problems.append(Problem(path=name, code="file-large", message="larger than 10 MB", hint=_LEAVE_OUT))
    return None


def _unreadable(name: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    hint = "check the file's permissions" if isinstance(error, PermissionError) else "check that the file is there"
    return Problem(path=name, code="file-unreadable", message=f"cannot be read: {reason}", hint=hint)


def _digest(
    generator: str,
    site: SiteSettings,
    files: tuple[SourceFile, ...],
    unread: tuple[Problem, ...],
    pictures: list[str],
) -> str:
    digest = hashlib.blake2b(digest_size=16)
    about = (generator, sorted(asdict(site).items()), [(problem.path, problem.message) for problem in unread], pictures)
    digest.update(repr(about).encode("utf-8", "surrogatepass"))
    digest.update(b"".join([file.key for file in files]))
    return digest.hexdigest()
