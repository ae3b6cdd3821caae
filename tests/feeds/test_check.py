from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import FORMATS, check, render
from publisher.feeds.check.lines import item_lines
from publisher.feeds.check.values import unsafe_elements, unsafe_html
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
    ("content", "<description>新", "<description>&lt;script&gt;&lt;/script&gt;新"),
    ("unknown", "<guid", "<giud/><guid"),
    ("unknown", "<generator>", "<item2/><generator>"),
    ("repeated", "<guid", "<pubDate>Sat, 17 Jan 2026 09:30:15 +0900</pubDate><guid"),
    ("repeated", "<generator>", "<title>x</title><generator>"),
    ("repeated", "<guid", "<guid>https://demo.example/</guid><guid"),
    ("missing", "<generator>", "<image><url>https://demo.example/a.png</url></image><generator>"),
    ("missing", "<generator>", "<textInput/><generator>"),
    ("missing", "<generator>", "<skipHours/><generator>"),
    ("missing", "<title>朝の要約</title>", "<title> </title>"),
    ("missing", "<description>海外の技術ニュースを、毎朝短く。</description>", "<description/>"),
    ("number", "<generator>", "<skipHours><hour>24</hour></skipHours><generator>"),
    ("number", "<generator>", "<ttl>an hour</ttl><generator>"),
    ("day", "<generator>", "<skipDays><day>月曜日</day></skipDays><generator>"),
    ("author", "<generator>", "<managingEditor>編集部</managingEditor><generator>"),
    ("attribute", "<generator>", "<cloud domain='a.example'/><generator>"),
    ("attribute", '<guid isPermaLink="false"', '<guid isPermaLink="no"'),
    ("attribute", "<category>", "<category name='x'>"),
    ("attribute", "<guid", "<source>F</source><guid"),
    ("attribute", "<guid", '<enclosure url="https://demo.example/a" length="1" type="mp3"/><guid'),
    ("attribute", "<guid", '<enclosure url="https://demo.example/a" length="1"/><guid'),
    ("url", 'href="https://hub.example/"', 'href="//hub.example/"'),
    ("url", "<guid", "<comments>#comments</comments><guid"),
    ("media", 'width="1200"', 'width="100%"'),
    ("media", 'type="image/png"', 'type="png"'),
    ("archive", "<generator>", '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><generator>'),
    (
        "archive",
        "<generator>",
        '<atom:link rel="prev-archive" href="https://demo.example/blog/feed"/><generator>',
    ),
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
    ("unknown", "<published>", "<pubDate/><published>"),
    ("unknown", "<generator>", "<description>x</description><generator>"),
    ("repeated", "<published>", "<title>x</title><published>"),
    ("repeated", "<published>", "<published>2026-01-17T09:30:15+09:00</published><published>"),
    ("repeated", "<name>Kim</name>", "<name>Kim</name><name>Lee</name>"),
    ("missing", "<title>朝の要約</title>", "<title> </title>"),
    ("missing", "<name>Kim</name>", "<name/>"),
    ("attribute", '<category term="C++"/>', "<category>C++</category>"),
    ("attribute", '<category term="C++"/>', '<category term="C++" domain="x"/>'),
    ("attribute", "<summary>新", '<summary type="text/html">新'),
    ("attribute", 'rel="via"', 'rel="via" type="html"'),
    ("attribute", 'rel="via"', 'rel="via" length="1kB"'),
    ("attribute", 'href="https://hub.example/" rel="hub"', 'rel="hub"'),
    ("language", 'rel="via"', 'rel="via" hreflang="en_US"'),
    ("author", "kim@demo.example", "kim at demo.example"),
    ("url", "<generator>", "<icon>/favicon.ico</icon><generator>"),
    ("url", "<name>Kim</name>", "<name>Kim</name><uri>kim.example</uri>"),
    ("content-type", '<content type="html">', '<content type="markdown">'),
    ("content-type", '<content type="html">', '<content type="multipart/mixed">'),
    ("content-type", '<content type="html">', '<content type="html" src="https://demo.example/a">'),
    ("content-type", '<content type="html">', '<content type="text/html" src="https://demo.example/a">'),
    ("markup", "<summary>新", '<summary type="html"><p xmlns="http://www.w3.org/1999/xhtml">x</p>新'),
    ("xhtml", "<summary>新", '<summary type="xhtml">新'),
    ("archive", "<generator>", '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><generator>'),
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
    ("html", '"name": "Kim"', '"name": "<b class=\'x\'>Kim</b>"'),
    ("type", '"summary": "新', '"summary": 5, "_": "新'),
    ("type", '"tags": [', '"tags": [5, '),
    ("type", '"authors": [{"name": "Kim"', '"title": null, "authors": [{"name": "Kim"'),
    ("attachment", '"tags": [', '"attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}], "tags": ['),
    ("attachment", '"tags": [', '"attachments": ["a.mp3"], "tags": ['),
    (
        "type",
        '"tags": [',
        '"attachments": [{"url": "https://a.example/", "mime_type": "a/b", "size_in_bytes": "1"}], "tags": [',
    ),
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
    assert all(problem.hint for problem in found)


