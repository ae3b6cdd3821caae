"""Copies of fetched pictures in the user's cache folder: bytes by their SHA-256, and what is known of each address.

    pictures/<sha256>            a picture's bytes
    pictures/<of the url>.json   which bytes an address had, when that was last so, and its validators

Addresses are kept as digests, since they may hold secrets. Everything is replaced by a rename, so builds may share it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from publisher.fetch.hosts import FetchError
from publisher.lazy import dataclass

FOLDER = "pictures"

_SCHEMA = 1
_KEPT = timedelta(days=90)  # since an address was last seen to be as it is here
_BUSY = timedelta(hours=1)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A fetched picture: its SHA-256 (hex), when its host last said so, the validators for asking again."""

    sha256: str
    checked: datetime
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The fields that ask for it only if it is another now (RFC 9110 §13.1)."""
        fields = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Store:
    """The copies in a cache folder."""

    cache: Path

    def file(self, copy: Copy) -> Path:
        """Where its bytes are."""
        return self.cache / FOLDER / copy.sha256

    def look_up(self, url: str) -> Copy | None:
        """The copy of an address; None without one, or when it is not whole."""
        try:
            copy = _copy(json.loads(self._note(url).read_bytes()))
            with self.file(copy).open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == copy.sha256
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return copy if whole else None

    def keep(self, url: str, copy: Copy, data: bytes | None = None) -> None:
        """Write down what an address has, and its bytes when they are new. Raises FetchError."""
        table = asdict(copy) | {"schema": _SCHEMA, "checked": copy.checked.isoformat()}
        try:
            (self.cache / FOLDER).mkdir(parents=True, exist_ok=True)
            if data is not None:
                _replace(self.file(copy), data)
            _replace(self._note(url), json.dumps(table, sort_keys=True).encode("ascii"))
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            hint = "make it writable: that is where copies are kept"
            raise FetchError("picture-unreachable", f"{self.cache} cannot be written: {reason}", hint) from error

    def clear(self, wanted: Collection[str], now: datetime) -> None:
        """Remove what was not seen for 90 days, the addresses in `wanted` aside, and bytes that no address has."""
        mine = {self._note(url).name for url in wanted}
        used: set[str] = set()
        with suppress(OSError):
            for note, copy in self._notes():
                if note.name in mine or (copy and copy.checked > now - _KEPT):
                    used |= {copy.sha256} if copy else set()
                else:
                    note.unlink()
            for file in (self.cache / FOLDER).iterdir():
                if file.suffix != ".json" and file.name not in used and _is_old(file, now):
                    file.unlink()

    def _notes(self) -> Iterator[tuple[Path, Copy | None]]:
        for note in sorted((self.cache / FOLDER).glob("*.json")):
            try:
                yield note, _copy(json.loads(note.read_bytes()))
            except (OSError, ValueError, TypeError, KeyError, AttributeError):
                yield note, None

    def _note(self, url: str) -> Path:
        return self.cache / FOLDER / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.json"


def _copy(table: dict[str, Any]) -> Copy:
    """What was written down. Raises ValueError, TypeError, KeyError, AttributeError for anything else."""
    if table.pop("schema") != _SCHEMA or not _SHA256.fullmatch(table["sha256"]):
        raise ValueError("not a note of this version")
    checked = datetime.fromisoformat(table.pop("checked"))
    if checked.tzinfo is None:
        raise ValueError("a moment without an offset")
    return Copy(checked=checked, **table)


def _is_old(file: Path, now: datetime) -> bool:
    """False for bytes that another build may be about to write a note for."""
    return file.stat().st_mtime < (now - _BUSY).timestamp()


def _replace(target: Path, data: bytes) -> None:
    """The file whole or not at all, also while other builds write it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.close()
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
