from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import FORMATS, check, render
from publisher.model import Author, FeedFormat
from tests.feeds.samples import MORNING, feed, item

ELEMENTS = (
    *("item", "entry", "title", "guid", "id", "link", "author", "pubDate", "updated", "enclosure", "language", "image"),
    *("width", "content", "media:content", "media:group"),
)
ITEMS = (
    item(),
    item(id="urn:a:2", lang="ar", authors=(Author(name="Kim", email="kim@demo.example"),), source=None, image=None),
    item(
        id="tag:demo.example,2026:記事", url="https://例え.jp/記事", title="<T> & ]]>\x00", summary="", content_html=""
    ),
    item(id="urn:a:4", published=MORNING.replace(hour=0, minute=0, second=0, microsecond=5)),
)
WHOLE = feed(*ITEMS, hubs=("https://hub.example/",), stylesheet="/feed.css")


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_rendered_has_nothing_to_find(format_: FeedFormat) -> None:
    assert check(render(WHOLE, format_), format_, path="feed") == ()
    assert check(render(feed(), format_), format_, path="feed") == ()


RSS_DAMAGE = [
    ("missing", "<title>朝の要約</title>", ""),
    ("missing", '<guid isPermaLink="false">urn:a:2</guid>', ""),
    ("not-rss", 'version="2.0"', 'version="0.91"'),
    ("not-xml", "</channel>", ""),
    ("not-xml", "朝の要約", "&nbsp;"),
    ("self-missing", 'rel="self"', 'rel="related"'),
    ("self-duplicate", 'rel="hub"', 'rel="self"'),
    ("order", "</channel>", "<ttl>60</ttl></channel>"),
    ("date", "Sat, 17 Jan 2026 09:30:15 +0900", "土, 17 1月 2026 09:30:15 +0900"),
    ("date", "Sat, 17 Jan 2026 09:30:15 +0900", "Fri, 17 Jan 2026 09:30:15 +0900"),
    ("date", "Sat, 17 Jan 2026 09:30:15 +0900", "Sat, 17 Jan 2026 25:30:15 +0900"),
    ("date", "Sat, 17 Jan 2026 09:30:15 +0900", "Sat, 17 Jan 2026 09:30:15 JST"),
    ("language", "<language>ja</language>", "<language>ja_JP</language>"),
    ("language", 'xml:lang="ar"', 'xml:lang="ar_EG"'),
    ("image-size", "<language>", "<image><width>1200</width></image><language>"),
    ("id-duplicate", ">urn:a:2<", ">urn:a:4<"),
    ("guid", '"false">urn:a:2<', '"true">記事<'),
    ("author", "kim@demo.example (Kim)", "Kim"),
    ("author", "</author>", "</author><author>a@demo.example</author>"),
    ("twice", "<dc:creator>", "<author>a@demo.example</author><dc:creator>"),
    ("twice", "<dc:creator>", "<dc:date>2026-01-17</dc:date><dc:creator>"),
    ("twice", "<dc:creator>", '<source url="https://example.com/f">F</source><dc:source>x</dc:source><dc:creator>'),
    ("order", "<guid", "<description>again</description><guid"),
    ("enclosure", "<guid", '<enclosure url="https://demo.example/a.mp3" type="audio/mpeg"/><guid'),
    ("enclosure", "<guid", '<enclosure url="https://demo.example/a" length="1"/>' * 2 + "<guid"),
    ("media-group", "<guid", "<media:group/><guid"),
    ("media-twice", "<guid", '<enclosure length="1" url="https://demo.example/cards/a.1234abcd.png"/><guid'),
    ("url", "<link>https://demo.example/blog/</link>", "<link>/blog/</link>"),
    ("url", 'url="https://demo.example/cards/', 'url="https://demo.example/写真/'),
    ("content", 'href="https://demo.example/x"', 'href="/x"'),
    ("content", "&lt;p&gt;本文", "&lt;script&gt;x&lt;/script&gt;本文"),
    ("content", "&lt;p&gt;本文", "&lt;iframe src='https://a.example/'&gt;本文"),
    ("content", "&lt;p&gt;本文", "&lt;p onclick='x'&gt;本文"),
    ("content", "&lt;p&gt;本文", "&lt;p style='position: fixed'&gt;本文"),
    ("content", "&lt;p&gt;本文", "&lt;img srcset='https://a.example/1 1x, b.png 2x'&gt;本文"),
]
ATOM_DAMAGE = [
    ("missing", "<summary>&lt;T&gt; &amp; ]]&gt;</summary>", ""),
    ("missing", "<id>urn:a:2</id>", ""),
    ("missing", "<name>Kim</name>", ""),
    ("missing", '<link href="https://xn--r8jz45g.jp/%E8%A8%98%E4%BA%8B"/>', ""),
    ("missing", "<title>朝の要約</title>", ""),
    ("not-atom", 'xmlns="http://www.w3.org/2005/Atom"', 'xmlns="http://purl.org/atom/ns#"'),
    ("not-xml", "</feed>", ""),
    ("id", "tag:demo.example,2026:%E8%A8%98", "tag:demo.example,2026:記"),
    ("id-duplicate", "urn:a:2", "urn:a:4"),
    ("date", "2026-01-17T09:30:15+09:00", "2026-01-17T09:30:15"),
    ("date", "2026-01-17T09:30:15+09:00", "2026-02-30T09:30:15Z"),
    ("language", 'xml:lang="ja"', 'xml:lang="ja_JP"'),
    ("alternate", 'rel="via"', 'rel="alternate"'),
    ("rel", 'rel="via"', 'rel="source"'),
    ("enclosure", "<published>", '<link rel="enclosure" href="https://demo.example/a"/><published>'),
    ("self-missing", 'rel="self"', 'rel="related"'),
    ("self-duplicate", 'rel="hub"', 'rel="self"'),
    ("url", 'href="https://example.com/a', 'href="//example.com/a'),
    ("media-group", "<published>", "<media:group/><published>"),
    ("content", 'href="https://demo.example/x"', 'href="#x"'),
]
JSON_DAMAGE = [
    ("not-json", '"items": [', '"items": '),
    ("not-json-feed", '"items"', '"_items"'),
    ("version", "version/1.1", "version/1"),
    ("missing", '"title": "朝の要約"', '"title": ""'),
    ("missing", '"id": "urn:a:2"', '"id": 2'),
    ("missing", '"content_text"', '"_content_text"'),
    ("id-duplicate", "urn:a:2", "urn:a:4"),
    ("self-missing", '"feed_url"', '"_feed_url"'),
    ("next-url", '"feed_url"', '"next_url": "https://demo.example/blog/feed", "feed_url"'),
    ("hub", '"type": "WebSub"', '"type": ""'),
    ("date", "2026-01-17T09:30:15+09:00", "2026-01-17"),
    ("content", 'href=\\"https://demo.example/x\\"', 'href=\\"x\\"'),
    ("key", '"summary"', '"abstract"'),
    ("url", '"external_url": "https://example.com', '"external_url": "example.com'),
    ("language", '"language": "ar"', '"language": "ar_EG"'),
    ("author", '"name": "Kim", "url"', '"mail"'),
    ("html", "Seawater, cheaper", "<i>Seawater</i>, cheaper"),
]
DAMAGE = [
    *(("rss", *case) for case in RSS_DAMAGE),
    *(("atom", *case) for case in ATOM_DAMAGE),
    *(("json", *case) for case in JSON_DAMAGE),
]


