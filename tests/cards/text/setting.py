"""What the tests of the typesetter share: a text set in the bundled bold, and its lines as strings."""

from __future__ import annotations

from publisher.cards.fonts import font_stack
from publisher.cards.text import Lines, Span, Text, TextStyle, Wrap, prepare, set_lines
from publisher.cards.text.model import LineBreak, Trim, WordBreak


def text_of(
    words: str,
    *,
    lang: str = "ja",
    weight: int = 700,
    word_break: WordBreak = "auto-phrase",
    line_break: LineBreak = "strict",
    splits: bool = True,
    autospace: bool = True,
    trim: Trim = "trim-start",
    hanging: bool = False,
    breakable: bool = True,
) -> Text:
    """The words prepared as one span."""
    fonts = font_stack(("Noto Sans JP",), weight, lang)
    style = TextStyle(
        lang=lang,
        word_break=word_break,
        line_break=line_break,
        splits=splits,
        autospace=autospace,
        trim=trim,
        hanging=hanging,
        breakable=breakable,
    )
    return prepare([Span(text=words, fonts=fonts)], style)


def strings(lines: Lines) -> list[str]:
    """Each line's characters."""
    return ["".join(cluster.text for cluster in lines.text.clusters[line.start : line.end]) for line in lines.lines]


def broken(
    words: str, measure_em: float, wrap: Wrap = "balance", *, lang: str = "ja", clamp: int | None = None
) -> list[str]:
    """The lines of some words at a measure in em."""
    return strings(set_lines(text_of(words, lang=lang), measure_em, wrap, clamp=clamp))
