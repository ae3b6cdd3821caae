"""Vertical text: what stands, what lies, what shares a cell."""

from __future__ import annotations

import pytest

from publisher.cards.fonts import font_stack
from publisher.cards.text import Span, Text, TextStyle, prepare, set_lines
from publisher.cards.text.model import Orientation
from tests.cards.text.setting import strings


def column(words: str, *, combine: int = 2, orientation: Orientation = "mixed") -> Text:
    fonts = font_stack(("Noto Sans JP",), 700, "ja")
    span = Span(text=words, fonts=fonts, combine=combine, orientation=orientation)
    return prepare([span], TextStyle(lang="ja", vertical=True))


def test_kanji_stand_in_the_middle_of_their_column() -> None:
    (cluster,) = column("字").clusters
    (glyph,) = cluster.glyphs
    assert cluster.advance == pytest.approx(1.0)
    assert glyph.x == pytest.approx(-0.5)
    assert not glyph.turned


def test_brackets_and_long_vowels_take_their_vertical_forms() -> None:
    for char in "「」（）ー、。…―":
        upright = column(char).clusters[0].glyphs[0].gid
        across = font_stack(("Noto Sans JP",), 700, "ja").primary.shaper.get_nominal_glyph(ord(char))
        assert upright != across, char


def test_latin_lies_on_its_side() -> None:
    clusters = column("潮のGit").clusters
    assert [bool(cluster.glyphs[0].turned) for cluster in clusters] == [False, False, True, True, True]
    assert sum(cluster.advance for cluster in clusters[2:]) < 2.0


def test_two_digits_share_a_cell_and_three_do_not() -> None:
    assert [cluster.text for cluster in column("第12回365日").clusters] == ["第", "12", "回", "3", "6", "5", "日"]
    cell = column("第12回").clusters[1]
    assert cell.advance == pytest.approx(1.0)
    assert all(glyph.squeeze <= 1.0 and not glyph.turned for glyph in cell.glyphs)


def test_a_digit_alone_stands_and_one_of_many_lies() -> None:
    clusters = column("第3回、2026年").clusters
    stands = {cluster.text: not cluster.glyphs[0].turned for cluster in clusters}
    assert stands == {"第": True, "3": True, "回": True, "、": True, "2": False, "0": False, "6": False, "年": True}
    assert clusters[1].advance == pytest.approx(1.0)
    assert column("3", combine=0).clusters[0].glyphs[0].turned


def test_digits_of_versions_and_words_are_left_alone() -> None:
    assert "12" not in [cluster.text for cluster in column("v12と3.12とB12").clusters]


def test_letters_stand_when_told_to() -> None:
    clusters = column("AI", combine=0, orientation="upright").clusters
    assert not any(cluster.glyphs[0].turned for cluster in clusters)
    assert [cluster.advance for cluster in clusters] == pytest.approx([1.0, 1.0])


def test_lines_obey_the_same_rules_as_across() -> None:
    lines = strings(set_lines(column("「潮が味方する可能性がある」：漁師がAIの予報を信じない理由"), 15.0, "balance"))
    assert lines == ["「潮が味方する可能性がある」：", "漁師がAIの予報を信じない理由"]


def test_a_colour_picture_stands_in_a_cell_of_its_own() -> None:
    (cluster,) = column("🎉").clusters
    assert cluster.advance == pytest.approx(1.0)
    assert cluster.glyphs[0].face.bitmap
