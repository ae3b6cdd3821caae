"""The one pipeline: load, plan, render, publish.

    files ──scan, load──▶ Site, Posts ──plan──▶ stale cards ──draw──▶ PNGs ──feeds──▶ documents ──publish──▶ folder
    built pages ──match──▶ URLs, articles                                                          ──inject──▶ pages

`build` is all of it. When nothing that it reads has changed since the last build into the same folder, and the folder
is whole, it stops after reading: nothing is parsed, drawn or written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from publisher import __version__
from publisher.cards.fingerprint import (
    digest,
    renderer,
    system_fonts_digest,
    template_folders,
    templates_digest,
)
from publisher.cards.font_digests import font_stamps
from publisher.cards.picture_files import picture_stamp
from publisher.load import Built, Scan, built_site, scan
from publisher.model import Report
from publisher.pipeline.gathering import gathering
from publisher.pipeline.request import Progress, Request
from publisher.publish import intact, read_manifest, recall
from publisher.resources import templates_dir

_USUAL = ("_site", "public", "dist", "output")  # Eleventy, Gatsby, Astro, Pelican


def build(request: Request, *, now: datetime, progress: Progress = lambda _done, _total: None) -> Report:
    """What was done to bring the output up to date. `now` (aware) decides which posts lie in the future.

    Problems of single posts are in the report; whatever concerns the whole site is raised as a PublisherError, and then
    the output is as it was.
    """
    with gathering() as gathered:
        return _build(request, gathered, now=now, progress=progress)


def _build(request: Request, gathered: Callable[[], None], *, now: datetime, progress: Progress) -> Report:
    # What is known of files by their times alone is no ground to stand on for one who asks for everything anew.
    cache = None if request.force else request.cache
    found = scan(request.root, request.settings, out=request.out or request.root / "public", cache=cache)
    out = request.out or default_out(request.root, found)
    built = built_site(request.pages or pages_folder(request.root, found, out))
    inputs = _inputs(found.digest, request)
    untouched = _untouched(request, out, inputs, built, now)
    if untouched is not None:
        return untouched
    from publisher.pipeline.make import make, prepare  # noqa: PLC0415 - the rest is imported only when there is work

    work = prepare(request, out, found, built, now=now)
    gathered()
    return make(work, inputs, progress=progress)


def default_out(root: Path, found: Scan) -> Path:
    """The generator's output folder if it is there, else `public`."""
    return next(_output_folders(root, found), root / "public")


def pages_folder(root: Path, found: Scan, out: Path) -> Path:
    """Where the built pages are: the generator's output folder if it is there, else `out`."""
    return next(_output_folders(root, found), out)


def _output_folders(root: Path, found: Scan) -> Iterator[Path]:
    """The output folders that are there; where no generator is known, those that others use if they hold a site."""
    if (root / found.output_dir).is_dir():
        yield root / found.output_dir
    if found.dialect == "plain":
        yield from (root / name for name in _USUAL if (root / name / "index.html").is_file())


def _inputs(found: str, request: Request) -> str:
    """A digest of all that decides the output, the clock and the machine's own fonts aside."""
    stylesheet = (templates_dir() / "feed.css").read_text(encoding="utf-8")
    templates = templates_digest(template_folders(request.root))
    named = request.pages is not None
    return digest(
        [__version__, renderer(), font_stamps(), found, asdict(request.settings), templates, stylesheet, named]
    )


def _untouched(request: Request, out: Path, inputs: str, built: Built, now: datetime) -> Report | None:
    """The last build's report, if this one would make the same: same inputs, not expired, every file in place."""
    if request.cache is None or request.force or not request.draw:
        return None
    memory = recall(request.cache, request.root, out)
    if memory is None or memory.inputs != inputs or memory.pages_digest != built.digest:
        return None
    if (memory.expires and now >= memory.expires) or (memory.system and memory.system != system_fonts_digest()):
        return None
    if any(picture_stamp(src, request.root) != stamp for src, stamp in memory.pictures.items()):
        return None
    manifest = read_manifest(out)
    if manifest.inputs != inputs or not intact(out, manifest):
        return None
    counts = {"posts": memory.posts, "hidden": memory.hidden, "cards_unchanged": memory.cards, "feeds": memory.feeds}
    return Report(**counts, pages=memory.pages, out=str(out), dry_run=request.dry_run, problems=memory.problems)
