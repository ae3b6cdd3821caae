"""PNG (PNG 3, W3C) and JPEG, both without any metadata: same pixels, same bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from typing import Literal

import deflate
from PIL import Image, ImageChops

from publisher.cards.deflating import Rows, zlib_stream

FileType = Literal["png", "jpeg"]

MAX_JPEG = 300_000
"""Bytes: some platforms drop larger pictures (WhatsApp)."""

# Chroma at full size first: at half size red letters on a dark ground lose their edges.
_QUALITIES = ((88, "4:4:4"), (84, "4:4:4"), (80, "4:4:4"), (76, "4:2:0"), (68, "4:2:0"), (55, "4:2:0"))
_LEVEL = 6
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE, _TRUECOLOR = 3, 2


def file_type(data: bytes) -> FileType:
    """The type of an encoded card."""
    return "png" if data.startswith(_SIGNATURE) else "jpeg"


def palette_png(
    scanlines: bytes | bytearray, palette: bytes, width: int, height: int, *, repeated: Iterable[Rows] = ()
) -> bytes:
    """A PNG of palette indices; `scanlines` are rows of a filter byte and `width` indices, `palette` RGB triples.

    In each stretch of rows of `repeated` all are the same.
    """
    return _png(zlib_stream(scanlines, width + 1, repeated), width, height, _PALETTE, palette)


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


def _png(data: bytes, width: int, height: int, color_type: int, palette: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, color_type, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header)]
    if palette:
        chunks.append(_chunk(b"PLTE", palette))
    chunks.append(_chunk(b"IDAT", data))
    return b"".join([_SIGNATURE, *chunks, _chunk(b"IEND", b"")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", deflate.crc32(kind + data))
