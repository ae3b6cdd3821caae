"""Fonts ready to shape and to draw: faces, weights, and who stands in when a character is missing.

A `Face` wraps one font file in HarfBuzz. Shaping and drawing both go through it, so a glyph is drawn exactly where it
was measured, the same on every machine: nothing of the host's text stack (FreeType, Raqm, FriBiDi) takes part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from publisher.cards.system_fonts import COLLECTIONS, collection_index, likeliest
from publisher.errors import FontError
from publisher.resources import families

SLANT = 0.25
"""What an oblique face leans by, in em an em: 14 degrees."""

_NOT_DRAWN = frozenset({0x200C, 0x200D, 0xFE0E, 0xFE0F, 0x20E3})


class Face:
    """One font file: its coverage, its metrics in em, and the HarfBuzz objects that shape and draw it.

    `ascent` and `descent` are positive em distances from the baseline (hhea), `bitmap` is true for colour bitmap fonts,
    `leans` for an `oblique` one.
    """

    def __init__(self, path: Path, *, family: str, weight: int = 400, index: int = 0, bundled: bool = False) -> None:
        try:
            self._face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        except (OSError, ValueError, hb.HarfBuzzError) as error:
            raise FontError(f"{path.name}: cannot be read: {error}", "replace the file or remove it") from error
        if not self._face.glyph_count:
            raise FontError(f"{path.name}: not a font", "replace the file or remove it")
        self.path = path
        self.family = family
        self.weight = weight
        self.bundled = bundled
        self.upem: int = self._face.upem
        self.shaper = hb.Font(self._face)
        extents = self.shaper.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.upem
        self.descent: float = -extents.descender / self.upem
        self.bitmap = bool(self._face.has_color_png)
        self.leans = False
        self._full_width: dict[int, bool] = {}

    @property
    def name(self) -> str:
        """The file's name: stable across machines, unlike its path."""
        return self.path.name

    @property
    def full_name(self) -> str:
        """The name that tells it from all other faces (name ID 4), as CSS `local()` wants it."""
        return str(self._face.get_name(hb.OTNameIdPredefined.FULL_NAME) or self.path.stem)

    @cached_property
    def oblique(self) -> Face:
        """The same face leaning by a quarter of its height, as browsers lean one that has no italic; not pictures."""
        if self.bitmap:
            return self
        leaning = copy(self)
        leaning.shaper = hb.Font(self._face)
        leaning.shaper.synthetic_slant = SLANT
        leaning.leans = True
        return leaning

    def covers(self, cluster: str) -> bool:
        """Whether every visible character of a grapheme cluster has a glyph."""
        return all(self.shaper.get_nominal_glyph(ord(char)) or ord(char) in _NOT_DRAWN for char in cluster)

    def is_full_width(self, glyph: int) -> bool:
        """Whether a glyph advances by one em, as kanji and kana do."""
        known = self._full_width.get(glyph)
        if known is None:
            known = self._full_width[glyph] = self.shaper.get_glyph_h_advance(glyph) == self.upem
        return known

    def png(self, glyph: int) -> bytes:
        """The bitmap of a colour glyph as PNG bytes; empty when there is none."""
        blob = self.shaper.get_glyph_color_png(glyph)
        return bytes(blob.data) if blob else b""


class FontStack:
    """The faces a piece of text is set in, first choice first, then the emoji face, then the system's."""

    def __init__(self, faces: tuple[Face, ...], emoji: Face | None, weight: int, lang: str, *, italic: bool) -> None:
        self.faces = faces
        self.primary = faces[0]
        self._emoji = emoji
        self._weight = weight
        self._lang = lang
        self._italic = italic

    def face_for(self, cluster: str, *, emoji: bool) -> Face | None:
        """The first face that covers a grapheme cluster; None when no font on this machine does."""
        face = self._find(cluster, emoji=emoji)
        leans = face is not None and self._italic and unicodedata.east_asian_width(cluster[0]) not in "WF"
        return face.oblique if face is not None and leans else face

    def _find(self, cluster: str, *, emoji: bool) -> Face | None:
        own = (self._emoji, *self.faces) if emoji else (*self.faces, self._emoji)
        for face in own:
            if face is not None and face.covers(cluster):
                return face
        return next((face for face in system_faces(self._weight, self._lang) if face.covers(cluster)), None)


def _nearest(faces: Iterable[Face], weight: int) -> Face:
    """The face whose weight is nearest; of two equally near the bolder for weights from 600 (CSS Fonts 4, 5.2)."""
    return min(faces, key=lambda face: (abs(face.weight - weight), -face.weight if weight >= 600 else face.weight))


@lru_cache(maxsize=1)
def _bundled() -> dict[str, tuple[Face, ...]]:
    return {
        family.name: tuple(
            Face(file.path, family=family.name, weight=file.weight, bundled=True) for file in family.files
        )
        for family in families()
    }


@lru_cache(maxsize=64)
def font_stack(names: tuple[str, ...], weight: int, lang: str, *, italic: bool = False) -> FontStack:
    """The stack for `font-family` and `font-weight`: the families that are here, then every other bundled one.

    An `italic` one leans all but full-width characters, since Japanese type has no italic. Unknown names are passed
    over, as in CSS. Raises FontError when no text font is bundled at all.
    """
    bundled = _bundled()
    text = {name: faces for name, faces in bundled.items() if not faces[0].bitmap}
    emoji = next((faces[0] for faces in bundled.values() if faces[0].bitmap), None)
    if not text:
        raise FontError("no text font is bundled", "reinstall the package, or run fonts/prepare.py in a checkout")
    wanted = [name for name in names if name in text]
    order = [*wanted, *(name for name in text if name not in wanted)]
    return FontStack(tuple(_nearest(text[name], weight) for name in order), emoji, weight, lang, italic=italic)


@lru_cache(maxsize=256)
def _system_face(path: Path, index: int) -> Face | None:
    try:
        return Face(path, family=path.stem, weight=700 if "Bold" in path.stem else 400, index=index)
    except FontError:
        return None  # A damaged font of the host is not ours to report: the next one is tried.


def system_faces(weight: int, lang: str) -> Iterator[Face]:
    """Faces of the machine's own fonts, likeliest first; of a collection the one that speaks `lang`."""
    index = collection_index(lang)
    for path in likeliest(weight):
        face = _system_face(path, index if path.suffix.lower() in COLLECTIONS else 0)
        if face is not None and not face.bitmap:
            yield face
