"""Absolutely positioned boxes that shrink to fit beside one inset (CSS Positioned Layout 3, 4.1).

Taffy lets such a box be as wide as what contains it, so that text at `left: 60px` runs 60 px over the edge. It gets a
frame instead: an absolute box from its inset to the other edge, in which it is a flex item that may shrink.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from publisher.cards.style import AUTO, Percent, Style

_RELATIVE = (
    *("height", "min_width", "max_width", "min_height", "max_height"),
    *(f"{box}_{side}" for box in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
)


@lru_cache(maxsize=256)
def shrinks_to_fit(style: Style) -> bool:
    """Whether an absolute box is one of those; not with sizes relative to what contains it: the frame is narrower."""
    if style.width is not AUTO or style.aspect_ratio:
        return False
    return (style.left is AUTO) != (style.right is AUTO) and not any(
        isinstance(getattr(style, name), Percent) for name in _RELATIVE
    )


@lru_cache(maxsize=256)
def framed(style: Style) -> tuple[Style, Style]:
    """The style of the frame, and that of the box in it."""
    from_left = style.right is AUTO
    stretched = style.top is not AUTO and style.bottom is not AUTO
    frame = Style(
        display="flex",
        position="absolute",
        top=style.top,
        bottom=style.bottom,
        left=style.left if from_left else 0.0,
        right=0.0 if from_left else style.right,
        justify_content="flex-start" if from_left else "flex-end",
        align_items="stretch" if stretched else "flex-start",
    )
    inside = replace(style, position="relative", top=AUTO, right=AUTO, bottom=AUTO, left=AUTO, align_self="auto")
    return frame, replace(inside, flex_grow=0.0, flex_shrink=1.0, flex_basis=AUTO)
