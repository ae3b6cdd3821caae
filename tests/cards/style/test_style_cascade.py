"""Which declaration wins, and what children inherit."""

from __future__ import annotations

import pytest

from publisher.cards.style import Element, Style, parse_document

RED, GREEN, BLUE = (255, 0, 0, 255), (0, 128, 0, 255), (0, 0, 255, 255)


def last(css: str, html: str) -> Style:
    """The style of the innermost last element."""
    element = parse_document(f"<style>{css}</style><body>{html}</body>")
    while element.children and isinstance(element.children[-1], Element):
        element = element.children[-1]
    return element.style


@pytest.mark.parametrize(
    "css",
    [
        "p { color: red } p { color: blue }",
        ".a { color: blue } p { color: red }",
        "#x { color: blue } .a.b { color: red }",
        "div p { color: blue } p { color: red }",
        "div > p { color: blue } * { color: red }",
        ".a { color: blue } body div p { color: red }",
        "p { color: blue !important } #x { color: red }",
        "h1, p, h2 { color: blue }",
        ":root p { color: blue } div p { color: red }",
        "P { color: blue }",
        "p { COLOR: BLUE }",
        "p.a#x { color: blue } #x { color: red }",
    ],
)
def test_the_more_specific_then_the_later_wins(css: str) -> None:
    assert last(css, "<div><p class='a b' id=x></p></div>").color == BLUE


@pytest.mark.parametrize(
    "css", ["div > b { color: red }", "p.c { color: red }", "b div { color: red }", ".A { color: red }"]
)
def test_a_selector_that_does_not_match_changes_nothing(css: str) -> None:
    assert last(css, "<div><p class=a><b></b></p></div>").color == (0, 0, 0, 255)


def test_the_attribute_beats_every_selector_but_not_important() -> None:
    assert last("#x { color: red }", "<p id=x style='color: blue'></p>").color == BLUE
    assert last("p { color: red !important }", "<p style='color: blue'></p>").color == RED
    assert last("p { color: red !important }", "<p style='color: blue !important'></p>").color == BLUE


def test_style_elements_follow_one_another_wherever_they_stand() -> None:
    html = "<style>p{color:red}</style><body><p>x</p><style>p{color:blue}</style></body>"
    paragraph = parse_document(html).children[0]
    assert isinstance(paragraph, Element)
    assert paragraph.style.color == BLUE


def test_colour_is_inherited_and_padding_is_not() -> None:
    computed = last("div { color: red; padding: 4px }", "<div><p></p></div>")
    assert (computed.color, computed.padding_top) == (RED, 0.0)


@pytest.mark.parametrize(
    ("css", "color", "padding"),
    [
        ("p { color: inherit; padding: inherit }", RED, 4.0),
        ("p { color: initial; padding: initial }", (0, 0, 0, 255), 0.0),
        ("p { color: unset; padding: unset }", RED, 0.0),
    ],
)
def test_css_wide_keywords(css: str, color: object, padding: float) -> None:
    computed = last(f"p {{ color: blue; padding: 1px }} div {{ color: red; padding: 4px }} {css}", "<div><p></p></div>")
    assert (computed.color, computed.padding_top) == (color, padding)


def test_current_colour_is_inherited_as_the_keyword() -> None:
    css = "div { color: red; border: 1px solid } p { color: blue; border: inherit }"
    assert last(css, "<div><p></p></div>").border_top_color == BLUE


def test_an_inherited_length_is_the_parents_computed_one() -> None:
    css = "div { font-size: 10px; width: 2em } p { font-size: 40px; width: inherit }"
    assert last(css, "<div><p></p></div>").width == 20.0


def test_authors_win_over_the_defaults_of_an_element() -> None:
    computed = last("* { font-weight: 400; text-wrap: wrap }", "<h1></h1>")
    assert (computed.font_weight, computed.text_wrap) == (400, "wrap")
    assert last("body { text-wrap: wrap }", "<h1></h1>").text_wrap == "balance"


def test_font_face_is_for_the_browser() -> None:
    css = "@font-face { font-family: N; src: local('N') } p { color: green }"
    assert last(css, "<p></p>").color == GREEN
