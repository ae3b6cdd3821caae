"""The styled tree -> boxes: containers, and leaves of text.

An element whose children are all inline is a text box. Text beside block-level children, or directly in a flex
container, gets an anonymous text box of its own (CSS Display 3, 2.1; Flexbox 1, 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from publisher.cards.fonts import FontStack, font_stack
from publisher.cards.layout.refusals import refuse_unsupported
from publisher.cards.style import Element, Style, Text
from publisher.cards.text import Span

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Ink:
    """What a span's glyphs are drawn with: colour (RGBA) and a decoration line."""

    color: tuple[int, int, int, int]
    decoration: str = "none"
    decoration_color: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(slots=True, eq=False)
class Box:
    """A box to be placed: a container with children, or a text leaf with spans."""

    style: Style
    children: list[Box] = field(default_factory=list)
    spans: tuple[Span, ...] = ()
    line: int = 0
    tag: str = ""

    @property
    def fonts(self) -> FontStack:
        """The stack of the box's own style: what the strut of each line is made of."""
        return fonts_of(self.style)


def fonts_of(style: Style) -> FontStack:
    """The faces for a style's `font-family`, `font-weight` and language."""
    return font_stack(style.font_family, style.font_weight, style.lang)


def build(element: Element, path: str) -> Box:
    """The box tree of a document's body. Raises TemplateError for what layout cannot honour."""
    refuse_unsupported(element, path)
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
    box.children = list(_child_boxes(children, style, path))
    return box


def _is_inline(node: Element | Text) -> bool:
    if isinstance(node, Text):
        return True
    return node.style.display == "inline" and node.style.position != "absolute" and all(map(_is_inline, node.children))


def _child_boxes(children: Iterable[Element | Text], parent: Style, path: str) -> Iterator[Box]:
    flex = parent.display == "flex"

    def runs_on(node: Element | Text) -> bool:
        return isinstance(node, Text) or (not flex and _is_inline(node))

    for inline, group in groupby(children, key=runs_on):
        nodes = list(group)
        if not inline:
            yield from (build(node, path) for node in nodes if isinstance(node, Element))
        elif spans := spans_of(nodes, parent, path):
            yield Box(anonymous(parent), spans=spans, line=nodes[0].line)


_INHERITED = (
    "color font_family font_size font_weight font_style line_height letter_spacing text_align text_transform"
    " white_space line_break word_break overflow_wrap text_wrap text_spacing_trim text_autospace direction lang"
).split()


def anonymous(parent: Style) -> Style:
    """The style of an anonymous box: what inherits comes from its parent, the rest is initial."""
    inherited = {name: getattr(parent, name) for name in _INHERITED}
    return Style(display="block", **inherited)


def spans_of(nodes: Iterable[Element | Text], style: Style, path: str) -> tuple[Span, ...]:
    """The text of inline nodes as spans, white space collapsed (CSS Text 3, 4.1) and case transformed."""
    pieces = [piece for node in nodes for piece in _pieces(node, style, path)]
    return tuple(_collapse(pieces, style))


def _pieces(node: Element | Text, parent: Style, path: str) -> Iterator[tuple[str, Style]]:
    if isinstance(node, Text):
        yield node.text, parent
        return
    refuse_unsupported(node, path, inline=True)
    if node.tag == "br":
        yield "\n", replace(node.style, white_space="pre")
    elif node.style.display != "none":
        for child in node.children:
            yield from _pieces(child, node.style, path)


def _collapse(pieces: list[tuple[str, Style]], base: Style) -> Iterator[Span]:
    """One span a piece; a run of collapsible spaces becomes one, none stands at an end or beside a line feed."""
    texts = [_white_space(text, style) for text, style in pieces]
    joined_end = "\n"
    for index, (text, (_, style)) in enumerate(zip(texts, pieces, strict=True)):
        preserved = style.white_space.startswith("pre")
        result = text
        if not preserved:
            following = next((other for other in texts[index + 1 :] if other), "\n")
            if joined_end in " \n" and result.startswith(" "):
                result = result[1:]
            if result.endswith(" ") and following.startswith("\n"):
                result = result[:-1]
        if result:
            joined_end = result[-1]
            yield _span(result, style, base)


def _white_space(text: str, style: Style) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if style.white_space in {"pre", "pre-wrap"}:
        return text
    if style.white_space == "pre-line":
        return "\n".join(_COLLAPSIBLE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _COLLAPSIBLE.sub(" ", text)


def _span(text: str, style: Style, base: Style) -> Span:
    return Span(
        text=_transform(text, style.text_transform),
        fonts=fonts_of(style),
        scale=style.font_size / base.font_size,
        letter_spacing=style.letter_spacing,
        paint=Ink(style.color, style.text_decoration_line, style.text_decoration_color),
    )


def _transform(text: str, how: str) -> str:
    if how == "uppercase":
        return text.upper()
    if how == "lowercase":
        return text.lower()
    if how == "capitalize":
        return re.sub(r"\b\w", lambda match: match[0].upper(), text)
    return text
