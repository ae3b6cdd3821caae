"""Small pictures, one for each thing that is painted; Chromium, where it is installed, paints the same."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from publisher.cards import draw
from tests.cards.paint.features import FEATURES, PICTURE, RESET, SIDE, document, write_picture
from tests.packaging.pixels import assert_same

GOLDEN = Path(__file__).parents[2] / "golden" / "cards" / "paint"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
    *("--force-color-profile=srgb", "--allow-file-access-from-files"),
]
COLUMNS = 8
# Shades (of 255) that a feature may differ from Chromium on the average: another smoothing of a round edge, and another
# filter when a picture is resampled. A thing out of place by a pixel costs far more.
AVERAGE = 1.0
AVERAGE_RESAMPLED = 4.0


def drawn(name: str, folder: Path) -> bytes:
    """A feature's card as PNG."""
    write_picture(folder)
    return draw(document(FEATURES[name]), SIDE, SIDE, path="feature.html", root=folder, wanted="png").data


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_looks_as_it_did(name: str, tmp_path: Path) -> None:
    expected = GOLDEN / f"{name}.png"
    (tmp_path / "card.png").write_bytes(drawn(name, tmp_path))
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.copy(tmp_path / "card.png", expected)
    assert_same(tmp_path / "card.png", expected, GOLDEN / "failed" / name)


@pytest.fixture(scope="module")
def in_chromium(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """All features side by side as Chromium paints them."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("chromium")
    write_picture(folder)
    place = "position: absolute; overflow: hidden; isolation: isolate; width: 100px; height: 100px; background: #fff"
    cells = "".join(
        f'<div style="{place}; left: {index % COLUMNS * SIDE}px; top: {index // COLUMNS * SIDE}px">'
        f"{fragment.replace('{picture}', PICTURE)}</div>"
        for index, fragment in enumerate(FEATURES.values())
    )
    page = folder / "page.html"
    page.write_text(f"<!doctype html><html lang=ja><style>{RESET}</style><body>{cells}</body></html>", encoding="utf-8")
    size = f"--window-size={COLUMNS * SIDE},{-(-len(FEATURES) // COLUMNS) * SIDE}"
    shot = folder / "shot.png"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", size, f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        return image.convert("RGB")


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_looks_as_in_chromium(name: str, in_chromium: Image.Image, tmp_path: Path) -> None:
    index = list(FEATURES).index(name)
    left, top = index % COLUMNS * SIDE, index // COLUMNS * SIDE
    theirs = in_chromium.crop((left, top, left + SIDE, top + SIDE))
    with Image.open(io.BytesIO(drawn(name, tmp_path))) as ours:
        average = ImageStat.Stat(ImageChops.difference(theirs, ours.convert("RGB"))).mean
    assert max(average) < (AVERAGE_RESAMPLED if "{picture}" in FEATURES[name] else AVERAGE)
