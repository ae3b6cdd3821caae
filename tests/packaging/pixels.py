"""Two pictures compared pixel by pixel, with a picture of the difference when they do not match."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

# Another release of Pillow may rasterise an edge a shade differently; a character out of place is hundreds of pixels.
SHADES = 24  # of 255, in any channel
SHARE = 0.00005  # of all pixels: 37 of a card


def differing(actual: Image.Image, expected: Image.Image) -> float:
    """The share of pixels, 0 to 1, that differ by more than SHADES; 1 when the sizes differ."""
    if actual.size != expected.size:
        return 1.0
    mask = _mask(actual, expected)
    return mask.histogram()[255] / (mask.width * mask.height)


def assert_same(actual: Path, expected: Path, report: Path) -> None:
    """Fail unless the pictures match; then `report` has actual.png, expected.png and diff.png."""
    with Image.open(actual) as first, Image.open(expected) as second:
        share = differing(first, second)
        if share <= SHARE:
            return
        report.mkdir(parents=True, exist_ok=True)
        first.save(report / "actual.png")
        second.save(report / "expected.png")
        if first.size == second.size:
            _mask(first, second).save(report / "diff.png")
    raise AssertionError(f"{share:.2%} of the pixels differ; see {report}/actual.png, expected.png and diff.png")


def _mask(first: Image.Image, second: Image.Image) -> Image.Image:
    difference = ImageChops.difference(first.convert("RGB"), second.convert("RGB"))
    strongest = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]), difference.split()[2])
    return strongest.point([0] * (SHADES + 1) + [255] * (255 - SHADES))
