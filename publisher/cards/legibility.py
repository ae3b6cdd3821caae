"""Where a card's text stands and how it stands out: what a platform's crop, or a small screen, leaves of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publisher.cards.card import Card, Color, Fill, GlyphRun, Item, Layer, Painting, Picture, PlacedGlyph, Scrim
from publisher.cards.contrast import luminance, ratio
from publisher.cards.images import open_picture
from publisher.cards.layout import lay_out
from publisher.cards.picture_files import NONE, Fetched
from publisher.cards.style import parse_document
from publisher.lazy import dataclass

# The em box of the shipped Japanese faces around the baseline (OS/2 typographic metrics of Noto Sans JP), in em.
_ABOVE, _BELOW = 0.88, 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """The text of a card: pixels from its top to where text begins and ends, and where the largest text ends.

    `contrast` is the lowest ratio (WCAG 2, 1 to 21) of text to what it stands on, of the text whose `size` in px is
    given; 0.0 when no text stands on plain colour. Without any text all are 0.
    """

    top: float = 0.0
    bottom: float = 0.0
    title_bottom: float = 0.0
    contrast: float = 0.0
    size: float = 0.0


def text_facts(
    document: str,
    width: int,
    height: int,
    *,
    path: str,
    lang: str = "ja",
    root: Path | None = None,
    fetched: Fetched = NONE,
) -> TextFacts:
    """The text of the card that a document gives at `width` by `height` px; its pictures are files of `root`.

    Raises TemplateError, and PictureError for a picture that cannot be shown.
    """
    styled = parse_document(document, path=path, lang=lang)

    def open_url(src: str, line: int) -> Picture:
        return open_picture(src, root, fetched, where=f"{path}:{line}")

    return facts_of(lay_out(styled, width, height, path=path, open_url=open_url))


def facts_of(card: Card) -> TextFacts:
    """The text of a resolved card."""
    items = tuple(_flat(card.items))
    runs = [(item, at) for at, (item, _) in enumerate(items) if isinstance(item, GlyphRun) and item.glyphs]
    if not runs:
        return TextFacts()
    largest = max(run.size for run, _ in runs)
    ratios = [(_ratio(run.color, ground), run.size) for run, at in runs if (ground := _ground(items[:at], run))]
    contrast, size = min(ratios, default=(0.0, 0.0))
    return TextFacts(
        top=min(_extent(glyph, run.size)[0] for run, _ in runs for glyph in run.glyphs),
        bottom=max(_extent(glyph, run.size)[1] for run, _ in runs for glyph in run.glyphs),
        title_bottom=max(_extent(g, run.size)[1] for run, _ in runs if run.size == largest for g in run.glyphs),
        contrast=contrast,
        size=size,
    )


def _extent(glyph: PlacedGlyph, size: float) -> tuple[float, float]:
    """Where a glyph's ink begins and ends from the card's top; its em box's ends where its outline does not say."""
    extents = None if glyph.face.bitmap else glyph.face.shaper.get_glyph_extents(glyph.gid)
    if extents is None:
        return glyph.y - _ABOVE * size, glyph.y + _BELOW * size
    unit = size / glyph.face.upem
    if glyph.turned:
        top = glyph.y + extents.x_bearing * unit
        return top, top + extents.width * unit
    top = glyph.y - extents.y_bearing * unit
    return top, top - extents.height * unit


def _flat(items: tuple[Item, ...], *, plain: bool = True) -> Iterator[tuple[Item, bool]]:
    """The items as they are painted, those of layers in their place; false for one that a layer changes."""
    for item in items:
        if isinstance(item, Layer | Scrim):
            changed = item.opacity < 1 or isinstance(item, Scrim) or bool(item.filters)
            yield from _flat(item.items, plain=plain and not changed)
        else:
            yield item, plain


def _ground(items: tuple[tuple[Item, bool], ...], run: GlyphRun) -> Color | None:
    """The colour under a run's first glyph, None where a picture or a layer makes it: not one colour."""
    x, y = run.glyphs[0].x + run.size / 4, run.glyphs[0].y - run.size / 3
    ground: Color | None = None
    for item, plain in items:
        if isinstance(item, Fill) and item.left <= x < item.right and item.top <= y < item.bottom:
            ground = _over(item.color, ground) if plain else None
        elif isinstance(item, Painting) and item.box[0] <= x < item.box[2] and item.box[1] <= y < item.box[3]:
            ground = None
    return ground


def _over(color: Color, ground: Color | None) -> Color | None:
    if color[3] == 255 or ground is None:
        return color if color[3] == 255 else None
    share = color[3] / 255
    red, green, blue = (round(c * share + g * (1 - share)) for c, g in zip(color[:3], ground[:3], strict=True))
    return red, green, blue, 255


def _ratio(color: Color, ground: Color) -> float:
    """The contrast ratio of a text's colour, as it looks there, to the colour it stands on (WCAG 2.2, 1.4.3)."""
    return ratio(luminance((_over(color, ground) or color)[:3]), luminance(ground[:3]))
