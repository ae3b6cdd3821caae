"""One document -> one PNG."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.cards.layout import lay_out
from publisher.cards.paint import paint
from publisher.cards.style import parse_document


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
