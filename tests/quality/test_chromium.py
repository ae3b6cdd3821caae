"""Chromium as judge: the same headlines, the same font, size and width."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from publisher.cards.text import Lines, Wrap, justified, place, set_lines
from publisher.cards.text.model import LineBreak, Trim, WordBreak
from tests.cards.text.setting import strings, text_of
from tests.chromium import needs_chromium
from tests.quality.chromium import PHRASED, PLAIN, Seen, set_by_chromium
from tests.quality.differences import Reason, reason
from tests.quality.table import HERE, MARK, rows, visible

WORDS = [
    "ふあんていなッチャーをあれこれとつくっていくーつもりです",
    "国際データサイエンス学会・関東支部ニュースレター創刊号のお知らせ",
    "Supercalifragilistic expialidocious, ready-made words of 12,345.67 letters",
    "「そんな……まさか」と彼は言った――いや、言えなかった！？という",
    "値段は1980円（税込）、割引率は50%で残り20℃の倉庫にあと々々",
    "한국어 낱말은 띄어쓰기로 나뉜다고 배웠습니다만",
    "x・y／z：表記のゆれをなくす〜編集部の一週間〜",
]
BRACKETS = [
    "「あ」の字「いろはにほ「へとちり",
    "（一二三四五六（七八九十一二三（四",
    "いろはにほへ『と』ち「りぬるを",
]
OPENED = [
    "朝凪の港に白い船が三隻ならび潮の香りが石畳の坂をのぼってくる",
    "the quiet harbour at dawn and the three white boats that lay in it",
    "毎朝 memo を飲みながら gem を更新する人のための daily ノート",
    "いろはにほへと🎉ちりぬるをわかよたれそつねならむ",
]

SIZES = [(1056.0, 60.0), (700.0, 64.0)]  # a card's width, a narrow one


@lru_cache(maxsize=1)
def headlines() -> list[str]:
    """The Japanese table's headlines, but for those with emoji: they are another font's affair."""
    return [row.headline for row in rows("ja.tsv") if row.label != "emoji"]


def ours(words: str, measure: float, wrap: Wrap, *, plain: bool = False) -> Lines:
    text = text_of(words, word_break="normal", autospace=False, trim="space-all") if plain else text_of(words)
    return set_lines(text, measure, wrap)


def judged(tmp_path: Path, css: str, width: float, size: float) -> list[list[Seen]]:
    return set_by_chromium([(words, "ja") for words in headlines()], css, tmp_path, width=width, size=size)


@needs_chromium
@pytest.mark.parametrize(("width", "size"), SIZES)
def test_plain_lines_are_those_of_chromium(tmp_path: Path, width: float, size: float) -> None:
    theirs = judged(tmp_path, PLAIN, width, size)
    pairs = [
        (strings(ours(words, width / size, "greedy", plain=True)), [line.words for line in lines])
        for words, lines in zip(headlines(), theirs, strict=True)
        if "/" not in words
    ]
    different = [pair for pair in pairs if [line.strip() for line in pair[0]] != pair[1]]
    assert len(pairs) > 300
    assert len(different) <= len(pairs) / 100, different


@needs_chromium
@pytest.mark.parametrize(("width", "size"), SIZES)
def test_lines_are_as_wide_as_chromiums(tmp_path: Path, width: float, size: float) -> None:
    measured = 0
    for words, theirs in zip(headlines(), judged(tmp_path, PLAIN, width, size), strict=True):
        lines = ours(words, width / size, "greedy", plain=True)
        if [line.strip() for line in strings(lines)] != [line.words for line in theirs]:
            continue
        for mine, seen in zip(lines.lines, theirs, strict=True):
            measured += 1
            assert mine.width * size == pytest.approx(seen.width, abs=0.1), seen
    assert measured > 500


@needs_chromium
@pytest.mark.parametrize("wrap", ["greedy", "balance"])
@pytest.mark.parametrize(("width", "size"), SIZES)
def test_every_difference_has_a_reason(tmp_path: Path, width: float, size: float, wrap: Wrap) -> None:
    css = PHRASED if wrap == "greedy" else f"{PHRASED}; text-wrap: {wrap}"
    same, reasons = 0, Counter[Reason]()
    for words, theirs in zip(headlines(), judged(tmp_path, css, width, size), strict=True):
        lines = ours(words, width / size, wrap)
        said = [line.words for line in theirs]
        if [line.strip() for line in strings(lines)] == said:
            same += 1
        else:
            reasons[reason(lines, said, width / size, filled=wrap == "greedy")] += 1
    print(f"\n{wrap}, {width:g} px at {size:g} px: {same} of {len(headlines())} the same; {dict(reasons)}")
    assert not reasons[Reason.UNEXPLAINED]
    assert same > len(headlines()) / 2


VALUES: dict[str, tuple[str, WordBreak, LineBreak]] = {
    "break-all": ("word-break: break-all", "break-all", "strict"),
    "keep-all": ("word-break: keep-all", "keep-all", "strict"),
    "loose": ("line-break: loose", "normal", "loose"),
    "normal": ("line-break: normal", "normal", "normal"),
    "anywhere": ("line-break: anywhere", "normal", "anywhere"),
}


@needs_chromium
@pytest.mark.parametrize("name", VALUES)
def test_other_values_break_lines_as_in_chromium(tmp_path: Path, name: str) -> None:
    css, word_break, line_break = VALUES[name]
    width, size = SIZES[1]
    texts = [text_of(w, word_break=word_break, line_break=line_break, autospace=False, trim="space-all") for w in WORDS]
    mine = [[line.strip() for line in strings(set_lines(text, width / size, "greedy"))] for text in texts]
    theirs = set_by_chromium([(words, "ja") for words in WORDS], f"{PLAIN}; {css}", tmp_path, width=width, size=size)
    different = [
        (ours, said)
        for ours, lines in zip(mine, theirs, strict=True)
        # A word wider than the line keeps its kinsoku and its signs (-i, /etc) here.
        if ours != (said := [line.words for line in lines]) and not (name == "keep-all" and len(said) > 1)
    ]
    assert different == []


@needs_chromium
@pytest.mark.parametrize("trim", ["trim-start", "space-first", "normal", "space-all"])
def test_lines_that_begin_with_a_bracket_are_as_wide_as_chromiums(tmp_path: Path, trim: Trim) -> None:
    size = 40.0
    css = f"{PLAIN}; text-spacing-trim: {trim}"
    theirs = set_by_chromium([(words, "ja") for words in BRACKETS], css, tmp_path, width=6.2 * size, size=size)
    for words, seen in zip(BRACKETS, theirs, strict=True):
        lines = set_lines(text_of(words, word_break="normal", autospace=False, trim=trim), 6.2, "greedy")
        assert [line.strip() for line in strings(lines)] == [line.words for line in seen]
        assert [line.width * size for line in lines.lines] == pytest.approx([line.width for line in seen], abs=0.1)


@needs_chromium
def test_justified_lines_open_where_chromiums_do(tmp_path: Path) -> None:
    size = 40.0
    css = f"{PLAIN}; text-align: justify"
    compared = 0
    theirs = set_by_chromium([(words, "ja") for words in OPENED], css, tmp_path, width=9.7 * size, size=size)
    for words, seen in zip(OPENED, theirs, strict=True):
        text = text_of(words, word_break="normal", autospace=False, trim="space-all")
        lines = justified(set_lines(text, 9.7, "greedy"), 9.7)
        assert [line.strip() for line in strings(lines)] == [line.words for line in seen]
        for line, other in zip(lines.lines, seen, strict=True):
            pens = [pen * size for _, _, pen in place(lines, line)]
            assert pens == pytest.approx(other.lefts[: len(pens)], abs=0.6), words
            compared += len(pens)
    assert compared > 80


def differences() -> list[tuple[Reason, Wrap, list[str], list[str]]]:
    lines = (HERE / "chromium.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (Reason(why), "greedy" if wrap == "greedy" else "balance", mine.split(MARK), theirs.split(MARK))
        for why, wrap, mine, theirs in cells
    ]


@pytest.mark.parametrize("row", differences(), ids=lambda row: f"{row[0]}-{''.join(row[2])[:8]}")
def test_where_we_differ_from_chromium_we_mean_to(row: tuple[Reason, Wrap, list[str], list[str]]) -> None:
    why, wrap, mine, theirs = row
    width, size = SIZES[0]
    lines = ours("".join(mine), width / size, wrap)
    assert strings(lines) == [line.strip() for line in mine]
    assert visible("".join(mine)) == visible("".join(theirs))
    assert reason(lines, theirs, width / size, filled=wrap == "greedy") is why
