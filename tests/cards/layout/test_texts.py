"""Text in its boxes: alignment, ellipses, and sizes that fit the whole card."""

from __future__ import annotations

import pytest

from publisher.cards.card import GlyphRun, PlacedGlyph
from tests.cards.layout.laid import fills, laid, lines

LONG = (
    "風速計でもレーダーでもなく、波の音の高さで翌日の海を読む。"
    "きっかけは合唱の指揮者のひと言だった、という話を町の人は何度も聞いた。"
)


@pytest.mark.parametrize(("align", "left"), [("start", 0.0), ("center", 190.0), ("right", 380.0), ("end", 380.0)])
def test_alignment(align: str, left: float) -> None:
    (line,) = lines(laid(f"<p style='text-align: {align}'>字</p>"))
    assert line.left == pytest.approx(left)


def glyphs(markup: str, css: str = "") -> list[PlacedGlyph]:
    return [g for item in laid(markup, css=css).items if isinstance(item, GlyphRun) for g in item.glyphs]


@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_justified_lines_are_as_long_as_the_box(mode: str) -> None:
    css = f"p{{width:210px;height:210px;text-align:justify;word-break:normal;writing-mode:{mode}}}"
    drawn = glyphs(f"<p>{'天地人山川空海風雲' * 3}</p>", css)
    pens = [g.y if mode == "vertical-rl" else g.x for g in drawn]
    assert pens[9] - pens[0] == pytest.approx(190.0)
    assert pens[1] - pens[0] == pytest.approx(190.0 / 9)
    assert pens[-1] - pens[-2] == pytest.approx(20.0)


@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_a_stop_hangs_out_of_the_box(mode: str) -> None:
    css = f"p{{width:80px;height:80px;word-break:normal;text-spacing-trim:space-all;writing-mode:{mode}}}"
    hung, kept = (glyphs("<p>天地人山。川空海</p>", css + extra) for extra in ("p{hanging-punctuation:allow-end}", ""))
    first = [g.y if mode == "vertical-rl" else g.x for g in hung[:5]]
    assert [pen - first[0] for pen in first] == pytest.approx([0, 20, 40, 60, 80], abs=8)
    across = [g.x if mode == "vertical-rl" else g.y for g in kept]
    assert across[3] == pytest.approx(across[4], abs=20)
    assert across[2] != pytest.approx(across[3], abs=8)


def test_an_overlong_word_is_split_unless_overflow_wrap_is_normal() -> None:
    css = "p{width:60px} "
    assert len(lines(laid("<p>Constantinople</p>", css=css))) > 1
    assert len(lines(laid("<p>Constantinople</p>", css=css + "p{overflow-wrap:normal}"))) == 1


def test_overflow_wrap_anywhere_lets_a_word_shrink_and_break_word_does_not() -> None:
    css = "body{display:flex} p{background:#ccc;flex:1 1 0} div{flex:none;width:390px} "

    def width(value: str) -> int:
        left, _, right, _ = fills(laid("<p>Harbour</p><div></div>", css=css + f"p{{overflow-wrap:{value}}}"))[0]
        return right - left

    assert width("anywhere") < 20
    assert width("break-word") == width("normal") > 60


def test_italic_latin_leans_and_kanji_stand() -> None:
    upright, italic = (glyphs(f"<p style='font-style: {style}'>A字</p>") for style in ("normal", "italic"))
    assert italic[0].face is not upright[0].face
    assert italic[0].face.path == upright[0].face.path
    assert italic[1] == upright[1]
    assert [g.x for g in italic] == [g.x for g in upright]


def test_right_to_left_text_starts_at_the_right() -> None:
    (line,) = lines(laid("<p lang=he>שלום</p>"))
    assert line.left > 300


def test_a_line_is_as_high_as_said_and_text_sits_in_its_middle() -> None:
    one, two = lines(laid("<p style='line-height: 2'>上<br>下</p>"))
    assert two.baseline - one.baseline == pytest.approx(40.0)


def test_line_clamp_cuts_with_an_ellipsis() -> None:
    found = lines(laid(f"<p style='line-clamp: 2'>{LONG}</p>"))
    assert len(found) == 2


def test_a_box_too_low_for_its_text_shows_the_lines_that_fit() -> None:
    found = lines(laid(f"<p style='height: 65px; line-height: 30px'>{LONG}</p>"))
    assert len(found) == 2


def test_a_box_too_low_for_any_line_shows_none() -> None:
    assert lines(laid(f"<p style='height: 10px; line-height: 30px'>{LONG}</p>")) == []


def test_text_never_leaves_the_card() -> None:
    found = lines(laid(f"<p>{LONG * 5}</p>", height=120))
    assert found[-1].baseline < 120


def test_unbroken_text_in_a_narrow_box_ends_in_an_ellipsis() -> None:
    css = "div{display:flex} p{white-space:nowrap;overflow:hidden;min-width:0}"
    (line,) = lines(laid(f"<div><p>{LONG}</p></div>", css=css))
    assert 15 < line.glyphs <= 20


def test_text_shrinks_to_the_largest_size_that_fits() -> None:
    css = "h1{--fit-min:20px;--fit-max:100px;font-size:100px;text-fit:shrink;line-clamp:1}"
    (line,) = lines(laid("<h1>一二三四五六七八</h1>", css=css))
    assert line.size == 50


def test_a_headline_shrinks_until_what_stands_below_it_has_its_room() -> None:
    css = (
        "body{display:flex;flex-direction:column} h1{--fit-min:20px;--fit-max:100px;font-size:100px;text-fit:shrink;"
        "line-height:1.2;flex-shrink:0} p{min-height:0;line-height:30px;line-clamp:2}"
    )
    title = "港町の図書館が夜明け前に開く"
    alone = lines(laid(f"<h1>{title}</h1>", css=css, height=180))
    together = lines(laid(f"<h1>{title}</h1><p>{LONG}</p>", css=css, height=180))
    assert together[0].size < alone[0].size
    assert [line.size for line in together].count(20) == 2
    assert together[-1].baseline < 180


def test_spans_of_other_sizes_share_the_baseline() -> None:
    (small, large) = sorted(lines(laid("<p>小<span style='font-size: 40px'>大</span></p>")), key=lambda line: line.size)
    assert small.baseline == large.baseline
    assert (small.size, large.size) == (20, 40)
