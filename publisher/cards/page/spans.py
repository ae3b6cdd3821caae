"""What sets words of a line off from the text around them -> declarations: spans of another style, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from publisher.cards.layout.boxes import Box, fonts_of, ink_of, pixels
from publisher.cards.layout.decorations import border_widths
from publisher.cards.layout.textbox import TextBox
from publisher.cards.page.css import color, four, length, number, px, quoted
from publisher.cards.page.faces import borrowed, family_list, names
from publisher.cards.style import Percent, Style
from publisher.cards.text import Cluster, Span, Text
from publisher.cards.text.shape import EMOJI_SCALE

if TYPE_CHECKING:
    from publisher.cards.page.inline import Look

FULL_EM = "\u3000"  # one em of nothing that a line may be drawn under
_EMOJI_RISE = 0.108  # em: our pictures stand in the middle of the em box, a browser's on the baseline
_SIDES = ("top", "right", "bottom", "left")
_CORNERS = (("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"))


class Setting(NamedTuple):
    """What the elements around words have set: their size in em of the paragraph, weight, and the span they are."""

    scale: float
    weight: int
    span: Span | None = None


def span_declarations(look: Look, box: Box, text: Text, setting: Setting) -> tuple[dict[str, str], Setting]:
    """What is different inside a span: size, weight, spacing, colour, lines and marks, the way it stands."""
    span, found = box.spans[look.span], dict[str, str]()
    scale = span.scale * (EMOJI_SCALE if look.emoji else 1)
    weight = 400 if look.emoji else span.fonts.primary.weight  # a browser makes pictures bold: wider
    if scale != setting.scale:
        found |= {"font-size": f"{number(scale / setting.scale)}em", "line-height": "0"}
    if look.emoji and box.style.writing_mode == "horizontal-tb":
        found["vertical-align"] = f"{number(_EMOJI_RISE / EMOJI_SCALE)}em"
    if look.leaning:
        found["font-style"] = "italic"
    if look.single >= 0:
        found["text-combine-upright"] = "all"
    if span.orientation != "mixed":
        found["text-orientation"] = span.orientation
    if span is not setting.span:
        own = [cluster for cluster in text.clusters if cluster.span == look.span]
        if _other_faces(span, box, own, text.clusters):
            found["font-family"] = family_list(span.fonts, own)
        spacing = span.letter_spacing * span.scale
        if abs(spacing - box.style.letter_spacing) > 1e-6:  # it is px that are inherited
            found["letter-spacing"] = f"{number(spacing / scale)}em"
        found |= _painted(span, box)
    if weight != setting.weight:
        found["font-weight"] = str(weight)
    return found, Setting(scale, weight, span)


def _other_faces(span: Span, box: Box, own: Sequence[Cluster], clusters: Sequence[Cluster]) -> bool:
    """Whether a span asks other faces than its box does: its own first, or other ones of the machine (bold ones)."""
    lent = borrowed(own)
    return names(span.fonts) != names(box.fonts) or lent != borrowed(clusters)[: len(lent)]


def _painted(span: Span, box: Box) -> dict[str, str]:
    found: dict[str, str] = {}
    ink = ink_of(span)
    if ink.color != box.style.color:
        found["color"] = color(ink.color)
    if ink.decoration != "none":
        thickness = f"max(1px, {number(0.0625 / span.scale)}em)"
        found["text-decoration"] = f"{ink.decoration} {color(ink.decoration_color)} {thickness}"
    if ink.emphasis:
        found["text-emphasis"] = f"{quoted(ink.emphasis)} {color(ink.emphasis_color)}"
    return found


def inline_box(
    style: Style, box: Box, text: TextBox, own: tuple[bool, bool], setting: Setting
) -> tuple[dict[str, str], Setting]:
    """What an inline box paints on one line, where its start and its end may be its `own`; shrunk with its text."""
    scale, weight = style.font_size / box.style.font_size, fonts_of(style).primary.weight
    found: dict[str, str] = {}
    if scale != setting.scale:
        found |= {"font-size": f"{number(scale / setting.scale)}em", "line-height": "0"}
    if weight != setting.weight:
        found["font-weight"] = str(weight)
    if style.background_color[3]:
        found["background-color"] = color(style.background_color)
    along = ("top", "bottom") if text.vertical else ("right", "left") if text.text.rtl else ("left", "right")
    bare = {side for side, is_own in zip(along, own, strict=True) if not is_own}
    found |= _edges(style, text.size / box.style.font_size, along, bare)
    return found, Setting(scale, weight)


def _edges(style: Style, scale: float, along: tuple[str, str], bare: set[str]) -> dict[str, str]:
    """Margins, borders, padding and corners; what a border is drawn wider or narrower than it is, padding makes up."""
    margins, padding, found = [], [], dict[str, str]()
    for side, drawn in zip(_SIDES, border_widths(style, scale, bare), strict=True):
        whole = (
            {name: pixels(getattr(style, name.format(side))) * scale for name in _LENGTHS} if side not in bare else {}
        )
        margin, border, inner = (whole.get(name, 0.0) for name in _LENGTHS)
        inside = max(0.0, inner + border - drawn) if side in along else inner
        margins.append(px(margin + border + inner - drawn - inside) if side in along else "0")
        padding.append(px(inside))
        if drawn:
            found[f"border-{side}"] = f"{px(drawn)} solid {color(getattr(style, f'border_{side}_color'))}"
    around = {"margin": four(margins), "padding": four(padding)}
    return {name: value for name, value in around.items() if value != "0"} | found | _corners(style, scale, bare)


_LENGTHS = ("margin_{}", "border_{}_width", "padding_{}")


def _corners(style: Style, scale: float, bare: set[str]) -> dict[str, str]:
    """The corner radii; those beside an end that is not the box's own are sharp."""
    radii = [
        (0.0, 0.0) if bare.intersection(sides) else getattr(style, "border_{}_{}_radius".format(*sides))
        for sides in _CORNERS
    ]
    across, down = (four([_scaled(radius[axis], scale) for radius in radii]) for axis in (0, 1))
    if (across, down) == ("0", "0"):
        return {}
    return {"border-radius": across if across == down else f"{across} / {down}"}


def _scaled(radius: float | Percent, scale: float) -> str:
    return length(radius) if isinstance(radius, Percent) else px(radius * scale)
