"""Which letters are shaped together: those of one font and size, whatever colour they have."""

from __future__ import annotations

import pytest

from publisher.cards.fonts import font_stack
from publisher.cards.text import Cluster, Span, TextStyle, prepare, set_lines

FONTS = font_stack(("Noto Sans JP",), 400, "en")


def shaped(*spans: Span, lang: str = "en") -> tuple[Cluster, ...]:
    return prepare(spans, TextStyle(lang=lang)).clusters


def span(text: str, **fields: object) -> Span:
    return Span(text=text, fonts=FONTS, **fields)  # type: ignore[arg-type]


def drawn(clusters: tuple[Cluster, ...]) -> list[tuple[str, list[int], float]]:
    return [(c.text, [glyph.gid for glyph in c.glyphs], round(c.advance, 6)) for c in clusters]


@pytest.mark.parametrize(
    ("parts", "lang"), [(("A", "V", "ATo"), "en"), (("مر", "ح", "با"), "ar"), (("of", "fice"), "en")]
)
def test_a_word_is_one_whatever_its_letters_are_painted_with(parts: tuple[str, ...], lang: str) -> None:
    colored = shaped(*(span(part, paint=index) for index, part in enumerate(parts)), lang=lang)
    assert drawn(colored) == drawn(shaped(span("".join(parts)), lang=lang))
    assert [c.span for c in colored] == [index for index, part in enumerate(parts) for _ in part]


@pytest.mark.parametrize("fields", [{"scale": 0.8}, {"letter_spacing": 0.1}, {"fonts": font_stack((), 700, "en")}])
def test_a_letter_set_otherwise_is_not_kerned_towards_the_next(fields: dict[str, object]) -> None:
    other = Span(**({"text": "V", "fonts": FONTS} | fields))  # type: ignore[arg-type]
    assert drawn(shaped(span("A"), other, span("A"))) == drawn((*shaped(span("A")), *shaped(other), *shaped(span("A"))))


def test_the_edge_of_a_box_parts_letters() -> None:
    edge = span("", edge=1, edge_width=0.1)
    first, _, second = shaped(span("A"), edge, span("V"))
    assert drawn((first, second)) == drawn((*shaped(span("A")), *shaped(span("V"))))


def test_spaced_letters_form_no_ligature() -> None:
    assert [c.text for c in shaped(span("office")) if c.joined] == ["f", "i"]
    assert not [c.text for c in shaped(span("office", letter_spacing=0.05)) if c.joined]


def test_what_one_glyph_draws_is_spaced_once() -> None:
    assert [(c.text, c.advance) for c in shaped(span("――", letter_spacing=0.05))] == [("―", 2.05), ("―", 0.0)]


def test_a_base_that_its_line_must_break_beside_is_kept_with_its_reading() -> None:
    parts = (span("灯台図書館"), span("港町", ruby=span("みなとまち", scale=0.5)), span("の北"))
    text = prepare(parts, TextStyle(lang="ja", word_break="keep-all"))
    (ruby,) = text.rubies
    for tenths in range(26, 80):
        ends = {line.end for line in set_lines(text, tenths / 10, "balance").lines}
        assert not ends & set(range(ruby.start + 1, ruby.end)), tenths


def test_a_reading_covers_its_base_with_the_space_between_its_scripts() -> None:
    reading = span("えーあいじだい", scale=0.5)
    text = prepare([span("AI時代", ruby=reading)], TextStyle(lang="ja"))
    (ruby,) = text.rubies
    assert text.stops[-1] - text.starts[0] == pytest.approx(ruby.width)
