"""What this machine brings to drawing cards: libraries, fonts that ship, scripts that some font covers."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from types import MappingProxyType

from PIL import features

from publisher.cards.font_digests import font_digest
from publisher.cards.fonts import Face, font_stack
from publisher.cards.system_fonts import font_files
from publisher.lazy import dataclass
from publisher.resources import Family, families

SCRIPTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Japanese": ("ja", "あアー漢字、。々"),
        "Latin": ("en", "Aéß–"),
        "Emoji": ("ja", "😀"),
        "Korean": ("ko", "한글"),
        "Simplified Chinese": ("zh-Hans", "汉语们"),
        "Traditional Chinese": ("zh-Hant", "漢語們"),
        "Cyrillic": ("ru", "Жё"),
        "Greek": ("el", "Ωά"),
        "Arabic": ("ar", "العربية"),
        "Hebrew": ("he", "עברית"),
        "Thai": ("th", "ไทย"),
        "Devanagari": ("hi", "हिन्दी"),
    }
)
"""A language of each script, and letters that a font for it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which font a script is set in: its file name, "" when some letter has none; `bundled` if it ships with us."""

    script: str
    font: str
    bundled: bool


def libraries() -> dict[str, str]:
    """The version of each drawing library, "" for one that is not there."""
    names = ("raqm", "fribidi", "harfbuzz", "freetype2", "webp", "avif", "libjpeg_turbo")
    found = {name: str(features.version(name) or "") if features.check(name) else "" for name in names}
    own = {name: version(name) for name in ("pillow", "deflate", "uharfbuzz", "icu4py", "budoux")}
    return own | found


def compiled() -> bool:
    """Whether what draws cards was compiled when the package was installed (hatch_build.py)."""
    origin = find_spec("publisher.cards.card").origin  # type: ignore[union-attr]  # it is there
    return not str(origin).endswith(".py")


def damaged(family: Family) -> tuple[str, ...]:
    """The files of a shipped family whose bytes are not those that font.toml names."""
    faces = ((file, Face(file.path, family=family.name, bundled=True)) for file in family.files)
    return tuple(file.path.name for file, face in faces if font_digest(face.path) != file.sha256)


def coverage() -> tuple[Coverage, ...]:
    """The font of every script in `SCRIPTS`, as cards choose it."""
    return tuple(_covered(script, lang, letters) for script, (lang, letters) in SCRIPTS.items())


def system_font_count() -> int:
    """How many fonts of its own this machine has."""
    return len(font_files())


def shipped() -> tuple[Family, ...]:
    """The families that ship with us. Raises FontError when they are not there."""
    return families()


def _covered(script: str, lang: str, letters: str) -> Coverage:
    stack = font_stack((), 400, lang)
    faces = [stack.face_for(letter, emoji=script == "Emoji") for letter in letters]
    first = faces[0]
    if first is None or None in faces:
        return Coverage(script=script, font="", bundled=False)
    return Coverage(script=script, font=first.name, bundled=first.bundled)
