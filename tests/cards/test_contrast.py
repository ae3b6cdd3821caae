"""Contrast as WCAG counts it, and colours brought to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.cards.contrast import luminance, parse_hex, ratio, readable_on

COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda color: "#{:02x}{:02x}{:02x}".format(*color))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#fff", 4.54), ("#f00", "#fff", 4.0)],
)
def test_known_ratios(one: str, other: str, expected: float) -> None:
    assert ratio(luminance(parse_hex(one)), luminance(parse_hex(other))) == pytest.approx(expected, abs=0.01)


@given(COLORS, COLORS)
def test_every_colour_can_be_made_readable_on_any_other(color: str, paper: str) -> None:
    found = readable_on(color, paper)
    assert ratio(luminance(parse_hex(found)), luminance(parse_hex(paper))) >= 4.5
    assert readable_on(found, paper) == found


@given(COLORS)
def test_what_is_readable_stays_as_it_is(color: str) -> None:
    if ratio(luminance(parse_hex(color)), 1.0) >= 4.5:
        assert readable_on(color, "#ffffff") == color


def test_more_can_be_asked_than_there_is() -> None:
    assert readable_on("#c0341d", "#777777", 21) in {"#000000", "#ffffff"}


@pytest.mark.parametrize("color", ["red", "#12345", "c0341d", "#12345g", ""])
def test_what_is_no_colour(color: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        parse_hex(color)
