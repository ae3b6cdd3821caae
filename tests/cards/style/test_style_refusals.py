"""What the card language does not have: the line, the words, the suggestion."""

from __future__ import annotations

import pytest

from publisher.cards.style import parse_document
from publisher.errors import TemplateError


def refusal(html: str) -> tuple[str, str]:
    with pytest.raises(TemplateError) as caught:
        parse_document(html, path="cards/news.html")
    return caught.value.message, caught.value.hint


def in_sheet(css: str) -> tuple[str, str]:
    return refusal(f"<!doctype html>\n<style>\n{css}\n</style><body><p></p></body>")


@pytest.mark.parametrize(
    ("css", "message", "hint"),
    [
        ("p { colour: red }", "unsupported property 'colour'", 'did you mean "color"?'),
        ("p { flex-directon: row }", "unsupported property 'flex-directon'", 'did you mean "flex-direction"?'),
        ("p { zzz: 1 }", "unsupported property 'zzz'", "no supported property has a name like it"),
        ("p { display: flexx }", "'display' cannot be \"flexx\"", 'did you mean "flex"?'),
        ("p { display: grid }", "'display' cannot be \"grid\"", "write flex, block, inline, none or -webkit-box"),
        ("p { position: fixed }", "'position' cannot be \"fixed\"", "write relative, absolute or static"),
        ("p { width: 12 px }", "'width' cannot be \"12 px\"", "write auto, 12px or 50%"),
        ("p { width: 10vw }", "'width' cannot be \"10vw\"", 'the unit "vw" is not supported: write px, em or rem'),
        ("p { width: calc(1px) }", "'width' cannot be \"calc(1px)\"", "calc() is not supported: write px, em or rem"),
        ("p { width: -1px }", "'width' cannot be \"-1px\"", "it cannot be negative"),
        ("p { width: 1e9px }", "'width' cannot be \"1e9px\"", "the number is too large"),
        ("p { margin: 1px 2 }", "'margin' cannot be \"1px 2\"", "a length needs a unit: write 2px"),
        (
            "p { border: 1px dashed }",
            "'border' cannot be \"1px dashed\"",
            "write <length> || [none | solid] || <color>",
        ),
        ("p { color: rde }", "'color' cannot be \"rde\"", 'did you mean "red"?'),
        ("p { color: 12 }", "'color' cannot be \"12\"", "write a colour as #1b1a17"),
        ("p { direction: rtl }", "unsupported property 'direction'", "set the dir attribute"),
        ("p { font-weight: bald }", "'font-weight' cannot be \"bald\"", 'did you mean "bold"?'),
        ("p { color: }", "'color' has no value", "write #1b1a17"),
        ("p { line-clamp: 0 }", "'line-clamp' cannot be \"0\"", "it must be 1 or more"),
        (
            "p { font-weight: revert }",
            "'font-weight' cannot be \"revert\"",
            "write normal, bold, bolder, lighter or 600",
        ),
        ("p { color red }", "a declaration cannot be read", "write property: value;"),
        ("p { a { color: red } }", "rules cannot stand inside rules", "write it as a rule of its own"),
        ("@media print { p { color: red } }", "unsupported at-rule @media", "a card has one size"),
        ("@import 'a.css';", "unsupported at-rule @import", "put the rules into the <style> element"),
        ("@layer a;", "unsupported at-rule @layer", "no at-rules but @font-face"),
        ("p:hover { color: red }", 'unsupported selector "p:hover"', "write element names"),
        ("p::before { color: red }", 'unsupported selector "p::before"', "write element names"),
        ("p + p { color: red }", 'unsupported selector "p + p"', "write element names"),
        ("p ~ p b { color: red }", 'unsupported selector "p ~ p b"', "write element names"),
        ("[lang] { color: red }", 'unsupported selector "[lang]"', "write element names"),
        ("p:not(.a) { color: red }", 'unsupported selector "p:not(.a)"', "write element names"),
        ("p, { color: red }", 'the selector "p," cannot be read', "write element names"),
        ("} p { color: red }", "cannot be read", "write element names"),
        ("div p" + " b" * 80 + " {}", "the selector is too long", "at most 64 tokens"),
    ],
)
def test_a_style_sheet_is_refused_with_line_and_hint(css: str, message: str, hint: str) -> None:
    said, next_step = in_sheet(css)
    assert said.startswith("cards/news.html:3: ")
    assert message in said
    assert hint in next_step


