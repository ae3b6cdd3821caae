"""Custom properties and var()."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publisher.cards.style import Element, Style, parse_document
from publisher.errors import TemplateError

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def style(css: str, html: str = "<div><p></p></div>") -> Style:
    """The style of the paragraph in the div."""
    div = parse_document(f"<style>{css}</style><body>{html}</body>").children[0]
    assert isinstance(div, Element)
    paragraph = div.children[0]
    assert isinstance(paragraph, Element)
    return paragraph.style


@pytest.mark.parametrize(
    "css",
    [
        ":root { --a: blue } p { color: var(--a) }",
        "html { --a: blue } p { color: var( --a , red) }",
        "p { color: var(--a, blue) }",
        "p { color: var(--a, var(--b, blue)) }",
        ":root { --b: blue; --a: var(--b) } p { color: var(--a) }",
        "div { --a: blue } :root { --a: red } p { color: var(--a) }",
        ":root { --a: red } p { --a: blue; color: var(--a) }",
        ":root { --a: red } p { --a: initial; color: var(--a, blue) }",
        "div { --a: blue } p { --a: inherit; color: var(--a) }",
        "p { --A: blue; --a: red; color: var(--A) }",
        "p { --a: blue !important; --a: red; color: var(--a) }",
        "p { --n: 0, 0; color: rgb(var(--n), 255) }",
        "p { --size: 1px; border: solid var(--size) blue; color: blue }",
    ],
)
def test_the_value_stands_where_var_stood(css: str) -> None:
    assert style(css).color == BLUE


def test_an_attribute_sets_the_accent_of_all_that_is_inside() -> None:
    html = "<div style='--accent: #00f'><p></p></div>"
    assert style(":root { --accent: red } p { background: var(--accent) }", html).background_color == BLUE


def test_a_shorthand_is_taken_apart_after_substitution() -> None:
    computed = style(
        "p { --box: 1px 2px; margin: var(--box) 3px; margin-top: 9px; border: var(--line, 2px solid red) }"
    )
    assert (computed.margin_top, computed.margin_right, computed.margin_bottom) == (9.0, 2.0, 3.0)
    assert (computed.border_left_width, computed.border_left_color) == (2.0, RED)


def test_a_variable_may_hold_a_css_wide_keyword() -> None:
    assert style("div { color: blue } p { color: var(--a, inherit) }").color == BLUE


def test_an_empty_fallback_is_a_value() -> None:
    assert style("p { padding: 1px var(--a,) }").padding_left == 1.0


def test_a_length_in_a_variable_is_relative_to_where_it_is_used() -> None:
    assert style("div { --w: 2em; font-size: 10px } p { font-size: 20px; width: var(--w) }").width == 40.0


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p {\n color: var(--accent) }", "<template>:2: '--accent' has no value here"),
        ("p {\n --a: var(--a) }", "<template>:2: '--a' depends on itself"),
        ("p { --a: var(--b);\n --b: var(--c); --c: var(--a) }", "depends on itself"),
        ("p { color: var(accent) }", "<template>:1: var() cannot be read"),
        ("p { color: var(--a blue) }", "<template>:1: var() cannot be read"),
        ("p { --a: 12;\n\n color: var(--a) }", "<template>:3: 'color' cannot be \"12\""),
        ("p {\n --fit-min: tiny }", "<template>:2: '--fit-min' cannot be \"tiny\""),
    ],
)
def test_what_has_no_value_is_refused(css: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        style(css)
    assert message in caught.value.message


def doubling(pattern: str) -> str:
    names = [f"--v{i}" for i in range(40)]
    rules = [f"{a}: {pattern.replace('@', f'var({b})')}" for a, b in pairwise(names)]
    return f"p {{ {'; '.join(rules)}; --v39: 1px; padding: var(--v0) }}"


@pytest.mark.parametrize("pattern", ["@ @", "f(@ @)", "(((((((((((@)))))))))))", "@"])
def test_variables_that_build_on_one_another_without_end_are_refused(pattern: str) -> None:
    with pytest.raises(TemplateError, match=r"too long|too many variables"):
        style(doubling(pattern))
