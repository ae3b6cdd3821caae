"""The styled tree -> boxes: containers, and leaves of text.

An element whose children are all inline is a text box. Text beside block-level children, or directly in a flex
container, gets an anonymous text box of its own (CSS Display 3, 2.1; Flexbox 1, 4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from publisher.cards.card import Picture
from publisher.cards.fonts import FontStack, font_stack
from publisher.cards.layout.refusals import refuse_boxes_in_ruby, refuse_unsupported
from publisher.cards.style import Element, Style, Text
from publisher.cards.style.model import Length
from publisher.cards.text import Span
from publisher.cards.text.bidi import base_level
from publisher.lazy import dataclass

OpenUrl = Callable[[str, int], Picture]
"""The picture at an address that stands on a line of the document."""

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class InlineBox:
    """An inline element that paints a box; `number` tells apart those of one paragraph that look the same."""

    style: Style
    number: int


@dataclass(frozen=True, slots=True)
class Ink:
    """What a span's glyphs are drawn with: colour (RGBA), a decoration line, an emphasis mark.

    `under` says on which side of its base a ruby stands. `boxes` are the inline boxes around it, outermost first.
    """

    color: tuple[int, int, int, int]
    decoration: str = "none"
    decoration_color: tuple[int, int, int, int] = (0, 0, 0, 0)
    emphasis: str = ""
    emphasis_color: tuple[int, int, int, int] = (0, 0, 0, 0)
    under: bool = False
    boxes: tuple[InlineBox, ...] = ()


@dataclass(slots=True, eq=False)
class Box:
    """A box to be placed: a container with children, a text leaf with spans, or a picture."""

    style: Style
    children: list[Box] = field(default_factory=list)
    spans: tuple[Span, ...] = ()
    picture: Picture | None = None
    line: int = 0
    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def fonts(self) -> FontStack:
        """The stack of the box's own style: what the strut of each line is made of."""
        return fonts_of(self.style)


def ink_of(span: Span) -> Ink:
    """What a span of a box is drawn with."""
    ink = span.paint
    assert isinstance(ink, Ink)  # noqa: S101 - spans of boxes carry inks
    return ink


def boxes_of(span: Span) -> tuple[InlineBox, ...]:
    """The inline boxes around a span, outermost first."""
    return ink_of(span).boxes


def pixels(value: Length) -> float:
    """A length of an inline box in px: `auto` is none (CSS 2.2, 10.3.1), percentages are refused."""
    return value if isinstance(value, float) else 0.0


def has_inline_box(style: Style) -> bool:
    """Whether an inline element is to be seen as a box, or keeps its words apart from others."""
    sides = ("top", "right", "bottom", "left")
    names = ("margin_{}", "border_{}_width", "padding_{}")
    return bool(style.background_color[3]) or any(getattr(style, n.format(s)) != 0.0 for n in names for s in sides)


@lru_cache(maxsize=512)
def fonts_of(style: Style) -> FontStack:
    """The faces for a style's `font-family`, `font-weight` and language."""
    return font_stack(style.font_family, style.font_weight, style.lang, italic=style.font_style == "italic")


def build(element: Element, path: str, open_url: OpenUrl) -> Box:
    """The box tree of a document's body. Raises TemplateError for what layout cannot honour."""
    refuse_unsupported(element, path)
    if element.tag == "img":
        return _picture_box(element, open_url)
    children = [
        child for child in element.children if not (isinstance(child, Element) and child.style.display == "none")
    ]
    style = element.style
    if style.display == "inline":
        style = replace(style, display="block")  # blockified: it is a flex item or the root
    box = Box(style, line=element.line, tag=element.tag, attributes=element.attributes)
    if style.display == "block" and all(map(_is_inline, children)):
        box.spans = spans_of(children, style, path)
    else:
        box.children = _child_boxes(children, style, path, open_url)
    return box


