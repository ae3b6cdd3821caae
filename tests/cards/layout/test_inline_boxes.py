"""Boxes around words: where they lie, how they are sliced at a line's end, and that Chromium puts them there too."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.cards.card import SQUARE, Border, Card, Fill, GlyphRun
from tests.cards.layout.laid import fills, laid
from tests.chromium import needs_chromium, told
from tests.quality.chromium import _face

RED = (255, 0, 0, 255)


def boxes(card: Card, color: tuple[int, int, int, int] = RED) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of each fill of one colour."""
    return [item[:4] for item in card.items if isinstance(item, Fill) and item.color == color]


def lefts(card: Card) -> list[float]:
    return sorted(glyph.x for item in card.items if isinstance(item, GlyphRun) for glyph in item.glyphs)


def test_a_background_is_as_high_as_the_font_and_as_wide_as_its_words() -> None:
    ((left, top, right, bottom),) = boxes(laid("<p>天<b style='background: #f00'>地人</b>山</p>"))
    assert (left, right) == (20, 60)
    assert bottom - top == 23 + 6  # Noto Sans JP: 1.16 and 0.288 em, rounded


def test_padding_border_and_margin_move_what_stands_beside_them() -> None:
    style = "background: #f00; padding: 0 4px 3px; border: 2px solid #00f; margin: 50px 10px"
    card = laid(f"<p>天<b style='{style}'>地</b>人</p>")
    assert lefts(card) == pytest.approx([0, 20 + 10 + 2 + 4, 20 + 10 + 6 + 20 + 6 + 10])
    ((left, top, right, bottom),) = boxes(card)
    assert (left, right) == (32, 60)
    assert bottom - top == 29 + 3
    assert boxes(card, (0, 0, 255, 255)) == [(left - 2, top - 2, right + 2, bottom + 2)]


def test_a_box_over_two_lines_is_sliced() -> None:
    style = "background: #f00; padding: 0 5px; border-radius: 6px"
    card = laid(f"<p style='width: 70px; word-break: normal'>天<b style='{style}'>地人山川</b>空</p>")
    found = [item for item in card.items if isinstance(item, Fill)]
    assert [(item.left, item.right) for item in found] == [(20, 65), (0, 45)]
    assert [item.radii for item in found] == [(6, 0, 0, 6, 6, 0, 0, 6), (0, 6, 6, 0, 0, 6, 6, 0)]


def test_a_sliced_border_is_open_at_the_slice() -> None:
    style = "border: 2px solid #f00; border-radius: 4px"
    card = laid(f"<p style='width: 70px; word-break: normal'>天<b style='{style}'>地人山川</b>空</p>")
    assert [item.widths for item in card.items if isinstance(item, Border)] == [(2, 0, 2, 2), (2, 2, 2, 0)]


def test_an_edge_goes_to_the_next_line_with_what_follows_and_an_end_stays() -> None:
    style = "background: #f00; padding: 0 8px"
    card = laid(f"<p style='width: 64px; word-break: normal'>天地人<b style='{style}'>山</b>川空</p>")
    ((left, _, right, _),) = boxes(card)
    assert (left, right) == (0, 36)
    assert lefts(card).count(8) == 1


def test_boxes_may_nest_and_the_outer_one_is_painted_first() -> None:
    card = laid("<p><b style='background: #f00; padding: 0 4px'>天<i style='background: #00f'>地</i>人</b></p>")
    assert [item.color for item in card.items if isinstance(item, Fill)] == [RED, (0, 0, 255, 255)]
    assert fills(card)[1][0] == 24


def test_neighbours_alike_have_each_their_own_box() -> None:
    mark = "<b style='background: #f00; border-radius: 3px'>天</b>"
    assert len(boxes(laid(f"<p>{mark}{mark}</p>"))) == 2


def test_an_empty_box_is_seen_if_it_is_padded() -> None:
    ((left, _, right, _),) = boxes(laid("<p>天<b style='background: #f00; padding: 0 4px'></b>地</p>"))
    assert (left, right) == (20, 28)


def test_a_line_feed_inside_a_box_slices_it() -> None:
    found = boxes(laid("<p><b style='background: #f00; padding: 0 4px'>天<br>地人</b></p>"))
    assert [(box[0], box[2]) for box in found] == [(0, 24), (0, 44)]


