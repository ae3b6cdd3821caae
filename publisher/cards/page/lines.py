"""The lines of a text box -> elements: a block a line, its words as they were set, gaps where the typesetter left them.

Kerning and joining are left to the browser, which shapes the same words in the same fonts; the space between kana and
Latin, the closing up of punctuation and what a line loses at its edges are written out, so that any browser agrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from publisher.cards.layout.boxes import Ink
from publisher.cards.layout.lines import room, set_in_box
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.page.css import color, number, px, quoted, styled
from publisher.cards.text import Cluster, Lines, Span, spacing
from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Ruby
from publisher.cards.text.shape import EMOJI_SCALE, GETA, INVISIBLE

_EMOJI_RISE = 0.108  # em: our pictures stand in the middle of the em box, a browser's on the baseline
_EPSILON = 0.01  # px

Clip = tuple[float, float, float, float]


class _Piece(NamedTuple):
    """What is the same for neighbouring clusters of a line; `single` keeps those apart that share an upright cell."""

    span: int
    emoji: bool
    ruby: Ruby | None
    single: int


def text_content(placed: Placed, text: TextBox, clip: Clip) -> list[str]:
    """The elements inside a text box: its lines, and the room that lines left out would have taken."""
    lines, origins = set_in_box(placed, text, clip)
    along, _ = room(placed, text, clip)
    whole = placed.content[3] if text.vertical else placed.content[2]
    cut = styled({"inline-size": px(along)} if along < whole - _EPSILON else {})
    shown = [
        f"<card-line{cut}>{_line(lines, index, placed, vertical=text.vertical)}</card-line>"
        for index in range(len(origins))
    ]
    return [*shown, _rest(text, whole, len(origins))]


def _rest(text: TextBox, along: float, shown: int) -> str:
    """An empty block: as wide, at least and at most, and as high as the text wants to be, beyond the lines shown."""
    nan, inf = float("nan"), float("inf")
    side = 1 if text.vertical else 0
    least, most = text.measure((nan, nan), (-inf, -inf))[side], text.measure((nan, nan), (inf, inf))[side]
    height = text.extent(along) - shown * text.line_height()
    style = {"block-size": px(max(0.0, height)), "word-spacing": px(max(0.0, most - least))}
    return f"<card-rest{styled(style)}><i{styled({'inline-size': px(least)})}></i> <i></i></card-rest>"


def _line(lines: Lines, index: int, placed: Placed, *, vertical: bool) -> str:
    line, text = lines.lines[index], lines.text
    out = [_gap(-line.shift)]
    rubies = {at: ruby for ruby in text.rubies for at in range(ruby.start, ruby.end)}

    def piece(at: int) -> _Piece:
        cluster = text.clusters[at]
        combined = vertical and cluster.text.isascii() and cluster.kind is Kind.IDEOGRAPH
        return _Piece(cluster.span, _is_emoji(cluster), rubies.get(at), at if combined else -1)

    for key, group in groupby(range(line.start, line.end), piece):
        members = list(group)
        span = placed.box.spans[key.span]
        out.append(_wrapped("".join(_inside(lines, members, key)), key, span, placed))
        if members[-1] + 1 < line.end:
            out.append(_gap(text.gaps[members[-1]]))
    if line.end > line.start:
        out.append(_gap(-spacing.end_trim(text.clusters[line.end - 1], text.trim)))
    return "".join(out)


def _inside(lines: Lines, members: list[int], key: _Piece) -> Iterator[str]:
    """The words of neighbouring clusters, with the gaps between them in em of their own size."""
    for at in members:
        cluster = lines.text.clusters[at]
        yield escape(_words(cluster))
        if at != members[-1] and key.ruby is None:
            yield _gap(lines.text.gaps[at] / cluster.scale / (EMOJI_SCALE if key.emoji else 1))


def _words(cluster: Cluster) -> str:
    """A cluster as it is shown: what is never drawn is left out, what no font has is the printer's 〓."""
    if cluster.missing:
        return GETA
    return "" if cluster.text in INVISIBLE else cluster.text


def _is_emoji(cluster: Cluster) -> bool:
    return any(glyph.face.bitmap for glyph in cluster.glyphs)


def _gap(em: float) -> str:
    return f"<card-gap{styled({'margin-inline-start': f'{number(em)}em'})}></card-gap>" if em else ""


def _wrapped(words: str, key: _Piece, span: Span, placed: Placed) -> str:
    """The words in an element of their own where they are not in the style of the box."""
    declarations = _declarations(key, span, placed)
    if key.ruby is not None:
        reading = escape("".join(map(_words, key.ruby.clusters)))
        small = {"font-size": f"{number(key.ruby.span.scale / span.scale)}em", "line-height": "1"}
        ink = key.ruby.span.paint
        if isinstance(ink, Ink) and ink.color != placed.box.style.color:
            small["color"] = color(ink.color)
        return f"<ruby{styled(declarations)}>{words}<rt{styled(small)}>{reading}</rt></ruby>"
    return f"<span{styled(declarations)}>{words}</span>" if declarations and words else words


def _declarations(key: _Piece, span: Span, placed: Placed) -> dict[str, str]:
    """What sets a span off from its box: size, weight, spacing, colour, lines and marks, the way it stands."""
    found: dict[str, str] = {}
    style, ink = placed.box.style, span.paint
    scale = span.scale * (EMOJI_SCALE if key.emoji else 1)
    if scale != 1:
        found |= {"font-size": f"{number(scale)}em", "line-height": "0"}
    if key.emoji and style.writing_mode == "horizontal-tb":
        found["vertical-align"] = f"{number(_EMOJI_RISE / EMOJI_SCALE)}em"
    if span.fonts.primary.weight != placed.box.fonts.primary.weight:
        found["font-weight"] = str(span.fonts.primary.weight)
    if span.letter_spacing != style.letter_spacing:
        found["letter-spacing"] = f"{number(span.letter_spacing)}em"
    if span.orientation != "mixed":
        found["text-orientation"] = span.orientation
    if key.single >= 0:
        found["text-combine-upright"] = "all"
    return found | (_painted(ink, placed) if isinstance(ink, Ink) else {})


def _painted(ink: Ink, placed: Placed) -> dict[str, str]:
    found: dict[str, str] = {}
    if ink.color != placed.box.style.color:
        found["color"] = color(ink.color)
    if ink.decoration != "none":
        found["text-decoration"] = f"{ink.decoration} {color(ink.decoration_color)} max(1px, .0625em)"
    if ink.emphasis:
        found["text-emphasis"] = f"{quoted(ink.emphasis)} {color(ink.emphasis_color)}"
    return found
