"""What the canvas says of its rows is so: between fills' edges and clear of ink, all are alike."""

from __future__ import annotations

import io
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publisher.cards.card import SQUARE, Card, Fill
from publisher.cards.encode import palette_png
from publisher.cards.layout import lay_out
from publisher.cards.paint.palette import NotFlat, PaletteCanvas
from publisher.cards.style import parse_document

SIZE = 60
EDGE = st.integers(-10, SIZE + 10)
COLOR = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.just(255))
ROUND = (4.0,) * 8
FILLS = st.lists(st.builds(Fill, EDGE, EDGE, EDGE, EDGE, COLOR, st.sampled_from((SQUARE, SQUARE, ROUND))), max_size=6)


def check(card: Card) -> None:
    canvas = PaletteCanvas(card)
    try:
        canvas.paint()
    except NotFlat:
        return
    stride = card.width + 1
    rows = [bytes(canvas.data[at : at + stride]) for at in range(0, len(canvas.data), stride)]
    repeated = canvas.repeated_rows()
    assert all(len(set(rows[start:end])) == 1 for start, end in repeated)
    assert all(end <= start for (_, end), (start, _) in pairwise(repeated))
    png = palette_png(canvas.data, canvas.palette, card.width, card.height, repeated=repeated)
    with Image.open(io.BytesIO(png)) as image:
        assert image.tobytes() == b"".join(row[1:] for row in rows)


@given(FILLS)
@settings(max_examples=200)
def test_fills(fills: list[Fill]) -> None:
    check(Card(width=SIZE, height=SIZE, items=tuple(fills)))


@given(st.text("港霧aVA,。😀 ", max_size=12), st.integers(6, 40), st.integers(-8, 50), st.integers(-8, 50))
@settings(max_examples=100, deadline=None)
def test_text_wherever_it_stands(text: str, size: int, left: int, top: int) -> None:
    page = f"""<html lang="ja"><body style="display: flex; width: 60px; height: 60px; background: #eee">
    <div style="position: absolute; left: {left}px; top: {top}px; font-size: {size}px">{text}</div></body></html>"""
    check(lay_out(parse_document(page), SIZE, SIZE, path="p"))
