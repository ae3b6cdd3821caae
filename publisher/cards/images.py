"""Pictures decoded within bounds, upright and in sRGB.

A file is trusted for nothing: not for its name, not for the size it claims, not for being whole.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

from publisher.cards.card import Picture
from publisher.cards.picture_files import NONE, Fetched, PictureError, read_picture, sha256

if TYPE_CHECKING:
    from PIL import ImageCms

FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")
MAX_PIXELS = 25_000_000
_SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")

_ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
_PNG_EXIF = (b"eXIf", b"zTXtRaw profile type", b"tEXtRaw profile type", b"iTXtRaw profile type")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_SPARE = 2  # a picture is decoded at up to this many times the size it is drawn at, then resampled
_SHADES_16 = 1 / 257
# What Pillow's decoders raise for bytes that are not what they claim to be; a test feeds them thousands of such files.
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, RuntimeError, MemoryError),
    *(struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning),
)
_SAVE_AGAIN = "open it in an image editor and save it again as JPEG or PNG"


def open_picture(src: str, root: Path | None, fetched: Fetched = NONE, *, where: str = "") -> Picture:
    """The picture at an address relative to `root`, asked for at `where` in a document. Raises PictureError."""
    try:
        return identify(src, read_picture(src, root, fetched))
    except PictureError as error:
        error.where = where
        raise


def identify(src: str, data: bytes) -> Picture:
    """The picture in a file's bytes, its header read and found allowed. Raises PictureError."""
    with _opened(src, data) as image:
        width, height = image.size
        if _orientation(image, data) in _SIDEWAYS:
            width, height = height, width
    return Picture(src=src, sha256=sha256(data), width=width, height=height, data=data)


def check_picture(data: bytes) -> None:
    """Nothing for bytes that a card can show, from the first to the last. Raises PictureError, whose message says "it".

    They are decoded for it, because a header says nothing of what comes after it.
    """
    decode(identify("it", data), 1200, 630)


def _opened(src: str, data: bytes) -> Image.Image:
    """The file opened, only its header read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        if data.startswith(_SIGNATURES) or data[8:12] == b"WEBP" or data[4:12] == b"ftypavif":
            raise _damaged(src, ValueError("its header cannot be read")) from error
        message = f"{unquote(src)} is not a PNG, JPEG, WebP, AVIF or GIF picture"
        raise PictureError(src, "picture-format", message, _hint_for(data)) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(src, "") from error
    except _BROKEN as error:
        raise _damaged(src, error) from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(src, f"{width} x {height}, ")
    return image


def _hint_for(data: bytes) -> str:
    start = data[:1024].lstrip().lower()
    if start.startswith((b"<?xml", b"<svg", b"<!doctype")) or b"<svg" in start:
        return "it is SVG or HTML: export it as PNG"
    return "save it as JPEG or PNG"


def _too_many_pixels(src: str, size: str) -> PictureError:
    message = f"{unquote(src)} has too many pixels: {size}more than {MAX_PIXELS // 1_000_000} million"
    return PictureError(src, "picture-large", message, "save it smaller: a card shows 1200 pixels")


def _damaged(src: str, error: Exception) -> PictureError:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return PictureError(src, "picture-damaged", f"{unquote(src)} is damaged: {reason}", _SAVE_AGAIN)


def _orientation(image: Image.Image, data: bytes) -> int:
    """How the picture is to be turned, 1 to 8 as in EXIF; 1 (not at all) where that cannot be read."""
    if image.format == "PNG" and not any(mark in data for mark in _PNG_EXIF):
        return 1  # Pillow would decode all of it to be sure
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = image.getexif().get(_ORIENTATION)
    except _BROKEN:
        return 1  # damaged EXIF says nothing; the pixels may be whole all the same
    return found if isinstance(found, int) else 1


@lru_cache(maxsize=2)
def decode(picture: Picture, width: int, height: int) -> Image.Image:
    """The whole picture upright, RGB or RGBA in sRGB, not much larger than `width` by `height` px and never enlarged.

    Of an animation the first frame. Raises PictureError when the file is not whole.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decoded(_opened(picture.src, picture.data), picture.data, width, height)
    except _BROKEN as error:
        raise _damaged(picture.src, error) from error


def _decoded(image: Image.Image, data: bytes, width: int, height: int) -> Image.Image:
    orientation = _orientation(image, data)
    wanted = (height, width) if orientation in _SIDEWAYS else (width, height)
    if image.format == "JPEG":
        image.draft(image.mode, wanted)  # libjpeg leaves out what is not needed
    image.load()
    profile = image.info.get("icc_profile")
    image = _in_srgb(_reduced(_eight_bit(image), wanted), profile)
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _reduced(image: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """The picture at up to `_SPARE` times the wanted size, its sides in proportion."""
    scale = max(_SPARE * max(1, want) / side for side, want in zip(image.size, wanted, strict=True))
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


def _eight_bit(image: Image.Image) -> Image.Image:
    """The pixels as RGB, RGBA or CMYK, eight bits a channel."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value * _SHADES_16).convert("L")
    elif image.mode in {"I", "F"}:
        image = image.convert("F").point(lambda value: value * _SHADES_16).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in {"RGB", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB by its ICC profile; one without, or with a profile that cannot be used, is taken as sRGB."""
    plain = image.convert("RGB") if image.mode == "CMYK" else image
    if not profile:
        return plain
    from PIL import ImageCms  # noqa: PLC0415 - few pictures have a profile

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source) and image.mode != "CMYK":
            return plain
        converted = ImageCms.profileToProfile(
            image.convert("RGB") if image.mode == "RGBA" else image, source, _srgb(), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, *_BROKEN):
        return plain
    if converted is None:
        return plain
    if image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms  # noqa: PLC0415

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
