"""The layout engine's native module lets nothing pile up, however many cards are laid out."""

from __future__ import annotations

import gc
import sys

from publisher.cards.layout import lay_out
from publisher.cards.layout.taffy import Tree
from publisher.cards.style import Style, parse_document

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


def test_a_node_comes_back_clean() -> None:
    style = Style(display="block")
    with Tree() as tree:
        leaf = tree.node(style, measure=lambda _known, _available: (30.0, 20.0))
        parent = tree.node(Style(display="flex", align_items="flex-start"), (leaf,))
        tree.solve(parent, 100, 100)
        assert tree.rect(leaf)[2:4] == (30.0, 20.0)
    with Tree() as tree:
        leaf = tree.node(style)
        parent = tree.node(Style(display="flex", align_items="flex-start"), (leaf,))
        tree.solve(parent, 100, 100)
        assert tree.rect(leaf)[2:4] == (0.0, 0.0)


def test_a_tree_that_fails_leaves_the_next_one_whole() -> None:
    def refuse(_known: tuple[float, float], _available: tuple[float, float]) -> tuple[float, float]:
        raise ValueError("no")

    style = Style(display="block")
    for measure, width in ((refuse, None), (lambda _known, _available: (7.0, 7.0), 7.0)):
        with Tree() as tree:
            leaf = tree.node(style, measure=measure)
            root = tree.node(Style(display="flex"), (leaf,))
            try:
                tree.solve(root, 50, 50)
            except BaseException:  # noqa: BLE001 - whatever the native side makes of it
                assert width is None
            else:
                assert width is None or tree.rect(leaf).width == width