def _picture_box(element: Element, open_url: OpenUrl) -> Box:
    """The box of an `<img>`: a block, in its picture's proportions unless both its sides are given."""
    picture = open_url(element.get("src"), element.line)
    ratio = element.style.aspect_ratio or picture.width / picture.height
    style = replace(element.style, display="block", aspect_ratio=ratio)
    return Box(style, picture=picture, line=element.line, tag="img", attributes=element.attributes)


def _is_inline(node: Element | Text) -> bool:
    if isinstance(node, Text):
        return True
    if node.tag == "img" or node.style.display != "inline" or node.style.position == "absolute":
        return False
    return all(map(_is_inline, node.children))


def _child_boxes(children: Sequence[Element | Text], parent: Style, path: str, open_url: OpenUrl) -> list[Box]:
    flex = parent.display == "flex"
    boxes: list[Box] = []
    run: list[Element | Text] = []
    for node in children:
        if isinstance(node, Text) or (not flex and _is_inline(node)):
            run.append(node)
        else:
            boxes += _anonymous_box(run, parent, path)
            boxes.append(build(node, path, open_url))
            run = []
    return boxes + _anonymous_box(run, parent, path)


def _anonymous_box(run: list[Element | Text], parent: Style, path: str) -> list[Box]:
    """The box of inline nodes beside others, if there is anything in them."""
    spans = spans_of(run, parent, path) if run else ()
    return [Box(anonymous(parent), spans=spans, line=run[0].line)] if spans else []


_INHERITED = (
    "color font_family font_size font_weight font_style line_height letter_spacing text_align text_transform"
    " white_space line_break word_break overflow_wrap text_wrap text_spacing_trim text_autospace direction lang"
    " writing_mode text_orientation text_combine_upright text_emphasis_style text_emphasis_color ruby_position"
    " hanging_punctuation"
).split()


@lru_cache(maxsize=512)
def anonymous(parent: Style) -> Style:
    """The style of an anonymous box: what inherits comes from its parent, the rest is initial."""
    inherited = {name: getattr(parent, name) for name in _INHERITED}
    return Style(display="block", **inherited)


class _Piece(NamedTuple):
    """Text in one style with the ruby over it and the boxes around it, or the edge of the innermost of these."""

    text: str
    style: Style
    ruby: tuple[str, Style] | None = None
    boxes: tuple[InlineBox, ...] = ()
    edge: int = 0


class _Around(NamedTuple):
    """What pieces are read in: the template's name, the boxes around them, and the numbers of further boxes."""

    path: str
    numbers: Iterator[int]
    boxes: tuple[InlineBox, ...] = ()


def spans_of(nodes: Sequence[Element | Text], style: Style, path: str) -> tuple[Span, ...]:
    """The text of inline nodes as spans, white space collapsed (CSS Text 3, 4.1) and case transformed."""
    if len(nodes) == 1 and isinstance(nodes[0], Text):  # as nearly always: what `_collapse` does, without its search
        text = _white_space(nodes[0].text, style)
        if not style.white_space.startswith("pre"):
            text = text.removeprefix(" ").removesuffix(" ")
        return (_span(text, style, style),) if text else ()
    around = _Around(path, count())
    pieces = [piece for node in nodes for piece in _pieces(node, style, around)]
    edged = any(piece.edge for piece in pieces)
    rtl = edged and bool(base_level("".join(piece.text for piece in pieces), style.direction))
    return tuple(_collapse(pieces, style, rtl=rtl))


def _pieces(node: Element | Text, parent: Style, around: _Around) -> Iterator[_Piece]:
    if isinstance(node, Text):
        yield _Piece(node.text, parent, boxes=around.boxes)
        return
    refuse_unsupported(node, around.path, inline=True)
    if node.tag == "br":
        yield _Piece("\n", replace(node.style, white_space="pre"), boxes=around.boxes)
    elif node.style.display != "none":
        boxed = has_inline_box(node.style)
        inner = _boxed(node.style, around) if boxed else around
        if boxed:
            yield _Piece("", node.style, boxes=inner.boxes, edge=1)
        if node.tag == "ruby":
            yield from _ruby_pieces(node, inner)
        else:
            for child in node.children:
                yield from _pieces(child, node.style, inner)
        if boxed:
            yield _Piece("", node.style, boxes=inner.boxes, edge=-1)


