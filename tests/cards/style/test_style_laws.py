"""Laws over any input."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.style import SHORTHANDS, TABLE, Element, Style, Text, parse_document
from publisher.errors import TemplateError

NAMES = [*TABLE, *SHORTHANDS, "--a", "--b", "--fit-min"]
WORDS = sorted({word for prop in TABLE.values() for word in prop.grammar.keywords})
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda x: f"{x:g}") | st.integers().map(str)
DIMENSIONS = st.tuples(NUMBERS, st.sampled_from(["", "px", "em", "rem", "%", "deg", "vw"])).map("".join)
COLORS = st.sampled_from(["red", "#f00", "#12", "rgb(1,2,3)", "hsl(1e308 1% 1%)", "rgb(1e999,0,0)", "currentcolor"])
ATOMS = (
    st.sampled_from([*WORDS, "inherit", "unset", "var(--a)", "var(--b, 1px)", ",", "/", '"x"', "url(a)", "!important"])
    | DIMENSIONS
    | COLORS
    | st.text(max_size=4)
)
CALLS = st.sampled_from(["linear-gradient", "radial-gradient", "rgb", "blur", "var", "calc", ""])
VALUES = st.recursive(
    st.lists(ATOMS, max_size=5).map(" ".join),
    lambda inner: st.tuples(CALLS, inner).map(lambda call: f"{call[0]}({call[1]})"),
    max_leaves=4,
)
DECLARATIONS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES).map(": ".join), max_size=5).map("; ".join)


def parsed(html: str) -> Element | None:
    """The document, or None when it is refused; any other error fails the test."""
    try:
        return parse_document(html)
    except TemplateError as error:
        assert error.message.startswith("<template>:")
        return None


@settings(max_examples=400, deadline=None)
@given(DECLARATIONS)
def test_any_declarations_are_taken_or_refused(css: str) -> None:
    parsed(f'<body style="--a: 1px"><p style="{escape(css)}">x</p></body>')


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["p", "*", "div > p", ".a, #b", ":root", "p:hover", "a + b", "[x", ""]), DECLARATIONS)
def test_any_rule_is_taken_or_refused(selector: str, css: str) -> None:
    parsed(f"<style>{selector} {{ {css} }}</style><body><div><p class=a>x</p></div></body>")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_style_sheet_is_taken_or_refused(css: str) -> None:
    parsed(f"<style>{css}</style><body><p>x</p></body>")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(max_size=8) | st.sampled_from(["<p>", "</div>", "<b class='", "<style>", "&#", "<!--"])).map(
        "".join
    )
)
def test_any_document_is_taken_or_refused(html: str) -> None:
    parsed(html)


@settings(max_examples=100, deadline=None)
@given(DECLARATIONS)
def test_the_same_document_gives_the_same_tree(css: str) -> None:
    html = f"<style>:root {{ --a: 2em }}</style><body style='font-size: 20px'><p style=\"{escape(css)}\">x</p></body>"
    assert parsed(html) == parsed(html)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_escaped_words_arrive_unchanged(words: str) -> None:
    (paragraph,) = parse_document(f"<body><p>{escape(words)}</p></body>").children
    assert isinstance(paragraph, Element)
    assert paragraph.children == (Text(words, 1),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.5, 2.0), min_size=1, max_size=6))
def test_em_chains_multiply(factors: list[float]) -> None:
    html = "".join(f"<div style='font-size:{factor!r}em'>" for factor in factors)
    element: Element | Text = parse_document(f"<body>{html}</body>")
    expected = 16.0
    for factor in factors:
        assert isinstance(element, Element)
        element = element.children[0]
        expected *= factor
    assert isinstance(element, Element)
    assert element.style.font_size == pytest.approx(expected)


def test_a_style_is_never_changed() -> None:
    with pytest.raises(AttributeError):
        Style().color = (0, 0, 0, 0)  # type: ignore[misc]
