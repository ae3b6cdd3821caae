"""Scanlines -> a zlib stream (RFC 1950), where many neighbouring rows are one row repeated.

More than half of a flat card's rows are blank. A stretch of them is deflated once and its bytes are used again: a
full flush (RFC 1951, 3.2.4: an empty stored block) ends what stands before it on a whole byte, and nothing later points
back across it. That leaves a third less to search, and makes less: a blank stretch has codes of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from deflate import adler32
from zlib_ng import zlib_ng

Rows = tuple[int, int]
"""The first row of a stretch and the one after its last."""

_LEVEL = 5
_BLANK_LEVEL = 9
_RAW = -15  # no header, a window of 32 KB
_MEMORY = 9
_HEADER = b"\x78\x5e"  # deflate, a window of 32 KB, "fast" (RFC 1950, 2.2)
_FEWEST = 8  # rows: a shorter stretch costs more than it saves


def zlib_stream(scanlines: bytes | bytearray, stride: int, repeated: Iterable[Rows]) -> bytes:
    """All of `scanlines`, rows of `stride` bytes, deflated; in each stretch of `repeated`, in order, all are alike."""
    whole = memoryview(scanlines)
    packer = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, _RAW, _MEMORY)
    parts = [_HEADER]
    done = 0
    for start, end in repeated:
        if end - start >= _FEWEST:
            if done < start:
                parts += packer.compress(whole[done * stride : start * stride]), packer.flush(zlib_ng.Z_FULL_FLUSH)
            parts.append(_repeated(bytes(whole[start * stride : (start + 1) * stride]), end - start))
            done = end
    parts += packer.compress(whole[done * stride :]), packer.flush()
    parts.append(adler32(scanlines, 1).to_bytes(4, "big"))
    return b"".join(parts)


@lru_cache(maxsize=512)
def _repeated(row: bytes, count: int) -> bytes:
    """A row so many times, in blocks that end on a whole byte and are not the last ones."""
    packer = zlib_ng.compressobj(_BLANK_LEVEL, zlib_ng.DEFLATED, _RAW, _MEMORY)
    return packer.compress(row * count) + packer.flush(zlib_ng.Z_FULL_FLUSH)
