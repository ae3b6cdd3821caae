"""What the card language promises but layout does not draw yet is refused by name, never silently ignored."""

from __future__ import annotations

from publisher.cards.style import AUTO, Element, Percent, Style, Text
from publisher.errors import TemplateError

_DEFAULT = Style()
_MAKE_A_BOX = "make its parent display: flex"
_SIDES = ("top", "right", "bottom", "left")
_NOT_INLINE = ("background_image", "box_shadow", "filter", "z_index", "opacity", *_SIDES)
_LENGTHS = tuple(f"{box}_{side}" for box in ("margin", "padding") for side in _SIDES)


def refuse_unsupported(element: Element, path: str, *, inline: bool = False) -> None:
    """Raise TemplateError for a tag or property that would be lost."""
    if inline:
        _refuse_inline(element, f"{path}:{element.line}")
        return
    style = element.style
    if style.position == "static" and element.tag != "body":
        _refuse_placed_elsewhere(element, path)
    if style.display != "flex":
        _refuse_pictures_in_text(element, path)


def _refuse_inline(element: Element, where: str) -> None:
    for name in _NOT_INLINE:
        if getattr(element.style, name) != getattr(_DEFAULT, name):
            raise TemplateError(f"{where}: {_css(name)} is not drawn on inline <{element.tag}>", _MAKE_A_BOX)
    for name in _LENGTHS:
        if isinstance(getattr(element.style, name), Percent):
            raise TemplateError(
                f"{where}: {_css(name)} cannot be a percentage on inline <{element.tag}>", "use px or em"
            )


def refuse_boxes_in_ruby(element: Element, path: str) -> None:
    """Raise TemplateError for a box around a part of a ruby."""
    for name in (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES), "background_color"):
        if getattr(element.style, name) != getattr(_DEFAULT, name):
            message = f"{path}:{element.line}: {_css(name)} is not drawn on <{element.tag}> inside <ruby>"
            raise TemplateError(message, "set it on the <ruby> element")
    for child in element.children:
        if isinstance(child, Element):
            refuse_boxes_in_ruby(child, path)


def _refuse_placed_elsewhere(element: Element, path: str) -> None:
    """An absolute box is placed in its parent; in a browser, in the nearest ancestor that is positioned."""
    for child in element.children:
        if isinstance(child, Element) and _has_offsets(child.style):
            raise TemplateError(
                f"{path}:{child.line}: <{child.tag}> is placed in <{element.tag}>, which is not positioned",
                f"set position: relative on <{element.tag}>",
            )


def _has_offsets(style: Style) -> bool:
    offsets = (style.top, style.right, style.bottom, style.left)
    return style.position == "absolute" and style.display != "none" and any(side is not AUTO for side in offsets)


def _refuse_pictures_in_text(element: Element, path: str) -> None:
    """An `<img>` is a block here; between words it would stand elsewhere than in a browser."""
    elements = [child for child in element.children if isinstance(child, Element)]
    pictures = [child for child in elements if child.tag == "img" and child.style.position != "absolute"]
    if pictures and any(_is_word(child) for child in element.children):
        raise TemplateError(
            f"{path}:{pictures[0].line}: <img> stands in a line of text",
            f"{_MAKE_A_BOX}, or put the words into a <div>",
        )


def _is_word(child: Element | Text) -> bool:
    if isinstance(child, Text):
        return bool(child.text.strip())
    return child.style.display == "inline" and child.tag != "img"


def _css(name: str) -> str:
    return name.replace("_", "-")
