"""Ellipses and sizes."""

from __future__ import annotations

import re

import pytest

from publisher.cards.text import fit_size, place, set_lines
from publisher.cards.text.paragraph import MAX_CLUSTERS
from tests.cards.text.setting import broken, strings, text_of

LONG = (
    "風速計でもレーダーでもなく、波の音の高さで翌日の海を読む。"
    "きっかけは合唱の指揮者のひと言だった、……という話を町の人は何度も聞いた"
)


def test_what_is_left_out_is_told_by_one_ellipsis() -> None:
    lines = broken(LONG, 20.0, "pretty", clamp=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert "".join(lines).count("…") == 1


@pytest.mark.parametrize("measure", range(6, 34))
def test_no_punctuation_stands_before_the_ellipsis(measure: int) -> None:
    last = broken(LONG, float(measure), "pretty", clamp=2)[-1]
    assert last[-2] not in "、。，．・：；…「（ 　"


ENGLISH = (
    "The harbour library opens before dawn, and the first reader - a fisherman - asks for poems (“cold ones”); then the"
    " quay falls silent: boats, ropes & all, as nobody had expected; so it began"
)


@pytest.mark.parametrize("measure", range(8, 30))
def test_latin_text_is_cut_after_a_word_and_without_its_punctuation(measure: int) -> None:
    last = broken(ENGLISH, float(measure), "pretty", lang="en", clamp=2)[-1]
    kept = last.removesuffix("…").split()[-1].lstrip("(“")
    assert kept in re.split(r"[ ,:;(“)”]+", ENGLISH) or kept.endswith((")", "”"))


def test_a_letter_before_the_ellipsis_is_not_kerned_towards_what_is_left_out() -> None:
    cut = set_lines(text_of("NNTooooooo", lang="en"), 3.6, "greedy", clamp=1)
    (*kept, last, _) = [cluster for _, cluster, _ in place(cut, cut.lines[0])]
    assert [cluster.text for cluster in kept] == ["N", "N"]
    assert last.advance == text_of("T", lang="en").clusters[0].advance > text_of("To", lang="en").clusters[0].advance


def test_a_clamped_paragraph_fits_its_measure() -> None:
    for measure in range(3, 30):
        lines = set_lines(text_of(LONG), float(measure), "pretty", clamp=2)
        assert lines.clamped
        assert lines.width <= measure + 1e-6


def test_text_within_the_clamp_is_untouched() -> None:
    lines = set_lines(text_of("短い"), 10.0, "pretty", clamp=2)
    assert not lines.clamped
    assert strings(lines) == ["短い"]


def test_unbreakable_text_is_cut_on_its_line() -> None:
    lines = set_lines(text_of("とても長いサイトの名前ですから入りきりません"), 8.0, "greedy", breakable=False)
    assert len(lines.lines) == 1
    assert strings(lines)[0].endswith("…")
    assert lines.width <= 8.0


def test_unbreakable_latin_text_is_cut_at_a_word() -> None:
    text = text_of("The Quiet Harbour Chronicle, and Other Papers", lang="en")
    cut = {strings(set_lines(text, tenth / 10, "greedy", breakable=False))[0] for tenth in range(90, 200, 3)}
    assert cut == {
        "The Quiet…",
        "The Quiet Harbour…",
        "The Quiet Harbour Chronicle…",
        "The Quiet Harbour Chronicle, and…",
    }


def test_a_size_at_which_a_word_would_overflow_does_not_fit() -> None:
    text = text_of("Supercalifragilistic", lang="en", splits=False)
    size = fit_size(text, 400.0, range(20, 81), "balance", max_lines=lambda _size: 3)
    assert set_lines(text, 400.0 / size, "balance").width <= 400.0 / size
    assert set_lines(text, 400.0 / (size + 1), "balance").width > 400.0 / (size + 1)


def test_the_largest_size_that_fits_is_taken() -> None:
    text = text_of("一二三四五六七八九十")
    assert fit_size(text, 500.0, range(20, 101), "balance", max_lines=lambda _size: 1) == 50


def test_a_smaller_size_beats_a_split_word() -> None:
    text = text_of("スーパーカリフラジリスティック")
    size = fit_size(text, 600.0, range(30, 81), "balance", max_lines=lambda _size: 3)
    assert len(set_lines(text, 600.0 / size, "balance").lines) == 1


def test_the_smallest_size_when_none_fits() -> None:
    assert fit_size(text_of("長" * 500), 300.0, range(40, 61), "balance", max_lines=lambda _size: 2) == 40


def test_a_text_of_any_length_is_measured_in_bounded_time_and_says_that_it_was_cut() -> None:
    text = text_of("果" * 100_000)
    assert len(text.clusters) <= MAX_CLUSTERS + 1
    assert text.clusters[-1].text == "…"


def test_a_tower_of_marks_is_one_cluster_of_bounded_glyphs() -> None:
    text = text_of("a" + "\u0301" * 1000, lang="en")
    assert len(text.clusters) <= 2
    assert len(text.clusters[0].glyphs) < 40
