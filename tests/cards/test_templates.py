"""The laws every card template keeps, for every post, theme and shape; and a few whole cards as pictures."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from publisher.cards import draw_job
from publisher.cards.card import Border, Card, Color, Fill, GlyphRun, Scrim, leaves
from publisher.cards.contrast import luminance, ratio
from publisher.cards.encode import MAX_JPEG
from publisher.cards.images import open_picture
from publisher.cards.layout import lay_out
from publisher.cards.legibility import facts_of
from publisher.cards.paint.glyphs import stamps
from publisher.cards.paint.rgb import paint_rgb
from publisher.cards.style import parse_document
from publisher.plan import check_contrast, check_text
from tests.cards.samples import HERO, POSTS, hero, job
from tests.packaging.pixels import assert_same

TEMPLATES = ("news", "photo", "minimal", "quote", "tategaki")
THEMES = ("light", "dark")
SIZES = {"wide": (1200, 630), "square": (1200, 1200), "tall": (1080, 1920), "double": (2400, 1260), "2:1": (1200, 600)}
STORY_CONTROLS = 250  # px at the top and at the bottom of 1080x1920, where story apps lay theirs
GOLDEN = Path(__file__).parents[1] / "golden" / "cards"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hero picture."""
    folder = tmp_path_factory.mktemp("site")
    hero().save(folder / HERO)
    return folder


def laid(name: str, template: str, root: Path, **settings: object) -> Card:
    """The card of a sample, not yet painted."""
    work = job(name, template, **settings)
    body = parse_document(work.document, path=work.path, lang=work.lang)
    return lay_out(body, work.width, work.height, path=work.path, open_url=lambda src, _line: open_picture(src, root))


def inked(card: Card) -> list[tuple[GlyphRun, int, int, int, int]]:
    """Each run of text with the rectangle its ink covers."""
    found = []
    for item in leaves(card.items):
        placed = stamps(item) if isinstance(item, GlyphRun) else []
        if placed and isinstance(item, GlyphRun):
            left, top = min(s[0] for s in placed), min(s[1] for s in placed)
            right, bottom = max(s[2] for s in placed), max(s[3] for s in placed)
            found.append((item, left, top, right, bottom))
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", POSTS)
def test_text_keeps_to_the_safe_area(name: str, template: str, theme: str, root: Path) -> None:
    for _, left, top, right, bottom in inked(laid(name, template, root, theme=theme)):
        assert 15 <= top < bottom <= 615
        assert 20 <= left < right <= 1180


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", POSTS)
def test_the_headline_stays_above_the_lowest_ninety_pixels(name: str, template: str, root: Path) -> None:
    runs = inked(laid(name, template, root))
    largest = max((run.size for run, *_ in runs), default=0.0)
    assert all(bottom <= 540 for run, *_, bottom in runs if run.size == largest and largest > 30)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["news", "long", "one-letter", "bare", "english", "arabic"])
def test_every_shape_has_room(name: str, template: str, size: str, root: Path) -> None:
    width, height = SIZES[size]
    card = laid(name, template, root, width=width, height=height)
    runs = inked(card)
    controls = STORY_CONTROLS if size == "tall" else 0
    assert all(0 < left < right < width for _, left, _, right, _ in runs)
    assert all(controls < top < bottom < height - controls for _, _, top, _, bottom in runs)
    facts = facts_of(card)
    assert [*check_text(name, facts.top, facts.bottom, facts.title_bottom, height=height)] == []
    assert [*check_contrast(name, facts.contrast, facts.size)] == []
    largest = max(run.size for run, *_ in runs)
    assert largest >= width / 1200 * 36


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_card_that_reads_from_right_to_left_is_mirrored(template: str, size: str, root: Path) -> None:
    width, height = SIZES[size]
    for name, mirrored in (("english", False), ("arabic", True)):
        card = laid(name, template, root, width=width, height=height)
        runs = inked(card)
        largest = max(run.size for run, *_ in runs)
        starts = [width - right if mirrored else left for run, left, _, right, _ in runs if run.size == largest]
        assert max(starts) < 0.15 * width
        assert max(starts) - min(starts) < 0.15 * largest
        edge = [item for item in card.items if isinstance(item, Fill | Border)]
        assert template != "news" or any(_is_spine(item, width, right=mirrored) for item in edge)


def _is_spine(item: Fill | Border, width: int, *, right: bool) -> bool:
    """Whether it is the coloured bar down one side of the card."""
    left, _, end, bottom = item.box if isinstance(item, Border) else (item.left, item.top, item.right, item.bottom)
    return bottom > 500 and ((end == width and left > 0.9 * width) if right else (left == 0 and end < 0.1 * width))


