"""The last step from computed values to a `Style`: what depends on other properties or on the parent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from publisher.cards.style.model import AUTO, Style
from publisher.cards.style.properties import SIDES
from publisher.cards.style.typography import MARKS

_LAYERED = ("background_size", "background_position", "background_repeat")
_COLORS = (*(f"border_{side}_color" for side in SIDES), "text_decoration_color", "text_emphasis_color")
# A flex container makes blocks of its children, but these are parts of a line wherever they stand.
_ALWAYS_INLINE = frozenset({"br", "wbr", "rt", "rb"})


def style_of(values: Mapping[str, Any], parent: Style, tag: str) -> Style:
    """The style of an element with these computed values, one a field of `Style`, below a parent."""
    color = values["color"]
    fields = {
        **values,
        **{name: values[name] or color for name in _COLORS},
        **_borders(values),
        **_background(values),
        **_placement(values, parent, tag),
        "letter_spacing": round(values["letter_spacing"] / values["font_size"], 9) if values["font_size"] else 0.0,
        "text_emphasis_style": _mark(values),
    }
    if values["text_decoration_line"] == "none" and values["position"] != "absolute":
        fields["text_decoration_line"] = parent.text_decoration_line
        fields["text_decoration_color"] = parent.text_decoration_color
    return Style(**fields)


def _borders(values: Mapping[str, Any]) -> dict[str, float]:
    """CSS Backgrounds 3, 3.3: a border without a style has no width; another is a whole number of px, at least one."""
    return {
        f"border_{side}_width": 0.0 if values[f"border_{side}_style"] == "none" else _snapped(values, side)
        for side in SIDES
    }


def _snapped(values: Mapping[str, Any], side: str) -> float:
    width = values[f"border_{side}_width"]
    return max(1.0, float(math.floor(width))) if width else 0.0


def _background(values: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """CSS Backgrounds 3, section 2.3: the lists are repeated or cut to the number of images; empty layers go."""
    images = values["background_image"]
    drawn = [i for i, image in enumerate(images) if image is not None]
    layers = {name: tuple(values[name][i % len(values[name])] for i in drawn) for name in _LAYERED}
    return {"background_image": tuple(images[i] for i in drawn), **layers}


def _placement(values: Mapping[str, Any], parent: Style, tag: str) -> dict[str, Any]:
    placement: dict[str, Any] = {}
    if values["position"] == "static":
        placement = dict.fromkeys(SIDES, AUTO)
    block = values["position"] == "absolute" or parent.display == "flex"
    if block and values["display"] == "inline" and tag not in _ALWAYS_INLINE:
        placement["display"] = "block"
    return placement


def _mark(values: Mapping[str, Any]) -> str:
    mark = values["text_emphasis_style"]
    if isinstance(mark, str):
        return mark
    fill, shape = mark
    return MARKS[fill, shape or ("sesame" if values["writing_mode"] == "vertical-rl" else "circle")]
