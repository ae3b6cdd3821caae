"""Every short way gives what the long one gives: laws of what is done for speed."""

from __future__ import annotations

import sys
import unicodedata
from itertools import accumulate

import budoux
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from publisher.cards.text import Lines, Text, Wrap, bidi, breaking, shape
from publisher.cards.text.breaking import break_lines
from publisher.cards.text.model import Part
from publisher.cards.text.paragraph import _prepare
from publisher.cards.text.phrases import _model
from publisher.cards.text.segment import clusters_of
from publisher.cards.text.sense import _PAUSES, _WORDS, _first
from tests.cards.text.setting import text_of
from tests.cards.text.test_text_laws import MEASURES, TEXTS, WORDS, WRAPS

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_no_character_that_reads_from_right_to_left_is_overlooked() -> None:
    read = [char for char in EVERY_CHARACTER if unicodedata.bidirectional(char) in {"R", "AL", "AN"}]
    assert [char for char in read if not bidi.has_rtl(f"a{char}")] == []
    assert not bidi.has_rtl("東京 Tokyo – “1.5”")


@settings(max_examples=500, deadline=None)
@given(st.one_of(TEXTS, ANY))
def test_clusters_are_those_of_icu(text: str) -> None:
    assert clusters_of(text) == list(CharacterBreaker(text, "ja"))


def test_what_is_a_cluster_by_itself_is_one_beside_every_other_such_character() -> None:
    single = "".join(char for char in EVERY_CHARACTER if len(clusters_of(char * 2)) == 2 and char < "\U00010000")
    assert list(CharacterBreaker("".join(single), "ja")) == clusters_of(single)


@pytest.mark.parametrize("name", ["japanese", "simplified_chinese", "traditional_chinese", "thai"])
@settings(max_examples=200, deadline=None)
@given(text=st.one_of(TEXTS, st.text("あいうがをはのに町走図書館コンピ、。「」 a1的是人很ไทยภาษา", max_size=12)))
def test_phrases_end_where_the_library_says(name: str, text: str) -> None:
    parser = getattr(budoux, f"load_default_{name}_parser")()
    assert _model(name).ends(text) == list(accumulate(map(len, parser.parse(text))))


def by_all_places(text: Text, part: Part, width: float, wrap: Wrap) -> Lines:
    return breaking._cheapest(text, part.start, part.end, breaking._places(text, part, width), width, wrap)[1]


@settings(max_examples=300, deadline=None)
@given(WORDS, MEASURES, WRAPS)
def test_phrases_first_gives_the_lines_that_all_places_give(words: str, measure: float, wrap: Wrap) -> None:
    text = text_of(words)
    lines = break_lines(text, measure, wrap)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breaking, "_optimal", by_all_places)
        assert [line[:2] for line in break_lines(text, measure, wrap).lines] == [line[:2] for line in lines.lines]


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_the_first_rule_that_fits_is_found(words: str) -> None:
    for table in (_PAUSES, *_WORDS.values()):
        for at in range(1, len(words)):
            costs = (
                cost
                for cost, ends, starts in table.rules.get(words[at - 1], table.rules[""])
                if (not ends or words.endswith(ends, 0, at)) and (starts is None or starts.match(words, at))
            )
            assert _first(table, words, at, at) == next(costs, None)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_pause_is_between_two_letters(words: str) -> None:
    for at in range(1, len(words)):
        if words[at - 1].isalpha() and words[at].isalpha():
            assert _first(_PAUSES, words, at, at) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text("AVTWayo. To,fil", max_size=20)), min_size=1, max_size=4))
def test_what_was_set_before_changes_nothing(texts: list[str]) -> None:
    warm = [text_of(words).clusters for words in texts]
    for words, clusters in zip(texts, warm, strict=True):
        _prepare.cache_clear()
        shape._table.cache_clear()
        assert text_of(words).clusters == clusters
