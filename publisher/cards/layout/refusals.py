"""What the card language promises but layout does not draw yet is refused by name, never silently ignored."""

from __future__ import annotations

from publisher.cards.style import Element, Style, Text
from publisher.errors import TemplateError

_DEFAULT = Style()
_MAKE_A_BOX = "make its parent display: flex"
_NOT_INLINE = (
    *("background_color", "background_image", "box_shadow", "filter", "z_index", "opacity"),
    *(f"{box}_{side}" for box in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
)


def refuse_unsupported(element: Element, path: str, *, inline: bool = False) -> None:
    """Raise TemplateError for a tag or property that would be lost."""
    where, style = f"{path}:{element.line}", element.style
    if any(shadow.inset for shadow in style.box_shadow):
        raise TemplateError(f"{where}: box-shadow: inset is not drawn", "use a border, or a gradient background")
    if inline:
        _refuse_inline(element, where)
    elif style.display != "flex":
        _refuse_pictures_in_text(element, path)


def _refuse_inline(element: Element, where: str) -> None:
    for name in _NOT_INLINE:
        if getattr(element.style, name) != getattr(_DEFAULT, name):
            raise TemplateError(f"{where}: {_css(name)} is not drawn on inline <{element.tag}>", _MAKE_A_BOX)


def _refuse_pictures_in_text(element: Element, path: str) -> None:
    """An `<img>` is a block here; between words it would stand elsewhere than in a browser."""
    words = any(
        child.text.strip() if isinstance(child, Text) else child.style.display == "inline" and child.tag != "img"
        for child in element.children
    )
    for child in element.children:
        if words and isinstance(child, Element) and child.tag == "img" and child.style.position != "absolute":
            raise TemplateError(
                f"{path}:{child.line}: <img> stands in a line of text", f"{_MAKE_A_BOX}, or put the words into a <div>"
            )


def _css(name: str) -> str:
    return name.replace("_", "-")
