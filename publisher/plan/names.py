"""File names for the feeds of tags, categories and authors: safe on every file system, and each its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MAX_BYTES = 120
_HASH = 8  # hexadecimal digits
# What Windows refuses in names, what separates folders, and what cannot be seen.
_REFUSED = re.compile(r'[\x00-\x20/\\<>:"|?*\x7f-\xa0]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


def file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each of `names` (NFC), none equal to another even where case does not count.

    `C++` and `日本語` stay as they are, `World News` becomes `World-News`. Where an earlier name has it already, a hash
    of the name itself is added, so what a name gets depends on the names before it alone.
    """
    taken: set[str] = set()
    given: dict[str, str] = {}
    for name in dict.fromkeys(names):
        file = file_name(name)
        if _folded(file) in taken:
            file = _hashed(file, name)
        taken.add(_folded(file))
        given[name] = file
    return given


def file_name(name: str) -> str:
    """`name` as one part of a path: NFC, never empty, never hidden, at most 120 bytes of UTF-8."""
    normal = unicodedata.normalize("NFC", name)
    seen = "".join(c if unicodedata.category(c) not in _UNSEEN else " " if c.isspace() else "" for c in normal)
    file = _REFUSED.sub("-", seen.strip()).lstrip(".-").rstrip(".-") or "-"
    if _RESERVED.fullmatch(file):
        file = f"_{file}"
    return file if len(file.encode()) <= MAX_BYTES else _hashed(file, name)


def _hashed(file: str, name: str) -> str:
    tail = "-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    room = file.encode()[: MAX_BYTES - len(tail)].decode("utf-8", "ignore")
    return unicodedata.normalize("NFC", room.rstrip(".-")) + tail


def _folded(file: str) -> str:
    """What file systems that ignore case compare."""
    return unicodedata.normalize("NFC", file.casefold())
