"""All templates on one page, for the README: `python -m tests.golden.contact_sheet`."""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from publisher.cards import draw_job
from tests.cards.samples import HERO, hero, job

TEMPLATES = ("news", "photo", "minimal", "quote", "tategaki")
_WIDTH, _HEIGHT, _GAP = 600, 315, 12


def main() -> None:
    """Draw a row a template, light and dark, into templates.png beside this file."""
    sheet = Image.new("RGB", (2 * _WIDTH + _GAP, len(TEMPLATES) * (_HEIGHT + _GAP) - _GAP), "#ffffff")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        hero().save(root / HERO)
        for row, template in enumerate(TEMPLATES):
            for column, theme in enumerate(("light", "dark")):
                drawn = draw_job(replace(job("news", template, theme=theme), root=root))
                with Image.open(io.BytesIO(drawn.data)) as card:
                    small = card.convert("RGB").resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
                sheet.paste(small, (column * (_WIDTH + _GAP), row * (_HEIGHT + _GAP)))
    sheet.quantize(256).save(Path(__file__).with_name("templates.png"), optimize=True)


if __name__ == "__main__":
    main()
