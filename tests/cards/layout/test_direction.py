"""`direction` (CSS Writing Modes 4, 2.1): where boxes go in right-to-left ones, with Chromium as judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.cards.card import Fill, GlyphRun
from tests.cards.layout.laid import fills, laid
from tests.chromium import needs_chromium, told

STYLE = (
    "* { margin: 0; padding: 0; box-sizing: border-box }"
    "body { width: 400px; height: 1200px } .box { height: 100px } .item { height: 20px; background: #f00 }"
)
BOXES = [
    ("a row", "display: flex; gap: 8px", ["width: 50px", "width: 70px; margin-left: 5px"]),
    ("a row ended", "display: flex; justify-content: flex-end", ["width: 50px", "width: 70px"]),
    (
        "a row spread",
        "display: flex; justify-content: space-between",
        ["width: 50px", "width: 70px; margin-right: 9px"],
    ),
    ("a row turned", "display: flex; flex-direction: row-reverse", ["width: 50px", "flex: 1; margin-left: 20px"]),
    ("a row wrapped", "display: flex; flex-wrap: wrap; align-content: flex-start", ["width: 250px", "width: 200px"]),
    ("a column", "display: flex; flex-direction: column", ["width: 50px", "margin: 0 auto 0 0; width: 60px", ""]),
    ("a column ended", "display: flex; flex-direction: column; align-items: flex-end", ["width: 50px"]),
    ("edges", "padding: 0 10px 0 30px; border-left: 4px solid; border-right: 1px solid", ["", "width: 50px"]),
    ("a block", "", ["width: 50px; margin-left: 7px", "margin-right: 20px"]),
    ("insets", "position: relative", ["position: absolute; left: 10px; width: 50px", "position: relative; left: 9px"]),
    ("two insets", "position: relative", ["position: absolute; left: 10px; right: 40px; width: 50px"]),
]
SCRIPT = """<script>
const boxes = [...document.querySelectorAll(".item")].map(e => e.getBoundingClientRect());
const pre = document.createElement("pre");
pre.id = "out";
pre.textContent = JSON.stringify(boxes.map(b => [b.left, b.top, b.right, b.bottom].map(Math.round)));
document.body.append(pre);
</script>"""


def markup(style: str, children: list[str], direction: str) -> str:
    inside = "".join(f'<div class=item style="{child}"></div>' for child in children)
    return f'<div class=box dir={direction} style="{style}">{inside}</div>'


@needs_chromium
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_boxes_lie_where_chromium_lays_them(direction: str, tmp_path: Path) -> None:
    body = "".join(markup(style, children, direction) for _, style, children in BOXES)
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><html><style>{STYLE}</style><body>{body}{SCRIPT}</body></html>", encoding="utf-8")
    seen_there = told(page)
    card = laid(body, css=STYLE, height=1200)
    ours = [[f.left, f.top, f.right, f.bottom] for f in card.items if isinstance(f, Fill) and f.color[0] == 255]
    assert sorted(ours) == sorted(seen_there)


def test_a_row_begins_at_the_right_and_a_row_inside_may_begin_at_the_left() -> None:
    inner = '<div dir=ltr style="display: flex; width: 200px"><div style="width: 20px; height: 9px"></div></div>'
    outer = f'<div dir=rtl style="display: flex; padding-right: 30px">{inner}</div>'
    card = laid(outer, css="div > div > div { background: #f00 }")
    assert fills(card) == [(170, 0, 190, 9)]


def test_lines_start_at_the_right() -> None:
    card = laid("<p dir=rtl>AB</p><p>AB</p>")
    right, left = (item for item in card.items if isinstance(item, GlyphRun))
    assert left.glyphs[0].x < 1
    assert right.glyphs[0].x > 350
