"""Every shade is near what it stands for, between background and ink, and no drawing depends on an earlier one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards import Template, card_context, draw
from publisher.cards.fonts import _bundled
from publisher.cards.paint import glyphs, palette
from publisher.cards.paint.shades import _FARTHEST, _NEAR, RGB, Ink, NotFlat, _apart, _off, blend, shades
from tests.bench.posts import SITE, posts

BYTE = st.integers(0, 255)
COLOR = st.tuples(BYTE, BYTE, BYTE)
PAPERS = st.sampled_from([(255, 255, 255), (251, 248, 241), (20, 22, 31)])
INKS = st.lists(st.tuples(st.tuples(BYTE, BYTE, BYTE, st.integers(1, 255)), PAPERS | COLOR), max_size=7)
# Sampled at 51 steps of 255, each shade serves up to 2.5 others; then colours are rounded.
SPARE = 2.5 / 255 * 442 + 2


@given(st.lists(COLOR, max_size=4), INKS)
@settings(max_examples=150, deadline=None)
def test_each_coverage_is_near_its_own_shade(solids: list[RGB], inks: list[Ink]) -> None:
    flat = shades(tuple(solids), tuple(inks))
    assert len(set(flat.colors)) == len(flat.colors) <= 2**flat.depth
    assert all(flat.colors[flat.solids[color]] == color for color in solids)
    for ink, over in inks:
        table = flat.tables[ink, over]
        full = blend(ink, over)
        assert flat.colors[table[0]] == over
        assert flat.colors[table[255]] == full
        for value in range(256):
            shade = flat.colors[table[value]]
            assert _apart(shade, blend(ink, over, value / 255)) ** 0.5 <= _FARTHEST + SPARE
            assert _off(shade, over, full) <= _NEAR


@pytest.mark.parametrize("theme", [("#fbf8f1", "#1b1a17", "#c0341d"), ("#14161f", "#f3f0e8", "#ff6a4d")])
def test_greys_and_one_accent_share_four_bits(theme: tuple[str, str, str]) -> None:
    paper, ink, accent = [(int(c[1:3], 16), int(c[3:5], 16), int(c[5:], 16)) for c in theme]
    grey = blend(ink, paper, 0.6)
    inks = [((*color, 255), paper) for color in (ink, grey, accent)]
    assert shades((paper, accent), (*inks, ((*paper, 255), accent))).depth == 4
    assert shades((paper, accent), tuple(inks), shared=False).depth == 8


def test_inks_far_apart_share_a_few_shades_more() -> None:
    over = (255, 255, 255)
    inks = [((*color, 255), over) for color in ((80, 40, 200), (40, 255, 120), (80, 0, 120))]
    flat = shades((over,), tuple(inks))
    assert (flat.depth, len(flat.colors)) == (4, 15)
    assert len(shades((over,), tuple(inks[:1])).colors) <= 13


def test_many_colours_have_rows_of_their_own_and_too_many_none() -> None:
    hues = [((7 * n % 256, 40 * n % 256, 255 - 11 * n, 255), (255, 255, 255)) for n in range(40)]
    assert shades((), tuple(hues[:12])).depth == 8
    with pytest.raises(NotFlat):
        shades((), tuple(hues))


def forget() -> None:
    glyphs._outlines.__init__()  # type: ignore[misc]
    glyphs._masks.__init__(glyphs._MASKS)  # type: ignore[misc]
    palette._glyphs.__init__(palette._INKED)  # type: ignore[misc]
    shades.cache_clear()


def test_a_card_is_the_same_whatever_was_drawn_before() -> None:
    template = Template.find("news")
    documents = [template.render(card_context(post, SITE, width=1200, height=630)) for post in posts(4)]

    def drawn(document: str) -> bytes:
        return draw(document, 1200, 630, path=template.path).data

    warm = [drawn(document) for document in documents + documents][-4:]
    for document, data in reversed(list(zip(documents, warm, strict=True))):
        forget()
        assert drawn(document) == data


def test_outlines_are_let_go_together_and_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    template = Template.find("news")
    document = template.render(card_context(posts(1)[0], SITE, width=1200, height=630))
    expected = draw(document, 1200, 630, path=template.path).data
    monkeypatch.setattr(glyphs, "_OUTLINES", 7)
    glyphs._outlines.__init__()  # type: ignore[misc]
    assert draw(document, 1200, 630, path=template.path).data == expected
    known = glyphs._outlines.of(next(iter(_bundled().values()))[0], 13.0, turned=False, squeeze=1.0)
    assert not known
