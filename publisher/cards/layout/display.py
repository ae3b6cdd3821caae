"""Placed boxes -> a `Card`: fills and glyph runs in the order they are painted, nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.cards.card import Card, Fill, GlyphRun, PlacedGlyph, Radii
from publisher.cards.layout.boxes import Ink
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.style import Percent, Style
from publisher.cards.text import Cluster, Lines, place

Color = tuple[int, int, int, int]
Clip = tuple[float, float, float, float]


def resolve(root: Placed, width: int, height: int) -> Card:
    """The card a placed tree shows, with the fonts it needs and the characters no font has."""
    items = tuple(_paint(root, 1.0, (0.0, 0.0, float(width), float(height))))
    missing = tuple(dict.fromkeys(char for text in _texts(root) for char in text.text.missing))
    faces = {glyph.face.name: glyph.face for item in items if isinstance(item, GlyphRun) for glyph in item.glyphs}
    return Card(
        width=width, height=height, items=items, faces=tuple(faces[name] for name in sorted(faces)), missing=missing
    )


def _texts(placed: Placed) -> Iterator[TextBox]:
    if placed.text is not None:
        yield placed.text
    for child in placed.children:
        yield from _texts(child)


def _paint(placed: Placed, opacity: float, clip: Clip) -> Iterator[Fill | GlyphRun]:
    """Background, borders, text, then children; absolutely positioned ones last (CSS 2.2 appendix E, simplified)."""
    style = placed.box.style
    opacity *= style.opacity
    yield from _background(placed, opacity)
    if style.overflow == "hidden":
        clip = _intersect(
            clip, (placed.rect.x, placed.rect.y, placed.rect.x + placed.rect.width, placed.rect.y + placed.rect.height)
        )
    if placed.text is not None:
        yield from _text(placed, placed.text, opacity, clip)
    flow = sorted(placed.children, key=lambda child: child.box.style.position == "absolute")
    for child in flow:
        if _visible(child, clip):
            yield from _paint(child, opacity, clip)


def _intersect(a: Clip, b: Clip) -> Clip:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _visible(placed: Placed, clip: Clip) -> bool:
    """Whether the box begins inside the clip: what a hidden overflow would cut in half is left out whole."""
    x, y = placed.rect.x, placed.rect.y
    return x < clip[2] and y < clip[3] and (placed.box.style.position == "absolute" or y + 0.5 >= clip[1])


def _fade(color: Color, opacity: float) -> Color:
    return (*color[:3], round(color[3] * opacity))


def _background(placed: Placed, opacity: float) -> Iterator[Fill]:
    style, rect = placed.box.style, placed.rect
    left, top = round(rect.x), round(rect.y)
    right, bottom = round(rect.x + rect.width), round(rect.y + rect.height)
    radii = _radii(style, rect.width, rect.height)
    if right <= left or bottom <= top:
        return
    uniform = _uniform_border(style)
    if uniform is not None:
        width, color = uniform
        yield Fill(left, top, right, bottom, _fade(color, opacity), radii)
        radii = tuple(max(0.0, radius - width) for radius in radii)  # type: ignore[assignment]
        left, top, right, bottom = (round(edge) for edge in (left + width, top + width, right - width, bottom - width))
    if style.background_color[3]:
        yield Fill(left, top, right, bottom, _fade(style.background_color, opacity), radii)
    if uniform is None:
        yield from _edges(style, (left, top, right, bottom), opacity)


def _radii(style: Style, width: float, height: float) -> Radii:
    corners = (
        style.border_top_left_radius,
        style.border_top_right_radius,
        style.border_bottom_right_radius,
        style.border_bottom_left_radius,
    )
    limit = min(width, height) / 2
    radii = (radius.value / 100 * min(width, height) if isinstance(radius, Percent) else radius for radius in corners)
    first, second, third, fourth = (min(limit, radius) for radius in radii)
    return first, second, third, fourth


def _uniform_border(style: Style) -> tuple[float, Color] | None:
    """Width and colour of a border that is the same on all sides and sits around an opaque background."""
    sides = {
        (
            getattr(style, f"border_{side}_style"),
            getattr(style, f"border_{side}_width"),
            getattr(style, f"border_{side}_color"),
        )
        for side in ("top", "right", "bottom", "left")
    }
    line, width, color = next(iter(sides))
    opaque = style.background_color[3] == 255
    return (width, color) if len(sides) == 1 and line == "solid" and width and opaque else None


def _edges(style: Style, box: tuple[int, int, int, int], opacity: float) -> Iterator[Fill]:
    left, top, right, bottom = box
    widths = {side: _border(style, side) for side in ("top", "right", "bottom", "left")}
    rects = {
        "top": (left, top, right, top + widths["top"]),
        "bottom": (left, bottom - widths["bottom"], right, bottom),
        "left": (left, top, left + widths["left"], bottom),
        "right": (right - widths["right"], top, right, bottom),
    }
    for side, rect in rects.items():
        if widths[side]:
            yield Fill(*rect, _fade(getattr(style, f"border_{side}_color"), opacity), (0.0, 0.0, 0.0, 0.0))


def _border(style: Style, side: str) -> int:
    if getattr(style, f"border_{side}_style") == "none":
        return 0
    width: float = getattr(style, f"border_{side}_width")
    return max(1, round(width)) if width else 0


def _text(placed: Placed, text: TextBox, opacity: float, clip: Clip) -> Iterator[Fill | GlyphRun]:
    """The lines that fit the box and the clip, the last of them with an ellipsis when some are left out."""
    x, y, width, height = placed.content
    step = text.line_height()
    room = min(height, clip[3] - y) + 0.51
    shown = int(room / step) if step else 0
    if shown < 1:
        return
    lines = text.shown(min(width, clip[2] - x), shown)
    face = placed.box.fonts.primary
    drop = (step - (face.ascent + face.descent) * text.size) / 2 + face.ascent * text.size
    for index in range(len(lines.lines)):
        yield from _line(placed, text, lines, index, (x, y + index * step + drop, width), opacity)


def _line(
    placed: Placed, text: TextBox, lines: Lines, index: int, at: tuple[float, float, float], opacity: float
) -> Iterator[Fill | GlyphRun]:
    x, baseline, width = at
    line = lines.lines[index]
    x += _offset(placed.box.style.text_align, rtl=lines.text.rtl) * (width - line.width * text.size)
    runs: dict[tuple[float, Color], list[PlacedGlyph]] = {}
    for cluster, left in place(lines, line):
        ink = placed.box.spans[cluster.span].paint
        assert isinstance(ink, Ink)  # noqa: S101 - spans of boxes carry inks
        size = text.size * cluster.scale
        glyphs = runs.setdefault((size, _fade(ink.color, opacity)), [])
        pen = x + left * text.size
        glyphs += [PlacedGlyph(g.face, g.gid, pen + g.x * size, baseline - g.y * size) for g in cluster.glyphs]
        if ink.decoration != "none":
            yield _decoration(ink, cluster, pen, baseline, text.size, opacity)
    for (size, color), glyphs in runs.items():
        yield GlyphRun(size, color, tuple(glyphs))


def _offset(align: str, *, rtl: bool) -> float:
    """The share of the free space that goes to the left of a line."""
    if align == "center":
        return 0.5
    return float(align == "right" or (align == "start" and rtl) or (align == "end" and not rtl))


def _decoration(ink: Ink, cluster: Cluster, x: float, baseline: float, size: float, opacity: float) -> Fill:
    thickness = max(1, round(size / 16))
    top = round(baseline + size * 0.1) if ink.decoration == "underline" else round(baseline - size * 0.3)
    right = round(x + cluster.advance * size)
    return Fill(round(x), top, right, top + thickness, _fade(ink.decoration_color, opacity), (0.0, 0.0, 0.0, 0.0))
