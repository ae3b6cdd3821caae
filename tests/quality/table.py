"""The headline tables: rows of label, measure and a headline with marks where a line may end (see README.md)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from publisher.cards.text import Lines, Text, Wrap, set_lines
from tests.cards.text.setting import strings, text_of

HERE = Path(__file__).parent
MARK, LITERAL = "|", "\\|"
_HIDDEN = "\ue000"  # stands for a literal bar while the marks are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A headline, its measure in em, and its marks: each the number of visible characters before it."""

    where: str
    label: str
    lang: str
    wrap: Wrap
    measure: float
    headline: str
    accepted: frozenset[int]


def rows(name: str) -> list[Row]:
    """The rows of `<lang>.tsv`, or of `<lang>_body.tsv`, whose text is set as body text is."""
    path = HERE / name
    lang, _, body = path.stem.partition("_")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        _row(f"{name}:{number}", lang, "pretty" if body else "balance", line.split("\t"))
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    ]


def _row(where: str, lang: str, wrap: Wrap, cells: list[str]) -> Row:
    if len(cells) != 3:
        raise ValueError(f"{where}: {len(cells)} columns, not 3: {cells}")
    label, measure, marked = cells
    parts = marked.replace(LITERAL, _HIDDEN).split(MARK)
    return Row(
        where=where,
        label=label,
        lang=lang,
        wrap=wrap,
        measure=float(measure),
        headline="".join(parts).replace(_HIDDEN, MARK),
        accepted=frozenset(accumulate(visible(part) for part in parts[:-1])),
    )


def visible(words: str) -> int:
    """How many characters are not spaces."""
    return len("".join(words.split()))


def prepared(row: Row) -> Text:
    """The row's headline, ready to be broken."""
    return text_of(row.headline, lang=row.lang)


def shown(lines: Lines) -> str:
    """The lines as a row would mark them."""
    return MARK.join(strings(lines))


def ends(lines: Lines) -> list[int]:
    """Where the lines end, but the last, in visible characters."""
    return list(accumulate(visible(line) for line in strings(lines)))[:-1]


def fewest_lines(row: Row, text: Text) -> int:
    """How many lines the marks need at the row's measure when each line is filled; 0 when they leave one too wide."""
    seen = list(accumulate((visible(cluster.text) for cluster in text.clusters), initial=0))
    edges = [*(place.index for place in text.breaks if seen[place.index] in row.accepted), len(text.clusters)]
    count, start = 0, 0
    while start < len(text.clusters):
        fitting = [edge for edge in edges if edge > start and text.stops[edge] - text.starts[start] <= row.measure]
        if not fitting:
            return 0
        count, start = count + 1, fitting[-1]
    return count


def fault(row: Row) -> str:
    """What is wrong with how we set a row; "" when an editor would let it pass."""
    text = prepared(row)
    lines = set_lines(text, row.measure, row.wrap)
    fewest = fewest_lines(row, text)
    if not fewest:
        return f"{row.where}: the marks leave a line wider than {row.measure:g} em, or one is no legal break"
    if set(ends(lines)) <= row.accepted and len(lines.lines) <= fewest:
        return ""
    return f"{row.where} ({row.label}, {row.measure:g} em)\n    set      {shown(lines)}\n    accepted {_marked(row)}"


def _marked(row: Row) -> str:
    """The headline with its marks."""
    seen, out = 0, ""
    for char in row.headline:
        if seen in row.accepted and not char.isspace() and not out.endswith(MARK):
            out += MARK
        out += char
        seen += visible(char)
    return out
