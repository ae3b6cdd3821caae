"""Reading a page's head: what stands in it, and where tags may go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from publisher.head import page_encoding, read_head

PLAIN = b"<!doctype html><html><head><meta charset=utf-8><title>a</title></head><body>b</body></html>"


def at(data: bytes) -> bytes:
    """The bytes behind the place where tags go."""
    return data[read_head(data).insert_at :]


@pytest.mark.parametrize(
    ("data", "rest"),
    [
        (PLAIN, b"</head><body>b</body></html>"),
        (b"<!DOCTYPE html><title>a</title><p>b", b"<p>b"),
        (b"<!DOCTYPE html><title>a</title><body><p>b", b"<body><p>b"),
        (b"<html><head><title></head></title></head>", b"</head>"),
        (b"<html><head><script>'</head>'</script></head>", b"</head>"),
        (b"<html><head><!-- </head> --></head>", b"</head>"),
        (b"<html><head><meta content='</head>'></HEAD >", b"</HEAD >"),
        (b"<html><head><meta content=it's></head>", b"</head>"),
        (b'<html><head><meta content="a>b"></head>', b"</head>"),
        (b"<html><head><img src=x><meta name=a></head>", b"<img src=x><meta name=a></head>"),
        (b"<html><head>text<meta name=a></head>", b"text<meta name=a></head>"),
        (b"<html><head><noscript><img></noscript></head>", b"</head>"),
        (b"<html><head><title>never closed", b"<title>never closed"),
        (b"<html><head><meta name=a>", b""),
        (b"\xef\xbb\xbf<html><head></head>", b"</head>"),
    ],
)
def test_tags_go_where_the_head_ends(data: bytes, rest: bytes) -> None:
    assert at(data) == rest


@pytest.mark.parametrize(
    "data", [b"", b"google-site-verification: x.html", b"<p>a</p>", PLAIN.decode().encode("utf-16")]
)
def test_what_is_no_page_is_left_alone(data: bytes) -> None:
    assert read_head(data).insert_at == -1


def test_what_a_head_says() -> None:
    data = b"""<!doctype html><html lang=ja><head>
    <META Property=" OG:Title " CONTENT='a &amp; "b"'><meta name=robots content=NoIndex>
    <link rel="alternate stylesheet" href=x.css><link rel=canonical href=" /a/ ">
    <base href="/base/"><title>
     one  &lt;two&gt;
    </title><script type="application/ld+json">{"a": "&amp;"}</script></head>"""
    head = read_head(data)
    assert head.meta("og:title") == 'a & "b"'
    assert head.meta("robots") == "NoIndex"
    assert head.meta("nothing") == ""
    assert (head.canonical, head.base, head.title) == ("/a/", "/base/", "one <two>")
    assert [link.attributes["href"] for link in head.links("alternate")] == ["x.css"]
    assert [element.text for element in head.elements if element.name == "script"] == ['{"a": "&amp;"}']
    assert not head.redirects
    assert read_head(b'<html><meta http-equiv=Refresh content="0;url=x">').redirects


def test_ours_is_not_theirs() -> None:
    ours = b'<!-- publisher -->\n<meta property="og:type" content="article">\n<!-- /publisher -->'
    data = b"<html><head>" + ours + b"<meta property=og:title content=a></head>"
    head = read_head(data)
    assert head.ours
    assert data[slice(*head.ours)] == ours
    assert head.meta("og:type") == ""
    assert head.meta("og:title") == "a"


def test_a_block_that_is_not_closed_is_theirs() -> None:
    head = read_head(b"<html><head><!-- publisher --><meta property=og:title content=a></head>")
    assert head.ours is None
    assert head.meta("og:title") == "a"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<meta charset='Shift_JIS'>", "shift_jis"),
        (b"<meta http-equiv=content-type content='text/html; charset=EUC-JP'>", "euc-jp"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=nonsense>", "utf-8"),
        (b"\xef\xbb\xbf<meta charset=euc-jp>", "utf-8"),
        (b"\xff\xfe<\0", "utf-16le"),
        (b"", "utf-8"),
    ],
)
def test_encodings(data: bytes, name: str) -> None:
    assert page_encoding(data) == name


def test_a_title_in_shift_jis_is_read() -> None:
    data = '<html><head><meta charset="shift_jis"><title>表示ソフト</title></head>'.encode("cp932")
    assert read_head(data).title == "表示ソフト"


_PIECES = st.sampled_from([" ", "\n"]) | st.sampled_from(
    (
        "< > </ <!-- --> \" ' = a <title> </title> <script> </script> <head> </head> <body> <p> content 日 / <meta "
        "<link href= <html> <!doctype"
    ).split()
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_bytes_can_be_read(text: str) -> None:
    data = text.encode()
    head = read_head(data)
    assert -1 <= head.insert_at <= len(data)


_VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cc"]), max_size=20)


@given(_VALUES, st.sampled_from(['"', "'"]))
def test_attributes_are_read_as_a_browser_reads_them(value: str, quote: str) -> None:
    value = value.replace(quote, "")
    page = f"<!doctype html><html><head><meta name=x content={quote}{value}{quote}></head><body></body></html>"
    node = LexborHTMLParser(page).css_first("meta")
    assert node is not None
    assert read_head(page.encode()).meta("x") == (node.attributes["content"] or "")


@pytest.mark.parametrize("piece", [b"<!--", b"<title>", b"<a b='", b'<meta c="', b"<", b"<script>", b"<a ", b"<a b"])
def test_hostile_pages_take_bounded_time(piece: bytes) -> None:
    read_head(b"<html><head>" + piece * 200_000)
