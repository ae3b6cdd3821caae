from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree

from publisher.feeds import render
from publisher.model import Author, Enclosure, Image
from tests.feeds.samples import CARD, FILM, LANG, MORNING, NAMESPACES, TALK, feed, item, rss_item, xml


def test_the_document_is_utf8_without_a_byte_order_mark() -> None:
    data = render(feed(item()), "rss")
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<rss ")
    assert data.endswith(b"</rss>\n")
    assert "海水淡水化".encode() in data


@pytest.mark.parametrize(
    "title", ["配列 <T> & Map<K, V>", "a ]]> b", "AT&T &amp; &lt;", "1 < 2 > 0", "👩‍👩‍👧 🇯🇵", "عنوان"]
)
def test_a_title_is_plain_text_escaped_once(title: str) -> None:
    assert rss_item(title=title).findtext("title") == title


def test_control_characters_and_surrogates_are_left_out() -> None:
    dirty = "a\x00b\x1b[0m\ud800\uffff限"
    element = rss_item(title=dirty, summary=dirty, content_html=dirty, tags=(dirty,), authors=(Author(name=dirty),))
    assert element.findtext("title") == "ab[0m限"
    assert element.findtext("category") == "ab[0m限"
    assert element.findtext("content:encoded", namespaces=NAMESPACES) == "ab[0m限"


def test_content_is_escaped_and_never_cdata() -> None:
    content = "<p>a ]]> b &amp; <![CDATA[c]]></p>"
    data = render(feed(item(content_html=content)), "rss")
    assert b"<![CDATA[" not in data
    assert b"]]>" not in data
    assert rss_item(content_html=content).findtext("content:encoded", namespaces=NAMESPACES) == content


def test_named_entities_of_html_stay_inside_the_content() -> None:
    assert b"&amp;nbsp;" in render(feed(item(content_html="<p>a&nbsp;b</p>")), "rss")


def test_a_plain_summary_with_markup_characters_is_escaped_as_html_and_as_xml() -> None:
    assert b"<description>a &amp;lt;b&amp;gt;</description>" in render(feed(item(summary="a <b>")), "rss")


def test_the_description_stands_before_the_content() -> None:
    tags = [etree.QName(child).localname for child in rss_item()]
    assert tags.index("description") < tags.index("encoded")


def test_without_a_summary_the_content_is_the_description() -> None:
    element = rss_item(summary="")
    assert element.findtext("description").startswith("<p>")
    assert element.find("content:encoded", NAMESPACES) is None


def test_an_item_with_nothing_to_say_still_has_a_description() -> None:
    element = rss_item(title="\x00", summary="", content_html="")
    assert element.find("title") is None
    assert element.findtext("description") == item().url


def test_guids_are_permalinks_only_when_they_are_the_url() -> None:
    assert rss_item().find("guid").attrib == {"isPermaLink": "false"}
    assert rss_item(id=item().url).find("guid").attrib == {"isPermaLink": "true"}


def test_dates_are_rfc822_with_a_numeric_zone() -> None:
    assert rss_item().findtext("pubDate") == "Sat, 17 Jan 2026 09:30:15 +0900"
    assert (
        rss_item(published=MORNING.replace(hour=0, minute=0, second=0)).findtext("pubDate").endswith(" 00:00:00 +0900")
    )


def test_the_channel_is_dated_by_its_newest_items() -> None:
    older = item(published=MORNING - timedelta(days=9), updated=MORNING + timedelta(days=3))
    channel = xml(feed(item(), older), "rss").find("channel")
    assert channel.findtext("pubDate") == "Sat, 17 Jan 2026 09:30:15 +0900"
    assert channel.findtext("lastBuildDate") == "Tue, 20 Jan 2026 09:30:15 +0900"


def test_an_empty_feed_has_no_dates_and_is_whole() -> None:
    channel = xml(feed(), "rss").find("channel")
    assert channel.find("pubDate") is None
    assert channel.find("lastBuildDate") is None
    assert [channel.findtext(tag) for tag in ("title", "link", "language")] == [
        "朝の要約",
        "https://demo.example/blog/",
        "ja",
    ]


@pytest.mark.parametrize(
    ("lang", "description"),
    [("ja", "朝の要約の記事"), ("ja_JP", "朝の要約の記事"), ("en-GB", "Articles of 朝の要約"), ("ko", "朝の要約")],
)
def test_a_channel_without_a_description_says_whose_articles_it_has(lang: str, description: str) -> None:
    assert xml(feed(description="", lang=lang), "rss").findtext("channel/description") == description


def test_equal_dates_are_not_faked_apart() -> None:
    items = xml(feed(item(id="urn:a:1"), item(id="urn:a:2")), "rss").findall("channel/item")
    assert items[0].findtext("pubDate") == items[1].findtext("pubDate")


def test_the_feed_says_where_it_is_once_and_names_its_hubs() -> None:
    hubs = ("https://hub.example/", "https://other.example/hub", "https://hub.example/")
    links = xml(feed(item(), hubs=hubs), "rss").findall("channel/a:link", NAMESPACES)
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("self", "https://demo.example/blog/feed"),
        ("hub", "https://hub.example/"),
        ("hub", "https://other.example/hub"),
    ]
    assert links[0].get("type") == "application/rss+xml"


def test_the_channels_link_is_the_home_page_and_not_the_feed() -> None:
    assert xml(feed(item()), "rss").findtext("channel/link") == "https://demo.example/blog/"


def test_items_stand_behind_all_else_and_in_order() -> None:
    channel = xml(feed(item(id="urn:a:1"), item(id="urn:a:2"), hubs=("https://hub.example/",)), "rss").find("channel")
    tags = [child.tag for child in channel]
    assert tags[-2:] == ["item", "item"]
    assert "item" not in tags[:-2]
    assert [guid.text for guid in channel.findall("item/guid")] == ["urn:a:1", "urn:a:2"]


