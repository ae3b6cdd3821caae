"""Computed values -> CSS text: the declarations that give a box its place and its looks in any browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from publisher.cards.style import (
    AUTO,
    Color,
    LinearGradient,
    Percent,
    Position,
    RadialGradient,
    Shadow,
    Stop,
    Style,
    Url,
)

Find = Callable[[str], str]
"""The address a browser finds a picture at, for the one in the document."""

_QUOTE = '"'
_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_INITIAL = Style(display="block")
_PLAIN = (
    *("display", "flex_direction", "flex_wrap", "flex_grow", "flex_shrink", "flex_basis", "row_gap", "column_gap"),
    *("align_items", "align_self", "align_content", "justify_content", "top", "right", "bottom", "left"),
    *("width", "height", "min_width", "min_height", "max_width", "max_height", "box_sizing", "overflow"),
    *("aspect_ratio", "background_color", "object_fit", "object_position"),
)
_UNITLESS = frozenset({"flex_grow", "flex_shrink", "aspect_ratio"})


def number(value: float) -> str:
    """A number with up to four decimals, none of them idle."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def px(value: float) -> str:
    """A length in pixels."""
    return f"{number(value)}px" if value else "0"


def color(value: Color) -> str:
    """A colour, as short as it can be read."""
    red, green, blue, alpha = value
    if alpha == 255:
        return f"#{red:02x}{green:02x}{blue:02x}"
    return f"rgb({red} {green} {blue} / {number(alpha / 255)})"


def quoted(text: str) -> str:
    """A CSS string."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\a ") + "'"


def uri(path: Path) -> str:
    """The `file:` URL of a file, for `url()`."""
    return quoted(path.absolute().as_uri())


def attribute(name: str, value: str) -> str:
    """An attribute of an HTML element, with the space before it."""
    return f' {name}="{escape(value, quote=False).replace(_QUOTE, "&quot;")}"'


def styled(declarations: Mapping[str, str]) -> str:
    """The `style` attribute that holds the declarations; nothing without any."""
    written = "; ".join(f"{name}: {value}" for name, value in declarations.items())
    return attribute("style", written) if written else ""


def box_declarations(style: Style, find: Find) -> dict[str, str]:
    """What places and paints a box, as far as it is not initial; of text nothing."""
    found = {
        name.replace("_", "-"): _value(name, getattr(style, name))
        for name in _PLAIN
        if getattr(style, name) != getattr(_INITIAL, name)
    }
    if style.position == "absolute":
        found["position"] = "absolute"
    found |= dict(_edges(style)) | dict(_borders(style)) | _background(style, find)
    if style.opacity != 1.0:
        found["opacity"] = number(style.opacity)
    if style.box_shadow:
        found["box-shadow"] = ", ".join(map(_shadow, style.box_shadow))
    if style.filter:
        found["filter"] = " ".join(f"{name}({px(v) if name == 'blur' else number(v)})" for name, v in style.filter)
    return found


def _value(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is AUTO:
        return "none" if name.startswith("max_") else "auto"
    if isinstance(value, Position):
        return _position(value)
    if isinstance(value, tuple):
        return color(value)
    return number(value) if name in _UNITLESS else length(value)


def length(value: Any) -> str:
    """A length, a percentage or `auto`."""
    if value is AUTO:
        return "auto"
    return f"{number(value.value)}%" if isinstance(value, Percent) else px(value)


def _edges(style: Style) -> Iterator[tuple[str, str]]:
    for name in ("margin", "padding"):
        values = [getattr(style, f"{name}_{side}") for side in _SIDES]
        if any(values):
            yield name, four(list(map(length, values)))
    radii = [getattr(style, f"border_{corner}_radius") for corner in _CORNERS]
    across, down = (four([length(radius[side]) for radius in radii]) for side in (0, 1))
    if (across, down) != ("0", "0"):
        yield "border-radius", across if across == down else f"{across} / {down}"


def four(values: list[str]) -> str:
    """Four values as a shorthand has them: top, right, bottom, left, or fewer where they repeat."""
    if len(set(values)) == 1:
        return values[0]
    return " ".join(values[:2] if values[:2] == values[2:] else values)


def _borders(style: Style) -> Iterator[tuple[str, str]]:
    for side in _SIDES:
        width = getattr(style, f"border_{side}_width")
        if width and getattr(style, f"border_{side}_style") != "none":
            yield f"border-{side}", f"{px(width)} solid {color(getattr(style, f'border_{side}_color'))}"


def _background(style: Style, find: Find) -> dict[str, str]:
    if not style.background_image:
        return {}
    return {
        "background-image": ", ".join(_image(image, find) for image in style.background_image),
        "background-size": ", ".join(
            size if isinstance(size, str) else " ".join(map(length, size)) for size in style.background_size
        ),
        "background-position": ", ".join(map(_position, style.background_position)),
        "background-repeat": ", ".join(map(" ".join, style.background_repeat)),
    }


def _image(image: LinearGradient | RadialGradient | Url, find: Find) -> str:
    if isinstance(image, Url):
        return f"url({quoted(find(image.url))})"
    stops = ", ".join(map(_stop, image.stops))
    repeating = "repeating-" if image.repeating else ""
    if isinstance(image, LinearGradient):
        way = f"to {image.direction}" if isinstance(image.direction, str) else f"{number(image.direction)}deg"
        return f"{repeating}linear-gradient({way}, {stops})"
    size = image.size if isinstance(image.size, str) else " ".join(map(length, _radii(image)))
    return f"{repeating}radial-gradient({image.shape} {size} at {_position(image.position)}, {stops})"


def _radii(image: RadialGradient) -> tuple[Any, ...]:
    """A circle has one radius (CSS Images 3, 3.2.1)."""
    return tuple(image.size[:1] if image.shape == "circle" else image.size)


def _stop(stop: Stop) -> str:
    return color(stop.color) if stop.position is None else f"{color(stop.color)} {length(stop.position)}"


def _position(value: Position) -> str:
    x = f"{'right' if value.from_right else 'left'} {length(value.x)}"
    return f"{x} {'bottom' if value.from_bottom else 'top'} {length(value.y)}"


def _shadow(shadow: Shadow) -> str:
    lengths = map(px, (shadow.x, shadow.y, shadow.blur, shadow.spread))
    return " ".join([*(["inset"] if shadow.inset else []), *lengths, color(shadow.color)])
