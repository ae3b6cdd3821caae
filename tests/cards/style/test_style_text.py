"""Text properties: fonts, leading, spacing, breaking, decoration, vertical writing."""

from __future__ import annotations

import pytest

from publisher.cards.style import NORMAL, Element, Px, Style, parse_document


def styles(html: str, css: str = "") -> list[Style]:
    """The styles of the body's descendants, in document order."""

    def walk(element: Element) -> list[Style]:
        return [element.style, *(s for child in element.children if isinstance(child, Element) for s in walk(child))]

    return walk(parse_document(f"<style>{css}</style><body>{html}</body>"))[1:]


def style(css: str) -> Style:
    """The style of a paragraph with these declarations."""
    return styles(f"<p style='{css}'>")[0]


def test_defaults_are_those_of_good_japanese_setting() -> None:
    plain = style("")
    assert (plain.line_break, plain.word_break, plain.text_wrap) == ("strict", "auto-phrase", "pretty")
    assert (plain.text_spacing_trim, plain.text_autospace) == ("trim-start", "normal")
    assert (plain.font_size, plain.line_height, plain.lang) == (16.0, NORMAL, "ja")


@pytest.mark.parametrize(("tag", "size"), [("h1", 32.0), ("h2", 24.0), ("h3", 18.72), ("h4", 16.0), ("h6", 10.72)])
def test_headings_are_bold_and_balanced(tag: str, size: float) -> None:
    (heading,) = styles(f"<{tag}></{tag}>")
    assert (heading.font_weight, heading.text_wrap) == (700, "balance")
    assert heading.font_size == pytest.approx(size)


@pytest.mark.parametrize("tag", ["b", "strong"])
def test_strong_words_are_bold(tag: str) -> None:
    assert styles(f"<{tag}></{tag}>")[0].font_weight == 700


@pytest.mark.parametrize("tag", ["em", "i", "cite"])
def test_japanese_has_no_italic_until_it_is_asked_for(tag: str) -> None:
    assert styles(f"<{tag}></{tag}>")[0].font_style == "normal"
    assert styles(f"<{tag} style='font-style: italic'></{tag}>")[0].font_style == "italic"


def test_em_compounds_and_rem_does_not() -> None:
    outer, inner, deep = styles("<div><p><span></span></p></div>", "div,p{font-size:2em} span{font-size:1.5rem}")
    assert (outer.font_size, inner.font_size, deep.font_size) == (32.0, 64.0, 24.0)


def test_rem_is_the_font_size_of_html() -> None:
    (div,) = styles("<div></div>", ":root{font-size:20px} div{width:2rem;font-size:50%;height:1em}")
    assert (div.width, div.height, div.font_size) == (40.0, 10.0, 10.0)


def test_the_font_size_is_known_before_other_lengths_whatever_the_order() -> None:
    assert style("padding-top: 2em; font-size: 10px").padding_top == 20.0


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1.4", 1.4), ("20px", Px(20.0)), ("1.5em", Px(30.0)), ("150%", Px(30.0)), ("normal", NORMAL)],
)
def test_line_height(written: str, expected: object) -> None:
    assert style(f"font-size: 20px; line-height: {written}").line_height == expected


def test_a_number_is_inherited_as_a_factor_and_a_percentage_as_pixels() -> None:
    css = "div{font-size:20px;line-height:1.5} p{font-size:10px;line-height:150%} span{font-size:40px}"
    _, factor, _, length = styles("<div><span></span></div><p><span></span></p>", css)
    assert (factor.line_height, length.line_height) == (1.5, Px(15.0))


def test_letter_spacing_is_in_em_of_the_own_font_size() -> None:
    outer, inner = styles("<p><b></b></p>", "p{font-size:20px;letter-spacing:.1em} b{font-size:40px}")
    assert (outer.letter_spacing, inner.letter_spacing) == (0.1, 0.05)


