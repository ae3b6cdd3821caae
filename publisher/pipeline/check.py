"""What a built site is looked over for: each part reads the output folder and gives findings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from publisher import feeds
from publisher.config import Settings
from publisher.errors import Problem, PublishError
from publisher.lazy import dataclass
from publisher.load import scan
from publisher.manifest import RESERVED
from publisher.model import FeedFormat
from publisher.pipeline.whole import default_out
from publisher.publish import read_manifest

_SUFFIXES = (".xml", ".rss", ".atom", ".json")
_HEAD = 4096  # bytes; the root element of a feed, or its version, stands in them
_SIGNS: tuple[tuple[FeedFormat, re.Pattern[bytes]], ...] = (
    ("rss", re.compile(rb"<rss[\s>]")),
    ("atom", re.compile(rb"<feed[\s>]")),
    ("json", re.compile(rb'"https?://jsonfeed\.org/version/')),
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_BUILD = "build the site again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked over: the files by path relative to the output folder, and the findings, by file and line."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_feeds(out: Path) -> Checked:
    """The findings about every RSS, Atom and JSON feed in the output folder `out`, whoever wrote it.

    Feeds of the manifest that are gone, files that cannot be read and a folder without a feed are findings too. Raises
    PublishError when `out` is no folder.
    """
    if not out.is_dir():
        raise PublishError(f"{out} is not there", "build the site first, or name its folder with --out")
    formats: dict[str, FeedFormat] = {}
    problems: list[Problem] = []
    known = feeds.Known()
    for path in _candidates(out):
        try:
            name, data = _feed(out / path)
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        if name is not None:
            formats[path] = name
            problems += feeds.check(data, name, path=path, known=known)
    problems += _lost(out, formats)
    if not formats:
        problems.append(Problem(path=out.name, code="feed-missing", message="no feed is in this folder", hint=_BUILD))
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line))
    return Checked(files=tuple(sorted(formats)), problems=tuple(ordered))


def output_folder(root: Path, settings: Settings) -> Path:
    """Where the site at `root` is built to unless told otherwise. Raises what `scan` raises."""
    return default_out(root, scan(root, settings, out=root / "public"))


def _candidates(out: Path) -> Iterator[str]:
    """The files below `out` that may be feeds, in order of their folders; hidden ones and linked folders left aside."""
    for folder, folders, files in os.walk(out):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES) and not name.startswith(RESERVED):
                yield Path(folder, name).relative_to(out).as_posix()


def _feed(path: Path) -> tuple[FeedFormat | None, bytes]:
    """The format of a file, None when it is no feed, and the bytes of a feed."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        name = _format(head)
        return (name, head + file.read()) if name else (None, b"")


def _unreadable(path: str, error: OSError) -> Problem:
    message = f"it cannot be read: {error.strerror}"
    return Problem(path=path, code="unreadable", message=message, hint="make it readable, or remove it")


def _format(data: bytes) -> FeedFormat | None:
    head = _COMMENT.sub(b"", data)
    is_json = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    for name, sign in _SIGNS:
        if (name == "json") is is_json and sign.search(head):
            return name
    return None


def _lost(out: Path, formats: dict[str, FeedFormat]) -> Iterator[Problem]:
    """The feeds that the last build wrote and that are feeds no longer."""
    for path, entry in read_manifest(out).files.items():
        if entry.kind == "feed" and path not in formats and path.endswith(_SUFFIXES):
            gone = not (out / path).is_file()
            message = "this feed was published and is gone" if gone else "this was published as a feed and is none now"
            yield Problem(path=path, code="feed-missing", message=message, hint=_BUILD)
