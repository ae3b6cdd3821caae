"""The comparison of pictures lets a shade pass, and nothing that a reader would see."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from publisher.resources import fonts_dir
from tests.packaging.pixels import SHADES, assert_same, differing


def card(text: str, ink: int = 0) -> Image.Image:
    picture = Image.new("RGB", (1200, 630), "white")
    font = ImageFont.truetype(fonts_dir() / "noto-sans-jp/NotoSansJP-Bold.ttf", 60)
    ImageDraw.Draw(picture).text((80, 80), text, fill=(ink, 0, 0), font=font)
    return picture


@pytest.mark.parametrize(
    ("actual", "same"),
    [
        (card("離島で稼働"), True),
        (card("離島で稼働", ink=SHADES), True),
        (card("離島で稼働", ink=SHADES + 1), False),
        (card("離島て稼働"), False),  # a missing dakuten
        (card("離島で稼働").resize((1199, 630)), False),
    ],
)
def test_what_matches(tmp_path: Path, actual: Image.Image, same: bool) -> None:
    actual.save(tmp_path / "a.png")
    card("離島で稼働").save(tmp_path / "b.png")
    if same:
        assert_same(tmp_path / "a.png", tmp_path / "b.png", tmp_path / "report")
        assert not (tmp_path / "report").exists()
    else:
        with pytest.raises(AssertionError, match="differ"):
            assert_same(tmp_path / "a.png", tmp_path / "b.png", tmp_path / "report")
        assert (tmp_path / "report/actual.png").is_file()


def test_palettes_are_compared_by_colour() -> None:
    assert differing(card("雪").quantize(16), card("雪")) < 0.01
    assert differing(card("雪").quantize(2), card("霧")) > 0.001