def _boxed(style: Style, around: _Around) -> _Around:
    return around._replace(boxes=(*around.boxes, InlineBox(style, next(around.numbers))))


def _ruby_pieces(ruby: Element, around: _Around) -> Iterator[_Piece]:
    """Each stretch of base text with the `<rt>` that follows it."""
    base: list[_Piece] = []
    for child in ruby.children:
        if isinstance(child, Element):
            refuse_boxes_in_ruby(child, around.path)
        if isinstance(child, Element) and child.tag == "rt":
            text = "".join(piece.text for node in child.children for piece in _pieces(node, child.style, around))
            if base:
                whole = "".join(piece.text for piece in base).strip()
                yield base[0]._replace(text=whole, ruby=(text.strip(), child.style))
            base = []
        else:
            base += _pieces(child, ruby.style, around)
    yield from base


def _collapse(pieces: list[_Piece], base: Style, *, rtl: bool) -> Iterator[Span]:
    """One span a piece; a run of collapsible spaces becomes one, none stands at an end or beside a line feed."""
    texts = [_white_space(piece.text, piece.style) for piece in pieces]
    joined_end = "\n"
    for index, (text, piece) in enumerate(zip(texts, pieces, strict=True)):
        result = text
        if not piece.style.white_space.startswith("pre"):
            following = next((other for other in texts[index + 1 :] if other), "\n")
            if joined_end in " \n" and result.startswith(" "):
                result = result[1:]
            if result.endswith(" ") and following.startswith("\n"):
                result = result[:-1]
        if piece.edge:
            width = _edge_width(piece, base, rtl=rtl)
            if width:
                yield replace(_span("", piece.style, base, piece.boxes), edge=piece.edge, edge_width=width)
        elif result:
            joined_end = result[-1]
            span = _span(result, piece.style, base, piece.boxes)
            yield replace(span, ruby=_span(*piece.ruby, base)) if piece.ruby else span


def _edge_width(piece: _Piece, base: Style, *, rtl: bool) -> float:
    """Margin, border and padding at the start or the end of an inline box, in em of the paragraph."""
    style, starts = piece.style, piece.edge > 0
    side = (
        ("top" if starts else "bottom") if base.writing_mode == "vertical-rl" else "left" if starts != rtl else "right"
    )
    widths = (getattr(style, name.format(side)) for name in ("margin_{}", "border_{}_width", "padding_{}"))
    return sum(map(pixels, widths)) / base.font_size if base.font_size else 0.0


def _white_space(text: str, style: Style) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if style.white_space in {"pre", "pre-wrap"}:
        return text
    if style.white_space == "pre-line":
        return "\n".join(_COLLAPSIBLE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _COLLAPSIBLE.sub(" ", text)


def _combine(value: str | int) -> int:
    """`text-combine-upright` as the most digits that share a cell; -1 is `all`."""
    return value if isinstance(value, int) else -1 if value == "all" else 0


def _span(text: str, style: Style, base: Style, boxes: tuple[InlineBox, ...] = ()) -> Span:
    return Span(
        text=_transform(text, style.text_transform),
        fonts=fonts_of(style),
        scale=style.font_size / base.font_size,
        letter_spacing=style.letter_spacing,
        orientation=style.text_orientation,
        combine=_combine(style.text_combine_upright),
        paint=_ink(style, boxes),
    )


@lru_cache(maxsize=512)
def _ink(style: Style, boxes: tuple[InlineBox, ...]) -> Ink:
    return Ink(
        style.color,
        style.text_decoration_line,
        style.text_decoration_color,
        style.text_emphasis_style,
        style.text_emphasis_color,
        under=style.ruby_position == "under",
        boxes=boxes,
    )


def _transform(text: str, how: str) -> str:
    if how == "uppercase":
        return text.upper()
    if how == "lowercase":
        return text.lower()
    if how == "capitalize":
        return re.sub(r"\b\w", lambda match: match[0].upper(), text)
    return text
