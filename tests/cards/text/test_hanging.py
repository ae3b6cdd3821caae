"""`hanging-punctuation: allow-end`: 、 and 。 in the margin, where they do not fit."""

from __future__ import annotations

import pytest

from publisher.cards.text import justified, place, set_lines
from tests.cards.text.setting import strings, text_of

# With `space-all` closing punctuation is a whole em wide, so a line of four characters and 。 needs five.


def test_a_stop_hangs_where_it_does_not_fit() -> None:
    text = text_of("あいうえ。かきく", word_break="normal", trim="space-all", hanging=True)
    lines = set_lines(text, 4.5, "greedy")
    assert strings(lines) == ["あいうえ。", "かきく"]
    assert [line.width for line in lines.lines] == pytest.approx([4.0, 3.0])
    assert lines.lines[0].hang == pytest.approx(1.0)
    assert [pen for _, _, pen in place(lines, lines.lines[0])][-1] == pytest.approx(4.0)


def test_without_it_the_character_before_the_stop_goes_with_it() -> None:
    text = text_of("あいうえ。かきく", word_break="normal", trim="space-all")
    assert strings(set_lines(text, 4.5, "greedy")) == ["あいう", "え。かき", "く"]


def test_a_stop_that_fits_stands_inside() -> None:
    text = text_of("あいうえ。かきく", word_break="normal", trim="space-all", hanging=True)
    (first, _) = set_lines(text, 5.0, "greedy").lines
    assert first.width == pytest.approx(5.0)
    assert first.hang == 0.0


def test_half_a_stop_that_fits_does_not_hang() -> None:
    text = text_of("あいうえ。かきく", word_break="normal", hanging=True)
    (first, _) = set_lines(text, 4.5, "greedy").lines
    assert first.width == pytest.approx(4.5)
    assert first.hang == 0.0


@pytest.mark.parametrize("mark", list("、。，．､｡,."))
def test_stops_and_commas_hang(mark: str) -> None:
    text = text_of(f"あいうえ{mark}", word_break="normal", trim="space-all", hanging=True)
    (line,) = set_lines(text, 4.0, "greedy").lines
    assert line.hang > 0
    assert line.width == pytest.approx(4.0)


@pytest.mark.parametrize("mark", list("」）！？：ー"))
def test_nothing_else_hangs(mark: str) -> None:
    text = text_of(f"あいうえ{mark}", word_break="normal", trim="space-all", hanging=True)
    assert len(set_lines(text, 4.0, "greedy").lines) == 2


def test_only_the_last_of_two_marks_hangs() -> None:
    text = text_of("あいう」。かき", word_break="normal", trim="space-all", hanging=True)
    assert strings(set_lines(text, 4.0, "greedy")) == ["あいう」。", "かき"]


def test_what_hangs_is_no_part_of_a_justified_line() -> None:
    text = text_of("あいうえ。かきく", word_break="normal", trim="space-all", hanging=True)
    lines = justified(set_lines(text, 4.3, "greedy"), 4.3)
    pens = [pen for _, _, pen in place(lines, lines.lines[0])]
    assert pens == pytest.approx([0.0, 1.1, 2.2, 3.3, 4.3])


def test_clamped_text_hangs_too() -> None:
    text = text_of("あいうえ。かきくけこさしすせそ", word_break="normal", trim="space-all", hanging=True)
    lines = set_lines(text, 4.0, "greedy", clamp=2)
    assert strings(lines)[0] == "あいうえ。"
    assert strings(lines)[1].endswith("…")