@pytest.mark.parametrize("accent", ["", "#ffee00", "#0b3d91", "#777777"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_word_can_be_read(template: str, theme: str, accent: str, root: Path) -> None:
    card = laid("news", template, root, theme=theme, accent=accent)
    behind: list[tuple[Color, tuple[int, int, int, int]]] = [((255, 255, 255, 255), (0, 0, 1200, 630))]
    over_scrim = {id(run) for item in card.items if isinstance(item, Scrim) for run in item.texts}
    for item in leaves(card.items):
        if isinstance(item, Fill):
            behind.append((item.color, (item.left, item.top, item.right, item.bottom)))
        elif isinstance(item, GlyphRun) and id(item) not in over_scrim and item.glyphs:
            x, y = item.glyphs[0].x + 1, item.glyphs[0].y - 2
            ground = next(color for color, box in reversed(behind) if box[0] <= x <= box[2] and box[1] <= y <= box[3])
            assert ratio(luminance(item.color), luminance(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_the_picture_can_be_read(theme: str, root: Path) -> None:
    card = laid("news", "photo", root, theme=theme)
    scrims = [item for item in card.items if isinstance(item, Scrim)]
    assert [bool(scrim.texts) for scrim in scrims] == [True]
    ground = paint_rgb(replace(card, items=tuple(item for item in card.items if not isinstance(item, GlyphRun))))
    for run, left, top, right, bottom in inked(card):
        if run in scrims[0].texts:
            colors = ground.crop((left, top, right, bottom)).getcolors(10**6) or []
            shades = [luminance(color) for _, color in colors if isinstance(color, tuple)]
            assert min(ratio(luminance(run.color), shade) for shade in shades) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["news", "endless", "emoji", "empty"])
def test_the_file_is_small_and_of_its_kind(name: str, template: str, theme: str, root: Path) -> None:
    drawn = draw_job(replace(job(name, template, theme=theme), root=root))
    assert drawn.type == ("jpeg" if template == "photo" else "png")
    assert len(drawn.data) < MAX_JPEG
    assert drawn.refused == ()
    with Image.open(io.BytesIO(drawn.data)) as image:
        assert (image.size, image.format) == ((1200, 630), drawn.type.upper())


def test_a_post_without_a_picture_gets_the_news_card(root: Path) -> None:
    assert draw_job(job("bare", "photo")).data == draw_job(job("bare", "news")).data


def test_a_picture_that_cannot_be_shown_gives_the_news_card_and_says_so(tmp_path: Path) -> None:
    (tmp_path / HERO).write_bytes(b"not a picture")
    drawn = draw_job(replace(job("news", "photo"), root=tmp_path))
    assert drawn.data == draw_job(job("news", "news")).data
    assert drawn.refused[0] == "picture-format"
    assert [src for src, _ in drawn.pictures] == [HERO]


def test_noise_fits_as_well(tmp_path: Path) -> None:
    Image.merge("RGB", [Image.effect_noise((1600, 1000), 120)] * 3).save(tmp_path / HERO)
    assert len(draw_job(replace(job("news", "photo", theme="dark"), root=tmp_path)).data) < MAX_JPEG


CARDS = {
    "news-dark-square": ("news", "news", "dark", (1200, 1200)),
    "tategaki-light": ("news", "tategaki", "light", (1200, 630)),
    "tategaki-dark-tall": ("news", "tategaki", "dark", (1080, 1920)),
    "photo-light": ("news", "photo", "light", (1200, 630)),
    "photo-dark": ("news", "photo", "dark", (1200, 630)),
    "minimal-light": ("news", "minimal", "light", (1200, 630)),
    "minimal-dark-tall": ("one-letter", "minimal", "dark", (1080, 1920)),
    "quote-light": ("news", "quote", "light", (1200, 630)),
    "quote-dark-square": ("english", "quote", "dark", (1200, 1200)),
}


@pytest.mark.parametrize("card", CARDS)
def test_a_whole_card_looks_as_it_did(card: str, root: Path, tmp_path: Path) -> None:
    name, template, theme, (width, height) = CARDS[card]
    work = job(name, template, theme=theme, width=width, height=height)
    drawn = draw_job(replace(work, root=root, wanted="png"))
    assert not drawn.borrowed
    (tmp_path / "card.png").write_bytes(drawn.data)
    if os.environ.get("UPDATE_GOLDENS"):
        (GOLDEN / f"{card}.png").write_bytes(drawn.data)
    assert_same(tmp_path / "card.png", GOLDEN / f"{card}.png", GOLDEN / "failed" / card)
