"""Rows that repeat are deflated once, and every decoder reads the same pixels."""

from __future__ import annotations

import random
import zlib

from hypothesis import given
from hypothesis import strategies as st

from publisher.cards.deflating import Stripe, zlib_stream

ROWS = st.lists(
    st.tuples(st.binary(min_size=5, max_size=5), st.integers(1, 30), st.booleans()), min_size=1, max_size=12
)


@given(ROWS)
def test_what_is_inflated_is_what_was_given(rows: list[tuple[bytes, int, bool]]) -> None:
    stripes = [Stripe(*row) for row in rows]
    assert zlib.decompress(zlib_stream(stripes, 2)) == b"".join(row * times for row, times, _ in rows)


@given(st.lists(st.binary(max_size=2000), max_size=4), st.integers(2, 50), st.booleans())
def test_views_and_empty_stripes(pieces: list[bytes], times: int, small: bool) -> None:
    stripes = [stripe for piece in pieces for stripe in (Stripe(memoryview(piece), 1, small), Stripe(piece, times))]
    assert zlib.decompress(zlib_stream(stripes, 2)) == b"".join(piece * (1 + times) for piece in pieces)


def test_a_blank_canvas_is_next_to_nothing() -> None:
    assert len(zlib_stream([Stripe(bytes(1201), 630)], 2)) < 1000


def test_small_letters_are_not_looked_for_in_rows_before() -> None:
    rows = random.Random(7).randbytes(600) * 40
    looked, small = (zlib_stream([Stripe(rows, 1, small)], 2) for small in (False, True))
    assert len(looked) < 2000
    assert len(small) > 20_000
    assert zlib.decompress(small) == zlib.decompress(looked) == rows
