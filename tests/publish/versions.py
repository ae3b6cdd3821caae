"""For these tests: a small site in versions, what a reader sees of it, and processes that die at a chosen call."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.manifest import CardEntry, Manifest
from publisher.model import Artifact

Version = dict[str, str]  # post -> its card's text

WATCHED = (
    "open",
    "write",
    "fsync",
    "sync",
    "replace",
    "unlink",
    "mkdir",
)  # every os call by which publish changes a disk

SHORT = 100  # bytes that one write takes at most, so that there are calls in the middle of a file


def card_path(post: str, text: str) -> str:
    return f"cards/{post}.{text}.png"


def card_data(post: str, text: str) -> bytes:
    return f"card of {post}: {text}".encode()


def feed_data(name: str, version: Version) -> bytes:
    return "\n".join([name, *(card_path(post, text) for post, text in sorted(version.items())), "end"]).encode()


class Site:
    """Artifacts and the wanted manifest of a version."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.artifacts = [
            *(Artifact(path=name, data=feed_data(name, version)) for name in ("rss.xml", "feed.json")),
            *(Artifact(path=card_path(post, text), data=card_data(post, text)) for post, text in version.items()),
        ]
        self.wanted = Manifest(
            inputs=repr(sorted(version.items())),
            cards={
                f"{post}.md": CardEntry(
                    file=card_path(post, text), context=text, document=text, fonts={}, width=1200, height=630
                )
                for post, text in version.items()
            },
        )
        self.tree = {artifact.path: artifact.data for artifact in self.artifacts}


def tree(out: Path) -> dict[str, bytes]:
    """Every file below `out` but the manifest, by relative path."""
    files = (path for path in out.rglob("*") if path.is_file() and path != out / ".publisher.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def look(out: Path, *versions: Version) -> None:
    """What a reader relies on: each feed is whole and of one of the versions, and the cards that it names are whole."""
    for name in ("rss.xml", "feed.json"):
        try:
            feed = (out / name).read_bytes()
        except FileNotFoundError:
            continue
        version = next(version for version in versions if feed == feed_data(name, version))
        for post, text in version.items():
            card = out / card_path(post, text)
            assert card.is_file(), f"{name} names {card}"
            assert card.read_bytes() == card_data(post, text)


def before_each_call(patch: pytest.MonkeyPatch, act: Callable[[int], None]) -> list[str]:
    """Have `act(n)` run before the n-th watched os call, and writes be short; the calls are listed as they come."""
    calls: list[str] = []
    acting = False

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal acting
            if acting:
                return real(*args, **kwargs)
            calls.append(name)
            acting = True
            try:
                act(len(calls))
            finally:
                acting = False
            if name == "write":
                return real(args[0], memoryview(args[1])[:SHORT])
            return real(*args, **kwargs)

        return call

    for name in WATCHED:
        patch.setattr(os, name, watched(name, getattr(os, name)))
    return calls


def in_child(work: Callable[[], None]) -> int:
    """The exit status of a forked process that does `work`: 0 if it returned, 1 if it raised, -9 if it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die(at: int) -> Callable[[int], None]:
    """An act for `before_each_call`: SIGKILL to this very process at one of the calls."""

    def act(count: int) -> None:
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return act
