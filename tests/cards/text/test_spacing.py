"""The space between neighbours, in em."""

from __future__ import annotations

import pytest

from publisher.cards.text import break_lines
from tests.cards.text.setting import text_of


def width(words: str) -> float:
    return break_lines(text_of(words), 1000.0, "greedy").width


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("漢字", 2.0),
        ("一」「二", 3.5),
        ("一」、二", 3.5),
        ("一」：二", 3.5),
        ("一（「二", 3.5),
        ("「一", 1.5),  # flush at the line's start
        ("一」", 1.5),  # the blank half at the line's end is free
        ("一。", 1.5),
    ],
)
def test_punctuation_closes_up(words: str, expected: float) -> None:
    assert width(words) == pytest.approx(expected)


def test_an_eighth_between_kana_and_latin_none_beside_a_space() -> None:
    gap = 1 / 8
    assert width("漢A漢") == pytest.approx(width("漢") * 2 + width("A") + 2 * gap)
    assert width("漢 A") == pytest.approx(width("漢") + width("A") + width("漢 漢") - 2.0)


def test_digits_count_as_latin_and_punctuation_does_not() -> None:
    assert width("第3") == pytest.approx(1.0 + width("3") + 1 / 8)
    assert width("。A") == pytest.approx(1.0 + width("A"))