def test_a_rule_that_matches_nothing_is_checked_all_the_same() -> None:
    assert in_sheet("p{}\n.nobody {\n  colr: red\n}")[0] == "cards/news.html:5: unsupported property 'colr'"


def test_an_attribute_is_refused_on_the_line_of_its_element() -> None:
    said, hint = refusal("<body>\n<div>\n<p style='margin-topp: 1px'></p></div></body>")
    assert said == "cards/news.html:3: unsupported property 'margin-topp'"
    assert hint == 'did you mean "margin-top"?'


@pytest.mark.parametrize(
    ("html", "message", "hint"),
    [
        ("<head>\n<link rel=stylesheet href=a.css></head><body></body>", ":2: unsupported element <link>", "<style>"),
        ("<body>\n\n<script>x</script></body>", ":3: unsupported element <script>", "no scripts"),
        ("<head><script>x</script></head><body></body>", ":1: unsupported element <script>", "no scripts"),
        ("<body><p>a\n<svg></svg></p></body>", ":2: unsupported element <svg>", "save the drawing as PNG"),
        ("<style media=print>p{}</style><body></body>", ":1: <style> takes no attributes", "<style>"),
        ("<body>" + "長" * 1_700_000 + "</body>", ":1: the document is longer than 5000000", "as files"),
        ("<body><iframe></iframe></body>", ":1: unsupported element <iframe>", "no other documents"),
        ("<body><spam></spam></body>", ":1: unsupported element <spam>", 'did you mean "span"?'),
        ("<body><rt>a</rt></body>", ":1: <rt> stands outside <ruby>", "<ruby>"),
        ("<body><img src=a width=4></body>", ":1: unsupported attribute 'width'", "CSS"),
        ("<body><p clas=a></p></body>", ":1: unsupported attribute 'clas'", 'did you mean "class"?'),
        ("<body><p lang='日本語'></p></body>", ":1: 'lang' is not a language: \"日本語\"", "zh-Hans"),
        ("<body><p dir=up></p></body>", ":1: 'dir' cannot be \"up\"", "rtl"),
        ("<frameset></frameset>", ":1: the document has no <body>", "<body>"),
        ("", ":1: the document has no <body>", "<body>"),
        ("<body>" + "<div>" * 65 + "</body>", ":1: the elements nest too deep", "64"),
        ("<body>" + "<div>" * 5000, ":1: the elements nest too deep", "64"),
        (
            "<body><p style='width: " + "9" * 5000 + "px'></p></body>",
            ":1: the number 999999999999… is too long",
            "fewer",
        ),
        ("<body><p style='width: " + "(" * 50000 + "'></p></body>", ":1: the value of 'width' is too long", "shorten"),
        ("<style>" + "(" * 9000 + ")" * 9000 + "{}</style><body></body>", ":1: the selector is too long", "64"),
    ],
)
def test_a_document_is_refused_with_line_and_hint(html: str, message: str, hint: str) -> None:
    said, next_step = refusal(html)
    assert message in said
    assert hint in next_step


def test_lines_are_counted_inside_the_second_style_element_too() -> None:
    html = "<style>\np { color: red }\n</style>\n<body>\n<style>\n\np { colr: red }</style></body>"
    assert refusal(html)[0] == "cards/news.html:7: unsupported property 'colr'"


def test_a_long_value_is_cut_in_the_message() -> None:
    said, _ = in_sheet(f"p {{ width: {'x' * 500} }}")
    assert said.endswith('x…"')
    assert len(said) < 120
