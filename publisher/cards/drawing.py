"""One document -> one picture file."""

from __future__ import annotations

from pathlib import Path

from publisher.cards.card import Picture
from publisher.cards.images import open_picture
from publisher.cards.layout import lay_out
from publisher.cards.paint import FileType, file_type, paint
from publisher.cards.picture_files import NONE, Fetched
from publisher.cards.style import parse_document
from publisher.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawn card: its file's bytes and type, the font files it used, the characters no font had.

    `borrowed` is true when a face of the machine's own fonts stood in. `pictures` are the picture files it looked at:
    address and sha256, "" for one that could not be read. `refused` is (code, message, hint) when the post's picture
    could not be shown and the card was drawn without, else ().
    """

    data: bytes
    type: FileType
    font_files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    borrowed: bool = False
    pictures: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def fonts(self) -> tuple[tuple[str, str], ...]:
        """File name and sha256 of each font it used: read when a build asks, to know the card by."""
        from publisher.cards.font_digests import font_digest  # noqa: PLC0415 - for one card nobody asks

        return tuple((path.name, font_digest(path)) for path in self.font_files)


def draw(  # noqa: PLR0913 - keywords name them
    document: str,
    width: int,
    height: int,
    *,
    path: str,
    lang: str = "ja",
    root: Path | None = None,
    fetched: Fetched = NONE,
    wanted: FileType | None = None,
    debug: bool = False,
    kept: Path | None = None,
) -> Drawn:
    """The card of an HTML document at `width` by `height` px; its pictures are files of `root`, or `fetched`.

    A flat card is a PNG and one with pictures or gradients a JPEG, unless one type is `wanted`. `debug` draws boxes,
    baselines and break opportunities over it; `kept` is a folder for styles (`parse_document`). Raises TemplateError
    for what the language lacks, PictureError for a picture that cannot be shown. Not for several threads at once:
    shaper, rasteriser and layout are one each.
    """
    seen: dict[str, Picture] = {}

    def open_url(src: str, line: int) -> Picture:
        if src not in seen:
            seen[src] = open_picture(src, root, fetched, where=f"{path}:{line}")
        return seen[src]

    body = parse_document(document, path=path, lang=lang, kept=kept)
    card = lay_out(body, width, height, path=path, open_url=open_url, debug=debug)
    data = paint(card, wanted)
    return Drawn(
        data=data,
        type=file_type(data),
        font_files=tuple(face.path for face in card.faces),
        missing=card.missing,
        borrowed=any(not face.bundled for face in card.faces),
        pictures=tuple((src, seen[src].sha256) for src in sorted(seen)),
    )
