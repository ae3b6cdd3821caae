"""Fonts and templates are found where the package has them, or are said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from publisher import resources
from publisher.errors import FontError, PublisherError, TemplateError
from publisher.resources import version_of

RECIPE = """
family = "A"
version = "1"
licence = "OFL-1.1"
[[files]]
file = "bold.ttf"
weight = 700
sha256 = "b"
[[files]]
file = "regular.ttf"
weight = 400
sha256 = "a"
color = true
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's folder, installed without fonts and templates."""
    folder = tmp_path / "site-packages" / "publisher"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(folder / "resources.py"))
    resources.families.cache_clear()
    return folder


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing remembered from or for another test."""
    yield
    resources.families.cache_clear()


def font(folder: Path, recipe: str = RECIPE) -> Path:
    (folder / "fonts" / "a").mkdir(parents=True)
    (folder / "fonts" / "a" / "font.toml").write_text(recipe, encoding="utf-8")
    for name in ("regular.ttf", "bold.ttf"):
        (folder / "fonts" / "a" / name).touch()
    return folder / "fonts"


def test_this_checkout_has_both() -> None:
    assert (resources.fonts_dir() / "noto-sans-jp/NotoSansJP-Bold.ttf").is_file()
    assert (resources.templates_dir() / "cards").is_dir()


def test_a_wheel_has_them_inside(package: Path) -> None:
    font(package.parent)  # somebody else's folder of the same name
    inside = font(package)
    assert resources.fonts_dir() == inside


def test_a_checkout_has_them_beside(package: Path) -> None:
    beside = font(package.parent)
    assert resources.fonts_dir() == beside


def test_families_are_read(package: Path) -> None:
    folder = font(package)
    (family,) = resources.families()
    assert (family.name, family.version, family.licence) == ("A", "1", "OFL-1.1")
    assert family.files == (
        resources.FontFile(path=folder / "a/regular.ttf", weight=400, sha256="a", color=True),
        resources.FontFile(path=folder / "a/bold.ttf", weight=700, sha256="b"),
    )


def test_missing_folders_are_said(package: Path) -> None:
    (package / "fonts").mkdir()  # an empty one is not enough
    for find, kind in ((resources.fonts_dir, FontError), (resources.templates_dir, TemplateError)):
        with pytest.raises(kind, match="are not there") as caught:
            find()
        assert isinstance(caught.value, PublisherError)
        assert "install" in caught.value.hint


@pytest.mark.parametrize(
    ("recipe", "reason"),
    [
        (RECIPE.replace('family = "A"', ""), "no 'family'"),
        (RECIPE.replace("700", '"bold"'), "invalid literal"),
        ("family =", "Invalid value"),
        (RECIPE.replace("bold.ttf", "black.ttf"), r"black\.ttf is not there"),
        (RECIPE.split("[[", 1)[0] + "files = 3", "not iterable"),
    ],
)
def test_a_damaged_recipe_is_named(package: Path, recipe: str, reason: str) -> None:
    font(package, recipe)
    with pytest.raises(FontError, match=reason) as caught:
        resources.families()
    assert "font.toml" in str(caught.value) or "black" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["pillow", "pyyaml", "python-frontmatter", "zlib-ng", "uharfbuzz", "icu4py", "tzdata"])
def test_versions_are_those_of_the_metadata(name: str) -> None:
    assert version_of(name) == version(name)


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-distribution")
