"""Laws of inline markup: whatever is nested in whatever, a card is drawn, and its words are all there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.card import Fill, GlyphRun, leaves
from publisher.cards.paint import paint
from tests.cards.layout.laid import laid

WORDS = st.sampled_from(
    ["港町の", "図書館", " ", "quiet harbour ", "。", "「", "」", "שלום ", "<br>", "🎉", "2026年", "x" * 30]
)
BOXES = {
    "background": ("#f00", "#0f08"),
    "padding": ("0", "2px 8px", "1em"),
    "margin": ("0 6px", "-3px"),
    "border": ("2px solid #00f", "1px solid #0f04"),
    "border-radius": ("6px", "50%", "20px / 4px"),
    "font-size": ("12px", "1.4em"),
    "text-decoration": ("underline",),
}
TEXTS = {
    "text-align": ("justify", "center", "end"),
    "writing-mode": ("vertical-rl",),
    "hanging-punctuation": ("allow-end",),
    "word-break": ("break-all", "keep-all"),
    "line-break": ("anywhere", "loose"),
    "white-space": ("nowrap", "pre-wrap"),
    "line-clamp": ("1", "2"),
    "overflow-wrap": ("normal", "anywhere"),
    "text-fit": ("shrink",),
    "opacity": (".5",),
}


def styles(properties: dict[str, tuple[str, ...]]) -> st.SearchStrategy[str]:
    """Some of the properties, each with one of its values."""
    chosen = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in properties.items()})
    return chosen.map(lambda values: "; ".join(f"{name}: {value}" for name, value in values.items()))


MARKUP = st.recursive(
    WORDS,
    lambda inner: st.tuples(styles(BOXES), st.lists(inner, max_size=4)).map(
        lambda part: f"<span style='{part[0]}'>{''.join(part[1])}</span>"
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(MARKUP, max_size=4).map("".join), styles(TEXTS))
def test_any_inline_markup_is_drawn(markup: str, style: str) -> None:
    card = laid(f"<p style='width: 200px; height: 150px; {style}'>字{markup}</p>")
    assert paint(card, "png").startswith(b"\x89PNG")
    fills = [item for item in leaves(card.items) if isinstance(item, Fill)]
    assert all(fill.right >= fill.left and fill.bottom > fill.top for fill in fills)


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKUP, max_size=4).map("".join))
def test_boxes_lose_no_words(markup: str) -> None:
    def count(text: str) -> int:
        card = laid(f"<p>字{text}</p>", width=4000, height=3000)
        runs = [item for item in leaves(card.items) if isinstance(item, GlyphRun)]
        return sum(glyph.face.shaper.get_glyph_extents(glyph.gid).width > 0 for run in runs for glyph in run.glyphs)

    assert count(markup) == count(markup.replace("style=", "data-style="))
