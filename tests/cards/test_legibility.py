"""Where a card's text stands, and how it stands out."""

from __future__ import annotations

import pytest
from PIL import Image

from publisher.cards import measure, text_facts
from publisher.cards.encode import rgb_png


def facts(style: str, body: str = "<p>題</p>") -> tuple[float, float, float]:
    document = f"<html><head><style>body {{ background-color: #fff }} {style}</style></head><body>{body}</body></html>"
    found = text_facts(document, 400, 200, path="x.html")
    return found.top, found.bottom, found.contrast


@pytest.mark.parametrize(
    ("color", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_wcags(color: str, contrast: float) -> None:
    assert facts(f"p {{ color: {color}; font-size: 50px }}")[2] == pytest.approx(contrast, abs=0.01)


def test_the_nearest_ground_counts() -> None:
    dark = facts("p { color: #ffffff; font-size: 50px; background-color: #000000 }")
    assert dark[2] == pytest.approx(21)


def test_where_the_text_stands() -> None:
    top, bottom, _ = facts("p { font-size: 50px; line-height: 1; margin: 40px 0 0 0 }")
    assert 40 < top < 48  # a kanji fills its em box of 50 px but for a little on each side
    assert 84 < bottom < 92


def test_ink_counts_and_not_the_room_it_stands_in() -> None:
    comma, kanji, descender = (facts("p { font-size: 50px; line-height: 1 }", f"<p>{text}</p>") for text in "’題y")
    assert comma[1] < kanji[1] < descender[1]


def test_letters_that_lie_are_as_long_as_they_are_wide() -> None:
    style = "p { font-size: 50px; line-height: 1; margin-top: 30px; writing-mode: vertical-rl; height: 150px }"
    top, bottom, _ = facts(style, "<p>Git</p>")
    assert 30 < top < 40
    assert 85 < bottom < 110


def test_a_card_without_text() -> None:
    assert facts("", "<p></p>") == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (rgb_png(Image.new("RGB", (30, 20))), ("image/png", 30, 20)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ("image/svg+xml", 0, 0)),
        (b"<!doctype html>", ("", 0, 0)),
        (b"", ("", 0, 0)),
        (b"\x89PNG\r\n\x1a\n", ("", 0, 0)),
    ],
)
def test_pictures_are_measured(data: bytes, found: tuple[str, int, int]) -> None:
    assert measure(data) == found
