"""The digests of font files, by which a card knows whether its fonts are as they were."""

from __future__ import annotations

import hashlib
import marshal
import time
from pathlib import Path

from publisher.kept import TICK, Kept, Stamp, stamp_of
from publisher.resources import families, fonts_dir

_BASIS = b"fonts 1"


# What has been read in this process, or is known not to have changed since it was read in another.
_known: dict[tuple[Path, Stamp], str] = {}


def font_digests(cache: Path | None = None) -> dict[str, str]:
    """The sha256 of every bundled font, by file name.

    With a folder `cache`, fonts whose stamps are those of the last time are not read: all of them take 15 ms.
    """
    began = time.time_ns()
    stamps = {path: stamp_of(path.stat()) for path in _bundled_files()}
    kept = Kept(cache, fonts_dir(), ".fonts", _BASIS) if cache else None
    before = _remembered(kept) if kept else {}
    _known.update(
        {(path, stamp): before[path.name, stamp] for path, stamp in stamps.items() if (path.name, stamp) in before}
    )
    digests = {path.name: font_digest(path) for path in stamps}
    settled = {(path.name, stamp): digests[path.name] for path, stamp in stamps.items() if stamp[2] < began - TICK}
    if kept and settled != before:
        kept.replace(marshal.dumps(settled))
    return digests


def _remembered(kept: Kept) -> dict[tuple[str, Stamp], str]:
    records = kept.records()
    # Our own bytes: their digest stands before them.
    found: dict[tuple[str, Stamp], str] = marshal.loads(records[-1]) if records else {}  # noqa: S302
    return found


def font_digest(path: Path) -> str:
    """The sha256 of a font file; one that keeps its stamp is read once in a process."""
    key = path, stamp_of(path.stat())
    if key not in _known:
        with path.open("rb") as file:
            _known[key] = hashlib.file_digest(file, "sha256").hexdigest()
    return _known[key]


def font_stamps() -> list[tuple[str, int, int]]:
    """Name, size and modification time of every bundled font: equal stamps, equal fonts, without reading them."""
    return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in _bundled_files()]


def _bundled_files() -> list[Path]:
    return [file.path for family in families() for file in family.files]
