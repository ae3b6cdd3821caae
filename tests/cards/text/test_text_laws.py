"""Laws that hold for any text at any measure."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publisher.cards.text import Wrap, justified, place, set_lines
from publisher.cards.text.classes import NO_END, NO_START
from publisher.cards.text.hanging import HANGABLE
from publisher.cards.text.model import LineBreak, Trim, WordBreak
from publisher.cards.text.spacing import end_trim
from tests.cards.text.setting import strings, text_of

COMMON = [
    "港町", "図書館", "が", "を", "は", "の", "開く", "走った", "コンピューター", "ッ", "ー", "々", "、",
    "。", "「", "」", "（", "）", "：", "・", "――", "……", "AI", "GPU", "2026年", "3万円", "第4回", " ", "　",
    "the ", "night-train ", "https://a.example/b?c=d ", "🎉", "👨‍👩‍👧‍👦", "🇯🇵", "한국어", "漢\u3099",
    "e\u0301", "%", "！", "？", "\n", "x" * 40,
]  # fmt: skip
CLINGING = ["やって", "来る", "Google ", "Cloud", " v2", "/", "ソフトウェアエンジニア", "という", "1月17日", "gem を"]
TEXTS = st.lists(st.sampled_from(COMMON), min_size=1, max_size=40).map("".join)
WORDS = st.lists(st.sampled_from(COMMON + CLINGING), min_size=1, max_size=40).map("".join)
WRAPS: st.SearchStrategy[Wrap] = st.sampled_from(["greedy", "balance", "pretty"])
BREAKING: st.SearchStrategy[tuple[WordBreak, LineBreak]] = st.tuples(
    st.sampled_from(["auto-phrase", "normal", "keep-all", "break-all"]),
    st.sampled_from(["loose", "normal", "strict", "anywhere"]),
)
TRIMS: st.SearchStrategy[Trim] = st.sampled_from(["trim-start", "space-first", "normal", "space-all"])
MEASURES = st.floats(4.0, 40.0)


@settings(max_examples=300, deadline=None)
@given(WORDS, MEASURES, WRAPS)
def test_no_line_is_wider_than_its_measure(words: str, measure: float, wrap: Wrap) -> None:
    assert set_lines(text_of(words), measure, wrap).width <= measure + 1e-6


@settings(max_examples=300, deadline=None)
@given(WORDS, MEASURES, WRAPS)
def test_text_is_kept_but_for_spaces_at_line_edges(words: str, measure: float, wrap: Wrap) -> None:
    kept = "".join(strings(set_lines(text_of(words), measure, wrap)))
    assert "".join(kept.split()) == "".join(words.split())


@settings(max_examples=300, deadline=None)
@given(WORDS, st.floats(8.0, 40.0), WRAPS)
def test_kinsoku_is_never_broken(words: str, measure: float, wrap: Wrap) -> None:
    assume(not _CRAMMED.search(words))
    lines = set_lines(text_of(words), measure, wrap)
    for (before, line), (first, second) in zip(pairwise(strings(lines)), pairwise(lines.lines), strict=True):
        if first.end == second.start:  # else a space or a line feed stands between them: the author's own break
            assert line[0] not in NO_START, (before, line)
            assert before[-1] not in NO_END, (before, line)


_RUN = re.escape("".join(sorted(NO_START | NO_END)))
_CRAMMED = re.compile(f"[{_RUN}]{{5}}|x{{40}}[{_RUN}]")  # nothing but punctuation for half a line: no place is right


@settings(max_examples=150, deadline=None)
@given(WORDS, MEASURES, st.integers(1, 4))
def test_clamped_text_is_a_beginning_with_an_ellipsis(words: str, measure: float, clamp: int) -> None:
    lines = set_lines(text_of(words), measure, "pretty", clamp=clamp)
    assert len(lines.lines) <= clamp
    assert lines.width <= measure + 1e-6
    shown = "".join("".join(strings(lines)).split())
    whole = "".join(words.split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


@settings(max_examples=200, deadline=None)
@given(WORDS, MEASURES, WRAPS, BREAKING, TRIMS)
def test_the_laws_hold_for_every_value(
    words: str, measure: float, wrap: Wrap, breaking: tuple[WordBreak, LineBreak], trim: Trim
) -> None:
    text = text_of(words, word_break=breaking[0], line_break=breaking[1], trim=trim, hanging=True)
    lines = set_lines(text, measure, wrap)
    assert lines.width <= measure + 1e-6
    assert "".join("".join(strings(lines)).split()) == "".join(words.split())
    assert all(line.hang == 0 or text.clusters[line.end - 1].text in HANGABLE for line in lines.lines)


@settings(max_examples=200, deadline=None)
@given(WORDS, MEASURES, st.booleans())
def test_justified_lines_end_at_the_measure(words: str, measure: float, hanging: bool) -> None:
    lines = justified(set_lines(text_of(words, hanging=hanging), measure, "full"), measure)
    for line in lines.lines:
        if not line.stretch:
            continue
        last = lines.text.clusters[line.end - 1]
        end = [pen for _, _, pen in place(lines, line)][-1] + last.advance + last.kern - line.hang
        blank = end_trim(last, lines.text.trim)
        assert end == pytest.approx(measure + blank)


@settings(max_examples=100, deadline=None)
@given(WORDS, MEASURES, WRAPS)
def test_without_overflow_wrap_lines_end_at_legal_places_only(words: str, measure: float, wrap: Wrap) -> None:
    lines = set_lines(text_of(words, splits=False), measure, wrap)
    legal = {place.index for place in lines.text.breaks}
    assert all(line.start in legal or lines.text.clusters[line.start - 1].text == " " for line in lines.lines[1:])


@settings(max_examples=100, deadline=None)
@given(WORDS, MEASURES, WRAPS)
def test_the_same_text_breaks_the_same_way(words: str, measure: float, wrap: Wrap) -> None:
    from publisher.cards.text.paragraph import _prepare

    first = strings(set_lines(text_of(words), measure, wrap))
    _prepare.cache_clear()
    assert strings(set_lines(text_of(words), measure, wrap)) == first


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), MEASURES, WRAPS)
def test_any_characters_at_all_are_set(words: str, measure: float, wrap: Wrap) -> None:
    lines = set_lines(text_of(words), measure, wrap)
    assert lines.width <= measure + 1e-6
