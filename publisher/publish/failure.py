"""What the operating system refused, told as a PublishError."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.errors import PublishError

KEPT = "what was published before is whole"

_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)

_HINTS = {
    **dict.fromkeys(_FULL, f"free some space and build again; {KEPT}"),
    **dict.fromkeys(_REFUSED, f"make the folder writable, or name another with --out; {KEPT}"),
    errno.EFBIG: f"raise the file size limit (ulimit -f) and build again; {KEPT}",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away, or name another folder with --out",
    errno.EEXIST: "a file stands where a folder is needed: move it away, or name another folder with --out",
    errno.EISDIR: "a folder stands where a file is to be written: move it away, or name another folder with --out",
    errno.ENAMETOOLONG: "shorten the path of the output folder or the post's slug",
    errno.EXDEV: "the output folder must lie on one file system: mount it whole, not folders inside it",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """A block whose OSErrors become a PublishError that names `path`, the reason and the next step."""
    try:
        yield
    except OSError as error:
        raise PublishError(f"cannot write {path}: {_reason(error)}", _hint(error)) from error


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full"
    return (error.strerror or str(error)).lower()


def _hint(error: OSError) -> str:
    return _HINTS.get(error.errno or 0, f"mend that and build again; {KEPT}")
