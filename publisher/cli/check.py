"""`publisher check`: look a built site over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from publisher.cli.options import settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.pipeline.check import Checked, check_feeds, output_folder

PARTS: dict[str, tuple[str, Callable[[Path], Checked]]] = {"feeds": ("feed", check_feeds)}
"""What can be looked over: what its files are called, and the function. Each part is a flag of the command."""


@click.command("check")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The built site. [default: the generator's output folder, else SITE/public]",
)
@click.option("--feeds", is_flag=True, help="Every RSS, Atom and JSON feed, whoever wrote it.")
@shared_options
def command(site: Path, out: Path | None, **options: Any) -> int:
    """Look the built SITE over, and say what validators and readers would complain about.

    Flags choose the parts; without any, all are looked at. The exit code is 1 when there is an error.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    chosen = [name for name in PARTS if options.pop(name)] or list(PARTS)
    folder = out or output_folder(site, settings_for(site, options))
    results = {name: PARTS[name][1](folder) for name in chosen}
    problems = [problem for result in results.values() for problem in result.problems]
    if as_json:
        files = {name: list(result.files) for name, result in results.items()}
        say_json({"out": str(folder), **files, "problems": problems})
    else:
        show_problems(problems, everything=bool(verbose))
        say(_summary(results, folder))
    return int(any(problem.level == "error" for problem in problems))


def _summary(results: dict[str, Checked], folder: Path) -> str:
    """One line: what was looked at, errors, warnings, where."""
    parts = [_count(len(result.files), PARTS[name][0]) for name, result in results.items()]
    levels = [problem.level for result in results.values() for problem in result.problems]
    parts += [_count(levels.count("error"), "problem"), _count(levels.count("warning"), "warning")]
    return f"{', '.join(parts)} in {folder}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
