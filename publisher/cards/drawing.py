"""One document -> one PNG, and what the PNG depends on beside its document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from publisher.cards.fonts import bundled_files
from publisher.cards.layout import lay_out
from publisher.cards.paint import paint
from publisher.cards.style import parse_document

_LIBRARIES = ("budoux", "deflate", "icu4py", "pillow", "stretchable", "uharfbuzz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawn card: its PNG, the faces it used (file name and sha256), the characters no font had.

    `borrowed` is true when a face of the machine's own fonts stood in.
    """

    data: bytes
    fonts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()
    borrowed: bool = False


def draw(document: str, width: int, height: int, *, path: str, lang: str = "ja") -> Drawn:
    """The card of an HTML document at `width` by `height` px. Raises TemplateError for what the language lacks."""
    card = lay_out(parse_document(document, path=path, lang=lang), width, height, path=path)
    fonts = tuple((face.name, face.sha256) for face in card.faces)
    borrowed = any(not face.bundled for face in card.faces)
    return Drawn(data=paint(card), fonts=fonts, missing=card.missing, borrowed=borrowed)


@cache
def renderer() -> str:
    """What draws: a digest of this room's own source, and the versions of the libraries whose output shows in a card."""
    source = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        source.update(path.read_bytes())
    return " ".join([f"cards/{source.hexdigest()[:16]}", *(f"{name}/{version(name)}" for name in _LIBRARIES)])


def font_digests() -> dict[str, str]:
    """The sha256 of every bundled font, by file name."""
    digests = {}
    for path in bundled_files():
        with path.open("rb") as file:
            digests[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def font_stamps() -> list[tuple[str, int, int]]:
    """Name, size and modification time of every bundled font: equal stamps, equal fonts, without reading them."""
    return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in bundled_files()]
