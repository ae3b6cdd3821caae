"""Chromium as judge: how it breaks the same words, in the same font, at the same size and width."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

from publisher.resources import families
from tests.chromium import told

FAMILY = "Noto Sans JP"
PLAIN = "word-break: normal; line-break: strict; text-spacing-trim: space-all; text-autospace: no-autospace"
PHRASED = "word-break: auto-phrase; line-break: strict; text-spacing-trim: trim-start; text-autospace: normal"
PAGE = """<!doctype html><html><meta charset="utf-8">
<style>
%(face)s
p { margin: 0; width: %(width)spx; font: %(weight)s %(size)spx/1.3 Judged; overflow-wrap: anywhere; %(css)s }
</style>
<body><script>
const given = %(given)s;
function linesOf(node) {
  const text = node.data, lines = [], range = document.createRange();
  let at = 0;
  for (const {segment} of new Intl.Segmenter("ja", {granularity: "grapheme"}).segment(text)) {
    range.setStart(node, at); range.setEnd(node, at += segment.length);
    const boxes = range.getClientRects();
    if (!boxes.length) { if (lines.length) lines.at(-1).text += segment; continue }
    const box = boxes[boxes.length - 1], line = lines.at(-1), middle = (box.top + box.bottom) / 2;
    const {left, right} = box;
    if (!line || middle > line.middle + 10) lines.push({text: segment, middle, left, right, lefts: [left]});
    else { line.text += segment; line.lefts.push(left); if (segment.trim()) line.right = Math.max(line.right, right) }
  }
  return lines.map(line => [line.text, line.right - line.left, line.lefts.map(left => left - line.left)]);
}
document.fonts.load("%(weight)s 20px Judged", "永A").then(faces => {
  if (faces[0].status !== "loaded") throw new Error("the font was not loaded");
  const out = given.map(([text, lang]) => {
    const p = document.createElement("p");
    p.lang = lang;
    p.append(text);
    document.body.append(p);
    const lines = linesOf(p.firstChild);
    p.remove();
    return lines;
  });
  const pre = document.createElement("pre");
  pre.id = "out";
  pre.textContent = JSON.stringify(out);
  document.body.append(pre);
}).catch(error => document.body.append(String(error)));
</script></body></html>
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as Chromium set it: its words without the spaces at its edges, its width, where each character begins.

    In px from the line's left end.
    """

    words: str
    width: float
    lefts: tuple[float, ...]


def set_by_chromium(
    titles: Sequence[tuple[str, str]], css: str, folder: Path, *, width: float, size: float, weight: int = 700
) -> list[list[Seen]]:
    """The lines of each title (words, language), set in the bundled Noto Sans JP in a box of `width` px."""
    page = folder / "page.html"
    face = _face("永A" + "".join(words for words, _ in titles), weight, folder)
    given = json.dumps(titles, ensure_ascii=False).replace("<", "\\u003c")
    values = {"face": face, "css": css, "width": width, "size": size, "weight": weight, "given": given}
    page.write_text(PAGE % values, encoding="utf-8")
    return [
        [
            Seen(words.strip(), width, tuple(lefts[len(words) - len(words.lstrip()) :]))
            for words, width, lefts in lines
            if words.strip()
        ]
        for lines in told(page)
    ]


def _face(words: str, weight: int, folder: Path) -> str:
    """An `@font-face` of the bundled font with the glyphs and the layout features of some words."""
    files = (file for family in families() if family.name == FAMILY for file in family.files)
    file = next(file for file in files if file.weight == weight)
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(char) for char in words})
    features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.invert()
    part = folder / file.path.name
    part.write_bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(file.path))), wanted).blob.data)
    return f'@font-face {{ font-family: Judged; font-weight: {weight}; src: url("{part.as_uri()}") }}'
