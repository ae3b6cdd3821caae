"""`text-align: justify`: which lines are stretched, and where they open."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publisher.cards.text import Lines, justified, place, set_lines
from tests.cards.text.setting import text_of


def gaps(words: str, measure: float) -> list[list[float]]:
    """For each line what was added between its characters, in em."""
    before = set_lines(text_of(words, word_break="normal"), measure, "greedy")
    return [
        [round(b - a, 6) for a, b in zip(steps(before, index), steps(justified(before, measure), index), strict=True)]
        for index in range(len(before.lines))
    ]


def steps(lines: Lines, index: int) -> list[float]:
    pens = [pen for _, _, pen in place(lines, lines.lines[index])]
    return [after - before for before, after in pairwise(pens)]


def test_every_gap_between_kanji_and_kana_takes_its_share() -> None:
    assert gaps("天地人山川空海風雲", 4.6) == [[0.2, 0.2, 0.2], [0.2, 0.2, 0.2], []]


def test_latin_opens_at_its_spaces_only() -> None:
    first = gaps("a quiet harbour town", 9.0)[0]
    opened = {index for index, gap in enumerate(first) if gap}
    assert opened == {1, 7}
    assert first[1] == pytest.approx(first[7])


def test_nothing_opens_before_closing_or_after_opening_punctuation() -> None:
    (first, *_) = gaps("天「地」、人！山川空海", 6.7)
    assert [bool(gap) for gap in first] == [True, False, False, False, True, False]


def test_the_last_line_and_one_before_a_line_feed_stay_as_they_are() -> None:
    lines = justified(set_lines(text_of("天地\n人山川空海", word_break="normal"), 4.5, "greedy"), 4.5)
    assert [line.stretch > 0 for line in lines.lines] == [False, True, False]
    assert [line.width for line in lines.lines] == pytest.approx([2.0, 4.5, 1.0])


def test_a_line_of_one_word_stays_as_it_is() -> None:
    lines = justified(set_lines(text_of("harbour towns"), 5.0, "greedy"), 5.0)
    assert [line.stretch for line in lines.lines] == [0.0, 0.0]
