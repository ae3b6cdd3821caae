"""HTML -> elements and text."""

from __future__ import annotations

from publisher.cards.style import Element, Text, parse_document


def test_the_body_is_the_root_with_its_words_and_lines() -> None:
    body = parse_document(
        "<!doctype html>\n<html lang=ja><title>t</title>\n<body>\n<p class=a>一\n二<b>三</b>四</p></body>"
    )
    assert (body.tag, body.line) == ("body", 3)
    space, paragraph = body.children
    assert space == Text("\n", 3)
    assert isinstance(paragraph, Element)
    assert (paragraph.tag, paragraph.line, paragraph.get("class"), paragraph.get("id", "-")) == ("p", 4, "a", "-")
    first, bold, rest = paragraph.children
    assert (first, rest) == (Text("一\n二", 4), Text("四", 5))
    assert isinstance(bold, Element)
    assert (bold.line, bold.children) == (5, (Text("三", 5),))


def test_white_space_between_flex_items_is_gone_and_an_ideographic_space_is_not() -> None:
    body = parse_document("<body style='display:flex'> <p>a</p>\n<p>b</p>　<p>c</p> d </body>")
    assert [child.text for child in body.children if isinstance(child, Text)] == ["　", " d "]


def test_comments_style_and_meta_leave_no_trace() -> None:
    body = parse_document("<body>a<!-- x -->b<style>p{}</style>c<meta charset=utf-8>d</body>")
    assert "".join(child.text for child in body.children if isinstance(child, Text)) == "abcd"
    assert all(isinstance(child, Text) for child in body.children)


def test_an_image_is_an_inline_element_with_its_attributes() -> None:
    (image,) = parse_document("<body><img src='a.jpg' alt='海' data-x=1></body>").children
    assert isinstance(image, Element)
    assert image.attributes == (("src", "a.jpg"), ("alt", "海"), ("data-x", "1"))
    assert image.style.display == "inline"


def test_language_and_direction_are_inherited_from_attributes() -> None:
    html = "<html lang=ko><body><p lang=zh-Hans dir=rtl><b></b></p><p></p></body></html>"
    first, second = parse_document(html, lang="en").children
    assert isinstance(first, Element)
    assert isinstance(second, Element)
    (bold,) = first.children
    assert isinstance(bold, Element)
    assert (bold.style.lang, bold.style.direction) == ("zh-Hans", "rtl")
    assert (second.style.lang, second.style.direction) == ("ko", "auto")


def test_the_argument_is_the_language_of_a_document_that_names_none() -> None:
    assert parse_document("<body></body>", lang="th").style.lang == "th"


def test_references_and_what_html_cannot_hold() -> None:
    (text,) = parse_document("<body>a &amp; b &lt;c&gt; &#x1F600; \ud83d\x00 𠮷</body>").children
    assert text == Text("a & b <c> 😀 �� 𠮷", 1)


def test_a_document_without_html_and_body_tags_gets_them() -> None:
    body = parse_document("<p>a</p>")
    assert (body.tag, [child.tag for child in body.children if isinstance(child, Element)]) == ("body", ["p"])
