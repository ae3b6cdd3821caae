"""The edges of inline boxes among the words: where they stand, and the laws with them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.fonts import font_stack
from publisher.cards.text import Span, Text, TextStyle, Wrap, prepare, set_lines
from tests.cards.text.test_text_laws import CLINGING, COMMON, MEASURES, WRAPS

FONTS = font_stack(("Noto Sans JP",), 700, "ja")
WORDS = st.sampled_from([word for word in COMMON + CLINGING if not word.isspace()])
PARTS = st.lists(st.tuples(WORDS, st.sampled_from([0, 0, 0.3, 1.0])), min_size=1, max_size=20)


def spans(parts: list[tuple[str, float]]) -> list[Span]:
    """Words, those with a width above 0 in a box with such edges."""
    found = []
    for words, width in parts:
        around = [Span(text="", fonts=FONTS, edge=side, edge_width=width) for side in (1, -1)] if width else []
        found += [*around[:1], Span(text=words, fonts=FONTS), *around[1:]]
    return found


def text_of(*parts: tuple[str, float]) -> Text:
    return prepare(spans(list(parts)), TextStyle(lang="ja", word_break="normal"))


def marked(text: Text, measure: float) -> list[str]:
    """The lines, the edges written as < and >."""
    lines = set_lines(text, measure, "greedy").lines
    return [
        "".join({1: "<", -1: ">"}.get(c.edge, c.text) for c in text.clusters[line.start : line.end]) for line in lines
    ]


def test_a_start_goes_with_what_follows_and_an_end_with_what_is_before() -> None:
    text = text_of(("天地", 0), ("人", 0.5), ("山川", 0))
    assert marked(text, 9.0) == ["天地<人>山川"]
    assert marked(text, 3.0) == ["天地", "<人>山", "川"]
    assert marked(text, 2.0) == ["天地", "<人>", "山川"]


def test_where_lines_may_end_is_decided_without_edges() -> None:
    text = text_of(("天地", 0.5), ("。人", 0))
    assert marked(text, 3.2) == ["<天", "地>。", "人"]


def test_kinsoku_holds_across_an_edge_where_a_word_must_be_split() -> None:
    text = text_of(("x" * 10, 0), (")" + "y" * 10, 0.5))
    measure = text.stops[10] - text.starts[0] + 0.1  # ten letters fit, and what follows does not
    assert marked(text, measure)[:2] == ["x" * 9, "x<)yyyyyyy"]


def test_a_space_beside_an_edge_goes_with_the_line_and_the_edge_stays() -> None:
    text = text_of(("the ", 0.5), ("sea", 0))
    width = sum(cluster.advance for cluster in text.clusters[:4])
    assert marked(text, width + 0.6) == ["<the>", "sea"]
    assert marked(text_of(("the", 0), (" sea", 0.5)), width + 0.6) == ["the", "<sea>"]


def test_room_is_made_for_edges() -> None:
    (line,) = set_lines(text_of(("天", 0), ("地", 0.75)), 9.0, "greedy").lines
    assert line.width == pytest.approx(3.5)


@settings(max_examples=200, deadline=None)
@given(PARTS, MEASURES, WRAPS)
def test_the_laws_hold_with_edges(parts: list[tuple[str, float]], measure: float, wrap: Wrap) -> None:
    text = prepare(spans(parts), TextStyle(lang="ja"))
    lines = set_lines(text, measure, wrap)
    assert lines.width <= measure + 1e-6
    shown = [c for line in lines.lines for c in text.clusters[line.start : line.end]]
    assert [c.edge for c in shown if c.edge] == [side for _, width in parts if width for side in (1, -1)]
    kept = "".join(c.text for c in shown if not c.edge)
    assert "".join(kept.split()) == "".join("".join(words for words, _ in parts).split())
    for line in lines.lines[1:]:
        assert text.clusters[line.start].edge >= 0
    assert all(text.clusters[line.end - 1].edge <= 0 for line in lines.lines if line.end > line.start)


@settings(max_examples=60, deadline=None)
@given(PARTS, MEASURES, st.integers(1, 3))
def test_clamped_text_with_edges_fits_too(parts: list[tuple[str, float]], measure: float, clamp: int) -> None:
    lines = set_lines(prepare(spans(parts), TextStyle(lang="ja")), measure, "pretty", clamp=clamp)
    assert len(lines.lines) <= clamp
    assert lines.width <= measure + 1e-6
