"""Findings as a table for people: what they have in common once, then where each is."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from publisher.cli.output import say
from publisher.cli.reasons import REASONS
from publisher.errors import Problem

_SHOWN = 10  # places of one kind
_WIDEST = 120


def show_findings(problems: Sequence[Problem], *, everything: bool) -> None:
    """Print the findings on stdout by kind, errors first: level and code, places, why it matters, how to mend it."""
    width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
    for kind in _kinds(problems):
        first = kind[0]
        color = "red" if first.level == "error" else "yellow"
        say(f"{first.level}  {first.code}  ({len(kind)})", fg=color, bold=True)
        shown = kind if everything else kind[:_SHOWN]
        column = min(max(columns(problem.where) for problem in shown), width // 2)
        for problem in shown:
            for line in _row(problem, column, width):
                say(line)
        if len(shown) < len(kind):
            say(f"  ... and {len(kind) - len(shown)} more; -v shows all")
        for label, text in (("why", REASONS.get(first.code, "")), *(("mend", hint) for hint in _hints(shown))):
            if text:
                say(_paragraph(label, text, width))
        say("")


def _kinds(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    """The findings of each level and code, errors first, in the order in which the codes first appear."""
    kinds: dict[tuple[bool, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.level != "error", problem.code), []).append(problem)
    yield from (kinds[key] for key in sorted(kinds, key=lambda key: key[0]))


def _hints(problems: Sequence[Problem]) -> Iterator[str]:
    yield from dict.fromkeys(problem.hint for problem in problems)


def _paragraph(label: str, text: str, width: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=f"  {label + ':':<6}",
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _row(problem: Problem, column: int, width: int) -> list[str]:
    """Where in the first column, what in the second; a long place has a line of its own."""
    room = max(width - column - 4, 30)
    lines = textwrap.wrap(problem.message, room, break_long_words=False, break_on_hyphens=False) or [""]
    place, gap = problem.where, column - columns(problem.where)
    if gap < 0:
        return [f"  {place}", *(f"  {'':<{column}}  {line}" for line in lines)]
    first, *rest = lines
    return [f"  {place}{' ' * gap}  {first}", *(f"  {'':<{column}}  {line}" for line in rest)]


def columns(text: str) -> int:
    """The columns of a terminal that a text takes: two for a full-width character (UAX #11)."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text if not unicodedata.combining(char))
