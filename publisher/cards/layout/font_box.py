"""How far a font reaches above and below its baseline, in whole px."""

from __future__ import annotations

from publisher.cards.fonts import Face


def font_box(face: Face, size: float) -> tuple[int, int]:
    """Ascent and descent of a face at a size in px, rounded as Chromium has them.

    A descent that was rounded down is one px more, and the ascent one less.
    """
    ascent, descent = int(face.ascent * size + 0.5), int(face.descent * size + 0.5)
    if descent < face.descent * size and ascent:
        return ascent - 1, descent + 1
    return ascent, descent
