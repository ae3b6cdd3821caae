"""A scrim is as strong as the text over it needs: under every glyph, whatever the picture; and not stronger."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publisher.cards.card import Card, GlyphRun, Scrim
from publisher.cards.contrast import luminance, ratio
from publisher.cards.images import identify
from publisher.cards.layout import lay_out
from publisher.cards.paint.glyphs import coverage, stamps
from publisher.cards.paint.rgb import paint_rgb
from publisher.cards.paint.scrims import strength
from publisher.cards.style import Element, parse_document
from publisher.errors import TemplateError
from tests.cards.images.pictures import encoded

WIDTH, HEIGHT = 240, 160
PAGE = """<html lang=ja><style>
body { width: 240px; height: 160px; position: relative; color: %(ink)s; font-size: 22px }
.hero { position: absolute; inset: 0; width: 100%%; height: 100%% }
.scrim { position: absolute; inset: 0; opacity: %(least)s; --contrast: %(contrast)s;
  background: linear-gradient(transparent, %(shade)s 30px) }
p { position: absolute; left: 20px; top: 60px; width: 200px }
</style><body><img class="hero" src="hero.png"><div class="scrim"></div><p>%(words)s</p></body></html>"""


def laid(picture: Image.Image, **page: object) -> Card:
    values = {"ink": "#fff", "shade": "#0b0d12", "least": 0.2, "contrast": 4.5, "words": "潮の満ち引き Tide 図", **page}
    hero = identify("hero.png", encoded(picture, "PNG"))
    body = parse_document(PAGE % values, path="t.html")
    return lay_out(body, WIDTH, HEIGHT, path="t.html", open_url=lambda _src, _line: hero)


def least_contrast(card: Card) -> float:
    """The worst contrast of any glyph's colour with any pixel that the glyph covers."""
    runs = [item for item in card.items if isinstance(item, GlyphRun)]
    rest = tuple(item for item in card.items if not isinstance(item, GlyphRun))
    ground = paint_rgb(Card(width=card.width, height=card.height, items=rest))
    worst = 21.0
    for run in runs:
        ink = luminance(run.color)
        for left, top, right, _, outline in stamps(run):
            width = right - left
            for index, share in enumerate(coverage(outline)):
                if share:
                    pixel = ground.getpixel((left + index % width, top + index // width))
                    assert isinstance(pixel, tuple)
                    worst = min(worst, ratio(ink, luminance([int(value) for value in pixel])))
    return worst


def chequered(one: tuple[int, int, int], other: tuple[int, int, int]) -> Image.Image:
    """A picture whose pixels are by turns of two colours."""
    image = Image.new("RGB", (2, 2), one)
    image.putpixel((0, 0), other)
    image.putpixel((1, 1), other)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST) if one == other else _tiled(image)


def _tiled(image: Image.Image) -> Image.Image:
    whole = Image.new("RGB", (WIDTH, HEIGHT))
    for x in range(0, WIDTH, 2):
        for y in range(0, HEIGHT, 2):
            whole.paste(image, (x, y))
    return whole


COLOR = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
THEMES = st.sampled_from([("#ffffff", "#0b0d12"), ("#15130f", "#fdfbf6"), ("#ffe9a8", "#06131f")])


@settings(max_examples=40, deadline=None)
@given(COLOR, COLOR, THEMES)
def test_every_glyph_has_its_contrast_on_any_picture(
    one: tuple[int, int, int], other: tuple[int, int, int], theme: tuple[str, str]
) -> None:
    ink, shade = theme
    assert least_contrast(laid(chequered(one, other), ink=ink, shade=shade)) >= 4.5


@pytest.mark.parametrize("theme", [("#ffffff", "#0b0d12"), ("#15130f", "#fdfbf6")])
def test_noise_is_no_exception(theme: tuple[str, str]) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((WIDTH, HEIGHT), spread) for spread in (60, 120, 200)])
    assert least_contrast(laid(noise, ink=theme[0], shade=theme[1])) >= 4.5


