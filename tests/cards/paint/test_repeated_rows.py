"""Rows that are alike are painted once, and the card is the same as when all are painted."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publisher.cards.card import SQUARE, Card, Fill
from publisher.cards.encode import palette_png
from publisher.cards.layout import lay_out
from publisher.cards.paint import rows
from publisher.cards.paint.palette import PaletteCanvas
from publisher.cards.paint.shades import NotFlat
from publisher.cards.style import parse_document

SIZE = 60
EDGE = st.integers(-10, SIZE + 10)
COLOR = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.just(255))
ROUND = (4.0,) * 8
FILLS = st.lists(st.builds(Fill, EDGE, EDGE, EDGE, EDGE, COLOR, st.sampled_from((SQUARE, SQUARE, ROUND))), max_size=6)


def pixels(card: Card, fewest: int) -> bytes:
    """The card's indices as its PNG has them, when so many rows alike are set apart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_FEWEST", fewest)
        canvas = PaletteCanvas(card)
        canvas.paint()
    stripes = canvas.stripes()
    lines = b"".join(bytes(data) * times for data, times, _ in stripes)
    stride = 1 + (card.width * canvas.depth + 7) // 8
    assert len(lines) == stride * card.height
    assert not any(lines[::stride])  # filter type None
    assert all(len(data) == stride for data, times, _ in stripes if times > 1)
    png = palette_png(stripes, canvas.palette, card.width, card.height, canvas.depth)
    with Image.open(io.BytesIO(png)) as image:
        return image.tobytes()


def check(card: Card) -> None:
    try:
        whole = pixels(card, 10**6)
    except NotFlat:
        return
    assert pixels(card, 4) == pixels(card, 1) == whole


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


def small(size: int) -> list[bool]:
    page = f"""<html lang="ja"><body style="display: flex; width: 400px; height: 300px; background: #eee">
    <div style="position: absolute; left: 9px; top: 40px; width: 380px; font-size: {size}px">港の霧は
    朝のうちに晴れて、町の人は市場へ向かった。雨のあとの道はまだ濡れていて、傘を畳んだ人たちが行き交う。</div></body></html>"""
    canvas = PaletteCanvas(lay_out(parse_document(page), 400, 300, path="p"))
    canvas.paint()
    return [stripe.small for stripe in canvas.stripes() if stripe.times == 1]


def test_only_many_rows_of_nothing_but_small_letters_are_small() -> None:
    assert small(30) == [True]
    assert small(44) == [False]
    assert small(10) == [False]  # a line or two are deflated soon enough
