from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from publisher.feeds import render
from publisher.model import Author
from tests.feeds.samples import CARD, LANG, MORNING, NAMESPACES, TALK, atom_entry, feed, item, xml


def text(element: object, path: str) -> object:
    return element.findtext(path, namespaces=NAMESPACES)  # type: ignore[attr-defined]


def test_feed_and_entries_have_id_title_and_updated() -> None:
    root = xml(feed(item()), "atom")
    assert [text(root, f"a:{tag}") for tag in ("id", "title", "updated")] == [
        "https://demo.example/blog/",
        "朝の要約",
        "2026-01-17T11:30:15+09:00",
    ]
    assert [text(root, f"a:entry/a:{tag}") for tag in ("id", "title", "updated", "published")] == [
        "https://demo.example/blog/2026/01/17/a",
        "Seawater, cheaper - 海水淡水化の電力が過去最低に",
        "2026-01-17T11:30:15+09:00",
        "2026-01-17T09:30:15+09:00",
    ]


def test_the_document_is_utf8_without_a_byte_order_mark() -> None:
    data = render(feed(item()), "atom")
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<feed ")
    assert data.endswith(b"</feed>\n")
    assert data.count(b"xmlns") == 2


def test_links_of_an_entry_keep_their_relation() -> None:
    links = atom_entry().findall("a:link", NAMESPACES)
    assert [dict(link.attrib) for link in links] == [
        {"href": "https://demo.example/blog/2026/01/17/a.html"},
        {"href": "https://example.com/a?x=1&y=2", "rel": "via", "title": "Seawater | Science | Example Times"},
    ]


def test_links_of_the_feed_say_where_it_is_whose_it_is_and_its_hubs() -> None:
    links = xml(feed(item(), hubs=("https://hub.example/",)), "atom").findall("a:link", NAMESPACES)
    assert [(link.get("rel"), link.get("href"), link.get("type")) for link in links] == [
        ("self", "https://demo.example/blog/feed", "application/atom+xml"),
        ("alternate", "https://demo.example/blog/", "text/html"),
        ("hub", "https://hub.example/", None),
    ]


def test_content_is_html_and_summary_is_text() -> None:
    entry = atom_entry(content_html="<p>a ]]> &amp;</p>", summary="a <b> & c")
    content, summary = entry.find("a:content", NAMESPACES), entry.find("a:summary", NAMESPACES)
    assert (content.text, content.attrib) == ("<p>a ]]> &amp;</p>", {"type": "html"})
    assert (summary.text, summary.attrib) == ("a <b> & c", {})


def test_an_entry_of_a_summary_alone_has_no_content() -> None:
    entry = atom_entry(content_html="")
    assert entry.find("a:content", NAMESPACES) is None
    assert text(entry, "a:summary") == item().summary


def test_an_entry_with_nothing_to_say_says_its_title_or_its_url() -> None:
    assert text(atom_entry(content_html="", summary=""), "a:summary") == item().title
    assert text(atom_entry(content_html="", summary="", title=""), "a:summary") == item().url


@pytest.mark.parametrize("title", ["配列 <T> & Map<K, V>", "a ]]> b", "AT&T &amp; &lt;", "👩‍👩‍👧 🇯🇵", "عنوان"])
def test_a_title_is_plain_text(title: str) -> None:
    element = atom_entry(title=title).find("a:title", NAMESPACES)
    assert (element.text, element.attrib) == (title, {})


def test_an_entry_without_a_title_is_titled_by_its_url() -> None:
    assert text(atom_entry(title="\x00"), "a:title") == item().url


def test_every_entry_names_its_authors() -> None:
    authors = atom_entry(authors=(Author(name="Kim", email="kim@demo.example"), Author(name="山田"))).findall(
        "a:author", NAMESPACES
    )
    assert [[(child.tag.rpartition("}")[2], child.text) for child in author] for author in authors] == [
        [("name", "Kim"), ("email", "kim@demo.example")],
        [("name", "山田")],
    ]
    assert text(atom_entry(authors=()), "a:author/a:name") == "編集部"
    assert text(atom_entry(authors=()), "a:author/a:uri") == "https://demo.example/about/"


def test_a_feed_without_authors_or_title_still_has_both() -> None:
    root = xml(feed(item(authors=()), authors=(), title=" "), "atom")
    assert text(root, "a:title") == text(root, "a:author/a:name") == "https://demo.example/blog/"


def test_an_empty_feed_has_a_date_that_is_not_the_clocks() -> None:
    assert text(xml(feed(), "atom"), "a:updated") == "1970-01-01T00:00:00+00:00"


def test_dates_without_a_fraction_and_with_a_zone_of_minutes() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    entry = atom_entry(published=datetime(1887, 1, 1, 12, tzinfo=tokyo), updated=MORNING.replace(microsecond=999_999))
    assert text(entry, "a:published") == "1887-01-01T12:00:01+09:19"
    assert text(entry, "a:updated") == "2026-01-17T09:30:15+09:00"


def test_equal_dates_are_not_faked_apart() -> None:
    midnight = MORNING.replace(hour=0, minute=0, second=0)
    entries = xml(feed(*(item(id=f"urn:a:{n}", updated=midnight) for n in range(2))), "atom").findall(
        "a:entry", NAMESPACES
    )
    assert [text(entry, "a:updated") for entry in entries] == ["2026-01-17T00:00:00+09:00"] * 2


def test_entries_stand_in_order() -> None:
    items = [item(id=f"urn:a:{n}", updated=MORNING - timedelta(days=n)) for n in range(3)]
    entries = xml(feed(*items), "atom").findall("a:entry", NAMESPACES)
    assert [text(entry, "a:id") for entry in entries] == ["urn:a:0", "urn:a:1", "urn:a:2"]


def test_ids_are_ascii() -> None:
    assert text(atom_entry(id="tag:demo.example,2026:記事"), "a:id") == "tag:demo.example,2026:%E8%A8%98%E4%BA%8B"


def test_the_card_is_media() -> None:
    entry = atom_entry()
    content = entry.find("media:content", NAMESPACES)
    assert (content.get("url"), content.get("fileSize"), content.get("type")) == (CARD.url, "31415", "image/png")
    assert text(content, "media:description") == CARD.alt
    assert entry.find("media:thumbnail", NAMESPACES).get("url") == CARD.url


def test_a_posts_own_media_is_a_link_with_type_and_length() -> None:
    (link,) = atom_entry(enclosure=TALK).findall("a:link[@rel='enclosure']", NAMESPACES)
    assert dict(link.attrib) == {
        "href": "https://demo.example/%E9%9F%B3/%E7%AC%AC1%E5%9B%9E%20%E8%A9%B1.mp3?a=1&b=2",
        "rel": "enclosure",
        "type": "audio/mpeg",
        "length": "12345678901",
    }


def test_languages_are_said_of_an_entry_only_where_they_differ() -> None:
    root = xml(feed(item(), item(lang="zh_Hans")), "atom")
    assert root.get(LANG) == "ja"
    assert [entry.get(LANG) for entry in root.findall("a:entry", NAMESPACES)] == [None, "zh-Hans"]


def test_the_stylesheet_stands_before_the_root() -> None:
    assert b'?>\n<?xml-stylesheet type="text/css" href="/feed.css"?>\n<feed ' in render(
        feed(stylesheet="/feed.css"), "atom"
    )


def test_the_subtitle_is_the_sites_description_if_it_has_one() -> None:
    assert text(xml(feed(), "atom"), "a:subtitle") == "海外の技術ニュースを、毎朝短く。"
    assert text(xml(feed(description=""), "atom"), "a:subtitle") is None
