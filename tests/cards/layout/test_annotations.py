"""Ruby and emphasis marks."""

from __future__ import annotations

import pytest

from publisher.cards.card import GlyphRun, PlacedGlyph
from tests.cards.layout.laid import laid, lines


def glyphs(markup: str, size: float, css: str = "") -> list[PlacedGlyph]:
    """The glyphs of one size, in the order of the text."""
    card = laid(markup, css=css)
    return [g for item in card.items if isinstance(item, GlyphRun) and item.size == size for g in item.glyphs]


def test_ruby_stands_over_the_middle_of_its_base() -> None:
    base, above = lines(laid("<p style='line-height: 2'><ruby>潮騒<rt>しお</rt></ruby></p>"))[::-1]
    assert (base.size, above.size) == (20, 10)
    assert above.baseline == pytest.approx(base.baseline - 20 * 0.88 - 10 * 0.12)
    assert [g.x for g in glyphs("<p><ruby>潮騒<rt>しお</rt></ruby></p>", 10)] == pytest.approx([5.0, 25.0])


def test_ruby_may_stand_under_its_base() -> None:
    markup = "<p style='line-height: 2; ruby-position: under'><ruby>潮騒<rt>しお</rt></ruby></p>"
    base, under = lines(laid(markup))
    assert (base.size, under.size) == (20, 10)
    assert under.baseline == pytest.approx(base.baseline + 20 * 0.12 + 10 * 0.88)


def test_ruby_under_vertical_text_is_on_its_left() -> None:
    css = "p{writing-mode:vertical-rl;height:200px;ruby-position:under}"
    (kanji, *_), (kana, *_) = (glyphs("<p><ruby>潮騒<rt>しおさい</rt></ruby></p>", size, css) for size in (20, 10))
    assert kana.x < kanji.x - 9


def test_a_base_narrower_than_its_ruby_is_spread() -> None:
    (kanji, kana) = glyphs("<p><ruby>志<rt>こころざし</rt></ruby>は</p>", 20)
    assert kanji.x == pytest.approx(15.0)
    assert kana.x == pytest.approx(50.0)


def test_no_line_breaks_between_a_base_and_its_ruby() -> None:
    markup = "<p style='width: 50px; word-break: normal'>あ<ruby>潮騒<rt>しおさい</rt></ruby></p>"
    found = [line for line in lines(laid(markup)) if line.size == 20]
    assert [line.glyphs for line in found] == [1, 2]


def test_ruby_stands_to_the_right_of_vertical_text() -> None:
    css = "p{writing-mode:vertical-rl;height:200px}"
    (kanji, *_), (kana, *_) = (glyphs("<p><ruby>潮騒<rt>しおさい</rt></ruby></p>", size, css) for size in (20, 10))
    assert kana.x > kanji.x + 19


def test_marks_stand_over_letters_and_not_over_punctuation() -> None:
    markup = "<p>「<span style='text-emphasis: filled dot'>潮、騒</span>」</p>"
    assert len(glyphs(markup, 10)) == 2