def test_a_finding_names_its_line_and_its_entry() -> None:
    data = render(WHOLE, "rss").replace(b"kim@demo.example (Kim)", b"Kim")
    (problem,) = check(data, "rss", path="rss.xml")
    line = data.splitlines()[problem.line - 1]
    assert line.strip() == b"<author>Kim</author>"
    assert problem.message == f'<author> is no e-mail address: "Kim" (entry {item().url})'


def test_a_finding_in_json_names_its_line_and_its_entry() -> None:
    data = render(WHOLE, "json").replace(b'"language": "ar"', b'"language": "ar_EG"')
    (problem,) = check(data, "json", path="feed.json")
    assert b'"ar_EG"' in data.splitlines()[problem.line - 1]
    assert problem.message == f"'language' is not a language tag: \"ar_EG\" (entry {item().url})"


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_lines_of_items_are_found_however_the_json_is_laid_out(indent: int | None) -> None:
    value = {"a": {"items": [1]}, "items": [["first", {"b": "}\n]"}], [], "second", 1.5], "c": None}
    text = "\n " + json.dumps(value, indent=indent)
    lines = item_lines(text)
    by_line = ["", *text.split("\n")]
    assert len(lines) == 4
    assert '"second"' in by_line[lines[2]]
    assert '"first"' in by_line[lines[0] + (indent is not None)]


def test_an_entry_whose_feed_has_an_author_is_warned_of() -> None:
    entry = render(WHOLE, "atom").split(b"<entry>")[1]
    without = entry[: entry.index(b"<author>")] + entry[entry.index(b"</author>") + len(b"</author>") :]
    (problem,) = check(render(WHOLE, "atom").replace(entry, without), "atom", path="atom.xml")
    assert (problem.code, problem.level) == ("missing", "warning")


@pytest.mark.parametrize(
    "content",
    [
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content>',
        '<content type="image/png" src="https://demo.example/a.png"/><summary>x</summary>',
        '<content type="image/svg+xml"><svg xmlns="http://www.w3.org/2000/svg"/></content>',
        '<content type="text/plain">x</content>',
        "<content>x</content>",
    ],
)
def test_every_kind_of_content_that_atom_knows_is_fine(content: str) -> None:
    head, _, tail = render(feed(item(summary="", image=None)), "atom").decode().partition('<content type="html">')
    assert check(f"{head}{content}{tail.partition('</content>')[2]}".encode(), "atom", path="atom.xml") == ()


@pytest.mark.parametrize(
    "content", ['<content type="image/png">iVBORw0K</content>', '<content src="https://a.example/"/>']
)
def test_content_that_cannot_be_read_here_needs_a_summary(content: str) -> None:
    head, _, tail = render(feed(item(summary="", image=None)), "atom").decode().partition('<content type="html">')
    (problem,) = check(f"{head}{content}{tail.partition('</content>')[2]}".encode(), "atom", path="atom.xml")
    assert (problem.code, problem.level) == ("missing", "error")


PIECES = [
    "<",
    ">",
    "a",
    "img",
    "script",
    " ",
    "href",
    "src",
    "srcset",
    "style",
    "onclick",
    "poster",
    "=",
    '"',
    "'",
    "/",
]
PIECES += [
    "https://a.example/",
    "mailto:a",
    "position:",
    "b.png",
    "限り on one",
    "\n",
    "&#58;",
    "SRC",
    "OnX",
    "<a ",
    "<IFRAME",
]


@given(st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=14).map("".join))
def test_content_without_suspects_has_nothing_unsafe(html: str) -> None:
    assert list(unsafe_html(html)) == list(unsafe_elements(html))


@pytest.mark.parametrize("title", ["</p> を忘れると", "Vec<T> & Map<K, V>", "<br> と <hr/>", "a < b > c </", "<a>"])
def test_a_title_that_speaks_of_markup_is_a_text(title: str) -> None:
    assert check(render(feed(item(title=title)), "json"), "json", path="feed.json") == ()


def test_large_feeds_are_warned_of_and_very_large_ones_refused() -> None:
    (large,) = check(render(feed(item(content_html="x" * 1_000_000)), "json"), "json", path="feed.json")
    assert (large.code, large.level) == ("feed-large", "warning")
    (refused,) = check(render(feed(item(content_html="x" * 5_000_000)), "json"), "json", path="feed.json")
    assert (refused.code, refused.level) == ("feed-too-large", "error")


@pytest.mark.parametrize("tag", ["script", "iframe", "object", "embed", "form", "style", "link", "meta", "base"])
def test_tags_that_readers_take_out_are_found(tag: str) -> None:
    (problem,) = check(render(feed(item(content_html=f"<p>a</p><{tag}></{tag}>")), "json"), "json", path="feed.json")
    assert (problem.code, problem.level) == ("content", "warning")
    assert problem.message.startswith(f"readers lose <{tag}> (entry ")


@pytest.mark.parametrize("markup", ['<a href="a">', '<img src="a">', '<video poster="a">', '<img srcset="a 1x">'])
def test_relative_urls_in_content_are_found(markup: str) -> None:
    (problem,) = check(render(feed(item(content_html=markup)), "json"), "json", path="feed.json")
    assert problem.code == "content"


def test_entities_of_a_document_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>'
    assert '<title> is empty: ""' in {problem.message for problem in check(bomb, "rss", path="rss.xml")}


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
