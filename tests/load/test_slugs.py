from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load.slugs import MAX_BYTES, card_slug, unique_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2026-01-31-hello", "2026-01-31-hello"),
        ("Mixed_Case.v1", "Mixed_Case.v1"),
        ("日本語 の 題", "日本語-の-題"),
        ("か\u3099", "が"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("..", "post"),
        ("🎉", "post"),
        ("", "post"),
        ("-x-", "x"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("a\u202eb", "a-b"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert card_slug(text) == slug


def test_long_slugs_are_cut_and_told_apart() -> None:
    first, second = card_slug("あ" * 85), card_slug("あ" * 86)
    assert len(first.encode()) <= MAX_BYTES
    assert first != second
    assert first.rpartition("-")[0].strip("あ") == ""
    assert len(first.rpartition("-")[2]) == 6


@given(st.text(max_size=120))
def test_a_slug_is_safe_everywhere(text: str) -> None:
    slug = card_slug(text)
    assert 0 < len(slug.encode()) <= MAX_BYTES
    assert slug == unicodedata.normalize("NFC", slug)
    assert all(c in "-_." or unicodedata.category(c)[0] in "LMN" for c in slug)
    assert slug not in (".", "..")
    assert card_slug(slug) == slug


@given(st.lists(st.sampled_from(["a", "A", "a-2", "b", "あ" * 26 + "xx"]), max_size=30))
def test_unique_slugs_are_unique(slugs: list[str]) -> None:
    taken: set[str] = set()
    for slug in slugs:
        own = unique_slug(slug, taken)
        assert own.casefold() not in taken
        assert len(own.encode()) <= MAX_BYTES
        taken.add(own.casefold())