def strength_on(picture: Image.Image, **page: object) -> float:
    """How strong the scrim of the page is on a picture."""
    card = laid(picture, **page)
    at = next(index for index, item in enumerate(card.items) if isinstance(item, Scrim))
    scrim = card.items[at]
    assert isinstance(scrim, Scrim)
    under = paint_rgb(Card(width=card.width, height=card.height, items=card.items[:at]))
    full = Image.new("RGBA", under.size, (11, 13, 18, 255))
    return strength(scrim, under, full)


def test_a_dark_picture_needs_no_more_than_the_least() -> None:
    assert strength_on(Image.new("RGB", (10, 10), "#101418")) == 0.2


def test_a_brighter_picture_needs_more() -> None:
    greys = [strength_on(Image.new("RGB", (10, 10), (grey, grey, grey))) for grey in (90, 150, 190, 255)]
    assert greys == sorted(set(greys))
    assert greys[0] == 0.2
    assert 0.5 < greys[-1] < 0.65  # what the arithmetic gives for white on white: 0.55


def test_more_contrast_needs_more() -> None:
    white = Image.new("RGB", (10, 10), "#fff")
    strengths = [strength_on(white, contrast=contrast) for contrast in (1, 3, 4.5, 7, 12)]
    assert strengths == sorted(set(strengths))


def test_what_cannot_be_reached_is_as_strong_as_can_be() -> None:
    assert strength_on(Image.new("RGB", (10, 10), "#fff"), contrast=21) == 1.0


def test_only_what_lies_under_text_counts() -> None:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#000")
    picture.paste((255, 255, 255), (0, 0, WIDTH, 40))
    assert strength_on(picture) == 0.2


def test_text_on_a_box_of_its_own_asks_nothing() -> None:
    white = Image.new("RGB", (10, 10), "#fff")
    boxed = '</p><p style="background-color: #800">赤い箱'
    assert strength_on(white, words="", least=0.3) == strength_on(white, words=boxed, least=0.3) == 0.3


@pytest.mark.parametrize(
    "effect", ["opacity: .5", "filter: blur(2px)", "overflow: hidden; border-radius: 9px; opacity: .9"]
)
def test_a_scrim_inside_another_effect_is_refused(effect: str) -> None:
    html = (
        "<html lang=ja><body style='width: 100px; height: 100px'>\n"
        f"<div style='{effect}; width: 90px; height: 90px'>"
        "<div style='--contrast: 4.5; background: #000; width: 50px; height: 50px'></div></div></body></html>"
    )
    with pytest.raises(TemplateError, match=r"t\.html:2: a scrim stands inside another effect"):
        lay_out(parse_document(html, path="t.html"), 100, 100, path="t.html")


@pytest.mark.parametrize("value", ["0.5", "22", "high", "4.5px"])
def test_a_contrast_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(TemplateError, match="'--contrast' cannot be"):
        laid(Image.new("RGB", (10, 10)), contrast=value)


def test_the_children_of_a_scrim_are_none() -> None:
    html = '<html lang=ja><body><div style="--contrast: 7"><div id="inner"><p>a</p></div></div></body></html>'
    body = parse_document(html)
    outer = body.children[0]
    assert isinstance(outer, Element)
    inner = outer.children[0]
    assert isinstance(inner, Element)
    assert (outer.style.contrast, inner.style.contrast) == (7.0, None)


def test_the_card_is_a_jpeg_that_a_reader_opens(tmp_path: Path) -> None:
    from publisher.cards import draw

    (tmp_path / "hero.png").write_bytes(encoded(Image.effect_noise((300, 200), 90), "PNG"))
    page = {"ink": "#fff", "shade": "#000", "least": 0.2, "contrast": 4.5, "words": "潮"}
    drawn = draw(PAGE % page, WIDTH, HEIGHT, path="t.html", root=tmp_path)
    assert drawn.type == "jpeg"
    with Image.open(io.BytesIO(drawn.data)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (WIDTH, HEIGHT), "RGB")
        assert not image.getexif()
