"""Hostile posts, from their files to every feed of a site: nothing is found in any, and all read as was meant."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from publisher.config import FeedSettings, Settings
from publisher.feeds import FORMATS, check
from publisher.feeds.check import relaxng
from publisher.model import FeedFormat
from tests.pipeline.sites import CONFIG, built

KINDS = ("tag", "category", "author", "lang", "collection")
HUB = "https://hub.example/"
MARKUP = (
    '<p onclick="x()" style="position:fixed">a</p><script>x</script><iframe src="//a.example/"></iframe>'
    '<a href="javascript:x()">b</a><img src="c.png" srcset="d.png 1x, /e.png 2x"><video poster="f.png"></video>\n'
)
ALL = (
    "title: すべて\nid: urn:isbn:9784000000000\nlast_modified_at: 2026-01-20\n"
    "source_url: https://b.example/?x=1&y=2\nsource_title: '<T> & U | B'\nenclosure: {url: /音/1.mp3, length: 9}\n"
)
# By the trap: more front matter, and the body. All have one date, which is a day alone.
POSTS = {
    "control": ('title: "限\\x07り \\u2028ある"\ntags: ["\\x1b[0m", 海]\n', "b\x0bod\x1by \ufffe\x7f\n"),
    "cdata": ("title: 'a ]]> b'\n", "c ]]> d\n\n`e ]]> f`\n\n<![CDATA[ g ]]>\n"),
    "brackets": ("title: Vec<T> & Map<K, V> の話\nexcerpt: 'x < y && <b>z</b> &amp; &lt;'\n", "a < b && c > d\n"),
    "closing": ("title: '</p> を忘れると'\nauthor: {name: '山田 <編集>', email: y@tide.example}\n", "x\n"),
    "address": ("title: 道\npermalink: /記事/一 二/\n", "[次](../三?q=値#節) と ![絵](</絵/一 つ.png>)\n"),
    "emoji": ("title: 👩‍👩‍👧 が来た 🇯🇵\ntags: [🦀, C++, R&D, <T>]\ncategories: [../.., CON]\n", "🧑‍💻\n"),
    "arabic": ("title: عنوان المقال\nlang: ar\nauthor: كاتب\n", "مرحبا بالعالم\n"),
    "entities": ("title: 版\n", "&nbsp;&copy;&hellip; &unknown; &#0; &#x1F600;\n"),
    "markup": ("title: 枠\n", MARKUP),
    "untitled": ("", "題のない記事の、最初の一文。\n"),
    "empty": ("title: 空\n", ""),
    "whole": (ALL, "本文。\n"),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of all kinds, with archives, of a site of these posts; nothing was found in them."""
    site = tmp_path_factory.mktemp("hostile") / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text(CONFIG, encoding="utf-8")
    for name, (more, body) in POSTS.items():
        text = f"---\ndate: 2026-01-17\n{more}---\n\n{body}"
        (site / "_posts" / f"2026-01-17-{name}.md").write_bytes(text.encode())
    folder = site.parent / "out"
    settings = Settings(feeds=FeedSettings(by=KINDS, archive=True, limit=5, hubs=(HUB,)))
    report = built(site, folder, draw=False, settings=settings)
    names = {feed.name for feed in folder.rglob("*.xml")} | {feed.name for feed in folder.rglob("*.json")}
    assert {"rss.xml", "atom.xml", "feed.json", "rss-1.xml", "atom-2.xml"} <= names
    assert [problem for problem in report.problems if not problem.path.startswith("_posts/")] == []
    return folder


def documents(out: Path, format_: FeedFormat) -> list[Path]:
    sign = {"rss": "rss*.xml", "atom": "atom*.xml", "json": "feed*.json"}[format_]
    found = sorted(out.rglob(sign))
    assert len(found) > 12
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_found_in_any_document(format_: FeedFormat, out: Path) -> None:
    for path in documents(out, format_):
        assert check(path.read_bytes(), format_, path=path.name) == ()


def test_every_atom_document_is_as_the_schema_has_it(out: Path) -> None:
    assert all(relaxng.schema().validate(etree.parse(str(path))) for path in documents(out, "atom"))


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_feedparser_reads_every_document(format_: FeedFormat, out: Path) -> None:
    assert not any(feedparser.parse(path.read_bytes()).bozo for path in documents(out, format_))


def entries(out: Path) -> dict[str, dict[FeedFormat, Any]]:
    """Every post as each format has it, by its slug, from the current documents and archives of the site."""
    found: dict[str, dict[FeedFormat, Any]] = {}
    for path in (out / "feed.json", *(out / "feeds").glob("feed-*.json")):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            found.setdefault(item["id"], {})["json"] = item
    for format_ in ("rss", "atom"):
        for path in (out / f"{format_}.xml", *(out / "feeds").glob(f"{format_}-*.xml")):
            read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
            for entry in read.entries:
                found.setdefault(entry.id, {})[format_] = entry
    return found


