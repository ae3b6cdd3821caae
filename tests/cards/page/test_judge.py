"""Chromium as judge: it lays out the page of a card by its own CSS, and every box and line lies where ours does."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageChops

from publisher.cards import Job, draw_job, page_of
from tests.cards.page.judge import differences, ours, theirs
from tests.cards.page.texts import TEXTS
from tests.cards.samples import HERO, hero, job
from tests.chromium import needs_chromium, photographed

pytestmark = needs_chromium
TEMPLATES = ("news", "photo", "minimal", "quote", "tategaki")
NAMES = ("news", "one-letter", "long", "english", "korean", "arabic", "one-word", "emoji", "empty")
SIZES = ((1200, 630), (1080, 1920))
BOX = 1.0  # px: the edges of every box
LINE = 1.5  # px: the ends of a line. Chromium sets emoji as wide as their bitmaps, 0.2 % wider than the font says.
BASE = 0.6  # px: a baseline
SHADE = 30  # of 255
PICTURED = (
    *(name for name in TEXTS if name.startswith("box-")),
    "mark",
    "italic",
    "underlined",
    "hanging-box",
    "joined",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    hero().save(folder / HERO)
    return folder


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_box_and_line_of_a_template_lies_where_chromium_lays_it(
    template: str, root: Path, tmp_path: Path
) -> None:
    jobs = [
        replace(job(name, template, width=width, height=height), root=root) for name in NAMES for width, height in SIZES
    ]
    found = []
    for work, seen in zip(jobs, theirs(jobs, tmp_path), strict=True):
        mine = ours(work)
        assert sum(len(box.lines) for box in mine) > 0
        found += [f"{work.key} {work.width}: {d}" for d in differences(mine, seen, box=BOX, line=LINE, base=BASE)]
    assert found == []


def text_job(name: str, more: str = "") -> Job:
    """The document of that name, its rules followed by others."""
    css, body = TEXTS[name]
    base = "* { margin: 0; padding: 0; box-sizing: border-box } body { width: 400px; height: 300px; font-size: 20px }"
    document = f"<!doctype html><html><style>{base} {css} {more}</style><body>{body}</body></html>"
    return Job(key=name, document=document, width=400, height=300, path="t.html", lang="ja")


def test_texts_are_set_where_chromium_sets_them(tmp_path: Path) -> None:
    jobs = [text_job(name) for name in TEXTS]
    found = [
        f"{work.key}: {difference}"
        for work, seen in zip(jobs, theirs(jobs, tmp_path), strict=True)
        for difference in differences(ours(work), seen, box=0.6, line=0.6, base=BASE)
    ]
    assert found == []


def test_the_judge_sees_what_is_shifted_missing_or_of_another_size(root: Path, tmp_path: Path) -> None:
    work = replace(job("news", "news"), root=root)
    mine = ours(work)
    faults = ("margin-left: 2px", "display: none", "letter-spacing: .02em", "position: relative; top: 3px")
    others = [
        replace(work, document=work.document.replace(".subhead {", f".subhead {{ {css};")) for css in ("", *faults)
    ]
    sound, *broken = theirs(others, tmp_path)
    assert not list(differences(mine, sound, box=BOX, line=LINE, base=BASE))
    for css, seen in zip(faults, broken, strict=True):
        assert list(differences(mine, seen, box=BOX, line=LINE, base=BASE)), css


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("box-padded", "b { padding-top: 5px }"),
        ("box-sliced", "b { border-width: 4px }"),
        ("box-vertical", "b { margin-left: 3px; padding-left: 8px }"),
        ("justify", ".a { text-align: start }"),
        ("hanging", ".a { hanging-punctuation: none }"),
        ("kerning", "b { font-weight: 700 }"),
        ("spaced", "b { letter-spacing: .1em }"),
    ],
)
def test_the_judge_sees_what_is_otherwise_in_a_line(name: str, fault: str, tmp_path: Path) -> None:
    (seen,) = theirs([text_job(name, fault)], tmp_path)
    assert list(differences(ours(text_job(name)), seen, box=0.6, line=0.6, base=BASE))


def test_the_page_looks_as_the_card_and_no_other_page_does(root: Path, tmp_path: Path) -> None:
    work = replace(job("news", "news"), root=root)
    page = page_of(work)[0]
    with Image.open(io.BytesIO(draw_job(work).data)) as picture:
        card = picture.convert("RGB")
    assert unlike(card, shot(page, tmp_path)) < SHADE
    for fault in (".subhead { margin-left: 12px", ".by { visibility: hidden", "h1 { font-size: 61px"):
        assert unlike(card, shot(page.replace("</style>", f"{fault} !important }} </style>"), tmp_path)) > SHADE, fault


def test_boxes_and_leaning_letters_look_as_on_the_card(tmp_path: Path) -> None:
    faults = {"box-padded": "#ffcc00", "box-sliced": "solid", "box-vertical": "#ffcc00", "italic": "italic"}
    pages = {name: page_of(text_job(name))[0] for name in PICTURED}
    broken = {f"{name} broken": pages[name].replace(word, "unset") for name, word in faults.items()}
    pictures = shots(pages | broken, tmp_path)
    for name in PICTURED:
        with Image.open(io.BytesIO(draw_job(text_job(name)).data)) as picture:
            card = picture.convert("RGB")
        assert unlike(card, pictures[name]) < SHADE, name
        if name in faults:
            assert unlike(card, pictures[f"{name} broken"]) > SHADE, name


def shot(page: str, folder: Path) -> Image.Image:
    (folder / "x.html").write_text(page, encoding="utf-8")
    photographed(folder / "x.html", folder / "x.png", 1200, 630)
    with Image.open(folder / "x.png") as picture:
        return picture.convert("RGB")


def shots(pages: Mapping[str, str], folder: Path) -> dict[str, Image.Image]:
    """Pictures of pages of 400 by 300 px, taken at once, one below the other."""
    frames = []
    for number, page in enumerate(pages.values()):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
        frames.append(f'<iframe src="{number}.html" width=400 height=300 style="border: 0; display: block"></iframe>')
    (folder / "all.html").write_text(f'<body style="margin: 0">{"".join(frames)}', encoding="utf-8")
    photographed(folder / "all.html", folder / "all.png", 400, 300 * len(frames))
    with Image.open(folder / "all.png") as picture:
        whole = picture.convert("RGB")
    return {name: whole.crop((0, 300 * at, 400, 300 * at + 300)) for at, name in enumerate(pages)}


def unlike(first: Image.Image, second: Image.Image) -> float:
    """The greatest difference, of 255, between cells of 10 by 10 px: letters drawn otherwise fade, lost ones do not."""
    _, greatest = ImageChops.difference(first.reduce(10), second.reduce(10)).convert("L").getextrema()
    return cast("float", greatest)
