"""What the card language promises but layout does not draw yet is refused by name, never silently ignored."""

from __future__ import annotations

from publisher.cards.style import Element, Style
from publisher.errors import TemplateError

_DEFAULT = Style()
_NOT_DRAWN = {
    "writing_mode": "horizontal text is what can be set",
    "text_emphasis_style": "emphasis marks are not drawn",
    "hanging_punctuation": "leave it at none",
    "filter": "prepare the picture beforehand",
    "background_image": "use background-color",
    "box_shadow": "use a border",
    "font_style": "the bundled fonts have no italic",
    "z_index": "later elements are drawn above earlier ones",
}
_REFUSED_TAGS = {"img": "a picture cannot be drawn on a card", "ruby": "ruby is not set", "rt": "ruby is not set"}


def refuse_unsupported(element: Element, path: str, *, inline: bool = False) -> None:
    """Raise TemplateError for a tag or property that would be lost."""
    where = f"{path}:{element.line}"
    if element.tag in _REFUSED_TAGS:
        raise TemplateError(f"{where}: <{element.tag}>: {_REFUSED_TAGS[element.tag]}", "take it out")
    for name, hint in _NOT_DRAWN.items():
        if getattr(element.style, name) != getattr(_DEFAULT, name):
            raise TemplateError(f"{where}: {name.replace('_', '-')} is not drawn on <{element.tag}>", hint)
    if element.style.text_align == "justify":
        raise TemplateError(f"{where}: text-align: justify is not set", "use start, center or end")
    if inline and element.style.background_color[3]:
        raise TemplateError(
            f"{where}: background-color is not drawn on inline <{element.tag}>", "make its parent display: flex"
        )
