"""Text in its boxes: alignment, ellipses, and sizes that fit the whole card."""

from __future__ import annotations

import pytest

from tests.cards.layout.laid import laid, lines

LONG = (
    "風速計でもレーダーでもなく、波の音の高さで翌日の海を読む。"
    "きっかけは合唱の指揮者のひと言だった、という話を町の人は何度も聞いた。"
)


@pytest.mark.parametrize(("align", "left"), [("start", 0.0), ("center", 190.0), ("right", 380.0), ("end", 380.0)])
def test_alignment(align: str, left: float) -> None:
    (line,) = lines(laid(f"<p style='text-align: {align}'>字</p>"))
    assert line.left == pytest.approx(left)


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
