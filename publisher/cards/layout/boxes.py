"""The styled tree -> boxes: containers, and leaves of text.

An element whose children are all inline is a text box. Text beside block-level children, or directly in a flex
container, gets an anonymous text box of its own (CSS Display 3, 2.1; Flexbox 1, 4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from publisher.cards.card import Picture
from publisher.cards.fonts import FontStack, font_stack
from publisher.cards.layout.refusals import refuse_unsupported
from publisher.cards.style import Element, Style, Text
from publisher.cards.text import Span

OpenUrl = Callable[[str, int], Picture]
"""The picture at an address that stands on a line of the document."""

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Ink:
    """What a span's glyphs are drawn with: colour (RGBA), a decoration line, an emphasis mark.

    `under` says on which side of its base a ruby stands.
    """

    color: tuple[int, int, int, int]
    decoration: str = "none"
    decoration_color: tuple[int, int, int, int] = (0, 0, 0, 0)
    emphasis: str = ""
    emphasis_color: tuple[int, int, int, int] = (0, 0, 0, 0)
    under: bool = False


@dataclass(slots=True, eq=False)
class Box:
    """A box to be placed: a container with children, a text leaf with spans, or a picture."""

    style: Style
    children: list[Box] = field(default_factory=list)
    spans: tuple[Span, ...] = ()
    picture: Picture | None = None
    line: int = 0
    tag: str = ""

    @property
    def fonts(self) -> FontStack:
        """The stack of the box's own style: what the strut of each line is made of."""
        return fonts_of(self.style)


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
    box = Box(style, line=element.line, tag=element.tag)
    if style.display == "block" and all(_is_inline(child) for child in children):
        box.spans = spans_of(children, style, path)
        return box
    box.children = list(_child_boxes(children, style, path, open_url))
    return box


def _picture_box(element: Element, open_url: OpenUrl) -> Box:
    """The box of an `<img>`: a block, in its picture's proportions unless both its sides are given."""
    picture = open_url(element.get("src"), element.line)
    ratio = element.style.aspect_ratio or picture.width / picture.height
    style = replace(element.style, display="block", aspect_ratio=ratio)
    return Box(style, picture=picture, line=element.line, tag="img")


def _is_inline(node: Element | Text) -> bool:
    if isinstance(node, Text):
        return True
    if node.tag == "img" or node.style.display != "inline" or node.style.position == "absolute":
        return False
    return all(map(_is_inline, node.children))


def _child_boxes(children: Iterable[Element | Text], parent: Style, path: str, open_url: OpenUrl) -> Iterator[Box]:
    flex = parent.display == "flex"

    def runs_on(node: Element | Text) -> bool:
        return isinstance(node, Text) or (not flex and _is_inline(node))

    for inline, group in groupby(children, key=runs_on):
        nodes = list(group)
        if not inline:
            yield from (build(node, path, open_url) for node in nodes if isinstance(node, Element))
        elif spans := spans_of(nodes, parent, path):
            yield Box(anonymous(parent), spans=spans, line=nodes[0].line)


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
    """Text in one style, with the ruby over it."""

    text: str
    style: Style
    ruby: tuple[str, Style] | None = None


def spans_of(nodes: Iterable[Element | Text], style: Style, path: str) -> tuple[Span, ...]:
    """The text of inline nodes as spans, white space collapsed (CSS Text 3, 4.1) and case transformed."""
    pieces = [piece for node in nodes for piece in _pieces(node, style, path)]
    return tuple(_collapse(pieces, style))


def _pieces(node: Element | Text, parent: Style, path: str) -> Iterator[_Piece]:
    if isinstance(node, Text):
        yield _Piece(node.text, parent)
        return
    refuse_unsupported(node, path, inline=True)
    if node.tag == "br":
        yield _Piece("\n", replace(node.style, white_space="pre"))
    elif node.tag == "ruby":
        yield from _ruby_pieces(node, path)
    elif node.style.display != "none":
        for child in node.children:
            yield from _pieces(child, node.style, path)


def _ruby_pieces(ruby: Element, path: str) -> Iterator[_Piece]:
    """Each stretch of base text with the `<rt>` that follows it."""
    base: list[_Piece] = []
    for child in ruby.children:
        if isinstance(child, Element) and child.tag == "rt":
            text = "".join(piece.text for node in child.children for piece in _pieces(node, child.style, path))
            if base:
                yield _Piece("".join(piece.text for piece in base).strip(), base[0].style, (text.strip(), child.style))
            base = []
        else:
            base += _pieces(child, ruby.style, path)
    yield from base


def _collapse(pieces: list[_Piece], base: Style) -> Iterator[Span]:
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
        if result:
            joined_end = result[-1]
            span = _span(result, piece.style, base)
            yield replace(span, ruby=_span(*piece.ruby, base)) if piece.ruby else span


def _white_space(text: str, style: Style) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if style.white_space in {"pre", "pre-wrap"}:
        return text
    if style.white_space == "pre-line":
        return "\n".join(_COLLAPSIBLE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _COLLAPSIBLE.sub(" ", text)


def _combine(value: str | int) -> int:
    """`text-combine-upright` as the most digits that share a cell; -1 is `all`."""
    return value if isinstance(value, int) else -1 if value == "all" else 0


def _span(text: str, style: Style, base: Style) -> Span:
    return Span(
        text=_transform(text, style.text_transform),
        fonts=fonts_of(style),
        scale=style.font_size / base.font_size,
        letter_spacing=style.letter_spacing,
        orientation=style.text_orientation,
        combine=_combine(style.text_combine_upright),
        paint=Ink(
            style.color,
            style.text_decoration_line,
            style.text_decoration_color,
            style.text_emphasis_style,
            style.text_emphasis_color,
            under=style.ruby_position == "under",
        ),
    )


def _transform(text: str, how: str) -> str:
    if how == "uppercase":
        return text.upper()
    if how == "lowercase":
        return text.lower()
    if how == "capitalize":
        return re.sub(r"\b\w", lambda match: match[0].upper(), text)
    return text
