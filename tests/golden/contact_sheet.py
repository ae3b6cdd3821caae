"""The README's pictures of the templates: `python -m tests.golden.contact_sheet`.

templates.png shows all of them in light and dark, sizes.png other sizes and languages. Arabic, Korean and Chinese are
set in the machine's own fonts.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from publisher.cards import draw_job
from tests.cards.samples import HERO, hero, job

TEMPLATES = ("news", "photo", "minimal", "quote", "tategaki")
WIDE, SQUARE, TALL = (1200, 630), (1200, 1200), (1080, 1920)
_WIDTH, _GAP = 1212, 12
_COLORS = 24


class Shown(NamedTuple):
    """A card of a sheet: a sample post, a template, its settings."""

    name: str
    template: str
    theme: str = "light"
    accent: str = ""


class Row(NamedTuple):
    """Cards of one size side by side."""

    size: tuple[int, int]
    cards: tuple[Shown, ...]


ROWS = {
    "templates": [Row(WIDE, (Shown("news", template), Shown("news", template, "dark"))) for template in TEMPLATES],
    "sizes": [
        Row(
            TALL,
            (
                Shown("news", "news"),
                Shown("short", "photo", "dark"),
                Shown("one-letter", "minimal"),
                Shown("english", "quote", "dark"),
                Shown("news", "tategaki", accent="#0b6e99"),
            ),
        ),
        Row(
            SQUARE,
            (
                Shown("english", "news", "dark", "#3fb68b"),
                Shown("arabic", "photo"),
                Shown("short", "tategaki", "dark"),
                Shown("chinese", "quote", accent="#7a1f5c"),
            ),
        ),
        Row(
            WIDE,
            (
                Shown("arabic", "news", accent="#2c6e49"),
                Shown("korean", "minimal", "dark"),
                Shown("chinese", "tategaki"),
            ),
        ),
        Row(
            WIDE,
            (
                Shown("english", "minimal", accent="#1f5fbf"),
                Shown("short", "news", "dark", "#f0b429"),
                Shown("korean", "news", accent="#7a1f5c"),
            ),
        ),
    ],
}


def main() -> None:
    """Draw each sheet beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        hero().save(Path(folder) / HERO)
        for name, rows in ROWS.items():
            sheet = stacked([beside(row, Path(folder)) for row in rows])
            sheet.save(Path(__file__).with_name(f"{name}.png"), optimize=True)


def beside(row: Row, root: Path) -> Image.Image:
    """The cards of a row, as wide as the sheet together."""
    count = len(row.cards)
    width = (_WIDTH - (count - 1) * _GAP) // count
    height = round(width * row.size[1] / row.size[0])
    strip = Image.new("RGB", (_WIDTH, height), "#ffffff")
    for column, shown in enumerate(row.cards):
        settings = {"theme": shown.theme, "accent": shown.accent, "width": row.size[0], "height": row.size[1]}
        drawn = draw_job(replace(job(shown.name, shown.template, **settings), root=root, wanted="png"))
        with Image.open(io.BytesIO(drawn.data)) as card:
            small = card.convert("RGB").resize((width, height), Image.Resampling.HAMMING)
            if card.mode == "P":  # a flat card needs few colours, and the sheet stays a small file
                small = small.quantize(_COLORS, kmeans=3).convert("RGB")
        strip.paste(small, (column * (width + _GAP), 0))
    return strip


def stacked(strips: list[Image.Image]) -> Image.Image:
    """The rows one below the other."""
    sheet = Image.new("RGB", (_WIDTH, sum(strip.height + _GAP for strip in strips) - _GAP), "#ffffff")
    top = 0
    for strip in strips:
        sheet.paste(strip, (0, top))
        top += strip.height + _GAP
    return sheet


if __name__ == "__main__":
    main()
