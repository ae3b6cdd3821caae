"""A build on its way: what was asked for, what is decided, and what has been made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher import cards
from publisher.config import Settings
from publisher.errors import Problem
from publisher.load import Loaded
from publisher.manifest import CardEntry, Manifest
from publisher.model import Post
from publisher.plan import Basis, Sheet, unchanged_context, unchanged_document
from publisher.publish import missing, read_manifest

Progress = Callable[[int, int], None]
"""Called with the number of cards drawn and the number to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: the site's folder, where to, and how.

    `out` None is the generator's output folder if that is there, else `public`. `draw` False leaves the cards as they
    are and writes the feeds alone; `dry_run` draws and writes nothing; `force` draws every card again. `cache` is a
    folder where builds may remember what they saw; without one each build looks at every post.
    """

    root: Path
    out: Path | None = None
    settings: Settings = field(default_factory=Settings)
    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    draw: bool = True
    cache: Path | None = None


@dataclass(slots=True)
class Work:
    """A build on its way: what is decided, and what has been made so far."""

    request: Request
    out: Path
    template: cards.Template
    loaded: Loaded
    basis: Basis
    manifest: Manifest
    entries: dict[str, CardEntry]
    stale: dict[str, tuple[Sheet, cards.Job]]
    sizes: dict[str, int] = field(default_factory=dict)
    drawn: int = 0
    problems: list[Problem] = field(default_factory=list)


def begin(request: Request, out: Path, template: cards.Template, loaded: Loaded) -> Work:
    """Which cards stand and which are to be drawn."""
    settings = request.settings.cards
    manifest = read_manifest(out)
    gone = set(missing(out, manifest.files))
    basis = Basis(
        width=settings.width, height=settings.height, fonts=cards.font_digests(), system=cards.system_fonts_digest()
    )
    known = replace(manifest, files={path: entry for path, entry in manifest.files.items() if path not in gone})
    work = Work(request, out, template, loaded, basis, known, {}, {})
    if not request.draw:
        work.entries = {path: entry for path, entry in known.cards.items() if entry.file in known.files}
        return work
    for post in loaded.posts:
        _plan_card(work, post)
    return work


def _plan_card(work: Work, post: Post) -> None:
    size = (work.basis.width, work.basis.height)
    context = cards.card_context(post, work.loaded.site, width=size[0], height=size[1])
    sheet = Sheet(post=post, context=cards.digest([context, work.template.digest, cards.renderer()]))
    standing = None if work.request.force else unchanged_context(sheet, work.manifest, work.basis)
    if standing is None:
        document = work.template.render(context)
        sheet = replace(sheet, document=cards.digest([document, *size, cards.renderer()]))
        standing = None if work.request.force else unchanged_document(sheet, work.manifest, work.basis)
        if standing is None:
            job = cards.Job(
                key=post.path, document=document, width=size[0], height=size[1], path=work.template.path, lang=post.lang
            )
            work.stale[post.path] = (sheet, job)
            return
    work.entries[post.path] = standing
