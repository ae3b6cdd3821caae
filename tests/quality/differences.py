"""Where our lines differ from Chromium's, and why: the first line that differs is put in a class."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate

from publisher.cards.text import Level, Line, Lines, spacing
from publisher.cards.text.penalties import CLINGS
from tests.cards.text.setting import strings
from tests.quality.table import visible

_HAIR = 0.1  # em: kerning at a line's end


class Reason(StrEnum):
    """Why two settings of one text differ."""

    SLASH = "slash"  # Chromium does not break after a slash; after one between two Japanese words we do
    KEPT = "kept"  # Chromium breaks inside what we keep whole: a number, a katakana word, a verb with its auxiliary
    END_TRIM = "end-trim"  # 、。」 at our line's end take half an em, and so one word more fits
    PARTED = "parted"  # we break where Chromium's model sees no phrase end
    SENSE = "sense"  # both places are phrase ends, and the lines may be of any width: ours was chosen for the sense
    KERNING = "kerning"  # whether the line fits is a matter of the kerning at its end
    UNEXPLAINED = "unexplained"


def reason(ours: Lines, theirs: Sequence[str], measure: float, *, filled: bool) -> Reason:
    """Why `ours` is not `theirs` at `measure` em; lines are `filled` when neither side balances them."""
    mine, other = _ends(strings(ours)), _ends(theirs)
    at = next(i for i, pair in enumerate(zip([*mine, -1], [*other, -1], strict=False)) if pair[0] != pair[1])
    words = "".join("".join(strings(ours)).split())
    if "/" in {words[mine[at] - 1], words[other[at] - 1]}:
        return Reason.SLASH
    if other[at] < len(words) and not _is_phrase_end(ours, other[at]):
        return Reason.KEPT
    if not filled:
        return Reason.SENSE
    if mine[at] < other[at]:
        return Reason.KERNING if _next_width(ours, at, other[at]) > measure - _HAIR else Reason.UNEXPLAINED
    return Reason.END_TRIM if _untrimmed(ours, ours.lines[at]) > measure else Reason.PARTED


def _ends(lines: Sequence[str]) -> list[int]:
    return list(accumulate(visible(line) for line in lines))


def _seen(lines: Lines) -> list[int]:
    """How many visible characters stand before each cluster, and in all."""
    return list(accumulate((visible(cluster.text) for cluster in lines.text.clusters), initial=0))


def _is_phrase_end(lines: Lines, mark: int) -> bool:
    seen = _seen(lines)
    places = [place for place in lines.text.breaks if seen[place.index] == mark]
    return any(place.level <= Level.PHRASE and place.cost < CLINGS for place in places)


def _next_width(lines: Lines, at: int, mark: int) -> float:
    """How wide our line would be if it ended at `mark`."""
    text = lines.text
    return text.stops[_seen(lines).index(mark)] - text.starts[lines.lines[at].start]


def _untrimmed(lines: Lines, line: Line) -> float:
    return line.width + spacing.end_trim(lines.text.clusters[line.end - 1], lines.text.trim)