@pytest.mark.parametrize(
    ("parent", "written", "expected"),
    [(400, "bolder", 700), (300, "bolder", 400), (700, "bolder", 900), (700, "lighter", 400), (400, "650", 650)],
)
def test_font_weight(parent: int, written: str, expected: int) -> None:
    _, inner = styles(f"<p style='font-weight:{parent}'><span style='font-weight:{written}'></span></p>")
    assert inner.font_weight == expected


def test_font_families() -> None:
    assert style('font-family: "Noto Sans JP", Yu Gothic, serif').font_family == ("Noto Sans JP", "Yu Gothic", "serif")


def test_the_font_shorthand_resets_what_it_leaves_out() -> None:
    computed = style('font-style: italic; font: bold 20px/1.4 "A B", serif')
    assert (computed.font_style, computed.font_weight, computed.font_size) == ("normal", 700, 20.0)
    assert (computed.line_height, computed.font_family) == (1.4, ("A B", "serif"))
    assert style("line-height: 3; font: 20px serif").line_height is NORMAL


def test_decorations_reach_the_words_inside_in_their_first_colour() -> None:
    css = "p{color:#f00;text-decoration:underline} b{color:#00f} i{position:absolute}"
    _, bold, apart = styles("<p><b></b><i></i></p>", css)
    assert (bold.text_decoration_line, bold.text_decoration_color) == ("underline", (255, 0, 0, 255))
    assert apart.text_decoration_line == "none"


def test_decoration_with_its_own_colour() -> None:
    computed = style("text-decoration: line-through solid #00f")
    assert (computed.text_decoration_line, computed.text_decoration_color) == ("line-through", (0, 0, 255, 255))


@pytest.mark.parametrize(
    ("css", "mark"),
    [
        ("text-emphasis: filled sesame", "﹅"),
        ("text-emphasis: open dot", "◦"),
        ("text-emphasis-style: filled", "●"),
        ("writing-mode: vertical-rl; text-emphasis: open", "﹆"),
        ('text-emphasis: "※"', "※"),
        ("text-emphasis: none", ""),
    ],
)
def test_emphasis_marks(css: str, mark: str) -> None:
    assert style(css).text_emphasis_style == mark


def test_emphasis_takes_its_colour_from_the_text_or_its_own() -> None:
    css = "p{color:#f00;text-emphasis:dot} b{color:#00f}"
    _, bold = styles("<p><b></b></p>", css)
    assert bold.text_emphasis_color == (0, 0, 255, 255)
    assert style("text-emphasis: #00f filled dot").text_emphasis_color == (0, 0, 255, 255)


@pytest.mark.parametrize(("written", "expected"), [("none", "none"), ("all", "all"), ("digits", 2), ("digits 3", 3)])
def test_upright_digits(written: str, expected: object) -> None:
    assert style(f"writing-mode: vertical-rl; text-combine-upright: {written}").text_combine_upright == expected


def test_fitting() -> None:
    computed = style("font-size: 60px; text-fit: shrink; --fit-min: .5em; --fit-max: 72px; line-clamp: 3")
    assert (computed.text_fit, computed.fit_min, computed.fit_max, computed.line_clamp) == ("shrink", 30.0, 72.0, 3)
    assert style("").fit_min is None


def test_inherited_and_own_text_properties() -> None:
    inherited = "text-align:center;white-space:nowrap;word-break:keep-all;hanging-punctuation:allow-end"
    css = f"p{{{inherited};text-fit:shrink;line-clamp:2}}"
    _, inner = styles("<p><b></b></p>", css)
    assert (inner.text_align, inner.white_space, inner.word_break) == ("center", "nowrap", "keep-all")
    assert inner.hanging_punctuation == "allow-end"
    assert (inner.text_fit, inner.line_clamp) == ("none", None)


def test_ruby_text_is_half_as_large_and_its_brackets_are_gone() -> None:
    ruby, bracket, reading, _ = styles("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "ruby{font-size:40px}")
    assert (ruby.display, reading.font_size, bracket.display) == ("inline", 20.0, "none")