def test_a_space_is_inside_the_box_in_a_line_and_gone_at_its_end() -> None:
    def width(limit: int) -> int:
        style = "background: #f00; padding: 0 4px"
        markup = f"<p lang=en style='width: {limit}px'><b style='{style}'>sea </b>harbour</p>"
        ((left, _, right, _),) = boxes(laid(markup))
        return right - left

    assert 4 <= width(300) - width(100) <= 5  # a space in Noto Sans JP Bold: 0.227 em


def test_punctuation_at_the_edge_of_a_plain_background_still_closes_up() -> None:
    plain = lefts(laid("<p>天」<b>「地</b></p>"))
    assert lefts(laid("<p>天」<b style='background: #f00'>「地</b></p>")) == plain


def test_a_box_that_ends_with_its_line_is_as_wide_as_its_last_letter_without_kerning() -> None:
    def right(words: str) -> int:
        style = "width: 180px; font-size: 40px; word-break: break-all; text-wrap: wrap"
        return boxes(laid(f"<p lang=en style='{style}'><b style='background: #f00'>{words}</b></p>"))[0][2]

    assert right("NNNNNTo") == right("NNNNNTN")  # T stands closer to o, but o is on the next line


def test_an_ellipsis_is_outside_the_box_that_is_cut() -> None:
    markup = (
        "<p style='width: 100px; line-clamp: 1; word-break: normal'>天地<b style='background: #f00'>人山川空海</b></p>"
    )
    ((left, _, right, _),) = boxes(laid(markup))
    assert (left, right) == (40, 80)


def test_a_box_that_an_ellipsis_cuts_is_open_there() -> None:
    style = "border: 2px solid #f00; border-radius: 4px"
    css = "width: 100px; line-clamp: 1; word-break: normal"
    card = laid(f"<p style='{css}'>天地<b style='{style}'>人山川空海</b></p>")
    assert [item.widths for item in card.items if isinstance(item, Border)] == [(2, 0, 2, 2)]


def test_a_box_beside_punctuation_that_hangs_elsewhere_still_closes_up() -> None:
    css = "p { width: 165px; hanging-punctuation: allow-end; word-break: normal; text-wrap: wrap }"
    card = laid("<p>「天<b style='background: #f00'>地」</b>「人」山川、空</p>", css=css)
    ((left, _, right, _),) = boxes(card)
    assert right - left == 30


def test_a_box_in_a_column_lies_across_it() -> None:
    css = "p{writing-mode:vertical-rl;height:200px;line-height:40px}"
    card = laid("<p>天<b style='background: #f00; padding: 4px 2px 6px'>地</b>人</p>", css=css)
    ((left, top, right, bottom),) = boxes(card)
    assert (top, bottom) == (20, 50)
    assert right - left == 29 + 4
    assert (left + right) / 2 == pytest.approx(380, abs=1)


def test_right_to_left_the_start_is_on_the_right() -> None:
    style = "background: #f00; padding: 0 10px 0 2px; border-radius: 4px"
    card = laid(f"<p lang=he>שלום <b style='{style}'>עולם</b></p>")
    (box,) = (item for item in card.items if isinstance(item, Fill))
    inside = [x for x in lefts(card) if box.left <= x < box.right]
    assert min(inside) - box.left == pytest.approx(2, abs=1)


def test_boxes_shrink_with_a_fitted_text() -> None:
    css = "h1{--fit-min:20px;--fit-max:100px;font-size:100px;text-fit:shrink;line-clamp:1}"
    card = laid("<h1>天地人山川<b style='background: #f00; padding: 0 50px'>空海</b></h1>", css=css)
    assert {item.size for item in card.items if isinstance(item, GlyphRun)} == {50}
    assert [(box[0], box[2]) for box in boxes(card)] == [(250, 400)]


def test_letters_beside_kana_have_their_space_outside_the_box() -> None:
    card = laid("<p>天<b style='background: #f00; padding: 0 4px'>A</b>地</p>")
    ((left, _, right, _),) = boxes(card)
    before, letter, after = lefts(card)
    assert left == round(before + 20 + 2.5)
    assert letter == pytest.approx(before + 20 + 2.5 + 4)
    assert after == pytest.approx(right + 2.5, abs=1)


