"""Boxes: what Taffy places is what CSS says."""

from __future__ import annotations

import pytest

from publisher.errors import TemplateError
from tests.cards.layout.laid import fills, laid, lines


def test_a_row_shares_what_is_left() -> None:
    card = laid(
        "<div class=a></div><div class=b></div><div class=c></div>",
        css="body{display:flex} .a{width:100px;background:#f00} .b{flex:1;background:#0f0} .c{flex:2;background:#00f}",
    )
    assert fills(card) == [(0, 0, 100, 300), (100, 0, 200, 300), (200, 0, 400, 300)]


def test_blocks_stack_and_fill_the_width() -> None:
    card = laid(
        "<div class=a></div><div class=b></div>", css=".a{height:30px;background:#f00} .b{height:40px;background:#0f0}"
    )
    assert fills(card) == [(0, 0, 400, 30), (0, 30, 400, 70)]


def test_padding_gap_and_alignment() -> None:
    card = laid(
        "<div></div><div></div>",
        css="body{display:flex;flex-direction:column;align-items:center;padding:10px;gap:20px}"
        "div{width:50px;height:50px;background:#f00}",
    )
    assert fills(card) == [(175, 10, 225, 60), (175, 80, 225, 130)]


def test_absolute_boxes_are_placed_from_their_insets_and_painted_last() -> None:
    card = laid(
        "<div class=a></div><div class=b></div>",
        css=".a{position:absolute;right:10px;bottom:20px;width:30px;height:40px;background:#f00}"
        ".b{height:5px;background:#0f0}",
    )
    assert fills(card) == [(0, 0, 400, 5), (360, 240, 390, 280)]


def test_a_body_is_as_wide_as_the_card_and_no_margin_moves_the_card() -> None:
    assert fills(laid("<p></p>", css="body{width:auto;height:50%;display:flex;background:#f00}")) == [(0, 0, 400, 150)]
    card = laid("<p></p>", css="body{height:auto;min-height:100%;background:#f00} p{margin-top:20px;height:5px}")
    assert fills(card) == [(0, 20, 400, 320)]


def test_text_that_breaks_takes_the_room_there_is() -> None:
    words = "<p>" + "港の灯台に灯りがともる" * 4 + "</p>"
    column = "body{display:flex;flex-direction:column;align-items:flex-start} p{background:#f00;max-width:300px}"
    ((left, _, right, _),) = fills(laid(words, css=column))
    assert (left, right) == (0, 300)
    ((left, _, right, _),) = fills(laid("<p>短い</p>", css=column))
    assert (left, right) == (0, 40)


def test_an_absolute_text_ends_at_the_edge_of_what_it_stands_in() -> None:
    words = "<p>" + "港の灯台に灯りがともる" * 4 + "</p>"
    css = "body{position:relative} p{position:absolute;background:#f00;top:10px;"
    ((left, _, right, _),) = fills(laid(words, css=css + "left:60px}"))
    assert (left, right) == (60, 400)
    ((left, top, right, _),) = fills(laid(words, css=css + "right:90px}"))
    assert (left, top, right) == (0, 10, 310)


def test_words_squeezed_to_their_least_width_keep_their_height() -> None:
    card = laid(
        "<div><p>one little lighthouse</p><p>one little lighthouse</p></div>", css="div{display:flex;width:50px}"
    )
    assert [line.glyphs for line in lines(card)] == [20, 20]


def test_borders_are_painted_on_their_sides() -> None:
    card = laid("<div></div>", css="div{height:50px;border-top:2px solid #f00;border-left:4px solid #00f}")
    assert fills(card) == [(0, 0, 400, 2), (0, 0, 4, 50)]


def test_display_none_leaves_nothing() -> None:
    assert laid("<div>消える</div>", css="div{display:none}").items == ()


def test_text_beside_a_block_has_a_box_of_its_own() -> None:
    card = laid("前<div>中</div>後")
    assert [round(line.baseline) for line in lines(card)] == sorted(round(line.baseline) for line in lines(card))
    assert len(lines(card)) == 3


def test_white_space_collapses_as_in_a_browser() -> None:
    assert [line.glyphs for line in lines(laid("<p>  a \n  b  <b> c</b> </p>"))] == [5]
    assert [line.glyphs for line in lines(laid("<p style='white-space: pre'>a  b\nc</p>"))] == [4, 1]


def test_case_is_transformed() -> None:
    upper = laid("<p style='text-transform: uppercase'>ab</p>")
    assert upper.items == laid("<p>AB</p>").items


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>a<b style='padding: 0 2%'>b</b></p>", "padding-right cannot be a percentage"),
        ("<p>a<b style='position: relative; top: 2px'>b</b></p>", "top is not drawn on inline"),
        ("<p><ruby><b style='padding: 2px'>b</b><rt>c</rt></ruby></p>", "padding-top is not drawn on <b> inside"),
        ("<p><ruby>b<rt style='background: red'>c</rt></ruby></p>", "background-color is not drawn on <rt> inside"),
        ("<div><p style='position: absolute; top: 0'>a</p></div>", "<p> is placed in <div>, which is not positioned"),
        ("\n<p style='colour: red'>a</p>", "t.html:2: "),
        ("<svg></svg>", "svg"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(markup: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        laid(markup)
