"""A build on its way: what is decided, and what has been made so far."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from publisher import cards
from publisher.cards.fingerprint import (
    card_digest,
    digest,
    renderer,
    system_fonts_digest,
    template_folders,
    templates_digest,
)
from publisher.cards.font_digests import font_digests
from publisher.cards.picture_files import picture_digest
from publisher.errors import Problem
from publisher.load import Built, Loaded
from publisher.manifest import CardEntry, Manifest
from publisher.model import Post
from publisher.pipeline.jobs import context_of, job_of
from publisher.pipeline.pages import Pages, find_pages
from publisher.pipeline.pictures import picture_src
from publisher.pipeline.remote import RemotePictures, remote_pictures
from publisher.pipeline.request import Request
from publisher.plan import Basis, Sheet, unchanged_context, unchanged_document
from publisher.publish import missing, read_manifest


@dataclass(slots=True)
class Work:
    """A build on its way: what is decided, and what has been made so far."""

    request: Request
    out: Path
    loaded: Loaded
    template: cards.Template
    shared: str
    basis: Basis
    manifest: Manifest
    pages: Pages
    remote: RemotePictures = field(default_factory=RemotePictures)
    entries: dict[str, CardEntry] = field(default_factory=dict)
    stale: dict[str, Sheet] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    drawn: int = 0
    problems: list[Problem] = field(default_factory=list)


def begin(request: Request, out: Path, loaded: Loaded, built: Built, now: datetime) -> Work:
    """Which post is on which page, which cards stand and which are to be drawn; pictures elsewhere are fetched."""
    settings = request.settings.cards
    pages = find_pages(loaded, built)
    loaded = replace(loaded, posts=pages.posts)
    manifest = read_manifest(out)
    known = manifest
    if gone := set(missing(out, manifest.files)):
        known = replace(manifest, files={path: entry for path, entry in manifest.files.items() if path not in gone})
    template = cards.Template.find(settings.template, request.root, request.cache)
    shown = request.draw and template.shows_images
    remote = remote_pictures(loaded.posts, loaded.site, request, now) if shown else RemotePictures()
    work = Work(
        request,
        out,
        loaded,
        template=template,
        shared=digest(
            [asdict(loaded.site), asdict(settings), templates_digest(template_folders(request.root)), renderer()]
        ),
        basis=Basis(
            width=settings.width,
            height=settings.height,
            fonts=font_digests(None if request.force else request.cache),
            system=system_fonts_digest(),
            pictures={src: picture_digest(src, request.root) for src in pictures_of(manifest)} | remote.digests,
        ),
        manifest=known,
        pages=pages,
        remote=remote,
        problems=list(pages.problems),
    )
    if not request.draw:
        work.entries = {path: entry for path, entry in known.cards.items() if entry.file in known.files}
        return work
    for post in pages.posts:
        _plan_card(work, post)
    return work


def pictures_of(manifest: Manifest) -> list[str]:
    """The addresses of all pictures that a build's cards looked at, each once."""
    return sorted({src for entry in manifest.cards.values() for src in entry.pictures})


def _plan_card(work: Work, post: Post) -> None:
    """Enter a card as standing or as stale."""
    context = card_digest(post, work.loaded.face_of(post), hero_of(work, post), work.shared)
    standing = None if work.request.force else unchanged_context(post, context, work.manifest, work.basis)
    if standing is None:
        standing = _looked_at_closely(work, Sheet(post=post, context=context))
    if standing is not None:
        work.entries[post.path] = standing


def _looked_at_closely(work: Work, sheet: Sheet) -> CardEntry | None:
    """The entry of a card whose document is as it was; the others are stale, also those that were never drawn."""
    path = sheet.post.path
    if path in work.manifest.cards and not work.request.force:
        sheet = replace(sheet, document=_document_digest(work, document_of(work, sheet.post)))
        standing = unchanged_document(sheet, work.manifest, work.basis)
        if standing is not None:
            return standing
    elif not work.stale:
        document_of(work, sheet.post)  # a template that cannot be rendered is told of before anything is done
    work.stale[path] = sheet
    return None


def hero_of(work: Work, post: Post) -> str:
    """The address of the post's picture for its card, "" for none."""
    return work.remote.src_of(post) or picture_src(post, work.loaded.site, work.request.root, work.loaded.output_dir)


def document_of(work: Work, post: Post) -> str:
    """The HTML of a post's card. Raises TemplateError."""
    settings = work.request.settings.cards
    return work.template.render(context_of(post, work.loaded.site, settings, hero_of(work, post)))


def _document_digest(work: Work, document: str) -> str:
    return digest([document, work.basis.width, work.basis.height, renderer()])


def stale_job(work: Work, path: str) -> cards.Job:
    """The job of a stale card, made when its turn has come: ten thousand documents at once are 80 MB."""
    sheet = work.stale[path]
    document, hero = document_of(work, sheet.post), hero_of(work, sheet.post)
    work.stale[path] = replace(sheet, document=_document_digest(work, document))
    settings, root = work.request.settings.cards, work.request.root
    job = job_of(
        sheet.post, work.loaded.site, settings, hero=hero, document=document, template=work.template, root=root
    )
    return replace(job, hero_file=work.remote.files.get(hero))
