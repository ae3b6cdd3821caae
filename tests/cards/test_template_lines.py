"""How the templates break real headlines: no character is left alone, nothing is cut off, at any size."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from publisher.cards import Template, card_context
from publisher.cards.card import Card, GlyphRun, leaves
from publisher.cards.layout import lay_out
from publisher.cards.style import parse_document
from publisher.config import CardSettings
from publisher.model import Post
from tests.bench.posts import headlines
from tests.cards.samples import MOMENT, SITE, a_post

SIZES = [(1200, 630), (1200, 1200), (1080, 1920)]
TITLES = [
    *(japanese for _, japanese in headlines()),
    "「潮が味方する可能性がある」：何万人もの漁師がAIの予報アプリを信じない理由",
    "海底ケーブルの点検にNEPTUNE_SURVEY_BOTが使われるようになった背景",
    "港の朝市で、いちばん早く売り切れるものは何か",
    "雪の日だけ走る電車",
]


def laid(post: Post, template: str, width: int, height: int) -> Card:
    found = Template.find(template)
    settings = CardSettings(template=template, width=width, height=height)
    document = found.render(card_context(post, SITE, width=width, height=height, settings=settings))
    return lay_out(parse_document(document, path=found.path), width, height, path=found.path)


def glyphs_of_lines(card: Card) -> list[int]:
    """How many glyphs each line of the largest text has."""
    runs = [item for item in leaves(card.items) if isinstance(item, GlyphRun)]
    largest = max(run.size for run in runs)
    return [len(run.glyphs) for run in runs if run.size == largest]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", ["news", "minimal", "tategaki"])
def test_no_character_of_a_headline_stands_alone(template: str, size: tuple[int, int]) -> None:
    counts = {title: glyphs_of_lines(laid(a_post(title, summary="", image=None), template, *size)) for title in TITLES}
    assert [title for title, lines in counts.items() if min(lines) < 2] == []
    # The headline is drawn whole, but for spaces, and for the punctuation and digits that share a glyph.
    assert all(sum(lines) >= 0.9 * len(title.replace(" ", "")) for title, lines in counts.items())


@pytest.mark.parametrize("template", ["news", "photo", "minimal", "quote", "tategaki"])
def test_a_post_without_a_title_is_called_by_its_site(template: str) -> None:
    site = laid(a_post(SITE.title, image=None), template, 1200, 630)
    nothing = laid(a_post("", image=None), template, 1200, 630)
    assert nothing.items == site.items


@pytest.mark.parametrize("template", ["news", "photo", "minimal", "quote", "tategaki"])
def test_what_a_post_lacks_leaves_no_gap(template: str) -> None:
    bare = a_post(
        "題だけ", categories=(), source=None, image=None, date=MOMENT.replace(year=1970, month=1, day=1, hour=0)
    )
    found = Template.find(template)
    settings = CardSettings(template=template)
    context = card_context(bare, replace(SITE, title=""), width=1200, height=630, settings=settings)
    card = lay_out(parse_document(found.render(context), path=found.path), 1200, 630, path=found.path)
    sizes = Counter(run.size for run in leaves(card.items) if isinstance(run, GlyphRun))
    assert len(sizes) == 2  # the title, and the site's address in place of its name
    assert not card.missing
