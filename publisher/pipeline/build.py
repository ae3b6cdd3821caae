"""The one pipeline: load, plan, render, publish.

    files ──scan, load──▶ Site, Posts ──plan──▶ stale cards ──draw──▶ PNGs ──feeds──▶ documents ──publish──▶ folder

`build` is all of it. When nothing that it reads has changed since the last build into the same folder, and the folder
is whole, it stops after reading: nothing is parsed, drawn or written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from publisher import __version__, cards
from publisher.config import Settings
from publisher.errors import Problem
from publisher.load import load, scan
from publisher.manifest import CardEntry, Manifest
from publisher.model import Report
from publisher.pipeline.render import artifacts, stylesheet
from publisher.pipeline.work import Progress, Request, Work, begin
from publisher.plan import feed_files
from publisher.publish import Memory, intact, publish, read_manifest, recall, remember


def build(request: Request, *, now: datetime, progress: Progress = lambda _done, _total: None) -> Report:
    """What was done to bring the output up to date. `now` (aware) decides which posts lie in the future.

    Problems of single posts are in the report; whatever concerns the whole site is raised as a PublisherError, and then
    the output is as it was.
    """
    found = scan(request.root, request.settings, out=request.out or request.root / "public")
    out = request.out or _default_out(request.root, found.output_dir)
    template = cards.Template.find(request.settings.cards.template, request.root)
    inputs = _inputs(found.digest, request.settings, template)
    untouched = _untouched(request, out, inputs, now)
    if untouched is not None:
        return untouched
    loaded = load(found, request.settings, now=now)
    work = begin(request, out, template, loaded)
    return _foresee(work) if request.dry_run else _carry_out(work, inputs, progress)


def _default_out(root: Path, output_dir: str) -> Path:
    return root / output_dir if (root / output_dir).is_dir() else root / "public"


def _inputs(found: str, settings: Settings, template: cards.Template) -> str:
    """A digest of all that decides the output, the clock and the machine's own fonts aside."""
    return cards.digest(
        [
            __version__,
            cards.renderer(),
            cards.font_stamps(),
            found,
            asdict(settings),
            template.digest,
            stylesheet().hex(),
        ]
    )


def _untouched(request: Request, out: Path, inputs: str, now: datetime) -> Report | None:
    """The last build's report, if this one would make the same: same inputs, not expired, every file in place."""
    if request.cache is None or request.force or not request.draw:
        return None
    memory, manifest = recall(request.cache, request.root, out), read_manifest(out)
    if memory is None or not memory.inputs == manifest.inputs == inputs:
        return None
    if (memory.expires and now >= memory.expires) or (memory.system and memory.system != cards.system_fonts_digest()):
        return None
    if not intact(out, manifest):
        return None
    counts = {"posts": memory.posts, "hidden": memory.hidden, "cards_unchanged": memory.cards, "feeds": memory.feeds}
    return Report(**counts, out=str(out), dry_run=request.dry_run, problems=memory.problems)


def _foresee(work: Work) -> Report:
    """What `build` would do, without doing it."""
    loaded = work.loaded
    return Report(
        posts=len(loaded.posts),
        hidden=len(loaded.hidden),
        cards_drawn=len(work.stale),
        cards_unchanged=len(work.entries) if work.request.draw else 0,
        feeds=len(feed_files(work.request.settings.feeds)),
        out=str(work.out),
        dry_run=True,
        problems=loaded.problems,
    )


def _carry_out(work: Work, inputs: str, progress: Progress) -> Report:
    loaded, draw = work.loaded, work.request.draw
    unchanged = len(work.entries) if draw else 0
    keep = {entry.file: work.manifest.files[entry.file] for entry in work.entries.values()}
    expires = min((hidden.until for hidden in loaded.hidden if hidden.until), default=None)
    wanted = Manifest(inputs=inputs if draw else "", expires=expires, files=keep, cards=work.entries)
    published = publish(work.out, artifacts(work, progress), wanted)
    problems = (*loaded.problems, *work.problems, *_missing_glyphs(work.entries), *_overwritten(published.replaced))
    report = Report(
        posts=len(loaded.posts),
        hidden=len(loaded.hidden),
        cards_drawn=work.drawn,
        cards_unchanged=unchanged,
        feeds=len(feed_files(work.request.settings.feeds)),
        files_written=len(published.written),
        files_removed=len(published.removed),
        out=str(work.out),
        problems=problems,
    )
    if draw and work.request.cache is not None:
        _remember(work.request.cache, work, inputs, expires, report)
    return report


def _remember(cache: Path, work: Work, inputs: str, expires: datetime | None, report: Report) -> None:
    system = work.basis.system if any(entry.system for entry in work.entries.values()) else ""
    memory = Memory(
        inputs=inputs,
        expires=expires,
        system=system,
        posts=report.posts,
        hidden=report.hidden,
        cards=len(work.entries),
        feeds=report.feeds,
        problems=tuple(problem for problem in report.problems if problem.code != "file-replaced"),
    )
    remember(cache, work.request.root, work.out, memory)


def _missing_glyphs(entries: Mapping[str, CardEntry]) -> Iterator[Problem]:
    for path in sorted(entries):
        if entries[path].missing:
            yield Problem(
                path=path,
                code="glyph-missing",
                message=f"no font here has {' '.join(entries[path].missing[:12])}; 〓 stands for it on the card",
                hint="install a font for that script, for instance Noto (Debian: fonts-noto-core, fonts-noto-cjk)",
                level="warning",
            )


def _overwritten(paths: tuple[str, ...]) -> Iterator[Problem]:
    for path in paths:
        yield Problem(
            path=path,
            code="file-replaced",
            message="this file was here already and was not ours; it is now",
            hint="another tool writes it too: give one of the two another path ([feeds] in publisher.toml)",
            level="warning",
        )
