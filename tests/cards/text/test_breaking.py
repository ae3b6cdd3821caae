"""Where lines end: by sense first, by phrase next, never against kinsoku."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publisher.cards.text import Level, Wrap, set_lines
from tests.cards.text.setting import broken, strings, text_of


def test_a_colon_after_a_quotation_ends_a_line() -> None:
    title = "「潮が味方する可能性がある」：何万人もの漁師がAIの予報を信じない理由"
    assert broken(title, 16.5) == ["「潮が味方する可能性がある」：", "何万人もの漁師が", "AIの予報を信じない理由"]


def test_a_short_quotation_stays_whole_and_a_dash_opens_the_next_line() -> None:
    title = (
        "研究船が入り江で見つけた「光る藻」は、電気を使わずに夜道を照らす街灯への手がかりになるのか"
        "――十年越しの観測が示すもの"
    )
    lines = broken(title, 19.5)
    assert not any("「光る" in line and "藻」" not in line for line in lines)
    assert lines[-1].startswith("――")


def test_balanced_lines_are_of_one_width() -> None:
    lines = set_lines(text_of("港町の図書館が夜明け前に開く日、漁師たちは詩集を借りて海へ出る"), 18.0, "balance")
    widths = [line.width for line in lines.lines]
    assert max(widths) - min(widths) < 4.0


@pytest.mark.parametrize("wrap", ["greedy", "balance", "pretty"])
def test_text_that_fits_is_one_line(wrap: str) -> None:
    assert broken("短い題", 10.0, wrap) == ["短い題"]  # type: ignore[arg-type]


def test_katakana_words_and_numbers_with_units_stay_whole() -> None:
    title = "スマートフォンで第3回オンラインワークショップに3万円で参加する方法2026年版"
    lines = broken(title, 12.0)
    for whole in ("スマートフォン", "第3回", "オンライン", "3万円", "2026年版"):
        assert any(whole in line for line in lines), (whole, lines)


def test_a_phrase_wider_than_the_line_is_broken_between_its_words() -> None:
    lines = set_lines(text_of("非同期例外処理完全ガイド"), 7.0, "balance")
    assert lines.worst is Level.WORD
    assert strings(lines) in (
        ["非同期例外", "処理完全ガイド"],
        ["非同期", "例外処理完全", "ガイド"],
        ["非同期例外処理", "完全ガイド"],
    )


def test_a_word_wider_than_the_line_is_split_as_a_last_resort() -> None:
    lines = set_lines(text_of("Donaudampfschifffahrtsgesellschaftskapitän", lang="de"), 8.0, "balance")
    assert lines.worst is Level.EMERGENCY
    assert "".join(strings(lines)) == "Donaudampfschifffahrtsgesellschaftskapitän"


@pytest.mark.parametrize("measure", [12.0, 14.0, 18.0])
def test_english_breaks_at_spaces_and_keeps_articles_with_their_nouns(measure: float) -> None:
    lines = broken("The night train returns to the coast after a decade of silence", measure, lang="en")
    assert all(not line.endswith((" the", " a", " of", " to")) for line in lines)


def test_without_phrases_every_legal_place_is_as_good() -> None:
    text = text_of("港町の図書館が夜明け前に開く", word_break="normal")
    assert set_lines(text, 5.0, "greedy").worst is Level.PHRASE


def test_greedy_fills_each_line() -> None:
    text = text_of("一二三四五六七八九十一二三四五", word_break="normal")
    assert [len(line) for line in strings(set_lines(text, 6.0, "greedy"))] == [6, 6, 3]


def test_a_line_feed_is_a_break_and_each_part_is_set_by_itself() -> None:
    assert broken("一行目\n二行目", 20.0) == ["一行目", "二行目"]


def test_pretty_leaves_no_stub() -> None:
    lines = broken("発光する微生物の群れが同じ周期で明滅する仕組みを街灯に応用する実験が始まった。", 19.0, "pretty")
    assert len(lines[-1]) > 4


def test_a_particle_stays_with_the_quotation_it_marks() -> None:
    lines = broken("研究船の乗組員が入り江で見つけた「光る藻の森」は夜の海を照らす", 16.0)
    assert not any(line.startswith("は") for line in lines)


def test_dashes_and_ellipses_are_never_split() -> None:
    for words in ("霧の向こうへ――灯台守の話", "返事はまだ……届かない手紙"):
        for measure in range(4, 12):
            lines = broken(words, float(measure), "greedy")
            assert not any(
                line.startswith(("―", "…")) and before.endswith(("―", "…")) for before, line in pairwise(lines)
            )


def test_a_ligature_is_whole_even_in_a_line_narrower_than_it() -> None:
    text = text_of("offix", lang="en")
    assert [cluster.text for cluster in text.clusters if cluster.joined] == ["f", "i"]
    for tenths in range(1, 30):
        assert all(text.clusters[line.start].glyphs for line in set_lines(text, tenths / 10, "balance").lines), tenths


def test_a_line_may_end_nowhere_in_a_ligature_where_it_may_end_after_any_letter() -> None:
    text = text_of("offix", lang="en", word_break="break-all")
    assert [place.index for place in text.breaks] == [1, 4]


def test_a_particle_torn_from_its_word_does_not_stand_alone() -> None:
    assert broken("Harborlightに参加しました", 6) == ["Harborlight", "に参加", "しました"]


@pytest.mark.parametrize("wrap", ["greedy", "balance", "pretty"])
def test_what_a_torn_particle_costs_is_told_however_the_lines_were_chosen(wrap: Wrap) -> None:
    lines = set_lines(text_of("HarborlightsでHarborlights、灯台守が見る夜"), 7, wrap)
    assert strings(lines)[:3] == ["Harborlights", "で", "Harborlights、"]
    assert len(lines.lines) > 3
    assert 1.2e5 < lines.cost - 1e5 < 1.3e5


@pytest.mark.parametrize("breakable", [True, False])
def test_where_a_text_may_break_is_asked_of_none_that_fits(breakable: bool) -> None:
    text = text_of("港の霧は早くに晴れる", breakable=breakable)
    assert len(set_lines(text, 12.0, "pretty").lines) == 1
    assert text._places is None
    assert [place.index for place in text.places if place.level is Level.PHRASE] == [2, 4, 7]
    assert text._places is not None


def test_text_that_may_not_break_ends_in_an_ellipsis_where_it_may_be_parted() -> None:
    text = text_of("港の霧は朝のうちに晴れる", breakable=False)
    lines = set_lines(text, 9.5, "greedy", clamp=1, breakable=False)
    assert text.breaks == ()
    assert strings(lines) == ["港の霧は朝の…"]


@pytest.mark.parametrize("breakable", [True, False])
def test_lines_end_at_line_feeds_in_any_text(breakable: bool) -> None:
    text = text_of("港の霧は\n朝のうちに晴れる", breakable=breakable)
    lines = set_lines(text, 100.0, "pretty", breakable=breakable)
    assert [line.rstrip() for line in strings(lines)] == ["港の霧は", "朝のうちに晴れる"]


def test_lines_that_were_kept_are_those_broken_anew() -> None:
    measures = [3 + step / 7 for step in range(200)]
    text = text_of("研究船が入り江で見つけた「光る藻」は、電気を使わずに夜道を照らす街灯への手がかりになるのか")
    lines = [set_lines(text, measure, "pretty") for measure in measures]
    assert len(text.known) <= 64
    assert [set_lines(text, measure, "pretty") for measure in measures] == lines
    text.known.clear()
    assert [set_lines(text, measure, "pretty") for measure in reversed(measures)] == lines[::-1]
    assert set_lines(text, 12.0, "greedy") != set_lines(text, 12.0, "balance")
