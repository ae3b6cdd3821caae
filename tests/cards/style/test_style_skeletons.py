"""A document made of the elements of one like it is the one that parsing makes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from publisher.cards import Template, card_context
from publisher.cards.style import Element, document, parse_document, skeletons
from publisher.errors import TemplateError
from tests.bench.posts import SITE, posts

DOCUMENTS = (
    '<body><div class="a">{}</div>\n <p>{}<b>{}</b> {}</p></body>',
    "<title>{}</title><style>p:empty {{ top: 9px }} p > b {{ color: red }}</style><body><div>{}</div><p>{}<b>{}</b>",
    '<body style="display: flex"> <div>{}</div> {} <p title="a>b">{}</p><p lang="en">{}</p></body>',
    "<body>{}<br>{}<ruby>{}<rt>{}</rt></ruby><!-- {} --></body>",
    "<head>{}</head><body><p>{}<!-- gone -->{}<p>{}</p></body>",
    "<body><p>{}<style>b {{ color: {} }}</style>{}<b>{}</b></p></body>",
)
WORDS = st.sampled_from(
    [
        "港",
        "",
        " ",
        "\u3000",
        "a b",
        "AT&T",
        "<b>",
        "&nbsp;",
        "&sup;",
        "&emsp;&thinsp;—&copy",
        "x\ny",
        "\x85",
        "\ufeff",
        "\u2028",
        "红" * 600,
    ]
)

REFERENCES = "".join(skeletons._MEANT)


def anew(html: str) -> Element | str:
    skeletons._known.clear()
    return parsed(html)


def parsed(html: str) -> Element | str:
    try:
        return parse_document(html)
    except TemplateError as error:
        return str(error)


@given(
    st.sampled_from(DOCUMENTS),
    st.lists(st.lists(WORDS | st.text(max_size=5), min_size=5, max_size=5), min_size=2, max_size=5),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_whatever_the_words_are(form: str, all_words: list[list[str]], escaped: bool) -> None:
    filled = [form.format(*map(escape, words) if escaped else words) for words in all_words]
    expected = [anew(html) for html in filled]
    skeletons._known.clear()
    assert [parsed(html) for html in filled] == expected
    assert [parsed(html) for html in reversed(filled)] == expected[::-1]


@pytest.mark.parametrize("name", ["news", "minimal", "quote", "tategaki"])
def test_cards_of_one_template_are_parsed_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    template = Template.find(name)
    filled = [template.render(card_context(post, SITE, width=1200, height=630)) for post in posts(50)]
    expected = [anew(html) for html in filled]
    skeletons._known.clear()
    assert [parsed(html) for html in filled] == expected
    assert 1 <= len(skeletons._known) < 10
    monkeypatch.setattr(document, "_parse", None)
    assert [parsed(html) for html in filled] == expected


@pytest.mark.parametrize("first", ["<p>{}</p>", "<p>{}"])
def test_style_sheets_and_attributes_are_no_words(first: str) -> None:
    red, blue = (f"<style>p {{ color: {color} }}</style><body>{first.format('a')}" for color in ("red", "blue"))
    assert anew(red) != parsed(blue) == anew(blue)
    assert anew("<body><p lang=en>a</p>") != parsed("<body><p lang=ja>a</p>")


def test_references_are_read_as_the_parser_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = anew(f"<body><p>{REFERENCES}</p>")
    anew("<body><p>a</p>")
    monkeypatch.setattr(document, "_parse", None)
    assert parsed(f"<body><p>{REFERENCES}</p>") == expected


def test_few_are_kept_and_brackets_without_end_are_read_once() -> None:
    for number in range(200):
        parse_document(f"<body>{'<p>a</p>' * number}</body>")
    assert len(skeletons._known) <= 64
    assert skeletons.skeleton_of("<" * 49_000, "ja") is None
    assert skeletons.skeleton_of("<body><p>a</p>" + " " * 50_000, "ja") is None
