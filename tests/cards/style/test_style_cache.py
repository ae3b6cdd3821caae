"""Equal styles are one object, and what is kept is bounded."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys

import pytest

from publisher.cards.style import Element, Style, parse_document
from publisher.cards.style.cascade import MAX_NODES, cascade
from publisher.errors import TemplateError

CSS = "<style>.a { color: red } .b { color: #f00 }</style>"


def elements(html: str) -> list[Element]:
    return [child for child in parse_document(html).children if isinstance(child, Element)]


def test_equal_styles_are_the_same_object_within_and_between_documents() -> None:
    first, second = elements(f"{CSS}<body><p class=a></p><p class=b></p></body>")
    (third,) = elements("<style>p { color: rgb(255, 0, 0) }</style><body><p></p></body>")
    assert first.style is second.style is third.style


def test_other_words_in_the_same_markup_give_the_same_styles() -> None:
    html = "<body class=c><div style='padding: 4px'><p>{}</p></div></body>"
    one, other = parse_document(html.format("一")), parse_document(html.format("二"))
    assert one.style is other.style
    assert one != other


def test_the_same_element_elsewhere_is_another_one() -> None:
    css = "<style>div p { color: red }</style>"
    outer, plain = elements(f"{css}<body><div><p></p></div><p></p></body>")
    (inner,) = outer.children
    assert isinstance(inner, Element)
    assert inner.style.color != plain.style.color


def test_an_error_is_told_each_time() -> None:
    html = "<body>\n<p style='colr: red'></p></body>"
    for _ in range(2):
        with pytest.raises(TemplateError, match=r"<template>:2: unsupported property 'colr'"):
            parse_document(html)


def test_ever_new_attributes_do_not_fill_the_memory() -> None:
    sheets = ((" p{top:0}", 1),)

    def nodes() -> int:
        pending, count = [cascade(sheets, "ja").top], 0
        while pending:
            node = pending.pop()
            count += 1
            pending.extend(node.children.values())
        return count

    for i in range(MAX_NODES + 50):
        parse_document(f"<style>{sheets[0][0]}</style><body><p id=n{i}></p></body>")
    assert 1 < nodes() <= MAX_NODES + 1


def test_a_style_nobody_holds_is_forgotten() -> None:
    (element,) = elements("<style>p { width: 123.25px }</style><body><p></p></body>")
    style = Style(display="block", width=123.25)
    assert style == element.style
    assert style is not element.style
    cascade.cache_clear()
    del element
    gc.collect()
    (again,) = elements("<style>p { width: 123.25px }</style><body><p></p></body>")
    assert again.style == style


def test_a_style_travels_to_another_process() -> None:
    (element,) = elements("<body><h1></h1></body>")
    code = (
        "import pickle, sys; from publisher.cards.style import Style;"
        "s = pickle.loads(sys.stdin.buffer.read());"
        "print({s: 1}[Style(display='block', font_size=32.0, font_weight=700, text_wrap='balance')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(element.style), capture_output=True, check=True
    )
    assert ran.stdout.strip() == b"1"
