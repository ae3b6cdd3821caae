"""The table is the whole truth about the language's properties."""

from __future__ import annotations

from dataclasses import fields

import pytest

from publisher.cards.style import SHORTHANDS, TABLE, Element, Style, parse_document
from publisher.errors import TemplateError

BESIDES = {"fit_min", "fit_max", "contrast", "direction", "lang"}  # from custom properties and from attributes
KEYWORDS = [(name, word) for name, prop in TABLE.items() for word in prop.grammar.keywords]


def style(css: str) -> Style:
    (paragraph,) = parse_document(f"<body><p style='{css}'></p></body>").children
    assert isinstance(paragraph, Element)
    return paragraph.style


def test_every_field_of_a_style_is_a_property_and_the_other_way_round() -> None:
    assert {field.name for field in fields(Style) if field.init} == {p.field for p in TABLE.values()} | BESIDES


@pytest.mark.parametrize("name", TABLE)
def test_initial_means_the_default_of_the_style(name: str) -> None:
    field = TABLE[name].field
    written = style(f"{name}: initial")
    default = "inline" if name == "display" else getattr(Style(), field)
    assert getattr(written, field) == default


@pytest.mark.parametrize(("name", "word"), KEYWORDS)
def test_every_keyword_that_is_suggested_is_taken(name: str, word: str) -> None:
    style(f"{name}: {word}")


@pytest.mark.parametrize("name", [*TABLE, *SHORTHANDS])
def test_every_property_says_how_it_is_written_and_refuses_the_rest(name: str) -> None:
    with pytest.raises(TemplateError) as caught:
        style(f"{name}: @@ 1quux")
    assert caught.value.message.startswith(f"<template>:1: '{name}' cannot be")
    assert caught.value.hint


@pytest.mark.parametrize("name", SHORTHANDS)
def test_a_shorthand_sets_longhands_of_the_table(name: str) -> None:
    assert set(SHORTHANDS[name].longhands) <= set(TABLE)
    style(f"{name}: inherit")