def test_a_card_with_plain_badges_stays_flat() -> None:
    from publisher.cards.paint.palette import PaletteCanvas

    badge = "<b style='background: #c31; color: #fff; padding: 2px 10px; border-radius: 6px'>速報</b>"
    PaletteCanvas(laid(f"<p>{badge} 港町の図書館</p>")).paint()


PAGE = """<!doctype html><html lang=ja><meta charset=utf-8><style>%(face)s
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: 700 20px/1.7 Judged; text-spacing-trim: trim-start; text-autospace: no-autospace; overflow-wrap: anywhere }
p { position: absolute; left: 0; top: 0; word-break: normal; line-break: strict; %(css)s }</style><body>
%(body)s<script>
document.fonts.load("700 20px Judged", "永A").then(() => {
  const out = [...document.querySelectorAll("p")].map(p =>
    [...p.querySelectorAll("b")].flatMap(b => [...b.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom])));
  const pre = document.createElement("pre");
  pre.id = "out"; pre.textContent = JSON.stringify(out); document.body.append(pre);
});
</script></body></html>"""
BOX = "background: #f00; padding: 3px 8px; margin: 0 6px"
CASES = {
    "inside": f"港町の<b style='{BOX}'>図書館</b>が夜明け前に開く",
    "sliced": f"港町の図書館が<b style='{BOX}'>夜明け前に開くと最初の客は漁師だった</b>という",
    "pushed": f"天地人山川空海風雲<b style='{BOX}'>夜明け</b>前に",
    "latin": f"set <b style='{BOX}'>git rebase -i main</b> and then <b style='{BOX}'>push</b> it",
    "mixed": f"設定は<b style='{BOX}'>rebase</b>で、<b style='background: #f00'>「整える」</b>と書く",
    "small": f"大きな字の中の<b style='{BOX}; font-size: 12px'>小さな字</b>が並ぶ",
    "plain": "港町の<b style='background: #f00'>図書館と2026年</b>の記録",
    "asymmetric": "天地<b style='background: #f00; padding: 1px 2px 7px 20px; margin-left: 9px'>人山川空海風雲</b>月",
}


MODES = {
    "horizontal-tb": "width: 230px",
    "vertical-rl": "width: 300px; height: 230px; writing-mode: vertical-rl",
}


@needs_chromium
@pytest.mark.parametrize("mode", MODES)
def test_boxes_lie_where_chromium_puts_them(tmp_path: Path, mode: str) -> None:
    page = tmp_path / "page.html"
    body = "".join(f"<p>{markup}</p>" for markup in CASES.values())
    values = {"face": _face("永A" + body, 700, tmp_path), "body": body, "css": MODES[mode]}
    page.write_text(PAGE % values, encoding="utf-8")
    css = f"p{{{MODES[mode]};word-break:normal;text-wrap:wrap;font-weight:700;line-height:1.7}}"
    for (name, markup), theirs in zip(CASES.items(), told(page), strict=True):
        ours = boxes(laid(f"<p>{markup}</p>", css=css + "p{text-autospace:no-autospace}"))
        assert len(ours) == len(theirs), name
        for mine, seen in zip(ours, theirs, strict=True):
            assert list(mine) == pytest.approx(seen, abs=1.1), (name, ours, theirs)


def test_a_frame_of_one_colour_is_two_fills_unless_a_round_corner_is_bare() -> None:
    style = "background: #fff; border: 2px solid #f00; border-radius: 4px"
    closed = laid(f"<p style='width: 70px; word-break: normal'>天<b style='{style}'>地人山川</b>空</p>")
    assert len(boxes(closed)) == len(boxes(closed, (255, 255, 255, 255))) == 2
    bare = laid(f"<p><b style='{style}; border-right: none'>天</b></p>")
    assert [item.widths for item in bare.items if isinstance(item, Border)] == [(2, 0, 2, 2)]


def test_square_boxes_have_square_corners() -> None:
    card = laid("<p><b style='background: #f00'>天</b></p>")
    assert [item.radii for item in card.items if isinstance(item, Fill)] == [SQUARE]
