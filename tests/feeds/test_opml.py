from __future__ import annotations

import feedparser
from lxml import etree

from publisher.feeds import write_opml
from tests.feeds.samples import feed

CPP = "https://demo.example/feeds/tag/C%2B%2B/atom.xml"
LISTED = [
    ("site", feed(self_url="https://demo.example/atom.xml")),
    (
        "tag",
        feed(title="朝の要約 — C++ & <T>", self_url=CPP, description=""),
    ),
    ("tag", feed(title="朝の要約 — 日本語", self_url="https://demo.example/feeds/tag/日本語/atom.xml")),
    ("lang", feed(title="en", lang="en", self_url="https://demo.example/feeds/lang/en/atom.xml")),
]


def test_feeds_stand_under_headings_in_the_language_of_the_site() -> None:
    root = etree.fromstring(write_opml("朝の要約", LISTED, lang="ja"))
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "朝の要約")
    assert [outline.get("text") for outline in root.find("body")] == ["朝の要約", "タグ", "言語"]
    english = etree.fromstring(write_opml("Brief", LISTED, lang="en"))
    assert [outline.get("text") for outline in english.find("body")] == ["朝の要約", "Tags", "Languages"]


def test_an_outline_says_what_a_reader_needs_to_subscribe() -> None:
    root = etree.fromstring(write_opml("朝の要約", LISTED))
    outlines = root.findall(".//outline[@type='rss']")
    assert [outline.get("xmlUrl") for outline in outlines] == [
        "https://demo.example/atom.xml",
        CPP,
        "https://demo.example/feeds/tag/%E6%97%A5%E6%9C%AC%E8%AA%9E/atom.xml",
        "https://demo.example/feeds/lang/en/atom.xml",
    ]
    assert dict(outlines[1].attrib) == {
        "type": "rss",
        "text": "朝の要約 — C++ & <T>",
        "title": "朝の要約 — C++ & <T>",
        "xmlUrl": CPP,
        "htmlUrl": "https://demo.example/blog/",
        "language": "ja",
    }


def test_a_list_is_the_same_each_time_and_has_a_title_in_any_case() -> None:
    assert write_opml("", LISTED) == write_opml("\x00", LISTED)
    assert etree.fromstring(write_opml("", [])).findtext("head/title") == "feeds"


def test_feedparser_finds_no_fault_in_the_xml() -> None:
    assert not feedparser.parse(write_opml("朝の要約", LISTED)).bozo
