"""What the user sees: one line and one hint a problem, colour only where a terminal wants it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import IO, Any

import click

from publisher.errors import Problem

SCHEMA = 1
_SHOWN = 20


def colored(stream: IO[str]) -> bool:
    """Whether to colour this stream: NO_COLOR and FORCE_COLOR first (no-color.org), else a terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def say(text: str, *, error: bool = False, **style: Any) -> None:
    """A line on stdout, or on stderr with `error`."""
    stream = sys.stderr if error else sys.stdout
    paint = bool(style) and colored(stream)
    click.echo(click.style(text, **style) if paint else text, file=stream, color=paint)


def fail(message: str, hint: str = "") -> None:
    """An error line and, if there is one, its hint."""
    say(f"error: {message}", error=True, fg="red", bold=True)
    if hint:
        say(f"hint: {hint}", error=True)


def show_problems(problems: Sequence[Problem], *, everything: bool) -> None:
    """Errors first, then warnings; a long list is cut unless everything is wanted."""
    ordered = sorted(problems, key=lambda problem: problem.level != "error")
    shown = ordered if everything else ordered[:_SHOWN]
    for problem in shown:
        say(f"{problem.level}: {problem}", error=True, fg="red" if problem.level == "error" else "yellow")
        if problem.hint:
            say(f"  hint: {problem.hint}", error=True)
    if len(shown) < len(ordered):
        say(f"... and {len(ordered) - len(shown)} more; -v shows all", error=True)


def say_json(fields: dict[str, object], *, numbered: bool = True) -> None:
    """One JSON object on stdout, with its schema number unless it has a form of its own."""
    number = {"schema": SCHEMA} if numbered else {}
    click.echo(json.dumps(number | fields, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Problem):
        return asdict(value)
    return str(value)
