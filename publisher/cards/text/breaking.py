"""Breaking a paragraph into lines: one optimisation over the legal places (after Knuth and Plass).

The cost of a layout is the sum of its breaks' costs (`penalties.py`) and of how uneven its lines are. `greedy` fills
each line as a browser's plain wrapping does; `balance` makes lines of one width; `pretty` fills them but leaves no
stub, and sets a paragraph of two lines as a pair; `full` is `pretty` for lines that are to be justified.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

from publisher.cards.text import spacing
from publisher.cards.text.classes import NO_END, NO_START, Kind
from publisher.cards.text.model import EMERGENCY, FORCED, PHRASE, WORD, Break, Level, Line, Lines, Part, Text
from publisher.cards.text.penalties import (
    CLINGS,
    LEVEL_COST,
    LINE,
    LONE,
    LONE_EM,
    SCRAP_SHARE,
    SENSE,
    SHORT_LAST,
    SLACK,
    SPLIT_LETTERS,
    SPLIT_MARKS,
    STRETCH,
    STUB,
    STUB_EM,
    TORN_OFF,
    UNEVEN,
)

Wrap = Literal["greedy", "balance", "pretty", "full"]
_EPSILON: Final = 1e-6
_KEPT: Final = 64  # layouts of a text
_OVERFULL: Final = 1e9
_ENDLESS: Final = float("inf")
_WHOLE, _TORN = STUB + LONE, STUB + LONE + TORN_OFF  # what a line of one character costs
_SPACE: Final = Kind.SPACE
SPACES: Final = frozenset({Kind.SPACE, Kind.WIDE_SPACE})


def measure(text: Text, start: int, end: int) -> Line:
    """Clusters `start` to `end` as one line: without the spaces at its edges, with its punctuation trimmed."""
    clusters = text.clusters
    width = max(0.0, text.stops[end] - text.starts[start])
    while end > start and clusters[end - 1].kind in SPACES:
        end -= 1
    while start < end and clusters[start].kind is _SPACE:
        start += 1
    shift = spacing.start_trim(clusters, start, text.trim) if start < end else 0.0
    return Line(start, end, width if start < end else 0.0, shift)


def break_lines(text: Text, measure_em: float, wrap: Wrap) -> Lines:
    """The best lines for a measure in em; a part between two forced breaks is set on its own.

    A text keeps the last few, since the size that fits it is found by them.
    """
    known, asked = text.known, (measure_em, wrap)
    if asked in known:
        return Lines(text, *known[asked])
    if len(known) >= _KEPT:
        known.clear()
    found = _broken(text, measure_em, wrap)
    known[asked] = found.lines, found.cost, found.worst
    return found


def _broken(text: Text, measure_em: float, wrap: Wrap) -> Lines:
    end = len(text.clusters)
    if not text.feeds and text.stops[end] - text.starts[0] <= measure_em + _EPSILON:
        return _whole(text, 0, end)
    lines: list[Line] = []
    cost, worst = 0.0, FORCED
    if len(text.parts) == 1:
        return _break_part(text, text.parts[0], measure_em, wrap)
    for stretch in text.parts:
        part = _break_part(text, stretch, measure_em, wrap)
        lines += part.lines
        cost += part.cost
        worst = max(worst, part.worst)
    return Lines(text, tuple(lines), cost, worst)


def _break_part(text: Text, part: Part, width: float, wrap: Wrap) -> Lines:
    start, end = part.start, part.end
    if text.stops[end] - text.starts[start] <= width + _EPSILON:
        return _whole(text, start, end)
    if wrap == "greedy":
        return _greedy(text, start, end, _places(text, part, width), width)
    if wrap == "pretty" and text.stops[end] - text.starts[start] <= 2 * width:
        even = _optimal(text, part, width, "balance")
        if len(even.lines) == 2:  # two lines are a pair, as a headline's are: even ones look meant
            return even
    return _optimal(text, part, width, wrap)


def _whole(text: Text, start: int, end: int) -> Lines:
    return Lines(text, (measure(text, start, end),), 0.0, FORCED)


def _places(text: Text, part: Part, width: float) -> Sequence[Break]:
    """All places where a line may end, those of last resort among them if a word is wider than the line."""
    return _with_emergencies(text, part, width) if text.splits and part.widest > width + _EPSILON else part.breaks


def _with_emergencies(text: Text, part: Part, width: float) -> Sequence[Break]:
    """The breaks, and cluster by cluster ones inside every word that is wider than the line alone.

    Kinsoku is kept there too, and ruby over its base, unless what they hold together is itself wider than the line.
    """
    breaks: Sequence[Break] = part.breaks
    under_ruby = {index for ruby in text.rubies for index in range(ruby.start + 1, ruby.end)}
    for kinsoku in (True, False):
        edges = [part.start, *(place.index for place in breaks), part.end]
        extra = [
            _emergency(text, index)
            for left, right in pairwise(edges)
            if text.stops[right] - text.starts[left] > width + _EPSILON
            for index in range(left + 1, right)
            if _may_split(text, index, kinsoku=kinsoku) and not (kinsoku and index in under_ruby)
        ]
        breaks = sorted([*breaks, *extra], key=lambda place: place.index) if extra else breaks
    return breaks


def _emergency(text: Text, index: int) -> Break:
    return Break(index, EMERGENCY, 0.0 if text.clusters[index - 1].text in SPLIT_MARKS else SPLIT_LETTERS)


def _may_split(text: Text, index: int, *, kinsoku: bool) -> bool:
    first, second = text.clusters[index - 1], text.clusters[index]
    if second.edge < 0 or first.edge > 0 or second.joined:
        return False
    before, after = first.text, second.text
    if first.edge or second.edge:  # of an inline box: what counts is the characters on either side
        before = next((cluster.text for cluster in text.clusters[index - 1 :: -1] if not cluster.edge), before)
        after = next((cluster.text for cluster in text.clusters[index:] if not cluster.edge), after)
    if after.isspace():
        return False
    return not kinsoku or (after[0] not in NO_START and before[0] not in NO_END)


def _greedy(text: Text, start: int, end: int, places: Sequence[Break], width: float) -> Lines:
    """First fit: on each line the last place that fits, of the best level there is on it, tearing nothing apart."""
    lines: list[Line] = []
    taken: list[Break] = []
    places = [*places, Break(end, FORCED, 0.0)]
    begin, at = start, 0
    while at < len(places):
        limit = text.starts[begin] + width + _EPSILON
        stop = next((i for i in range(at, len(places)) if text.stops[places[i].index] > limit), len(places))
        at = min(range(at, max(stop, at + 1)), key=lambda i: (*_rank(places[i]), -i))
        lines.append(measure(text, begin, places[at].index))
        taken.append(places[at])
        begin, at = places[at].index, at + 1
    worst = max((place.level for place in taken), default=FORCED)
    return Lines(text, tuple(lines), _cost(lines, taken, width, 0.0), worst)


def _rank(place: Break) -> tuple[Level, bool]:
    """How soon greedy passes a place over: by its level, and if it tears apart what clings together."""
    return place.level, place.cost >= CLINGS and place.level < EMERGENCY


def _optimal(text: Text, part: Part, width: float, wrap: Wrap) -> Lines:
    """The layout of least cost.

    Between phrases there are few places; only where lines broken there alone cost as much as a break inside one, which
    no good break makes up for, are the others looked at.
    """
    start, end = part.start, part.end
    if len(part.phrases) < len(part.places) or part.widest > width + _EPSILON:
        cost, lines = _cheapest(text, start, end, part.phrases, width, wrap)
        if cost < LEVEL_COST[WORD]:
            return lines
    return _cheapest(text, start, end, _places(text, part, width), width, wrap)[1]


def _cheapest(
    text: Text, start: int, end: int, places: Sequence[Break], width: float, wrap: Wrap
) -> tuple[float, Lines]:
    """The layout of least cost and that cost, by dynamic programming over the places (as far back as a line holds).

    A line but the last costs `slope` times the square of what it has more or less than `ideal`, and more if it is a
    `scrap`.
    """
    nodes = [Break(start, FORCED, 0.0), *places, Break(end, FORCED, 0.0)]
    starts = [text.starts[node.index] for node in nodes]
    sense = SENSE[wrap]
    slope, ideal = (UNEVEN, 0.0) if wrap == "balance" else (STRETCH if wrap == "full" else SLACK, width)
    slope /= width * width
    scrap = min(STUB_EM, SCRAP_SHARE * width)
    best = [0.0] + [_ENDLESS] * (len(nodes) - 1)
    origin = [0] * len(nodes)
    for target in range(1, len(nodes) - 1):
        index, level, cost = nodes[target]
        stop = text.stops[index]
        earliest = stop - width - _EPSILON
        source = target - 1
        used = stop - starts[source]
        more = used - ideal
        least = best[source] + slope * more * more + (_OVERFULL if starts[source] < earliest else 0.0)
        if used < scrap:
            least += STUB if used >= LONE_EM else _lone(level, nodes[source].level)
        at = source
        while source and starts[source - 1] >= earliest:
            source -= 1
            used = stop - starts[source]
            more = used - ideal
            total = best[source] + slope * more * more
            if used < scrap:
                total += STUB if used >= LONE_EM else _lone(level, nodes[source].level)
            if total < least:
                least, at = total, source
        best[target] = least + sense * cost + LEVEL_COST[level] + LINE
        origin[target] = at
    least, origin[-1] = _last_line(text, nodes, starts, best, width, wrap)
    return least, _trace(text, nodes, origin, width, sense)


def _last_line(
    text: Text, nodes: list[Break], starts: list[float], best: list[float], width: float, wrap: Wrap
) -> tuple[float, int]:
    """What all costs, and the node from which the last line starts, best layouts up to each node given."""
    stop = text.stops[nodes[-1].index]
    least, at = _ENDLESS, len(nodes) - 2
    for source in range(len(nodes) - 2, -1, -1):
        used = stop - starts[source]
        over = used - width > _EPSILON
        if over and source < len(nodes) - 2:
            break
        if wrap == "balance":  # least squares: for one number of lines, the same as least deviation from their mean
            total = best[source] + UNEVEN * (used / width) ** 2
        else:
            total = best[source] + SHORT_LAST * max(0.0, 1 - 3 * used / width)
        if source and used < STUB_EM:
            total += _stub(used) if used < SCRAP_SHARE * width else STUB
        total += _OVERFULL if over else 0.0
        if total < least:
            least, at = total, source
    return least, at


def _trace(text: Text, nodes: list[Break], origin: list[int], width: float, sense: float) -> Lines:
    lines: list[Line] = []
    taken: list[Break] = []
    at = len(nodes) - 1
    while at > 0:
        taken.append(nodes[at])
        lines.append(measure(text, nodes[origin[at]].index, nodes[at].index))
        at = origin[at]
    lines.reverse()
    return Lines(text, tuple(lines), _cost(lines, taken[:0:-1], width, sense), max(place.level for place in taken))


def _cost(lines: list[Line], taken: list[Break], width: float, sense: float) -> float:
    """What a finished layout costs, comparable between sizes: its breaks, its unevenness, its stub."""
    mean = sum([line.width for line in lines]) / len(lines)
    uneven = sum([((line.width - mean) / width) ** 2 for line in lines]) * UNEVEN
    stubs = _stubs(lines, taken, min(STUB_EM, SCRAP_SHARE * width)) if len(lines) > 1 else 0.0
    return sum([sense * place.cost + LEVEL_COST[place.level] for place in taken]) + uneven + stubs


def _stubs(lines: list[Line], taken: list[Break], scrap: float) -> float:
    """What the lines of less than `scrap` em cost, and a last line that is a stub."""
    last = lines[-1].width
    total = (_stub(last) if last < scrap else STUB) if last < STUB_EM else 0.0
    if min(line.width for line in lines) >= scrap:
        return total
    levels = [FORCED, *(place.level for place in taken[: len(lines) - 1])]
    for line, (before, after) in zip(lines, pairwise(levels), strict=False):
        if line.width < scrap:
            total += STUB if line.width >= LONE_EM else _lone(before, after)
    return total


def _stub(width: float) -> float:
    """What a line of so many em costs that is hardly one."""
    return _WHOLE if width < LONE_EM else STUB


def _lone(before: Level, after: Level) -> float:
    """What a line of one character costs between breaks of these levels, if it is not the last."""
    return _TORN if before > PHRASE or after > PHRASE else _WHOLE
