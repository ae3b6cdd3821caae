"""Where fonts/ and templates/ lie, and which fonts are there.

A wheel carries both inside the package; an editable install and a bare checkout have them beside it.
"""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from publisher.errors import FontError, TemplateError
from publisher.lazy import dataclass

REINSTALL = "install feed-card-publisher again, or run it from a whole checkout"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """One font file that ships with publisher; `weight` as in CSS (400 regular, 700 bold), `sha256` in hex."""

    path: Path
    weight: int
    sha256: str
    color: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A font family by the name its font.toml gives, its files from light to bold."""

    name: str
    version: str
    licence: str
    files: tuple[FontFile, ...]


def fonts_dir() -> Path:
    """The folder of the shipped fonts, absolute. Raises FontError when it is absent."""
    found = _find("fonts", "*/font.toml")
    if found is None:
        raise FontError("the fonts that ship with publisher are not there", REINSTALL)
    return found


def templates_dir() -> Path:
    """The folder of the shipped templates (cards/, pages/), absolute. Raises TemplateError when it is absent."""
    found = _find("templates", "cards/*.html")
    if found is None:
        raise TemplateError("the templates that ship with publisher are not there", REINSTALL)
    return found


@cache
def families() -> tuple[Family, ...]:
    """The shipped families in the order of their names. Raises FontError for a font.toml or a file that is amiss."""
    recipes = sorted(fonts_dir().glob("*/font.toml"))
    return tuple(sorted((_family(recipe) for recipe in recipes), key=lambda family: family.name))


def _find(name: str, sign: str) -> Path | None:
    package = Path(__file__).resolve().parent
    for folder in (package / name, package.parent / name):
        if any(folder.glob(sign)):
            return folder
    return None


def _family(recipe: Path) -> Family:
    try:
        table = tomllib.loads(recipe.read_text(encoding="utf-8"))
        return Family(
            name=table["family"],
            version=table["version"],
            licence=table["licence"],
            files=tuple(sorted((_file(recipe.parent, file) for file in table["files"]), key=lambda file: file.weight)),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise FontError(f"{recipe}: {reason}", "fonts/README.md says what a font.toml holds") from error


def _file(folder: Path, table: dict[str, Any]) -> FontFile:
    path = folder / table["file"]
    if not path.is_file():
        raise FontError(f"{path} is not there", REINSTALL)
    return FontFile(path=path, weight=int(table["weight"]), sha256=table["sha256"], color=table.get("color", False))


def version_of(name: str) -> str:
    """The version of an installed distribution, by the name of its metadata folder; what `importlib.metadata` says.

    That module is asked only where no such folder is found: importing it takes longer than looking up all we need.
    """
    found = _versions().get(name)
    if found is None:
        from importlib.metadata import version  # noqa: PLC0415 - 15 ms

        return version(name)
    return found


@cache
def _versions() -> dict[str, str]:
    """Versions by normalised name (PyPA, Recording installed projects), of the first folder of the path that has it."""
    versions: dict[str, str] = {}
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                names = [entry.name for entry in entries]
        except OSError:
            continue  # a zip file, or nothing
        for entry in names:
            name, _, version = entry.removesuffix(".dist-info").rpartition("-")
            if entry.endswith(".dist-info") and name:
                versions.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return versions
