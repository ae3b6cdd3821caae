"""The layout engine's native module lets nothing pile up, however many cards are laid out."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.card import Picture
from publisher.cards.layout import lay_out, no_pictures, taffy
from publisher.cards.layout.boxes import Box, build
from publisher.cards.layout.solve import solve
from publisher.cards.layout.taffy import Measure, Shape, tree_of
from publisher.cards.style import Style, parse_document
from publisher.cards.text.paragraph import _prepare

PAGE = """<html lang="ja"><style>body {{ display: flex; flex-wrap: wrap; width: 400px }} p {{ flex: 1 }}</style>
<body><p>港の朝市が{0}年ぶりに開く</p><p>霧の中を船が帰る</p><p>{0}隻の灯り</p></body></html>"""


def blocks() -> int:
    gc.collect()
    return sys.getallocatedblocks()


def draw(count: int, start: int) -> None:
    for number in range(start, start + count):
        lay_out(parse_document(PAGE.format(number)), 400, 200, path="p")


def test_laying_out_leaves_nothing_behind() -> None:
    draw(300, 0)  # until the bounded caches are full
    before = blocks()
    draw(100, 300)
    assert blocks() - before < 3000, "it was three times as many when the engine never let go of what it asks with"


BLOCK = Style(display="block")
ROW = Style(display="flex", align_items="flex-start")


def always(width: float, height: float) -> Measure:
    return lambda *_asked: (width, height)


def test_a_kept_leaf_is_asked_again_only_when_it_has_another_measure() -> None:
    shape: Shape = (ROW, False, False, ((BLOCK, False, True, ()), (BLOCK, False, True, ())))
    asked: list[int] = []

    def counted(size: float) -> Measure:
        def measure(*_asked: float) -> tuple[float, float]:
            asked.append(1)
            return size, size

        return measure

    with tree_of(shape) as tree:
        _, first, second = tree.nodes
        tree.ask(first, None, counted(30.0))
        tree.ask(second, None, always(10.0, 10.0))
        tree.solve(100, 100)
        assert tree.rect(first)[2:4] == (30.0, 30.0)
        assert asked
    asked.clear()
    with tree_of(shape) as again:
        assert again is tree
        again.ask(second, None, always(20.0, 5.0))
        again.solve(100, 100)
        assert (again.rect(second)[2:4], again.rect(second).x, asked) == ((20.0, 5.0), 30.0, [])
        again.ask(first, None, counted(40.0))
        again.solve(100, 100)
        assert again.rect(second).x == 40.0


def test_a_leaf_that_was_a_picture_in_between_is_asked_for_its_text_again() -> None:
    style = Style(display="block", aspect_ratio=2.0)
    root = Box(Style(display="flex", align_items="flex-start"))
    picture = Picture(src="a.png", sha256="", width=90, height=45, data=b"")
    spans = build(parse_document("<body>港</body>"), "p", no_pictures).spans

    def laid(leaf: Box) -> tuple[float, ...]:
        return solve(replace(root, children=[leaf]), 400, 200).children[0].rect[2:4]

    text = laid(Box(style, spans=spans))
    assert laid(Box(style, picture=picture)) == (90.0, 45.0) != text
    assert laid(Box(style, spans=spans)) == text


def test_a_layout_that_breaks_off_leaves_the_next_one_whole() -> None:
    shape: Shape = (ROW, False, False, ((BLOCK, False, True, ()),))

    def refuse(*_asked: float) -> tuple[float, float]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), tree_of(shape) as tree:
        tree.ask(tree.nodes[1], None, refuse)
        tree.solve(50, 50)
    with tree_of(shape) as tree:
        tree.ask(tree.nodes[1], None, always(7.0, 7.0))
        tree.solve(50, 50)
        assert tree.rect(tree.nodes[1]).width == 7.0


def test_more_shapes_than_are_kept_are_forgotten_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taffy._native, "most", 20)
    expected = [repr(lay_out(parse_document(PAGE.format(number)), 400, 200, path="p")) for number in range(3)]
    for width in range(300, 330):
        lay_out(parse_document(PAGE.format(1)), width, 200, path="p")
        assert taffy._native.count <= 20 + 5
    assert [repr(lay_out(parse_document(PAGE.format(n)), 400, 200, path="p")) for n in range(3)] == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=6))
def test_a_card_is_the_same_after_any_others_of_its_shape(cards: list[tuple[int, int, int]]) -> None:
    words = ["港", "霧の中を船が帰る", "A quiet harbour wakes up, slowly, " * 4, "名古屋港の朝市が十二年ぶりに開く" * 3]
    page = """<html lang="ja"><style>body {{ display: flex; flex-direction: column; width: 300px; height: 200px }}
        div {{ display: flex; gap: 9px }} .a {{ flex: 1; min-width: 0 }} .b {{ white-space: nowrap; overflow: hidden }}
        h1 {{ text-fit: shrink; --fit-min: 12px; font-size: {2}px; min-height: 0 }}</style>
        <body><div><p class="a">{0}</p><p class="b">{1}</p></div><h1>{0}</h1><p>{1}</p></body></html>"""
    bodies = [parse_document(page.format(words[a], words[b], 20 + 20 * size)) for a, b, size in cards]
    kept = [repr(lay_out(body, 300, 200, path="p")) for body in bodies]
    for body, card in zip(bodies, kept, strict=True):
        taffy._native.forget()
        _prepare.cache_clear()
        assert repr(lay_out(body, 300, 200, path="p")) == card
