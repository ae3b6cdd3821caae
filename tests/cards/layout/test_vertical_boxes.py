"""Vertical text in its boxes: columns run from right to left, and fit the height."""

from __future__ import annotations

from publisher.cards.card import GlyphRun
from tests.cards.layout.laid import laid

CSS = "body{display:flex;flex-direction:row-reverse} p,h1{writing-mode:vertical-rl;height:100%;line-height:1.5}"


def columns(markup: str, css: str = CSS) -> list[float]:
    """The middle of each column of one-em glyphs, from right to left."""
    card = laid(markup, css=css)
    runs = [item for item in card.items if isinstance(item, GlyphRun)]
    return sorted({round(g.x + run.size / 2, 3) for run in runs for g in run.glyphs if not g.turned}, reverse=True)


def test_columns_run_from_right_to_left_a_line_height_apart() -> None:
    found = columns("<p>一二三四五六七八九十一二三四五六七八九十</p>", CSS + "p{word-break:normal}")
    assert found == [385.0, 355.0]


def test_a_column_is_as_long_as_the_box() -> None:
    card = laid("<p>一二三四五六七八九十一二三四五六七八九十</p>", css=CSS + "p{word-break:normal;text-wrap:wrap}")
    glyphs = [g for item in card.items if isinstance(item, GlyphRun) for g in item.glyphs]
    assert max(g.y for g in glyphs) <= 300


def test_a_headline_in_columns_leaves_its_neighbour_room() -> None:
    css = (
        CSS
        + "h1{--fit-min:20px;--fit-max:90px;font-size:90px;text-fit:shrink;flex-shrink:0} p{font-size:20px;min-width:0}"
    )
    text = "<h1>港町の図書館が夜明け前に開く</h1><p>最初の客は漁師で、借りるのは詩集が多い</p>"
    card = laid(text, css=css)
    sizes = {item.size for item in card.items if isinstance(item, GlyphRun)}
    assert 20 in sizes
    assert 30 <= max(sizes) < 90
    assert all(
        g.x + item.size >= 0 and g.x <= 400 for item in card.items if isinstance(item, GlyphRun) for g in item.glyphs
    )
