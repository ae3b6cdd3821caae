"""Twenty headlines broken by us and by Chromium, side by side: `python -m tests.golden.twenty_titles`.

The same font, size and measure (1056 px at 60 px, drawn at half size); Chromium's side is its own picture of
`text-wrap: balance; word-break: auto-phrase`.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path

from PIL import Image

from publisher.cards import draw
from publisher.cards.text import set_lines
from publisher.resources import families
from tests.cards.text.setting import strings, text_of
from tests.chromium import photographed
from tests.quality.chromium import FAMILY, PHRASED, set_by_chromium
from tests.quality.differences import Reason, reason
from tests.quality.table import rows

_CSS = f"{PHRASED}; text-wrap: balance"
_WIDTH, _SIZE, _LEADING = 528, 30, 40
_MARGIN, _LABEL, _GUTTER, _HEAD, _ROW = 40, 112, 56, 112, 34
_LEFT = _MARGIN + _LABEL
_RIGHT = _LEFT + _WIDTH + _GUTTER
_SHEET = _RIGHT + _WIDTH + _MARGIN
_PAPER, _INK, _QUIET, _LINE, _ACCENT = "#fbf8f1", "#1b1a17", "#6b665c", "#ddd6c8", "#c0341d"
_CHOSEN = (
    *("市民ホールの改修", "移住の現実", "銭湯が", "「失敗の数", "『春を待つ", "小さな会社の採用術", "霧の向こうへ"),
    *(
        "返事はまだ",
        "離島の診療所",
        "会議をやめた",
        "優勝だ",
        "レオナルド",
        "全長12",
        "2025年10月5日",
        "古い校舎がカフェ",
    ),
    *("マシンラーニング", "Docker 27", "How Bridges Age", "ため池の水", "「もう海には戻れない」"),
)
_SAID = {
    Reason.SENSE: "sense",
    Reason.KEPT: "kept whole",
    Reason.SLASH: "slash",
    Reason.KERNING: "kerning",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A headline, why the two differ ("" if they do not), and how many lines the longer of them has."""

    headline: str
    why: str
    lines: int

    @property
    def height(self) -> int:
        return self.lines * _LEADING + _ROW


def main() -> None:
    """Draw twenty-titles.png beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = _drawn(_rows(Path(folder)), Path(folder))
    sheet.quantize(32).save(Path(__file__).with_name("twenty-titles.png"), optimize=True)


def _rows(folder: Path) -> list[_Row]:
    headlines = [row.headline for row in rows("ja.tsv")]
    chosen = [next(headline for headline in headlines if headline.startswith(start)) for start in _CHOSEN]
    measure = _WIDTH / _SIZE
    found = []
    for headline, theirs in zip(
        chosen, set_by_chromium([(h, "ja") for h in chosen], _CSS, folder, width=_WIDTH, size=_SIZE), strict=True
    ):
        lines, said = set_lines(text_of(headline), measure, "balance"), [line.words for line in theirs]
        same = [line.strip() for line in strings(lines)] == said
        why = "" if same else _SAID.get(reason(lines, said, measure, filled=False), "?")
        found.append(_Row(headline, why, max(len(lines.lines), len(said))))
    return found


def _drawn(found: list[_Row], folder: Path) -> Image.Image:
    tops = list(accumulate((row.height for row in found), initial=_HEAD))
    height = tops[-1] + _MARGIN // 2
    document = _document(found, tops, height)
    with Image.open(io.BytesIO(draw(document, _SHEET, height, path="twenty-titles.html", wanted="png").data)) as drawn:
        sheet = drawn.convert("RGB")
    page, picture = folder / "theirs.html", folder / "theirs.png"
    page.write_text(_theirs(found, tops), encoding="utf-8")
    photographed(page, picture, _SHEET, height)
    with Image.open(picture) as shot:
        for row, top in zip(found, tops, strict=False):
            box = (_RIGHT - 8, top + 2, _SHEET, top + row.height)
            sheet.paste(shot.convert("RGB").crop(box), box[:2])
    return sheet


def _document(found: list[_Row], tops: list[int], height: int) -> str:
    body = [
        _at(_LEFT, 36, "head", "publisher"),
        _at(_RIGHT, 36, "head", "Chromium"),
        _at(_LEFT, 68, "note", "lines end where the sense does"),
        _at(_RIGHT, 68, "note", "text-wrap: balance; word-break: auto-phrase"),
    ]
    for row, top in zip(found, tops, strict=False):
        body += [
            f'<div class="rule" style="top: {top}px"></div>',
            _at(_MARGIN, top + _ROW // 2 + 9, "why" if row.why else "same", row.why or "the same"),
            _at(_LEFT, top + _ROW // 2, "headline", escape(row.headline)),
        ]
    return f"""<!doctype html><html lang="ja"><style>* {{ margin: 0; padding: 0; box-sizing: border-box }}
body {{ position: relative; width: {_SHEET}px; height: {height}px; background: {_PAPER}; color: {_INK};
  font-family: "{FAMILY}" }}
.rule {{ position: absolute; left: {_MARGIN}px; width: {_SHEET - 2 * _MARGIN}px; height: 1px; background: {_LINE} }}
.head {{ font-size: 24px; font-weight: 700; line-height: 1.2 }}
.note {{ font-size: 16px; line-height: 1.4; color: {_QUIET} }}
.headline {{ font-size: {_SIZE}px; font-weight: 700; line-height: {_LEADING}px; text-wrap: balance; width: {_WIDTH}px }}
.why, .same {{ font-size: 15px; line-height: 1.4; color: {_QUIET} }} .why {{ color: {_ACCENT}; font-weight: 700 }}
</style><body>{"".join(body)}</body></html>"""


def _at(left: int, top: int, kind: str, words: str) -> str:
    return f'<div class="{kind}" style="position: absolute; left: {left}px; top: {top}px">{words}</div>'


def _theirs(found: list[_Row], tops: list[int]) -> str:
    (face,) = (file for family in families() if family.name == FAMILY for file in family.files if file.weight == 700)
    body = [
        _at(_RIGHT, top + _ROW // 2, "headline", escape(row.headline)) for row, top in zip(found, tops, strict=False)
    ]
    return f"""<!doctype html><html lang="ja"><meta charset="utf-8"><style>
@font-face {{ font-family: Judged; src: url("{face.path.as_uri()}") }}
body {{ margin: 0; background: {_PAPER}; color: {_INK} }}
.headline {{ font: {_SIZE}px/{_LEADING}px Judged; width: {_WIDTH}px; {_CSS} }}
</style><body>{"".join(body)}</body></html>"""


if __name__ == "__main__":
    main()
