"""The part of a build that has something to do: plan, draw, publish, report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from publisher.cards.picture_files import picture_stamp
from publisher.errors import Problem
from publisher.load import Built, Scan, Stamp, load
from publisher.manifest import CardEntry, Manifest
from publisher.model import Report
from publisher.pipeline.feeds import planned
from publisher.pipeline.pictures import picture_places, refused_pictures
from publisher.pipeline.render import artifacts
from publisher.pipeline.request import Progress, Request
from publisher.pipeline.tags import write_tags
from publisher.pipeline.work import Work, begin
from publisher.publish import Memory, publish, remember


def prepare(request: Request, out: Path, found: Scan, built: Built, *, now: datetime) -> Work:
    """What is to be made so that `out` shows the site as scanned."""
    return begin(
        request, out, load(found, request.settings, now=now, cache=request.cache, jobs=request.jobs), built, now
    )


def make(work: Work, inputs: str, *, progress: Progress) -> Report:
    """What was done to make it; `inputs` is the digest the next build compares with."""
    return _foresee(work) if work.request.dry_run else _carry_out(work, inputs, progress)


def _foresee(work: Work) -> Report:
    """What `build` would do, without doing it."""
    loaded = work.loaded
    return Report(
        posts=len(loaded.posts),
        hidden=len(loaded.hidden),
        cards_drawn=len(work.stale),
        cards_unchanged=len(work.entries) if work.request.draw else 0,
        feeds=len(planned(work)),
        out=str(work.out),
        dry_run=True,
        pages=len(work.pages.built.stamps),
        problems=(*loaded.problems, *work.problems),
    )


def _carry_out(work: Work, inputs: str, progress: Progress) -> Report:
    loaded, draw = work.loaded, work.request.draw
    unchanged = len(work.entries) if draw else 0
    keep = {entry.file: work.manifest.files[entry.file] for entry in work.entries.values()}
    expires, documents = loaded.expires, planned(work)
    wanted = Manifest(inputs=inputs if draw else "", expires=expires, files=keep, cards=work.entries)
    published = publish(work.out, artifacts(work, documents, progress), wanted)
    tagged = write_tags(work) if draw else {}
    of_cards = tuple(_of_cards(work))
    problems = (*_told_once(loaded.problems, of_cards), *work.problems, *of_cards, *_overwritten(published.replaced))
    report = Report(
        posts=len(loaded.posts),
        hidden=len(loaded.hidden),
        cards_drawn=work.drawn,
        cards_unchanged=unchanged,
        feeds=len(documents),
        files_written=len(published.written),
        files_removed=len(published.removed),
        pages=len(work.pages.built.stamps),
        pages_tagged=len(tagged),
        out=str(work.out),
        problems=problems,
    )
    if draw and work.request.cache is not None:
        _remember(work.request.cache, work, report, inputs=inputs, expires=expires, tagged=tagged)
    return report


def _remember(
    cache: Path, work: Work, report: Report, *, inputs: str, expires: datetime | None, tagged: Mapping[str, Stamp]
) -> None:
    built = work.pages.built
    system = work.basis.system if any(entry.system for entry in work.entries.values()) else ""
    memory = Memory(
        inputs=inputs,
        expires=min((moment for moment in (expires, work.remote.again) if moment), default=None),
        system=system,
        posts=report.posts,
        hidden=report.hidden,
        cards=len(work.entries),
        feeds=report.feeds,
        pages=report.pages,
        pages_digest=replace(built, stamps={**built.stamps, **tagged}).digest,
        problems=tuple(problem for problem in report.problems if problem.code != "file-replaced"),
        pictures={src: picture_stamp(src, work.request.root) for src in sorted(set(_watched(work)))},
    )
    remember(cache, work.request.root, work.out, memory)


def _watched(work: Work) -> Iterator[str]:
    """The addresses of the pictures that cards show, and of every place where a missing one may turn up."""
    for post in work.loaded.posts:
        entry = work.entries.get(post.path)
        if entry:
            yield from (src for src in entry.pictures if src not in work.remote.files)
            if entry.refused:
                yield from picture_places(post, work.loaded.site, work.loaded.output_dir)


def _of_cards(work: Work) -> Iterator[Problem]:
    """What is wrong with cards, drawn now or before."""
    yield from _missing_glyphs(work.entries)
    yield from refused_pictures((path, entry.refused) for path, entry in work.entries.items() if entry.refused)
    yield from work.remote.problems()


def _missing_glyphs(entries: Mapping[str, CardEntry]) -> Iterator[Problem]:
    for path in sorted(path for path, entry in entries.items() if entry.missing):
        yield Problem(
            path=path,
            code="glyph-missing",
            message=f"no font here has {' '.join(entries[path].missing[:12])}; 〓 stands for it on the card",
            hint="install a font for that script, for instance Noto (Debian: fonts-noto-core, fonts-noto-cjk)",
            level="warning",
        )


def _told_once(loaded: tuple[Problem, ...], of_cards: tuple[Problem, ...]) -> Iterator[Problem]:
    """What loading found, without the missing pictures that a card was to show: that is told of the card."""
    shown = {problem.path for problem in of_cards if problem.field == "image"}
    return (problem for problem in loaded if problem.code != "image-missing" or problem.path not in shown)


def _overwritten(paths: tuple[str, ...]) -> Iterator[Problem]:
    for path in paths:
        yield Problem(
            path=path,
            code="file-replaced",
            message="this file was here already and was not ours; it is now",
            hint="another tool writes it too: give one of the two another path ([feeds] in publisher.toml)",
            level="warning",
        )
