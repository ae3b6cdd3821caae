"""Chromium as judge of layout: where it puts the boxes and lines of a page, beside where we put them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from publisher.cards import Job
from publisher.cards.images import open_picture
from publisher.cards.layout import inline_boxes
from publisher.cards.layout.boxes import build
from publisher.cards.layout.decorations import border_widths
from publisher.cards.layout.display import Clip, visible_part
from publisher.cards.layout.lines import set_in_box
from publisher.cards.layout.solve import Placed, solve
from publisher.cards.page import page_of
from publisher.cards.style import parse_document
from publisher.cards.text import Line, Lines, place
from tests.chromium import told

DRIVER = """<!doctype html><html><meta charset="utf-8"><body style="margin: 0"><script>
const given = %s;
function lineOf(line) {
  const walker = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT), range = new Range(), found = [];
  while (walker.nextNode()) { range.selectNodeContents(walker.currentNode); found.push(...range.getClientRects()) }
  const probe = line.ownerDocument.createElement("i");
  probe.style.display = "inline-block";
  line.append(probe);
  const base = probe.getBoundingClientRect();
  probe.remove();
  const vertical = getComputedStyle(line).writingMode === "vertical-rl";
  const [start, end] = vertical ? ["top", "bottom"] : ["left", "right"];
  const boxes = [...line.querySelectorAll("card-box")].flatMap(box => [...box.getClientRects()]);
  return [Math.min(...found.map(r => r[start])), Math.max(...found.map(r => r[end])),
          vertical ? base.left : base.bottom, boxes.map(r => [r.left, r.top, r.right, r.bottom])];
}
function boxesOf(body) {
  const own = element => !element.closest("card-line, card-rest");
  return [body, ...body.querySelectorAll("*")].filter(own).map(element => {
    const r = element.getBoundingClientRect();
    const lines = [...element.children].filter(child => child.localName === "card-line");
    return {rect: [r.left, r.top, r.width, r.height], lines: lines.map(lineOf)};
  });
}
async function measured([src, width, height]) {
  const frame = document.createElement("iframe");
  Object.assign(frame, {src, width, height});
  frame.style.border = 0;
  await new Promise(done => { frame.onload = done; document.body.append(frame) });
  const page = frame.contentDocument;
  await page.fonts.ready;
  if ([...page.fonts].some(face => face.status === "error")) throw new Error("a font was not loaded");
  const boxes = boxesOf(page.body);
  frame.remove();
  return boxes;
}
(async () => {
  const out = [];
  for (const page of given) out.push(await measured(page));
  const pre = document.createElement("pre");
  pre.id = "out";
  pre.textContent = JSON.stringify(out);
  document.body.append(pre);
})().catch(error => document.body.append(String(error)));
</script></body></html>
"""


class Edges(NamedTuple):
    """Where a line begins and ends along its direction, and its baseline (in vertical text the column's middle).

    `boxes` are the left, top, right and bottom of what its inline boxes paint.
    """

    start: float
    end: float
    base: float
    boxes: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One box: what it is, its border box (left, top, width, height), its lines."""

    name: str
    rect: tuple[float, ...]
    lines: tuple[Edges, ...]


def ours(job: Job) -> list[Seen]:
    """Every box of a job's card in the order of the document."""

    def opened(src: str, line: int) -> Any:
        return open_picture(src, job.root)

    body = parse_document(job.document, path=job.path, lang=job.lang)
    placed = solve(build(body, job.path, opened), job.width, job.height)
    return list(_walk(placed, (0.0, 0.0, float(job.width), float(job.height))))


def _walk(placed: Placed, clip: Clip) -> Iterator[Seen]:
    visible, rect = visible_part(placed, clip), placed.rect
    name = " ".join([placed.box.tag, *(value for key, value in placed.box.attributes if key in {"class", "id"})])
    yield Seen(name, (rect.x, rect.y, rect.width, rect.height), tuple(_lines(placed, visible)))
    for child in placed.children:
        yield from _walk(child, visible)


def _lines(placed: Placed, visible: Clip) -> Iterator[Edges]:
    if placed.text is None:
        return
    size, vertical = placed.text.size, placed.text.vertical
    lines, origins = set_in_box(placed, placed.text, visible)
    for line, (x, y) in zip(lines.lines, origins, strict=False):
        spans = [
            (along, along + cluster.advance + (cluster.kern if index == line.end - 1 else 0.0))
            for index, cluster, along in place(lines, line)
            if not cluster.edge
        ]
        start = y if vertical else x
        ends = [start + size * end for _, end in spans]
        boxes = tuple(_inline_boxes(placed, lines, line, (x, y)))
        yield Edges(start + size * min(a for a, _ in spans), max(ends), x if vertical else y, boxes)


def _inline_boxes(placed: Placed, lines: Lines, line: Line, origin: tuple[float, float]) -> Iterator[tuple[float, ...]]:
    text, base = placed.text, placed.box.style
    assert text is not None
    along, scale = ("top", "bottom") if text.vertical else ("left", "right"), text.size / base.font_size
    ends = inline_boxes.extremes(placed.box, text.text)
    for fragment in inline_boxes._fragments(placed.box, lines, lines.lines.index(line), ends):
        bare = {side for side, own in zip(along, (fragment.begins, fragment.ends), strict=True) if not own}
        yield inline_boxes._edges(fragment, text, origin, border_widths(fragment.box.style, scale, bare), scale)


def theirs(jobs: Sequence[Job], folder: Path) -> list[list[Seen]]:
    """The same boxes as Chromium lays out the pages of the jobs; what they are is left blank."""
    given = []
    for number, job in enumerate(jobs):
        page = folder / f"{number}.html"
        page.write_text(page_of(job)[0], encoding="utf-8")
        given.append([page.as_uri(), job.width, job.height])
    driver = folder / "driver.html"
    driver.write_text(DRIVER % json.dumps(given), encoding="utf-8")
    return [
        [Seen("", tuple(box["rect"]), tuple(map(_edges_of, box["lines"]))) for box in boxes] for boxes in told(driver)
    ]


def _edges_of(line: list[Any]) -> Edges:
    start, end, base, boxes = line
    return Edges(start, end, base, tuple(map(tuple, boxes)))


def differences(mine: Sequence[Seen], other: Sequence[Seen], *, box: float, line: float, base: float) -> Iterator[str]:
    """What lies further apart than so many px: edges of boxes, ends of lines, baselines."""
    if len(mine) != len(other):
        yield f"{len(mine)} boxes, {len(other)} elements"
    for ours_, seen in zip(mine, other, strict=False):
        if apart(ours_.rect, seen.rect) > box:
            yield f"<{ours_.name}> {_shown(ours_.rect)}, Chromium {_shown(seen.rect)}"
        if len(ours_.lines) != len(seen.lines):
            yield f"<{ours_.name}> {len(ours_.lines)} lines, Chromium {len(seen.lines)}"
        for number, (a, b) in enumerate(zip(ours_.lines, seen.lines, strict=False)):
            if max(abs(a.start - b.start), abs(a.end - b.end)) > line or abs(a.base - b.base) > base:
                yield f"<{ours_.name}> line {number}: {_shown(a[:3])}, Chromium {_shown(b[:3])}"
            yield from _boxes_apart(f"<{ours_.name}> line {number}", a.boxes, b.boxes)


def _boxes_apart(
    where: str, mine: Sequence[tuple[float, ...]], other: Sequence[tuple[float, ...]], *, far: float = 1.0
) -> Iterator[str]:
    """Inline boxes that lie apart: ours stand on whole px."""
    if len(mine) != len(other):
        yield f"{where}: {len(mine)} inline boxes, Chromium {len(other)}"
    for a in mine:
        b = min(other, key=lambda rect: _farthest(a, rect), default=a)
        if _farthest(a, b) > far:
            yield f"{where}: inline box {_shown(a)}, Chromium {_shown(b)}"


def _farthest(first: Sequence[float], second: Sequence[float]) -> float:
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def apart(rect: Sequence[float], other: Sequence[float]) -> float:
    """How far the edges of two boxes (left, top, width, height) lie apart at most, in px."""
    return _farthest(_edges(rect), _edges(other))


def _edges(rect: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, width, height = rect
    return left, top, left + width, top + height


def _shown(values: Sequence[float]) -> str:
    return " ".join(f"{value:.2f}" for value in values)
