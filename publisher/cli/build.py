"""`publisher build`: feeds and cards for a site."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import click

from publisher.cli.cache import cache_dir
from publisher.cli.options import net, now, settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.cli.progress import progress_bar
from publisher.model import Report
from publisher.pipeline import Request, build


@click.command("build")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write. [default: the generator's output folder, else SITE/public]",
)
@click.option(
    "--site",
    "pages",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The built site, whose pages get tags. [default: OUT, if the generator writes there]",
)
@click.option("--template", metavar="NAME", help="The card template. [default: news]")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), help="Processes that read and draw. [default: one a core]")
@click.option("--force", is_flag=True, help="Draw every card again.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@shared_options
def command(
    site: Path,
    out: Path | None,
    pages: Path | None,
    template: str | None,
    jobs: int | None,
    *,
    force: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Write rss.xml, atom.xml, feed.json and a card for every post of SITE (the current folder by default).

    SITE is a site generator's folder or a folder of Markdown files. A post that cannot be read is reported, the others
    are published, and the exit code is 1.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    settings = settings_for(site, options, cards__template=template)
    request = Request(
        root=site,
        out=out,
        pages=pages,
        settings=settings,
        jobs=jobs or _cores(),
        force=force,
        dry_run=dry_run,
        cache=cache_dir(),
        net=net,
    )
    return run(request, as_json=as_json, verbose=verbose)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def run(request: Request, *, as_json: bool, verbose: int) -> int:
    """Build, say what was done, and give the exit code: 1 when there was an error."""
    started = time.perf_counter()
    with progress_bar("cards", quiet=as_json) as progress:
        report = build(request, now=now(), progress=progress)
    seconds = time.perf_counter() - started
    if as_json:
        say_json(_fields(report, seconds))
    else:
        show_problems(report.problems, everything=bool(verbose))
        say(_summary(report, seconds, draw=request.draw))
    return int(report.failed)


def _fields(report: Report, seconds: float) -> dict[str, object]:
    names = (
        "out",
        "dry_run",
        "posts",
        "hidden",
        "cards_drawn",
        "cards_unchanged",
        "feeds",
        "files_written",
        "files_removed",
        "pages",
        "pages_tagged",
    )
    return {name: getattr(report, name) for name in names} | {
        "seconds": round(seconds, 3),
        "problems": list(report.problems),
    }


def _summary(report: Report, seconds: float, *, draw: bool) -> str:
    """One line: posts, cards drawn, cards unchanged, feeds, problems, seconds, where."""
    errors = sum(problem.level == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    parts = [_count(report.posts, "post")]
    if draw:
        parts.append(f"{_count(report.cards_drawn, 'card')} {'to draw' if report.dry_run else 'drawn'}")
        parts.append(f"{report.cards_unchanged} unchanged")
    parts.append(_count(report.feeds, "feed"))
    if draw and report.pages and not report.dry_run:
        parts.append(f"{_count(report.pages_tagged, 'page')} tagged")
    parts.append(f"{_count(errors, 'problem')}" + (f", {_count(warnings, 'warning')}" if warnings else ""))
    return f"{', '.join(parts)} in {seconds:.2f} s -> {report.out}" + (" (dry run)" if report.dry_run else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
