"""Tags into pages: what is missing, what was ours, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.head import FeedLink, Tag, inject, page_tags, post_tags, read_head
from publisher.model import Author, Image, Post, Site, Source
from tests.head.sites import json_ld, open_graph

URL = "https://a.example/a/"
SITE = Site(title="潮目", url="https://a.example")
CARD = Image(url="https://a.example/cards/a.png", alt="題", type="image/png", width=1200, height=630)
FEEDS = (FeedLink(url="https://a.example/atom.xml", format="atom", title="潮目"),)
DAY = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def post(title: str = "題", summary: str = "要約", tags: tuple[str, ...] = ("海", "山")) -> Post:
    return Post(
        path="a.md",
        slug="a",
        id=URL,
        url=URL,
        title=title,
        headline=title,
        date=DAY,
        updated=DAY,
        summary=summary,
        tags=tags,
        authors=(Author(name="灯台守"),),
        source=Source(url="https://b.example/"),
    )


TAGS = post_tags(post(), SITE, image=CARD, feeds=FEEDS)


def page(head: str = "", newline: str = "\n") -> bytes:
    lines = ("<!doctype html>", "<html>", "<head>", "<meta charset=utf-8>", *head.splitlines(), "</head>", "<body>本文")
    return newline.join(lines).encode()


def test_every_tag_the_platforms_want() -> None:
    found = open_graph(inject(page(), TAGS, url=URL).data)
    assert found == {
        "og:title": ["題"],
        "og:description": ["要約"],
        "og:type": ["article"],
        "og:url": [URL],
        "og:site_name": ["潮目"],
        "og:locale": ["ja_JP"],
        "og:image": [CARD.url],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:type": ["image/png"],
        "og:image:alt": ["題"],
        "article:published_time": ["2026-01-02T03:04:05+00:00"],
        "article:modified_time": ["2026-01-02T03:04:05+00:00"],
        "article:tag": ["海", "山"],
    }
    injected = inject(page(), TAGS, url=URL).data
    assert b'<meta name="twitter:card" content="summary_large_image">' in injected
    assert b'<link rel="alternate" type="application/atom+xml"' in injected
    (about,) = json_ld(injected)
    assert about["@type"] == "BlogPosting"
    assert about["author"] == [{"@type": "Person", "name": "灯台守"}]
    assert about["citation"] == "https://b.example/"


def test_a_post_without_a_card_names_no_picture() -> None:
    injected = inject(page(), post_tags(post(), SITE), url=URL).data
    assert not any(name.startswith("og:image") for name in open_graph(injected))
    assert b'content="summary"' in injected


def test_a_post_without_a_date_says_none() -> None:
    undated = replace(post(), date=datetime(1970, 1, 1, tzinfo=UTC), updated=datetime(1970, 1, 1, tzinfo=UTC))
    injected = inject(page(), post_tags(undated, SITE), url=URL).data
    assert not any(name.endswith("_time") for name in open_graph(injected))
    assert "datePublished" not in json_ld(injected)[0]


def test_the_block_stands_on_its_own_lines_before_the_end_of_the_head() -> None:
    before = page("  <title>a</title>")
    after = inject(before, TAGS[:1], url=URL).data
    assert after == before.replace(
        b"</head>", '<!-- publisher -->\n<meta property="og:title" content="題">\n<!-- /publisher -->\n</head>'.encode()
    )


def test_lines_end_as_the_page_ends_them() -> None:
    after = inject(page(newline="\r\n"), TAGS, url=URL).data
    assert after.count(b"\n") == after.count(b"\r\n")


@pytest.mark.parametrize(
    ("own", "absent"),
    [
        ('<meta property="og:title" content="theirs">', "og:title"),
        ("<meta name=og:title content=theirs>", "og:title"),
        ("<meta name=twitter:card content=summary>", "twitter:card"),
        ('<link href="/atom.xml" rel=alternate type=application/atom+xml>', "alternate https://a.example/atom.xml"),
        ('<base href="https://a.example/b/">\n<link rel=alternate href="../atom.xml">', f"alternate {FEEDS[0].url}"),
        ('<script type="application/ld+json">{"@type": "BlogPosting"}</script>', "json-ld"),
        ("<meta property=article:tag content=theirs>", "article:tag"),
    ],
)
def test_what_the_page_says_itself_is_not_said_again(own: str, absent: str) -> None:
    injected = inject(page(own), TAGS, url=URL)
    assert {tag.key for tag in injected.tags} == {tag.key for tag in TAGS} - {absent}


def test_another_picture_keeps_its_own_description() -> None:
    injected = inject(page("<meta property=og:image content=/theirs.png>"), TAGS, url=URL)
    assert not any(tag.group == "og:image" for tag in injected.tags)


def test_our_picture_named_by_the_theme_gets_its_size() -> None:
    keys = {tag.key for tag in inject(page("<meta property=og:image content=/cards/a.png>"), TAGS, url=URL).tags}
    assert "og:image:width" in keys
    assert "og:image" not in keys


def test_the_old_block_is_replaced_where_it_stands() -> None:
    first = inject(page("<title>a</title>"), TAGS, url=URL).data
    moved = first.replace(b"</head>", b"<meta name=generator content=x></head>")
    again = inject(moved, post_tags(post("新しい題"), SITE), url=URL).data
    assert "新しい題".encode() in again
    assert "題".encode() not in again.replace("新しい題".encode(), b"")
    assert again.index(b"<!-- /publisher -->") < again.index(b"<meta name=generator")
    assert again.count(b"<!-- publisher -->") == 1


def test_other_encodings_are_written_in_ascii() -> None:
    before = page().decode().replace("utf-8", "shift_jis").encode("cp932")
    after = inject(before, TAGS, url=URL).data
    assert open_graph(after.decode("cp932").encode())["og:title"] == ["題"]
    assert json_ld(after.decode("cp932").encode())[0]["headline"] == "題"
    start = after.index(b"<!-- publisher -->")
    assert after[start : after.index(b"<!-- /publisher -->")].isascii()


def test_xhtml_stays_well_formed() -> None:
    before = (
        b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head></head><body/></html>'
    )
    ET.fromstring(inject(before, post_tags(post("<&\"'>"), SITE, image=CARD, feeds=FEEDS), url=URL).data)


def test_pages_that_are_no_posts() -> None:
    tags = page_tags(title="一覧", description="", url=URL, site=SITE, lang="en", feeds=FEEDS)
    assert [tag.key for tag in tags] == [
        "og:title",
        "og:type",
        "og:url",
        "og:site_name",
        "og:locale",
        "alternate https://a.example/atom.xml",
    ]
    assert open_graph(inject(page(), tags, url=URL).data)["og:type"] == ["website"]


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("ja", "ja_JP"),
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("pt_BR", "pt_BR"),
        ("fr", "fr_FR"),
        ("tlh", ""),
    ],
)
def test_locales(lang: str, locale: str) -> None:
    site = Site(title="a", url="https://a.example", lang=lang)
    found = [tag for tag in page_tags(title="a", description="", url=URL, site=site) if tag.key == "og:locale"]
    assert [dict(tag.attributes)["content"] for tag in found] == ([locale] if locale else [])


_TEXT = st.text(st.characters(), max_size=30)
_HEADS = st.lists(
    st.sampled_from(
        [
            "<title>a</title>",
            "<meta property=og:title content=x>",
            "<meta property=og:image content=/x.png>",
            "<!-- publisher -->",
            "<!-- /publisher -->",
            "<script>if (a < b) '</head>'</script>",
            "<img>",
            "text",
            "<!-- c -->",
            "  ",
            "</head>",
            "<body>",
        ]
    ),
    max_size=6,
).map("\n".join)


@given(_HEADS, _TEXT, _TEXT, st.sampled_from(["\n", "\r\n"]))
def test_laws(head: str, title: str, summary: str, newline: str) -> None:
    """Again changes nothing, without tags the page is as it was, and outside the block nothing ever differs."""
    before = page(head, newline)
    tags = post_tags(post(title or "a", summary, (title, summary)), SITE, image=CARD, feeds=FEEDS)
    injected = inject(before, tags, url=URL)
    assert inject(injected.data, tags, url=URL).data == injected.data
    without = inject(before, (), url=URL).data
    assert inject(injected.data, (), url=URL).data == without
    if read_head(before).ours is None:
        assert without == before
    _block_says(injected.data, injected.tags)


def _block_says(data: bytes, tags: tuple[Tag, ...]) -> None:
    """The block reads back as exactly its tags, whatever their texts hold."""
    ours = read_head(data).ours
    if ours is None:
        assert not tags
        return
    block = data[slice(*ours)].removeprefix(b"<!-- publisher -->").removesuffix(b"<!-- /publisher -->")
    elements = read_head(b"<html><head>" + block + b"</head>").elements[1:]
    assert [element.name for element in elements] == [tag.name for tag in tags]
    for element, tag in zip(elements, tags, strict=True):
        assert tuple(element.attributes.items()) == tag.attributes
