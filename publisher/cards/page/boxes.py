"""Placed boxes -> elements: tags and classes as the template has them, values as they were computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from publisher.cards.layout.display import Clip, painted_children, visible_part
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.page.css import Find, attribute, box_declarations, color, number, px, styled
from publisher.cards.page.faces import family_list
from publisher.cards.page.lines import text_content
from publisher.lazy import dataclass

_DROPPED = frozenset({"style", "src", "href", "dir", "lang"})  # resolved, or of no use in a picture


@dataclass(frozen=True, slots=True)
class Outside:
    """What a box is written into: where on the card it may show, language and direction there, how deep it lies."""

    clip: Clip
    lang: str
    depth: int
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the boxes of one card.

    `find` addresses pictures, `opacities` are those of scrims by the identity of their boxes, `family` is what text is
    set in where nothing else is said.
    """

    find: Find
    opacities: Mapping[int, float]
    family: str

    def element(self, placed: Placed, outside: Outside, more: Mapping[str, str]) -> Iterator[str]:
        """The lines of HTML of a box and what it holds; `more` are declarations that others decide for it."""
        box, margin = placed.box, "  " * outside.depth
        declarations = box_declarations(box.style, self.find) | dict(more)
        if id(box) in self.opacities:
            declarations["opacity"] = number(self.opacities[id(box)])
        if placed.text is not None:
            declarations |= text_declarations(placed, placed.text, self.family)
        rtl = placed.text.text.rtl if placed.text is not None else box.style.direction == "rtl"
        if rtl != outside.rtl:
            declarations["direction"] = "rtl" if rtl else "ltr"
        visible = visible_part(placed, outside.clip)
        stacked = _stacked(placed, visible)
        if stacked:
            declarations["isolation"] = "isolate"
        tag = box.tag or "card-text"
        start = f"{margin}<{tag}{self._attributes(placed, outside.lang, declarations)}>"
        if tag == "img":
            yield start
            return
        inside = Outside(visible, box.style.lang, outside.depth + 1, rtl)
        content = list(self._content(placed, inside, stacked))
        if not content:
            yield f"{start}</{tag}>"
            return
        yield start
        yield from content
        yield f"{margin}</{tag}>"

    def _content(self, placed: Placed, inside: Outside, stacked: Mapping[int, int]) -> Iterator[str]:
        if placed.text is not None:
            for line in text_content(placed, placed.text, inside.clip):
                yield "  " * inside.depth + line
        painted = {id(child) for child in painted_children(placed, inside.clip)}
        for child in placed.children:
            more = {} if id(child) in painted else {"visibility": "hidden"}
            if id(child) in stacked:
                more["z-index"] = str(stacked[id(child)])
            yield from self.element(child, inside, more)

    def _attributes(self, placed: Placed, lang: str, declarations: Mapping[str, str]) -> str:
        box = placed.box
        kept = [(name, value) for name, value in box.attributes if name not in _DROPPED]
        if box.style.lang != lang:
            kept.append(("lang", box.style.lang))
        if box.picture is not None:
            kept.append(("src", self.find(box.picture.src)))
        return "".join(attribute(name, value) for name, value in kept) + styled(declarations)


def _stacked(placed: Placed, visible: Clip) -> dict[int, int]:
    """The `z-index` of each child by its identity, where they are not painted in the order they are written."""
    painted = [id(child) for child in painted_children(placed, visible)]
    if painted == [id(child) for child in placed.children if id(child) in painted]:
        return {}
    return dict(zip(painted, count(), strict=False))


def text_declarations(placed: Placed, text: TextBox, family: str) -> dict[str, str]:
    """What the text of a box is set in, sizes as fitting chose them; its fonts unless they are `family`."""
    style, own = placed.box.style, family_list(placed.box.fonts, text.text.clusters)
    found = {"color": color(style.color), "font-size": px(text.size), "line-height": px(text.line_height())}
    if own != family:
        found["font-family"] = own
    if style.font_weight != 400:
        found["font-weight"] = str(style.font_weight)
    if style.letter_spacing:
        found["letter-spacing"] = f"{number(style.letter_spacing)}em"
    if style.text_align != "start":
        found["text-align"] = style.text_align
    if text.vertical:
        found["writing-mode"] = style.writing_mode
    return found
