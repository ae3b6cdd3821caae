"""Picture files of a site: found inside its folder, read, known by their bytes. Nothing is fetched here.

`fetched` has the copies of pictures that others fetched: by address, `fetched:` and the SHA-256 of their bytes.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from publisher.errors import RenderError

MAX_BYTES = 40 * 1024 * 1024

Fetched = Mapping[str, Path]
NONE: Fetched = MappingProxyType({})

_SCHEME = "fetched:"


def fetched_src(sha256: str) -> str:
    """The address under which a document names a fetched picture: the same bytes, the same address."""
    return f"{_SCHEME}{sha256}"


class PictureError(RenderError):
    """A picture that cannot be shown: its address, a stable code, what is wrong, the next step.

    `where` is the place in the document, `path:line`, that asked for it, "" when that is not known.
    """

    def __init__(self, src: str, code: str, message: str, hint: str, where: str = "") -> None:
        super().__init__(message, hint)
        self.src = src
        self.code = code
        self.where = where

    def __reduce__(self) -> tuple[type[PictureError], tuple[str, str, str, str, str]]:
        return PictureError, (self.src, self.code, self.message, self.hint, self.where)


def sha256(data: bytes) -> str:
    """The SHA-256 of a picture's bytes, in hex."""
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and most cards show no pictures

    return hashlib.sha256(data).hexdigest()


def picture_digest(src: str, root: Path | None, fetched: Fetched = NONE) -> str:
    """The SHA-256 (hex) of the file at an address; "" when it cannot be read."""
    try:
        return sha256(read_picture(src, root, fetched))
    except PictureError:
        return ""


def picture_stamp(src: str, root: Path) -> tuple[int, int]:
    """Size and modification time (ns) of the file at an address: equal stamps, equal bytes; (-1, -1) without a file."""
    try:
        status = locate(src, root).stat()
    except (PictureError, OSError):
        return -1, -1
    return status.st_size, status.st_mtime_ns


def read_picture(src: str, root: Path | None, fetched: Fetched = NONE) -> bytes:
    """The bytes of the file at an address (a URL path, percent-encoded, relative to `root`). Raises PictureError."""
    if src in fetched:
        return _copy(src, fetched[src])
    if root is None:
        raise PictureError(src, "picture-outside", f'no folder is given for "{src}"', "name the site's folder")
    path = locate(src, root)
    try:
        # os.open, so that a pipe does not block and what was looked at is what is read.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            return _content(src, file)
    except FileNotFoundError as error:
        hint = "check the name, also capitals, or remove it from the front matter"
        raise PictureError(src, "picture-missing", f"there is no file {unquote(src)}", hint) from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise PictureError(
            src, "picture-unreadable", f"{unquote(src)} cannot be read: {reason}", "check the file's permissions"
        ) from error


def _copy(src: str, path: Path) -> bytes:
    again = "build the site again: it is fetched anew"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(src, "picture-missing", "its fetched copy is no longer there", again) from error
    if fetched_src(sha256(data)) != src:
        raise PictureError(src, "picture-damaged", "its fetched copy is damaged", again)
    return data


def _content(src: str, file: io.BufferedReader) -> bytes:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise PictureError(src, "picture-unreadable", f"{unquote(src)} is not a file", "name a picture file")
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        hint = "save it smaller: a card shows 1200 pixels"
        raise PictureError(src, "picture-large", f"{unquote(src)} is larger than {MAX_BYTES >> 20} MB", hint)
    return data


def locate(src: str, root: Path) -> Path:
    """Where the file at an address lies. Raises PictureError for an address or a link that leads out of `root`."""
    name = unquote(src, errors="surrogateescape")
    parts = name.split("/")
    if not name or name.startswith("/") or ":" in parts[0] or ".." in parts or "\\" in name or "\0" in name:
        raise _outside(src)
    try:
        path, home = Path(os.path.realpath(root / name)), os.path.realpath(root)
    except (OSError, ValueError) as error:
        raise _outside(src) from error
    if not path.is_relative_to(home):
        raise _outside(src)
    return path


def _outside(src: str) -> PictureError:
    hint = "put the picture into the site and write its path as /images/picture.jpg"
    return PictureError(src, "picture-outside", f'"{src}" does not lie in the site', hint)