def test_a_post_has_one_id_title_and_address_in_all_formats(out: Path) -> None:
    found = entries(out)
    assert len(found) == len(POSTS)
    for each in found.values():
        rss, atom, item = each["rss"], each["atom"], each["json"]
        assert rss.title == atom.title == item["title"]
        assert rss.link == atom.link == item["url"]
        assert rss.published_parsed == atom.published_parsed
        assert [one["term"] for one in rss.get("tags", [])] == item.get("tags", [])
        if "content_html" in item:
            # RSS has it as the description where there is no summary.
            described = rss.content[0].value if "content" in rss else rss.description
            assert described == atom.content[0].value == item["content_html"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        *(("control", "限り ある"), ("cdata", "a ]]> b"), ("brackets", "Vec<T> & Map<K, V> の話")),
        *(("closing", "</p> を忘れると"), ("arabic", "عنوان المقال"), ("untitled", "Untitled")),
        ("emoji", "👩‍👩‍👧 が来た 🇯🇵"),
    ],
)
def test_a_title_reads_as_it_was_written(name: str, title: str, out: Path) -> None:
    each = named(out, name)
    assert [re.sub(r"\s+", " ", title) for title in (each["rss"].title, each["atom"].title)] == [title, title]


def named(out: Path, name: str) -> dict[FeedFormat, Any]:
    """The post of this name, as each format has it."""
    return next(each for id_, each in entries(out).items() if id_.endswith(f"/{name}"))


def test_a_date_alone_is_midnight_of_the_site_and_is_not_faked_apart(out: Path) -> None:
    dates = {each["json"]["date_published"] for each in entries(out).values()}
    assert dates == {"2026-01-17T00:00:00+09:00"}
    assert entries(out)["urn:isbn:9784000000000"]["json"]["date_modified"] == "2026-01-20T00:00:00+09:00"


def test_content_is_safe_and_its_addresses_are_whole(out: Path) -> None:
    markup = named(out, "markup")["json"]["content_html"]
    assert not re.search(r"script|iframe|onclick|position", markup)
    addresses = re.findall(r'(?:src|href|poster)="([^"]*)"', markup)
    assert addresses
    assert all(address.startswith("https://tide.example/") for address in addresses)
    assert not re.search(r'srcset="(?!https://)|, (?!https://)\S+ 2x', markup)
    path = named(out, "address")["json"]
    assert path["url"] == "https://tide.example/%E8%A8%98%E4%BA%8B/%E4%B8%80%20%E4%BA%8C/"
    assert "https://tide.example/%E8%A8%98%E4%BA%8B/%E4%B8%89?q=%E5%80%A4#%E7%AF%80" in path["content_html"]
    assert "https://tide.example/%E7%B5%B5/%E4%B8%80%20%E3%81%A4.png" in path["content_html"]


def test_one_entry_carries_all_there_is(out: Path) -> None:
    each = entries(out)["urn:isbn:9784000000000"]
    assert {link.rel for link in each["atom"].links} == {"alternate", "via", "enclosure"}
    assert each["json"]["external_url"] == "https://b.example/?x=1&y=2"
    assert each["json"]["attachments"][0]["size_in_bytes"] == 9
    archive = etree.parse(str(out / "feeds" / "atom-1.xml")).getroot()
    rels = {link.get("rel") for link in archive.findall("{http://www.w3.org/2005/Atom}link")}
    assert {"self", "current", "next-archive"} <= rels
    assert feedparser.parse((out / "atom.xml").read_bytes()).feed.links[2].rel == "hub"


def test_a_post_of_five_megabytes_is_named_and_the_feeds_stay_readable(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (site / "_posts" / "2026-01-17-long.md").write_text("---\ntitle: 長\n---\n\n" + "長い本文。" * 350_000, "utf-8")
    (site / "_posts" / "2026-01-18-short.md").write_text("---\ntitle: 短\n---\n\n本文。\n", "utf-8")
    report = built(site, tmp_path / "out", draw=False, settings=Settings())
    found = {(problem.path, problem.code, problem.level) for problem in report.problems}
    assert found == {
        ("_posts/2026-01-17-long.md", "content-long", "warning"),
        *((name, "feed-large", "warning") for name in ("rss.xml", "atom.xml", "feed.json")),
    }
    short, long = json.loads((tmp_path / "out" / "feed.json").read_text("utf-8"))["items"]
    assert "本文。" in short["content_html"]
    assert long["content_html"].count("長い本文。") > 100_000
