"""`publisher check`: look a site over before it is shared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from publisher.cli.cache import cache_dir
from publisher.cli.findings import show_findings
from publisher.cli.options import now, settings_for, shared_options
from publisher.cli.output import say, say_json
from publisher.cli.reasons import REASONS
from publisher.cli.sarif import sarif
from publisher.errors import Problem
from publisher.pipeline import Request
from publisher.pipeline.check import Checked
from publisher.pipeline.survey import Survey, survey, survey_cards, survey_feeds, survey_pages, survey_posts

PARTS: dict[str, tuple[str, Callable[[Survey], Checked]]] = {
    "posts": ("post", survey_posts),
    "cards": ("card", survey_cards),
    "pages": ("page", survey_pages),
    "feeds": ("feed", survey_feeds),
}
"""What can be looked over: what its files are called, and the function. Each part is a flag of the command."""


@click.command("check")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="What was published. [default: as `publisher build` has it]"
)
@click.option(
    "--site",
    "pages_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The built site. [default: the generator's output folder]",
)
@click.option("--posts", is_flag=True, help="The posts: titles, dates, pictures, pages.")
@click.option("--cards", is_flag=True, help="The published cards: size, bytes, type, glyphs.")
@click.option("--pages", is_flag=True, help="The head of every page of the built site.")
@click.option("--feeds", is_flag=True, help="Every RSS, Atom and JSON feed, whoever wrote it.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print the findings as SARIF 2.1.0, for code hosts.")
@shared_options
def command(
    site: Path, out: Path | None, pages_dir: Path | None, *, strict: bool, as_sarif: bool, **options: Any
) -> int:
    """Look SITE over, and say what platforms, validators and readers would get wrong, and how to mend it.

    Flags choose the parts; without any, all are looked at. The exit code is 1 when there is an error.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    chosen = [name for name in PARTS if options.pop(name)] or list(PARTS)
    request = Request(root=site, out=out, pages=pages_dir, settings=settings_for(site, options), cache=cache_dir())
    seen = survey(request, now=now())
    results = {name: PARTS[name][1](seen) for name in chosen}
    problems = list(dict.fromkeys(problem for result in results.values() for problem in result.problems))
    if as_sarif:
        click.echo(sarif(problems))
    elif as_json:
        files = {name: list(result.files) for name, result in results.items()}
        reasons = {code: REASONS[code] for code in sorted({problem.code for problem in problems}) if code in REASONS}
        say_json({"out": str(seen.out), **files, "problems": problems, "reasons": reasons})
    else:
        show_findings(problems, everything=bool(verbose))
        say(_summary(results, problems, seen.out))
    return int(any(strict or problem.level == "error" for problem in problems))


def _summary(results: dict[str, Checked], problems: list[Problem], out: Path) -> str:
    """One line: what was looked at, errors, warnings, where."""
    parts = [_count(len(result.files), PARTS[name][0]) for name, result in results.items()]
    levels = [problem.level for problem in problems]
    parts += [_count(levels.count("error"), "problem"), _count(levels.count("warning"), "warning")]
    return f"{', '.join(parts)} in {out}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
