"""The news card holds together whatever it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards import Template, card_context
from publisher.cards.card import Fill, GlyphRun
from publisher.cards.layout import lay_out
from publisher.cards.paint import paint
from publisher.cards.style import parse_document
from publisher.model import Post, Site, Source
from tests.cards.text.test_text_laws import TEXTS

SITE = Site(title="潮目ダイジェスト", url="https://demo.example", timezone="Asia/Tokyo")
NEWS = Template.find("news")
WORDS = st.one_of(TEXTS, st.just(""), st.text(max_size=80))
SAFE_TOP, SAFE_BOTTOM = 15, 615


def a_post(headline: str, subhead: str, excerpt: str, tags: list[str], source: str) -> Post:
    moment = datetime(2026, 1, 17, tzinfo=UTC)
    return Post(
        path="a.md",
        slug="a",
        id="a",
        url="https://demo.example/a",
        title=headline,
        headline=headline,
        subhead=subhead,
        summary=excerpt,
        date=moment,
        updated=moment,
        tags=tuple(tags),
        categories=tuple(tags[:2]),
        source=Source(url="https://x.example/1", title=f"a | {source}") if source else None,
    )


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS, st.lists(WORDS, max_size=6), WORDS)
def test_every_glyph_stays_inside_the_safe_area(
    headline: str, subhead: str, excerpt: str, tags: list[str], source: str
) -> None:
    context = card_context(a_post(headline, subhead, excerpt, tags, source), SITE, width=1200, height=630)
    card = lay_out(parse_document(NEWS.render(context), path="news"), 1200, 630, path="news")
    for item in card.items:
        if isinstance(item, GlyphRun):
            for glyph in item.glyphs:
                assert 20 - item.size / 2 <= glyph.x <= 1200  # the empty half of an opening bracket hangs out
                assert glyph.y - 0.5 * item.size > SAFE_TOP
                assert glyph.y < SAFE_BOTTOM
        elif isinstance(item, Fill):
            assert item.right > item.left
    assert paint(card).startswith(b"\x89PNG")


def test_a_title_of_ten_thousand_characters_is_a_card() -> None:
    context = card_context(
        a_post("果てしない題" * 2000, "x" * 10_000, "y " * 10_000, ["z" * 500], "s" * 500), SITE, width=1200, height=630
    )
    card = lay_out(parse_document(NEWS.render(context), path="news"), 1200, 630, path="news")
    assert len(paint(card)) < 300_000


def test_a_post_without_a_date_shows_none() -> None:
    post = replace(a_post("題", "", "", [], ""), date=datetime(1970, 1, 1, tzinfo=UTC))
    assert "1970" not in NEWS.render(card_context(post, SITE, width=1200, height=630))
