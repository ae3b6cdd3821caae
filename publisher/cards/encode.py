"""PNG (PNG 3, W3C) and JPEG, both without any metadata: same pixels, same bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from typing import Literal

import deflate
from PIL import Image, ImageChops

from publisher.cards.deflating import Stripe, zlib_stream

FileType = Literal["png", "jpeg"]

MAX_JPEG = 300_000
"""Bytes: some platforms drop larger pictures (WhatsApp)."""

# Chroma at full size first: at half size red letters on a dark ground lose their edges.
_QUALITIES = ((88, "4:4:4"), (84, "4:4:4"), (80, "4:4:4"), (76, "4:2:0"), (68, "4:2:0"), (55, "4:2:0"))
_LEVEL = 6
_DEFLATE = {4: 2, 8: 5}  # by depth: zlib-ng's levels, each a little smaller than 26 KB for most cards
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE, _TRUECOLOR = 3, 2


def file_type(data: bytes) -> FileType:
    """The type of an encoded card."""
    return "png" if data.startswith(_SIGNATURE) else "jpeg"


def palette_png(stripes: Iterable[Stripe], palette: bytes, width: int, height: int, depth: int) -> bytes:
    """A PNG of palette indices of `depth` bits (4 or 8), two in a byte at 4 (PNG 3, 7.2); `palette` is RGB triples.

    Each row of a stripe is a filter byte and the indices.
    """
    return _png(zlib_stream(stripes, _DEFLATE[depth]), width, height, _PALETTE, palette, depth)


def rgb_png(image: Image.Image) -> bytes:
    """A 24-bit PNG of an RGB image, each row as its difference from the one above (filter type 2, Up)."""
    above = Image.new("RGB", image.size)
    above.paste(image, (0, 1))
    data = ImageChops.subtract_modulo(image, above).tobytes()
    stride = 3 * image.width
    rows = b"".join(b"\x02" + data[start : start + stride] for start in range(0, len(data), stride))
    data = bytes(deflate.zlib_compress(rows, _LEVEL))
    return _png(data, image.width, image.height, _TRUECOLOR, b"")


def jpeg(image: Image.Image) -> bytes:
    """A baseline JPEG of an RGB image, at the best quality that stays under MAX_JPEG, if any does."""
    data = b""
    for quality, sampling in _QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, subsampling=sampling, optimize=True)
        data = file.getvalue()
        if len(data) < MAX_JPEG:
            break
    return data


def _png(data: bytes, width: int, height: int, color_type: int, palette: bytes, depth: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header)]
    if palette:
        chunks.append(_chunk(b"PLTE", palette))
    chunks.append(_chunk(b"IDAT", data))
    return b"".join([_SIGNATURE, *chunks, _chunk(b"IEND", b"")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", deflate.crc32(kind + data))
