"""Rows that repeat are deflated once, and every decoder reads the same pixels."""

from __future__ import annotations

import zlib
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from publisher.cards.deflating import zlib_stream

ROWS = st.lists(st.tuples(st.binary(min_size=5, max_size=5), st.integers(1, 30)), min_size=1, max_size=12)


@given(ROWS)
def test_what_is_inflated_is_what_was_given(rows: list[tuple[bytes, int]]) -> None:
    data = b"".join(row * count for row, count in rows)
    stretches, at = [], 0
    for _, group in groupby(data[start : start + 5] for start in range(0, len(data), 5)):
        count = len(list(group))
        stretches.append((at, at + count))
        at += count
    assert zlib.decompress(zlib_stream(data, 5, stretches)) == data
    assert zlib.decompress(zlib_stream(bytearray(data), 5, stretches[1:])) == data
    assert zlib.decompress(zlib_stream(data, 5, ())) == data


def test_a_blank_canvas_is_next_to_nothing() -> None:
    assert len(zlib_stream(bytes(1201 * 630), 1201, [(0, 630)])) < 1000
