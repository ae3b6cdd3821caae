"""What is kept of glyphs changes no pixel, is bounded, and lets the oldest go first."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.card import GlyphRun
from publisher.cards.layout import lay_out
from publisher.cards.paint import glyphs, paint
from publisher.cards.paint.bounded import Bounded
from publisher.cards.style import parse_document

PAGE = (
    """<body style="width: 400px; height: 120px; background-color: #fff"><p style="font-size: {}px; {}">{}</p></body>"""
)
TEXTS = st.text("港町の朝、霧が晴れる。AVToWa.fi,/ 12", min_size=1, max_size=12)
LOOKS = st.sampled_from(["", "writing-mode: vertical-rl", "font-weight: 700", "font-style: italic", "color: #a33"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([13, 20.5, 32, 48]), LOOKS, TEXTS), min_size=1, max_size=4))
def test_a_card_is_the_same_whatever_was_drawn_before_it(pages: list[tuple[float, str, str]]) -> None:
    cards = [lay_out(parse_document(PAGE.format(*page)), 400, 120, path="p") for page in pages]
    warm = [paint(card) for card in (*cards, *cards)][len(cards) :]
    for card, data in zip(cards, warm, strict=True):
        glyphs._strike.cache_clear()
        assert paint(card) == data


def test_a_glyph_is_drawn_once_for_each_place_between_pixels() -> None:
    glyphs._strike.cache_clear()
    card = lay_out(parse_document(PAGE.format(16, "", "ああああ iiii")), 400, 120, path="p")
    (run,) = [item for item in card.items if isinstance(item, GlyphRun)]
    placed = glyphs.stamps(run)
    assert len({stamp.strike for stamp in placed}) == 1
    assert len({stamp.number for stamp in placed[:4]}) == 1, "full-width letters of 16 px lie alike"
    assert len({stamp.number // glyphs.PHASES for stamp in placed}) == 2


def test_the_oldest_go_when_there_is_too_much() -> None:
    kept, one, other = Bounded(100), dict[int, str](), dict[str, str]()
    for number in range(4):
        kept.keep(one, number, "x", 30)
    assert list(one) == [1, 2, 3]
    kept.keep(other, "a", "y", 40)
    assert (list(one), list(other)) == ([2, 3], ["a"])
    kept.keep(other, "b", "z", 500)
    assert (list(one), list(other)) == ([], ["b"]), "what was just made is kept however large it is"
