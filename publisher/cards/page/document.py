"""One job -> one page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from publisher.cards.card import Card, Picture
from publisher.cards.images import open_picture
from publisher.cards.job import Job
from publisher.cards.layout.boxes import build
from publisher.cards.layout.decorations import decorations
from publisher.cards.layout.display import Clip, painted_children, resolve, visible_part
from publisher.cards.layout.solve import Placed, solve
from publisher.cards.page.boxes import Outside, Writer
from publisher.cards.page.faces import family_list, font_faces
from publisher.cards.paint.rgb import scrim_opacities
from publisher.cards.picture_files import locate
from publisher.cards.pool import made_of
from publisher.cards.style import parse_document

_RULES = """\
body, body * {{ all: unset; display: block; box-sizing: border-box; position: relative }}
html {{ width: {width}px; height: {height}px; background: #fff; font-family: {family} }}
/* A line as the typesetter broke it; what it left between two letters; room for lines that are not shown. */
card-line {{ block-size: 1lh; contain: inline-size; white-space: pre; text-autospace: no-autospace;
  text-spacing-trim: space-all; text-decoration-skip-ink: none; text-underline-offset: .1em;
  text-rendering: geometricPrecision }}
card-line * {{ display: inline; position: static }}
card-line ruby {{ display: ruby; ruby-overhang: none }}
card-line rt {{ display: ruby-text }}
card-line i {{ display: inline-block }}
card-rest {{ font-size: 0; letter-spacing: 0; visibility: hidden }}
card-rest > i {{ display: inline-block }}"""


def page_of(job: Job) -> tuple[str, tuple[str, ...]]:
    """The HTML page of the job's card, and (code, message, hint) if it is shown without the post's picture, else ().

    Fonts and pictures are linked by the `file:` URLs they have on this machine. Raises TemplateError.
    """
    return made_of(job, lambda document: _page(job, document))


def _page(job: Job, document: str) -> str:
    seen: dict[str, Picture] = {}

    def open_url(src: str, line: int) -> Picture:
        if src not in seen:
            seen[src] = open_picture(src, job.root, job.fetched, where=f"{job.path}:{line}")
        return seen[src]

    body = parse_document(document, path=job.path, lang=job.lang)
    placed = solve(build(body, job.path, open_url), job.width, job.height)
    card = resolve(placed, job.width, job.height, path=job.path, open_url=open_url)
    clip = (0.0, 0.0, float(job.width), float(job.height))
    scrims = [box for box in _scrims(placed, clip) if any(True for _ in decorations(box, open_url)) or box.text]
    opacities = dict(zip((id(scrim.box) for scrim in scrims), scrim_opacities(card), strict=True))
    family = family_list(placed.box.fonts)
    writer = Writer(lambda src: _address(src, job), opacities, family)
    elements = writer.element(placed, Outside(clip, body.style.lang, 0), {})
    return "\n".join([*_head(job, card, body.style.lang, family), *elements, "</html>", ""])


def _head(job: Job, card: Card, lang: str, family: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{escape(lang)}">'
    yield '<meta charset="utf-8">'
    yield f"<title>{escape(job.path)}, {job.width} x {job.height}</title>"
    yield "<style>"
    yield from font_faces(card.faces)
    yield _RULES.format(width=job.width, height=job.height, family=family)
    yield "</style>"


def _scrims(placed: Placed, clip: Clip) -> Iterator[Placed]:
    """The boxes with a contrast to keep, in the order they are painted."""
    visible = visible_part(placed, clip)
    for child in painted_children(placed, visible):
        yield from _scrims(child, visible)
    if placed.box.style.contrast is not None:
        yield placed


def _address(src: str, job: Job) -> str:
    """The `file:` URL of a picture that was found in the site, or fetched."""
    if src in job.fetched:
        return job.fetched[src].absolute().as_uri()
    return locate(src, job.root).as_uri() if job.root else src
