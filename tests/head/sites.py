"""Sites with their built pages beside them, and an independent reader of what pages say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import extruct

ROOT = Path(__file__).parents[1]
BUILT = Path(__file__).parent / "built"
OUTPUT = {"demo": "_site", "jekyll-seo": "_site", "hugo-tide": "public"}


def built_copy(name: str, folder: Path) -> Path:
    """A copy of a site of tests/sites/ in `folder`, with its generator's output where the generator puts it."""
    site = folder / name
    shutil.copytree(ROOT / "sites" / name, site)
    shutil.copytree(BUILT / name, site / OUTPUT[name])
    return site


def pages(folder: Path) -> dict[str, bytes]:
    """Every HTML file of a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.html"))}


def open_graph(data: bytes) -> dict[str, list[str]]:
    """Every `property` of a page and its contents, in order, as extruct reads them."""
    found = extruct.extract(data.decode("utf-8"), base_url="https://x.example/", syntaxes=["opengraph"])
    values: dict[str, list[str]] = {}
    for graph in found["opengraph"]:
        for name, value in graph["properties"]:
            values.setdefault(name, []).append(value)
    return values


def json_ld(data: bytes) -> list[dict[str, Any]]:
    """The JSON-LD of a page, as extruct reads it."""
    found = extruct.extract(data.decode("utf-8"), base_url="https://x.example/", syntaxes=["json-ld"])
    scripts: list[dict[str, Any]] = found["json-ld"]
    return scripts
