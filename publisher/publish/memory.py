"""What the last build of a site into a folder saw, so that the next one may know at a glance that nothing has changed.

It lies in the user's cache folder, never in the output: problems name files that are not published.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from publisher.errors import Problem, PublishError
from publisher.lazy import dataclass
from publisher.publish.alone import write_file

_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A build's inputs as one digest, when they expire, and what was reported.

    `system` is the digest of the machine's fonts when a card borrowed or missed one, else "". `pages_digest` is that of
    the built site's pages as the build left them, `pages` their number. `pictures` has size and modification time (ns)
    of every picture file that cards looked at, by address; -1 for one that is not there.
    """

    inputs: str
    expires: datetime | None
    system: str
    posts: int
    hidden: int
    cards: int
    feeds: int
    pages: int
    pages_digest: str
    problems: tuple[Problem, ...]
    pictures: Mapping[str, tuple[int, int]]


def recall(cache: Path, root: Path, out: Path) -> Memory | None:
    """What the last build of `root` into `out` remembered in the folder `cache`; None when nothing can be read."""
    try:
        table = json.loads(_file(cache, root, out).read_bytes())
        if table.pop("schema") != _SCHEMA:
            return None
        problems = tuple(Problem(**problem) for problem in table.pop("problems"))
        expires = table.pop("expires")
        pictures = {src: (int(stamp[0]), int(stamp[1])) for src, stamp in table.pop("pictures").items()}
        moment = datetime.fromisoformat(expires) if expires else None
        return Memory(problems=problems, expires=moment, pictures=pictures, **table)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def remember(cache: Path, root: Path, out: Path, memory: Memory) -> bool:
    """True when the memory is kept; False where `cache` cannot be written: then each build looks closely."""
    table = asdict(memory) | {"schema": _SCHEMA, "expires": memory.expires.isoformat() if memory.expires else None}
    file = _file(cache, root, out)
    try:
        write_file(file, json.dumps(table, ensure_ascii=True, sort_keys=True, indent=1).encode())
    except PublishError:
        return False
    return True


def _file(cache: Path, root: Path, out: Path) -> Path:
    places = f"{os.path.realpath(root)}\0{os.path.realpath(out)}".encode("utf-8", "surrogateescape")
    return cache / f"{hashlib.sha256(places).hexdigest()[:16]}.json"
