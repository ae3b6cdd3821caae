"""A picture's type and size from its first bytes, whoever made it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

_SVG = (b"<svg", b"<?xml")


def measure(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height in pixels; ("", 0, 0) for what is no picture; SVG has no size of its own here."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return Image.MIME.get(picture.format or "", ""), picture.width, picture.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        is_svg = data.lstrip()[:5].startswith(_SVG) and b"<svg" in data[:1000]
        return ("image/svg+xml", 0, 0) if is_svg else ("", 0, 0)
