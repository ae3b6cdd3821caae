"""Which manifest follows which: pure decisions about what stays, retires and goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publisher.manifest import FileEntry, Manifest, RetiredEntry

# A file dropped by one publish is still there after the next, and gone after the one after that: feed readers, caches
# and link previews that hold the old feed find its cards in the meantime.
GENERATIONS_KEPT = 2


def succeeding(current: Manifest, wanted: Manifest, *, written: bool) -> Manifest:
    """`wanted` with its generation and its retired files; a new generation only if a file was written or dropped."""
    dropped = {path: entry for path, entry in current.files.items() if path not in wanted.files}
    generation = current.generation + (1 if written or dropped else 0)
    retired = {path: entry for path, entry in current.retired.items() if path not in wanted.files}
    retired |= {
        path: RetiredEntry(size=entry.size, sha256=entry.sha256, generation=generation)
        for path, entry in dropped.items()
    }
    staying = {path: entry for path, entry in retired.items() if generation - entry.generation < GENERATIONS_KEPT}
    return replace(wanted, retired=staying, generation=generation)


def leaving(current: Manifest, following: Manifest) -> dict[str, RetiredEntry]:
    """The files that `following` no longer knows, by path: the ones to remove."""
    return {
        path: entry
        for path, entry in current.retired.items()
        if path not in following.retired and path not in following.files
    }


def intending(current: Manifest, coming: Mapping[str, FileEntry]) -> Manifest:
    """The manifest while `coming` is being put in place: if that is cut short, this is what the next publish finds.

    New paths are listed as retired, so they go unless they are wanted again. The fingerprints of what is being
    overwritten are dropped, so nobody takes the old inputs for what is there.
    """
    new = {
        path: RetiredEntry(size=entry.size, sha256=entry.sha256, generation=current.generation)
        for path, entry in coming.items()
        if path not in current.files
    }
    return replace(
        current,
        inputs="",
        expires=None,
        cards={post: card for post, card in current.cards.items() if card.file not in coming},
        retired={**current.retired, **new},
    )
