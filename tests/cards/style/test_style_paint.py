"""Colours, backgrounds, gradients, shadows, filters."""

from __future__ import annotations

import pytest

from publisher.cards.style import (
    AUTO,
    Element,
    LinearGradient,
    Percent,
    Position,
    RadialGradient,
    Shadow,
    Stop,
    Style,
    Url,
    parse_document,
)
from publisher.errors import TemplateError

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def style(css: str) -> Style:
    """The style of a div with these declarations."""
    div = parse_document(f"<style>div {{ {css} }}</style><body><div></div></body>").children[0]
    assert isinstance(div, Element)
    return div.style


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("red", RED),
        ("#C8371F", (200, 55, 31, 255)),
        ("#f00", RED),
        ("#ff000080", (255, 0, 0, 128)),
        ("rgb(255, 0, 0)", RED),
        ("rgba(8,10,18,.5)", (8, 10, 18, 128)),
        ("rgb(0 0 255 / 100%)", BLUE),
        ("rgb(300, -5, 0)", RED),
        ("hsl(240 100% 50%)", BLUE),
        ("hwb(0 0% 0%)", RED),
        ("transparent", (0, 0, 0, 0)),
        ("currentColor", (1, 2, 3, 255)),
    ],
)
def test_colours(written: str, expected: tuple[int, ...]) -> None:
    assert style(f"color: #010203; background-color: {written}").background_color == expected


def test_a_background_of_a_colour_alone_has_no_layers() -> None:
    computed = style("background: #f00")
    assert computed.background_color == RED
    assert computed.background_image == ()
    assert computed.background_size == ()


def test_a_background_shorthand_resets_what_it_leaves_out() -> None:
    computed = style("background-color: red; background: url(a.png)")
    assert computed.background_color == (0, 0, 0, 0)
    assert computed.background_image == (Url("a.png"),)
    assert computed.background_repeat == (("repeat", "repeat"),)


def test_a_whole_background() -> None:
    computed = style(
        'background: url("a b.png") right 20% / cover no-repeat, linear-gradient(red, blue) 0 0 / 10px, red'
    )
    assert computed.background_image[0] == Url("a b.png")
    assert len(computed.background_image) == 2
    assert computed.background_position[0] == Position(x=Percent(100.0), y=Percent(20.0))
    assert computed.background_size == ("cover", (10.0, AUTO))
    assert computed.background_repeat == (("no-repeat", "no-repeat"), ("repeat", "repeat"))
    assert computed.background_color == RED


def test_lists_are_repeated_to_the_number_of_images() -> None:
    computed = style("background-image: url(a), url(b), url(c); background-size: cover, 1px 2px")
    assert computed.background_size == ("cover", (1.0, 2.0), "cover")
    assert len(computed.background_position) == len(computed.background_repeat) == 3


@pytest.mark.parametrize(
    ("written", "direction"),
    [
        ("", 180.0),
        ("to right,", 90.0),
        ("to left bottom,", "bottom left"),
        ("45deg,", 45.0),
        (".5turn,", 180.0),
        ("-90deg,", -90.0),
        ("0,", 0.0),
    ],
)
def test_the_direction_of_a_linear_gradient(written: str, direction: object) -> None:
    (gradient,) = style(f"background-image: linear-gradient({written} red, blue)").background_image
    assert gradient == LinearGradient(direction=direction, stops=(Stop(RED), Stop(BLUE)))  # type: ignore[arg-type]


def test_colour_stops() -> None:
    (gradient,) = style(
        "color: red; background-image: linear-gradient(currentcolor 0 8px, blue 1em 50%)"
    ).background_image
    assert isinstance(gradient, LinearGradient)
    assert gradient.stops == (Stop(RED, 0.0), Stop(RED, 8.0), Stop(BLUE, 16.0), Stop(BLUE, Percent(50.0)))


@pytest.mark.parametrize(
    ("written", "shape", "size"),
    [
        ("", "ellipse", "farthest-corner"),
        ("circle,", "circle", "farthest-corner"),
        ("closest-side circle,", "circle", "closest-side"),
        ("20px,", "circle", (20.0, 20.0)),
        ("20px 10%,", "ellipse", (20.0, Percent(10.0))),
    ],
)
def test_the_shape_of_a_radial_gradient(written: str, shape: str, size: object) -> None:
    (gradient,) = style(f"background-image: radial-gradient({written} red, blue)").background_image
    assert isinstance(gradient, RadialGradient)
    assert (gradient.shape, gradient.size) == (shape, size)
    assert gradient.position == Position(x=Percent(50.0), y=Percent(50.0))


def test_the_centre_of_a_radial_gradient() -> None:
    (gradient,) = style("background: radial-gradient(circle at 78% top, red 0, blue)").background_image
    assert isinstance(gradient, RadialGradient)
    assert gradient.position == Position(x=Percent(78.0), y=Percent(0.0))


def test_a_repeating_gradient() -> None:
    (gradient,) = style("background: repeating-linear-gradient(red, blue 8px)").background_image
    assert isinstance(gradient, LinearGradient)
    assert gradient.repeating


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("center", Position(x=Percent(50.0), y=Percent(50.0))),
        ("top", Position(x=Percent(50.0), y=Percent(0.0))),
        ("10px", Position(x=10.0, y=Percent(50.0))),
        ("bottom left", Position(x=Percent(0.0), y=Percent(100.0))),
        ("right 40px bottom 5%", Position(x=40.0, y=Percent(95.0), from_right=True)),
    ],
)
def test_positions(written: str, expected: Position) -> None:
    assert style(f"object-position: {written}").object_position == expected
    assert style(f"background: url(a); background-position: {written}").background_position == (expected,)


def test_shadows() -> None:
    computed = style("color: red; box-shadow: 0 4px 12px #00f, inset 1px 2px, blue 1px 1px 0 -2px")
    assert computed.box_shadow == (
        Shadow(x=0.0, y=4.0, blur=12.0, spread=0.0, color=BLUE),
        Shadow(x=1.0, y=2.0, blur=0.0, spread=0.0, color=RED, inset=True),
        Shadow(x=1.0, y=1.0, blur=0.0, spread=-2.0, color=BLUE),
    )


def test_filters_and_opacity() -> None:
    computed = style("filter: blur(8px) brightness(60%); opacity: 40%; object-fit: cover")
    assert computed.filter == (("blur", 8.0), ("brightness", 0.6))
    assert (computed.opacity, computed.object_fit) == (0.4, "cover")
    assert style("opacity: 7").opacity == 1.0


@pytest.mark.parametrize(
    "css",
    [
        "background: red, url(a)",
        "background-image: conic-gradient(red, blue)",
        "background-image: linear-gradient(red)",
        "background-image: linear-gradient(to top bottom, red, blue)",
        "background-image: linear-gradient(red, 30%, blue)",
        "background-image: radial-gradient(circle 10%, red, blue)",
        "background-image: url()",
        "background: url(a) center /",
        "background-size: -1px",
        "box-shadow: 1px",
        "box-shadow: 1px 1px -1px",
        "box-shadow: 1px red 1px",
        "color: rgb(1, 2)",
        "color: #12345",
        "color: color(display-p3 1 0 0)",
        "filter: sepia(1)",
        "opacity: red",
        "aspect-ratio: 0",
    ],
)
def test_what_cannot_be_painted_is_refused(css: str) -> None:
    with pytest.raises(TemplateError, match=r"cannot be"):
        style(css)