@pytest.mark.parametrize(("format_", "code", "whole", "broken"), DAMAGE)
def test_each_fault_is_found(format_: FeedFormat, code: str, whole: str, broken: str) -> None:
    data = render(WHOLE, format_).decode()
    assert whole in data
    found = check(data.replace(whole, broken, 1).encode(), format_, path="out/feed")
    assert code in {problem.code for problem in found}
    assert {problem.path for problem in found} == {"out/feed"}


def test_a_finding_names_its_line_and_its_entry() -> None:
    data = render(WHOLE, "rss").replace(b"kim@demo.example (Kim)", b"Kim")
    (problem,) = check(data, "rss", path="rss.xml")
    line = data.splitlines()[problem.line - 1]
    assert line.strip() == b"<author>Kim</author>"
    assert problem.message == f'<author> is no e-mail address: "Kim" (entry {item().url})'


def test_large_feeds_are_warned_of_and_very_large_ones_refused() -> None:
    (large,) = check(render(feed(item(content_html="x" * 1_000_000)), "json"), "json", path="feed.json")
    assert (large.code, large.level) == ("feed-large", "warning")
    (refused,) = check(render(feed(item(content_html="x" * 5_000_000)), "json"), "json", path="feed.json")
    assert (refused.code, refused.level) == ("feed-too-large", "error")


@pytest.mark.parametrize("tag", ["script", "iframe", "object", "embed", "form", "style", "link", "meta", "base"])
def test_tags_that_readers_take_out_are_found(tag: str) -> None:
    (problem,) = check(render(feed(item(content_html=f"<p>a</p><{tag}></{tag}>")), "json"), "json", path="feed.json")
    assert (problem.code, problem.level) == ("content", "warning")
    assert problem.message.endswith(f"readers lose <{tag}>")


@pytest.mark.parametrize("markup", ['<a href="a">', '<img src="a">', '<video poster="a">', '<img srcset="a 1x">'])
def test_relative_urls_in_content_are_found(markup: str) -> None:
    (problem,) = check(render(feed(item(content_html=markup)), "json"), "json", path="feed.json")
    assert problem.code == "content"


def test_entities_of_a_document_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>'
    assert "<channel> has no <title>" in {problem.message for problem in check(bomb, "rss", path="rss.xml")}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"[]", b"{}", b'{"items": [1]}', b"<rss/>", b"<feed/>", "限".encode("utf-16")]
)
def test_what_is_no_feed_is_a_finding_and_no_failure(format_: FeedFormat, data: bytes) -> None:
    assert check(data, format_, path="feed")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda values: (
        st.lists(values, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "authors", "hubs", "title", "url", "id", "language", "date_published"]), values
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_judged_without_a_failure(value: object) -> None:
    assert check(json.dumps({"items": [value], "authors": value, "hubs": value}).encode(), "json", path="feed.json")


@given(st.recursive(st.sampled_from(ELEMENTS), lambda inner: st.tuples(st.sampled_from(ELEMENTS), inner, inner)))
def test_any_xml_is_judged_without_a_failure(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, str):
            return f"<{node}/>"
        assert isinstance(node, tuple)
        return f"<{node[0]}>{written(node[1])}{written(node[2])}</{node[0]}>"

    rss = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>{written(tree)}</channel></rss>'
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">{written(tree)}</feed>'
    )
    assert check(rss.encode(), "rss", path="rss.xml")
    assert check(atom.encode(), "atom", path="atom.xml")
