"""Boxes: display, flex, sizes, margins, borders, positions."""

from __future__ import annotations

import pytest

from publisher.cards.style import AUTO, Element, Percent, Style, parse_document


def style(css: str, parent: str = "") -> Style:
    """The style of a div with these declarations, in a div with those."""
    body = parse_document(f'<body><div style="{parent}"><div style="{css}"></div></div></body>')
    outer = body.children[0]
    assert isinstance(outer, Element)
    inner = outer.children[0]
    assert isinstance(inner, Element)
    return inner.style


def test_without_declarations_a_div_is_a_block_with_the_initial_values() -> None:
    assert style("") == Style(display="block")


def test_the_language_starts_from_no_margins_and_border_boxes() -> None:
    plain = style("")
    assert (plain.margin_top, plain.padding_left, plain.box_sizing) == (0.0, 0.0, "border-box")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("flex: 1", (1.0, 1.0, Percent(0.0))),
        ("flex: 2 0", (2.0, 0.0, Percent(0.0))),
        ("flex: 2 3 40px", (2.0, 3.0, 40.0)),
        ("flex: 0 1 50%", (0.0, 1.0, Percent(50.0))),
        ("flex: 1 1 0", (1.0, 1.0, 0.0)),
        ("flex: 40px", (1.0, 1.0, 40.0)),
        ("flex: auto", (1.0, 1.0, AUTO)),
        ("flex: none", (0.0, 0.0, AUTO)),
        ("flex: initial", (0.0, 1.0, AUTO)),
    ],
)
def test_flex(css: str, expected: tuple[object, ...]) -> None:
    computed = style(css)
    assert (computed.flex_grow, computed.flex_shrink, computed.flex_basis) == expected


def test_flex_container() -> None:
    computed = style("display:flex; flex-flow: wrap column; gap: 4px 1em; align-items: center; justify-content: end")
    assert (computed.display, computed.flex_direction, computed.flex_wrap) == ("flex", "column", "wrap")
    assert (computed.row_gap, computed.column_gap) == (4.0, 16.0)
    assert (computed.align_items, computed.justify_content) == ("center", "end")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1px", (1.0, 1.0, 1.0, 1.0)),
        ("1px 2px", (1.0, 2.0, 1.0, 2.0)),
        ("1px 2px 3px", (1.0, 2.0, 3.0, 2.0)),
        ("1px 2px 3px 4px", (1.0, 2.0, 3.0, 4.0)),
        ("5% 0", (Percent(5.0), 0.0, Percent(5.0), 0.0)),
    ],
)
def test_four_sides(value: str, expected: tuple[object, ...]) -> None:
    computed = style(f"margin: {value}; padding: {value}; inset: {value}; position: relative")
    sides = ("top", "right", "bottom", "left")
    assert tuple(getattr(computed, f"margin_{side}") for side in sides) == expected
    assert tuple(getattr(computed, f"padding_{side}") for side in sides) == expected
    assert tuple(getattr(computed, side) for side in sides) == expected


def test_a_later_side_overrides_the_shorthand_and_the_other_way_round() -> None:
    assert style("margin: 1px; margin-left: 9px").margin_left == 9.0
    assert style("margin-left: 9px; margin: 1px").margin_left == 1.0


def test_sizes() -> None:
    computed = style("width: 50%; height: 2rem; min-width: 1em; max-width: none; max-height: 90px; aspect-ratio: 4 / 3")
    assert (computed.width, computed.height, computed.min_width) == (Percent(50.0), 32.0, 16.0)
    assert (computed.max_width, computed.max_height) == (AUTO, 90.0)
    assert computed.aspect_ratio == pytest.approx(4 / 3)


def test_a_border_needs_a_style_to_have_a_width() -> None:
    assert style("border-top-width: 4px").border_top_width == 0.0
    assert style("border: 4px solid").border_top_width == 4.0
    assert style("border-top: solid #f00").border_top_width == 3.0
    assert style("border: 2px solid #010203; border-left: none").border_left_width == 0.0


def test_a_borders_width_is_a_whole_number_of_pixels() -> None:
    widths = [style(f"border: {width} solid").border_top_width for width in ("0", ".3px", "1.9px", "9.9px")]
    assert widths == [0.0, 1.0, 1.0, 9.0]


def test_a_border_takes_the_text_colour_unless_it_has_its_own() -> None:
    assert style("color: #f00; border: 1px solid").border_left_color == (255, 0, 0, 255)
    assert style("color: #f00; border: solid 1px #00f").border_left_color == (0, 0, 255, 255)


def test_corners_go_round_from_the_top_left() -> None:
    computed = style("border-radius: 1px 2px 50%")
    assert computed.border_top_left_radius == (1.0, 1.0)
    assert computed.border_top_right_radius == computed.border_bottom_left_radius == (2.0, 2.0)
    assert computed.border_bottom_right_radius == (Percent(50.0), Percent(50.0))


def test_a_corner_may_have_two_radii() -> None:
    computed = style("border-radius: 1px 2px / 50% 3px 4px; border-bottom-left-radius: 8px 2em")
    assert computed.border_top_left_radius == (1.0, Percent(50.0))
    assert computed.border_top_right_radius == (2.0, 3.0)
    assert computed.border_bottom_right_radius == (1.0, 4.0)
    assert computed.border_bottom_left_radius == (8.0, 32.0)


def test_a_static_box_has_no_offsets() -> None:
    computed = style("top: 4px; left: 1%")
    assert (computed.position, computed.top, computed.left) == ("static", AUTO, AUTO)


def test_an_absolute_box_keeps_offsets_and_order() -> None:
    computed = style("position: absolute; inset: 0 auto auto -4px; z-index: -2")
    assert (computed.position, computed.top, computed.right, computed.left) == ("absolute", 0.0, AUTO, -4.0)
    assert computed.z_index == -2


@pytest.mark.parametrize(
    ("css", "parent"), [("display: inline; position: absolute", ""), ("display: inline", "display:flex")]
)
def test_positioned_boxes_and_flex_items_are_blocks(css: str, parent: str) -> None:
    assert style(css, parent).display == "block"


def test_display_none_is_kept_for_layout_to_leave_out() -> None:
    assert style("display: none").display == "none"


def test_the_browser_spelling_of_a_clamped_block() -> None:
    computed = style("display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden")
    assert (computed.display, computed.line_clamp, computed.overflow) == ("block", 3, "hidden")
