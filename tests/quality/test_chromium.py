"""Chromium as judge: the same headlines, the same font, size and width."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from publisher.cards.text import Lines, Wrap, set_lines
from tests.cards.text.setting import strings, text_of
from tests.quality.chromium import CHROMIUM, PHRASED, PLAIN, Seen, set_by_chromium
from tests.quality.differences import Reason, reason
from tests.quality.table import HERE, MARK, rows, visible

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
SIZES = [(1056.0, 60.0), (700.0, 64.0)]  # a card's width, a narrow one
KERNING = 0.08  # em: what a pair at a line's end may be drawn together by


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
        for index, (mine, seen) in enumerate(zip(lines.lines, theirs, strict=True)):
            last = index == len(theirs) - 1
            measured += 1
            # But for a paragraph's last line, ours keeps the kerning towards the character that went to the next.
            assert mine.width * size == pytest.approx(seen.width, abs=0.1 if last else KERNING * size), seen
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
