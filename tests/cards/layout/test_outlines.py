"""`--debug`: the boxes, baselines and break opportunities over a card."""

from __future__ import annotations

from publisher.cards.card import Fill
from publisher.cards.layout import lay_out
from publisher.cards.layout.outlines import _BASELINE, _BREAKS
from publisher.cards.style import parse_document
from publisher.cards.text import Level

PAGE = (
    "<html lang=ja><body style='width: 400px; height: 200px'>"
    "<p style='font-size: 20px'>港町の図書館が夜明け前に開く</p></body></html>"
)


def drawn(*, debug: bool) -> list[Fill]:
    card = lay_out(parse_document(PAGE, path="t"), 400, 200, path="t", debug=debug)
    return [item for item in card.items if isinstance(item, Fill)]


def test_nothing_is_drawn_unasked() -> None:
    assert drawn(debug=False) == []


def test_boxes_baselines_and_breaks_are_shown() -> None:
    fills = drawn(debug=True)
    assert (0, 0, 400, 1) in [(f.left, f.top, f.right, f.bottom) for f in fills]
    (baseline,) = [f for f in fills if f.color == _BASELINE]
    assert (baseline.left, baseline.right, baseline.bottom - baseline.top) == (0, 280, 1)
    ticks = [f.left + 1 for f in fills if f.color == _BREAKS[Level.PHRASE]]
    assert ticks
    assert all(at % 20 == 0 for at in ticks)
