"""Pictures good and bad, made on the spot: {name: bytes} of everything spec'd to be shown or to be refused."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SIZE = (64, 48)
LEFT, RIGHT = (200, 40, 20), (20, 60, 200)


def halves(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, LEFT)
    image.paste(RIGHT, (size[0] // 2, 0, *size))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a file of that kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def turned(orientation: int) -> bytes:
    """A JPEG stored so that its EXIF orientation turns it into `halves`."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = halves() if undo is None else halves().transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(image, "JPEG", quality=95, exif=exif)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, color: int, rows: bytes) -> bytes:
    """A PNG of raw scanlines."""
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def png_16_bit(color: int) -> bytes:
    """`halves` with sixteen bits a channel: grey (0) or RGB (2)."""
    row = b"\0"
    for x in range(SIZE[0]):
        red, green, blue = LEFT if x < SIZE[0] // 2 else RIGHT
        values = (red, green, blue) if color == 2 else ((red * 299 + green * 587 + blue * 114) // 1000,)
        row += b"".join(struct.pack(">H", value * 257) for value in values)
    return png(*SIZE, 16, color, row * SIZE[1])


def bomb() -> bytes:
    """81 million pixels in about ten kilobytes."""
    return png(9000, 9000, 1, 0, (b"\0" + b"\0" * 1125) * 9000)


def palette_with_alpha() -> bytes:
    """A palette PNG whose right half is see-through."""
    return encoded(halves().quantize(2), "PNG", transparency=bytes([255, 0]))


def animated(kind: str) -> bytes:
    """An animation whose first frame is `halves` and whose second is black."""
    return encoded(halves(), kind, save_all=True, append_images=[Image.new("RGB", SIZE)], duration=100)


GOOD = {
    "halves.png": encoded(halves(), "PNG"),
    "halves.jpg": encoded(halves(), "JPEG", quality=95),
    "halves.webp": encoded(halves(), "WEBP", lossless=True),
    "halves.avif": encoded(halves(), "AVIF", quality=95),
    "halves.gif": encoded(halves(), "GIF"),
    "animated.gif": animated("GIF"),
    "animated.webp": animated("WEBP"),
    "animated.png": animated("PNG"),
    "cmyk.jpg": encoded(halves(mode="CMYK"), "JPEG", quality=95),
    "grey16.png": png_16_bit(0),
    "rgb16.png": png_16_bit(2),
    "progressive.jpg": encoded(halves(), "JPEG", quality=95, progressive=True),
    **{f"turned-{number}.jpg": turned(number) for number in range(1, 9)},
}

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'

BAD = {
    "empty.png": (b"", "picture-format"),
    "text.png": (b"not a picture at all\n", "picture-format"),
    "svg.png": (SVG, "picture-format"),
    "bitmap.png": (encoded(halves(), "BMP"), "picture-format"),
    "tiff.jpg": (encoded(halves(), "TIFF"), "picture-format"),
    "bomb.png": (bomb(), "picture-large"),
    "wide.gif": (encoded(Image.new("P", (5001, 5000)), "GIF"), "picture-large"),
    "cut.png": (encoded(Image.effect_noise((200, 200), 90), "PNG")[:9000], "picture-damaged"),
    "cut.jpg": (encoded(Image.effect_noise((400, 400), 90), "JPEG")[:9000], "picture-damaged"),
    "cut.webp": (encoded(Image.effect_noise((400, 400), 90).convert("RGB"), "WEBP")[:3000], "picture-damaged"),
    "header-only.png": (encoded(halves(), "PNG")[:40], "picture-damaged"),
}
