"""Scanlines -> a zlib stream (RFC 1950), where many neighbouring rows are one row repeated.

More than half of a flat card's rows are blank. A stretch of them is deflated once and its bytes are used again: a
full flush (RFC 1951, 3.2.4: an empty stored block) ends what stands before it on a whole byte, and nothing later points
back across it. That leaves a third less to search, and makes less: a blank stretch has codes of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from deflate import adler32
from zlib_ng import zlib_ng

_BLANK_LEVEL = 9
_RAW = -15  # no header, a window of 32 KB
_MEMORY = 9
_HEADER = b"\x78\x5e"  # deflate, a window of 32 KB, "fast" (RFC 1950, 2.2)
_BASE = 65521  # Adler-32 counts modulo this (RFC 1950, 8.2)


class Stripe(NamedTuple):
    """Some bytes, so many times: rows as they are, or one row and how often it is there."""

    data: bytes | memoryview
    times: int = 1


def zlib_stream(stripes: Iterable[Stripe], level: int) -> bytes:
    """All stripes, one after the other, deflated at a level of zlib-ng (1 to 9)."""
    packer = zlib_ng.compressobj(level, zlib_ng.DEFLATED, _RAW, _MEMORY)
    parts = [_HEADER]
    checksum, open_block = 1, False
    for data, times in stripes:
        if times > 1:
            if open_block:
                parts.append(packer.flush(zlib_ng.Z_FULL_FLUSH))
            deflated, own = _repeated(bytes(data), times)
            parts.append(deflated)
            checksum = _combined(checksum, own, len(data) * times)
        else:
            parts.append(packer.compress(data))
            checksum = adler32(data, checksum)
        open_block = times == 1
    parts += packer.flush(), checksum.to_bytes(4, "big")
    return b"".join(parts)


@lru_cache(maxsize=512)
def _repeated(row: bytes, times: int) -> tuple[bytes, int]:
    """A row so many times, in blocks that end on a whole byte and are not the last ones, and its Adler-32."""
    packer = zlib_ng.compressobj(_BLANK_LEVEL, zlib_ng.DEFLATED, _RAW, _MEMORY)
    return packer.compress(row * times) + packer.flush(zlib_ng.Z_FULL_FLUSH), adler32(row * times, 1)


def _combined(first: int, second: int, length: int) -> int:
    """The Adler-32 of two pieces after another, of which the second has so many bytes."""
    low, other = first & 0xFFFF, second & 0xFFFF
    high = (first >> 16) + (second >> 16) + length * (low - 1)
    return (high % _BASE) << 16 | (low + other - 1) % _BASE
