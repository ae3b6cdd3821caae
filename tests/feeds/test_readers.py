"""What feedparser reads equals what was published; lxml reads every text back as it was cleaned."""

from __future__ import annotations

import calendar
import html
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import render, render_each
from publisher.feeds.build import clean_feed, clean_item
from publisher.model import Author, Feed, FeedFormat, FeedItem
from tests.feeds.samples import CARD, HOSTILE, HTML, LANG, NAMESPACES, feed, item, xml

XML_FORMATS: tuple[FeedFormat, ...] = ("rss", "atom")
RUBY = shutil.which("ruby")
if RUBY and subprocess.run([RUBY, "-rrss", "-e", ""], capture_output=True, check=False).returncode:
    RUBY = None
RUBY_TITLES = """
feed = RSS::Parser.parse(File.read(ARGV[0], encoding: "UTF-8"), validate: true)
puts JSON.generate(feed.items.map { |item| item.title.respond_to?(:content) ? item.title.content : item.title })
"""


def parsed(document: Feed, format_: FeedFormat) -> Any:
    result = feedparser.parse(render(document, format_), sanitize_html=False, resolve_relative_uris=False)
    assert not result.bozo, result.get("bozo_exception")
    return result


@pytest.mark.parametrize("format_", XML_FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
def test_feedparser_reads_what_was_published(name: str, format_: FeedFormat) -> None:
    (entry,) = parsed(feed(HOSTILE[name]), format_).entries
    published = clean_item(HOSTILE[name], clean_feed(feed()))
    assert (entry.title, entry.link, entry.id) == (published.title, published.url, published.id)
    assert calendar.timegm(entry.published_parsed) == int(published.published.timestamp())
    assert [tag.term for tag in entry.get("tags", [])] == list(published.tags)
    assert entry.author_detail.name == published.authors[0].name
    assert entry.author_detail.get("email", "") == published.authors[0].email
    assert [link.href for link in entry.links if link.rel == "via"] == (
        [published.source.url] if published.source else []
    )
    media = published.enclosure
    assert [(each.href, each.type, each.length) for each in entry.enclosures] == (
        [(media.url, media.type, str(media.length))] if media else []
    )
    assert summary_of(entry, format_) == published.summary
    assert [content.value for content in entry.get("content", [])] == [published.content_html][
        : bool(published.content_html)
    ]
    assert image_of(entry) == ((CARD.url, "image/png", "1200", "630", "31415") if published.image else None)
    assert entry.title_detail.language == (published.lang or "ja")


def summary_of(entry: Any, format_: FeedFormat) -> str:
    """RSS descriptions are HTML, Atom summaries are text."""
    summary: str = entry.summary
    return html.unescape(summary) if format_ == "rss" else summary


def image_of(entry: Any) -> tuple[str, ...] | None:
    if "media_content" not in entry:
        return None
    (content,), (thumbnail,) = entry.media_content, entry.media_thumbnail
    assert (thumbnail["url"], thumbnail["width"], thumbnail["height"]) == (CARD.url, "1200", "630")
    return tuple(content[key] for key in ("url", "type", "width", "height", "filesize"))


@pytest.mark.parametrize("format_", XML_FORMATS)
def test_the_words_for_the_picture_are_never_read_as_the_entrys_own(format_: FeedFormat) -> None:
    for summary, content in ((item().summary, HTML), (item().summary, ""), ("", HTML), ("", "")):
        (entry,) = parsed(feed(item(summary=summary, content_html=content)), format_).entries
        read = [entry.get("summary", ""), *(each.value for each in entry.get("content", []))]
        # Without either, Atom repeats the title.
        assert set(read) - {"", entry.title} == {summary, content} - {""}


@pytest.mark.skipif(RUBY is None, reason="no Ruby with its rss library here")
def test_rubys_strict_reader_reads_every_title(tmp_path: Path) -> None:
    for format_ in XML_FORMATS:
        path = tmp_path / format_
        path.write_bytes(render(feed(*HOSTILE.values(), hubs=("https://hub.example/",)), format_))
        command = [str(RUBY), "-rrss", "-rjson", "-e", RUBY_TITLES, str(path)]
        titles = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        assert titles == [clean_item(each, feed()).title for each in HOSTILE.values()]


def test_feedparser_reads_an_entry_without_a_title() -> None:
    (rss,), (atom,) = (parsed(feed(item(title="")), format_).entries for format_ in XML_FORMATS)
    assert "title" not in rss
    assert (rss.summary, atom.title) == (item().summary, item().url)


def test_feedparser_reads_when_an_atom_entry_was_updated() -> None:
    (entry,) = parsed(feed(item()), "atom").entries
    assert calendar.timegm(entry.updated_parsed) == int(item().updated.timestamp())


@pytest.mark.parametrize("format_", XML_FORMATS)
def test_feedparser_reads_the_feed_itself(format_: FeedFormat) -> None:
    read = parsed(feed(*HOSTILE.values(), hubs=("https://hub.example/",), title="朝の <T> & 要約"), format_)
    assert read.encoding == "utf-8"
    assert (read.feed.title, read.feed.link, read.feed.subtitle) == (
        "朝の <T> & 要約",
        "https://demo.example/blog/",
        "海外の技術ニュースを、毎朝短く。",
    )
    assert [entry.id for entry in read.entries] == [clean_item(each, feed()).id for each in HOSTILE.values()]
    links = {link.rel: link.href for link in read.feed.links}
    assert (links["self"], links["hub"]) == ("https://demo.example/blog/feed", "https://hub.example/")
    assert calendar.timegm(read.feed.updated_parsed) == int(feed(*HOSTILE.values()).updated.timestamp())  # type: ignore[union-attr]


@given(st.lists(st.text(st.characters()), min_size=7, max_size=7))
def test_any_text_reads_back_as_it_was_cleaned(texts: list[str]) -> None:
    title, summary, content, tag, name, url, lang = texts
    changes = {"title": title, "summary": summary, "content_html": content, "tags": (tag,), "lang": f"x-{len(lang)}"}
    published = item(**changes, authors=(Author(name=name),), url=f"https://demo.example/{url}", id=f"urn:{url}")
    document = feed(published, title=title, description=summary)
    clean = clean_item(published, clean_feed(document))
    assert read_rss(xml(document, "rss").find("channel/item")) == rss_of(clean)
    assert read_atom(xml(document, "atom").find("a:entry", NAMESPACES)) == atom_of(clean)


def read_rss(element: Any) -> tuple[object, ...]:
    content = element.findtext("content:encoded", "", NAMESPACES)
    return (
        *(element.findtext(tag, "") for tag in ("title", "link", "guid")),
        html.unescape(element.findtext("description")) if content else None,
        content,
        [category.text for category in element.findall("category")],
        [creator.text for creator in element.findall("dc:creator", NAMESPACES)],
        element.get(LANG),
    )


def rss_of(clean: FeedItem) -> tuple[object, ...]:
    both = bool(clean.summary and clean.content_html)
    return (
        *(clean.title, clean.url, clean.id),
        clean.summary if both else None,
        clean.content_html if both else "",
        list(clean.tags),
        [author.name for author in clean.authors],
        clean.lang,
    )


def read_atom(element: Any) -> tuple[object, ...]:
    return (
        *(
            element.findtext(f"a:{tag}", "", NAMESPACES)
            for tag in ("title", "id", "summary", "content", "author/a:name")
        ),
        element.find("a:link", NAMESPACES).get("href"),
        [category.get("term") for category in element.findall("a:category", NAMESPACES)],
        element.get(LANG),
    )


def atom_of(clean: FeedItem) -> tuple[object, ...]:
    title = clean.title or clean.url
    summary = clean.summary if clean.content_html else clean.summary or title
    texts = (title, clean.id, summary, clean.content_html, clean.authors[0].name)
    return (*texts, clean.url, list(clean.tags), clean.lang)


@pytest.mark.parametrize("format_", ("rss", "atom", "json"))
def test_feeds_that_share_entries_are_the_same_as_alone(format_: FeedFormat) -> None:
    items = tuple(HOSTILE.values())
    kim = (Author(name="Kim"),)
    feeds = (
        feed(*items),
        feed(*items[::2], title="別の題"),
        feed(*items, lang="ar"),
        feed(*items, authors=kim),
        feed(*items, lang="ar", authors=kim),
        feed(),
    )
    assert list(render_each(feeds, format_)) == [render(each, format_) for each in feeds]


def test_the_content_of_the_samples_is_html() -> None:
    assert parsed(feed(item()), "rss").entries[0].content[0].value == HTML
