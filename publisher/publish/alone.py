"""One file by itself, wherever the user points: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from publisher.publish.failure import explained


def write_file(target: Path, data: bytes) -> None:
    """Replace `target` by `data` in one step; its folder is made. Raises PublishError when the system refuses."""
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name[:80]}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
