"""The machine's own fonts: which files there are, and which are likeliest to have a character."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

_FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
COLLECTIONS = frozenset({".ttc", ".otc"})
_PREFERRED = ("NotoSans", "Noto Sans", "NotoNaskh", "DejaVuSans")
_SPECIAL = ("Mono", "Italic", "Oblique", "Condensed", "Light", "Black", "Thin")
_MOST = 3000


def folders() -> tuple[Path, ...]:
    """The folders in which this machine keeps fonts, as far as they exist."""
    home = Path.home()
    own = (home / ".local/share/fonts", home / ".fonts", home / "Library/Fonts")
    shared = _FOLDERS.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts"))
    return tuple(folder for folder in (*map(Path, shared), *own) if folder.is_dir())


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """Font files of this machine, colour emoji aside, in an order that depends on their names alone."""
    found = (
        path
        for folder in folders()
        for path in folder.rglob("*")
        if path.suffix.lower() in _SUFFIXES and "Emoji" not in path.name
    )
    return tuple(sorted(found, key=lambda path: (path.name, str(path))))[:_MOST]


@lru_cache(maxsize=16)
def likeliest(weight: int) -> tuple[Path, ...]:
    """The same files, Noto and DejaVu first, upright before special, the wanted boldness before the other."""

    def rank(path: Path) -> tuple[int, int, int, str]:
        stem = path.stem
        preferred = next((i for i, name in enumerate(_PREFERRED) if stem.startswith(name)), len(_PREFERRED))
        special = any(word in stem for word in _SPECIAL)
        return special, preferred, ("Bold" in stem) != (weight >= 600), stem

    return tuple(sorted(font_files(), key=rank))


def collection_index(lang: str) -> int:
    """Which face of a Noto Sans CJK collection speaks a language: JP, KR, SC, TC in that order."""
    primary, _, rest = lang.lower().partition("-")
    if primary == "zh":
        return 3 if any(word in rest for word in ("hant", "tw", "hk", "mo")) else 2
    return {"ko": 1}.get(primary, 0)
