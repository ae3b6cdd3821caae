"""Cards: which are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from publisher.lazy import dataclass
from publisher.manifest import CardEntry, Manifest
from publisher.model import Post

_SUFFIXES = {"png": "png", "jpeg": "jpg"}
_HASH = 8  # hexadecimal digits of a card's content in its name: platforms cache by URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What all cards of a build share: the size, the digest of each font, the digest of the machine's fonts.

    `pictures` has the digest, by address, of every picture file that a card of the last build looked at.
    """

    width: int
    height: int
    fonts: Mapping[str, str]
    system: str
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A post's card to be made: the digest of what goes into the template and, once rendered, of the document."""

    post: Post
    context: str
    document: str = ""


def unchanged_context(post: Post, context: str, manifest: Manifest, basis: Basis) -> CardEntry | None:
    """The manifest's entry, if the card's inputs (`context`), size and fonts are those it was drawn from."""
    entry = manifest.cards.get(post.path)
    return entry if entry and entry.context == context and _stands(entry, post.slug, manifest, basis) else None


def unchanged_document(sheet: Sheet, manifest: Manifest, basis: Basis) -> CardEntry | None:
    """The manifest's entry brought up to date, if the rendered document, size and fonts are those it was drawn from."""
    entry = manifest.cards.get(sheet.post.path)
    if entry is None or entry.document != sheet.document or not _stands(entry, sheet.post.slug, manifest, basis):
        return None
    return replace(entry, context=sheet.context)


def _stands(entry: CardEntry, slug: str, manifest: Manifest, basis: Basis) -> bool:
    """Whether the file is published under the post's slug and nothing it depends on beside its document has changed."""
    if entry.file not in manifest.files or not _named_for(entry.file, slug):
        return False
    if entry.system and entry.system != basis.system:
        return False
    if entry.width != basis.width or entry.height != basis.height:
        return False
    for name, digest in entry.fonts.items():  # loops, not all() and any(): this is asked of every card
        if basis.fonts.get(name, digest) != digest:
            return False
    for src, digest in entry.pictures.items():  # noqa: SIM110
        if basis.pictures.get(src) != digest:
            return False
    return True


def _named_for(file: str, slug: str) -> bool:
    name = file[file.rfind("/") + 1 :]
    return name.startswith(slug) and name.rsplit(".", 2)[0] == slug


def card_path(folder: str, slug: str, data: bytes, kind: Literal["png", "jpeg"] = "png") -> str:
    """`cards/<slug>.<hash8>.png`, or `.jpg`: the hash is of the file's own bytes."""
    name = f"{slug}.{hashlib.sha256(data).hexdigest()[:_HASH]}.{_SUFFIXES[kind]}"
    return f"{folder}/{name}" if folder else name


def entry_of(
    sheet: Sheet,
    file: str,
    fonts: tuple[tuple[str, str], ...],
    missing: tuple[str, ...],
    basis: Basis,
    *,
    borrowed: bool,
    pictures: tuple[tuple[str, str], ...] = (),
    refused: tuple[str, ...] = (),
) -> CardEntry:
    """The manifest's entry for a card that has just been drawn."""
    return CardEntry(
        file=file,
        context=sheet.context,
        document=sheet.document,
        fonts=dict(fonts),
        width=basis.width,
        height=basis.height,
        missing=missing,
        system=basis.system if borrowed or missing else "",
        pictures=dict(pictures),
        refused=refused,
    )