def test_an_author_with_an_address_is_an_author_and_any_other_a_dc_creator() -> None:
    alone = rss_item(authors=(Author(name="Kim", email="kim@demo.example"),))
    assert [author.text for author in alone.findall("author")] == ["kim@demo.example (Kim)"]
    assert alone.find("dc:creator", NAMESPACES) is None
    several = rss_item(authors=(Author(name="Kim", email="kim@demo.example"), Author(name="山田 (筆)")))
    assert [creator.text for creator in several.findall("dc:creator", NAMESPACES)] == ["Kim", "山田 (筆)"]
    assert several.find("author") is None


def test_what_is_no_address_is_not_written_as_one() -> None:
    element = rss_item(authors=(Author(name="Kim", email="kim at example"),))
    assert element.find("author") is None
    assert element.findtext("dc:creator", namespaces=NAMESPACES) == "Kim"


def test_an_item_without_authors_has_the_feeds() -> None:
    assert rss_item(authors=()).findtext("dc:creator", namespaces=NAMESPACES) == "編集部"


def test_each_tag_is_a_category_once() -> None:
    categories = rss_item(tags=("環境", "\x00", " 環境", "")).findall("category")
    assert [category.text for category in categories] == ["環境"]


def test_categories_have_no_domain() -> None:
    categories = rss_item().findall("category")
    assert [category.text for category in categories] == ["環境", "C++", "R&D"]
    assert all(not category.attrib for category in categories)


def test_the_source_article_is_a_via_link_and_never_a_source() -> None:
    element = rss_item()
    (link,) = element.findall("a:link", NAMESPACES)
    assert dict(link.attrib) == {
        "href": "https://example.com/a?x=1&y=2",
        "rel": "via",
        "title": "Seawater | Science | Example Times",
    }
    assert element.find("source") is None


def test_the_card_is_media_without_a_group_and_no_enclosure() -> None:
    element = rss_item()
    content = element.find("media:content", NAMESPACES)
    assert dict(content.attrib) == {
        "url": CARD.url,
        "medium": "image",
        "type": "image/png",
        "fileSize": "31415",
        "width": "1200",
        "height": "630",
    }
    assert content.findtext("media:description", namespaces=NAMESPACES) == CARD.alt
    assert dict(element.find("media:thumbnail", NAMESPACES).attrib) == {
        "url": CARD.url,
        "width": "1200",
        "height": "630",
    }
    assert element.find("media:group", NAMESPACES) is None
    assert element.find("enclosure") is None


def test_a_posts_own_media_is_the_enclosure_beside_the_card() -> None:
    element = rss_item(enclosure=TALK)
    assert dict(element.find("enclosure").attrib) == {
        "url": "https://demo.example/%E9%9F%B3/%E7%AC%AC1%E5%9B%9E%20%E8%A9%B1.mp3?a=1&b=2",
        "length": "12345678901",
        "type": "audio/mpeg",
    }
    assert element.find("media:content", NAMESPACES).get("url") == CARD.url
    assert rss_item(enclosure=FILM).find("enclosure").get("length") == "0"


def test_a_picture_is_never_both_enclosure_and_media() -> None:
    assert rss_item(enclosure=Enclosure(url=CARD.url, type="image/png", length=1)).find("enclosure") is None
    assert rss_item(enclosure=Enclosure(url="", type="image/png")).find("enclosure") is None


def test_what_is_not_known_of_an_image_is_not_said() -> None:
    element = rss_item(image=Image(url="https://demo.example/写真.jpg"))
    content = element.find("media:content", NAMESPACES)
    assert dict(content.attrib) == {"url": "https://demo.example/%E5%86%99%E7%9C%9F.jpg", "medium": "image"}
    assert len(content) == 0
    assert rss_item(image=None).find("media:content", NAMESPACES) is None


def test_japanese_urls_are_percent_encoded_once() -> None:
    element = rss_item(url="https://例え.jp/%E8%A8%98/事?q=値")
    assert element.findtext("link") == "https://xn--r8jz45g.jp/%E8%A8%98/%E4%BA%8B?q=%E5%80%A4"


def test_languages_are_bcp47_and_said_of_an_item_only_where_they_differ() -> None:
    root = xml(feed(item(lang="ja-JP"), item(lang="ar"), lang="ja_JP"), "rss")
    assert root.findtext("channel/language") == "ja-JP"
    assert [element.get(LANG) for element in root.findall("channel/item")] == [None, "ar"]


def test_the_stylesheet_is_css_and_stands_before_the_root() -> None:
    root = xml(feed(item(), stylesheet='/見た目.css?a=1&b="2"?>'), "rss")
    instruction = root.getprevious()
    assert instruction.target == "xml-stylesheet"
    assert instruction.attrib["type"] == "text/css"
    assert instruction.attrib["href"] == "/%E8%A6%8B%E3%81%9F%E7%9B%AE.css?a=1&amp;b=%222%22?%3E"
    assert xml(feed(item()), "rss").getprevious() is None


def test_every_prefix_is_declared_once_at_the_root() -> None:
    data = render(feed(item(), item(lang="en")), "rss")
    assert data.count(b"xmlns:") == 4
    assert data.index(b"xmlns:") < data.index(b"<channel>")
    assert b'xmlns:media="http://search.yahoo.com/mrss/"' in data


def test_five_megabytes_of_content_are_written_whole() -> None:
    content = "<p>" + "長い本文。" * 350_000 + "</p>"
    assert rss_item(content_html=content).findtext("content:encoded", namespaces=NAMESPACES) == content
