"""`publisher lines`: how the typesetter breaks each line of its input."""

from __future__ import annotations

import json
from typing import IO

import click

from publisher.cards.fonts import FontStack, font_stack
from publisher.cards.text import Span, TextStyle, Wrap, prepare, set_lines
from publisher.cli.output import show_problems
from publisher.errors import Problem

_FAMILY = "Noto Sans JP"


@click.command("lines")
@click.argument("titles", type=click.File("rb"), default="-")
@click.option("--width", type=click.FloatRange(1), default=1056, show_default=True, help="Of a line, in pixels.")
@click.option("--size", type=click.FloatRange(1), default=60, show_default=True, help="Of the type, in pixels.")
@click.option("--weight", type=click.IntRange(1, 1000), default=700, show_default=True, help="Of the type.")
@click.option("--lang", metavar="TAG", default="ja", show_default=True, help="The titles' language.")
@click.option(
    "--wrap",
    type=click.Choice(["greedy", "balance", "pretty"]),
    default="balance",
    show_default=True,
    help="Lines filled, lines of one width, or body text.",
)
@click.option("--phrase/--no-phrase", default=True, show_default=True, help="Break between phrases, or anywhere legal.")
def command(titles: IO[bytes], width: float, size: float, weight: int, lang: str, wrap: Wrap, *, phrase: bool) -> int:
    """Print how each line of TITLES, a file or else the standard input, is broken: one JSON array a line.

    The arrays hold the lines from top to bottom. A line of input that is not UTF-8 is a problem; its array is empty.
    """
    fonts = font_stack((_FAMILY,), weight, lang)
    problems = []
    for number, line in enumerate(titles, 1):
        try:
            title = line.decode("utf-8-sig").strip()
        except UnicodeDecodeError as error:
            problems.append(_not_utf8(titles.name, number, error))
            title = ""
        lines = _broken(title, fonts, lang, width / size, wrap, phrase=phrase)
        click.echo(json.dumps(lines, ensure_ascii=False))
    show_problems(problems, everything=False)
    return int(bool(problems))


def _broken(title: str, fonts: FontStack, lang: str, measure_em: float, wrap: Wrap, *, phrase: bool) -> list[str]:
    """The title's lines as strings; none for an empty one."""
    text = prepare(
        [Span(text=title, fonts=fonts)], TextStyle(lang=lang, word_break="auto-phrase" if phrase else "normal")
    )
    lines = set_lines(text, measure_em, wrap).lines if title else ()
    return ["".join(cluster.text for cluster in text.clusters[line.start : line.end]) for line in lines]


def _not_utf8(path: str, number: int, error: UnicodeDecodeError) -> Problem:
    return Problem(
        path=path,
        line=number,
        code="title-not-utf8",
        message=f"byte {error.start + 1} of the line is not UTF-8: 0x{error.object[error.start]:02x}",
        hint="save the file as UTF-8",
    )
