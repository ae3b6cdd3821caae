"""All the feeds of a site, as a build writes them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from publisher.config import FeedSettings, Settings, load_settings
from publisher.errors import UsageError
from publisher.model import Report
from tests.pipeline.sites import built, contents, jekyll_site, post

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds_of(site: Path, out: Path, **settings: object) -> Report:
    """The report of a build of the feeds alone."""
    return built(site, out, draw=False, settings=Settings(feeds=FeedSettings(**settings)))  # type: ignore[arg-type]


def tagged_site(root: Path) -> Path:
    site = jekyll_site(root, posts=3)
    more = {1: "tags: [C++, 日本語]\n", 2: "tags: [日本語]\nlang: en\nauthor: 山田\n", 3: "tags: [c++]\n"}
    for number, lines in more.items():
        day = f"2026-01-{number:02}"
        text = post(f"第{number}回の話", day=day, more=lines)
        (site / "_posts" / f"{day}-post-{number}.md").write_text(text, encoding="utf-8")
    return site


def archive_of(out: Path, name: str = "atom.xml") -> list[str]:
    """The titles of a whole feed, read as RFC 5005 §4 says: from the current document back through its archives."""
    titles: list[str] = []
    while name:
        root = etree.parse(str(out / name)).getroot()
        titles += [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
        (older,) = root.findall(f"{ATOM}link[@rel='prev-archive']") or [None]
        name = "" if older is None else older.get("href").removeprefix("https://tide.example/")
    return titles


def test_feeds_by_tag_author_and_language_have_their_own_title_id_page_and_address(tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = feeds_of(tagged_site(tmp_path / "site"), out, by=("tag", "author", "lang"), tag_page="/tags/:slug/")
    assert report.problems == ()
    tag = feedparser.parse((out / "feeds/tag/日本語/atom.xml").read_bytes())
    address = "https://tide.example/feeds/tag/%E6%97%A5%E6%9C%AC%E8%AA%9E/atom.xml"
    assert [(link.rel, link.href) for link in tag.feed.links] == [
        ("self", address),
        ("alternate", "https://tide.example/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/"),
    ]
    assert (tag.feed.title, tag.feed.id) == (
        "潮目ノート — 日本語",
        "https://tide.example/#tag=%E6%97%A5%E6%9C%AC%E8%AA%9E",
    )
    assert [entry.title for entry in tag.entries] == ["第2回の話", "第1回の話"]
    author = feedparser.parse((out / "feeds/author/山田/atom.xml").read_bytes())
    assert (author.feed.author_detail.name, author.feed.link) == ("山田", "https://tide.example/")
    english = json.loads((out / "feeds/lang/en/feed.json").read_text(encoding="utf-8"))
    assert english["language"] == "en"
    assert [item["title"] for item in english["items"]] == ["第2回の話"]
    assert "language" not in english["items"][0]


def test_every_feed_has_an_id_and_an_address_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = feeds_of(tagged_site(tmp_path / "site"), out, by=("tag", "category", "author", "lang"))
    read = [feedparser.parse(path.read_bytes()).feed for path in sorted(out.rglob("atom.xml"))]
    assert (
        len({feed.id for feed in read}) == len({feed.links[0].href for feed in read}) == len(read) == report.feeds / 3
    )
    assert {channel.feed.id for channel in map(feedparser.parse, map(str, out.rglob("atom.xml")))} == {
        f.id for f in read
    }


def test_two_tags_that_differ_in_case_alone_have_files_that_differ_in_more(tmp_path: Path) -> None:
    out = tmp_path / "out"
    feeds_of(tagged_site(tmp_path / "site"), out, by=("tag",))
    folders = sorted(path.name for path in (out / "feeds/tag").iterdir())
    assert folders[0] == "C++"
    assert len({name.casefold() for name in folders}) == 3


def test_entries_are_the_same_in_every_feed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    feeds_of(tagged_site(tmp_path / "site"), out, by=("tag", "category"))
    items = {
        item["id"]: item
        for path in out.rglob("feed.json")
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]
    }
    for path in out.rglob("feed.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            assert item == items[item["id"]]


def test_archives_hold_every_post_and_are_read_back_from_the_newest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = feeds_of(jekyll_site(tmp_path / "site", posts=12), out, limit=5, archive=True)
    assert (report.feeds, report.problems) == (9, ())
    assert list(dict.fromkeys(archive_of(out))) == [f"第{number}回の話" for number in range(12, 0, -1)]
    chain, address = [], "https://tide.example/feed.json"
    while address:
        document = json.loads((out / address.removeprefix("https://tide.example/")).read_text(encoding="utf-8"))
        chain.append(address)
        address = document.get("next_url", "")
    assert len(set(chain)) == len(chain) == 3


def test_a_new_post_leaves_all_but_the_newest_documents_as_they_were(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=11), tmp_path / "out"
    feeds_of(site, out, limit=5, archive=True)
    before = contents(out)
    text = post("新しい話", day="2026-01-20")
    (site / "_posts" / "2026-01-20-new.md").write_text(text, encoding="utf-8")
    feeds_of(site, out, limit=5, archive=True)
    after = contents(out)
    assert {name for name in before if before[name] != after[name]} == {"rss.xml", "atom.xml", "feed.json"}
    assert after.keys() == before.keys()


def test_an_archive_is_marked_and_names_its_feed_and_no_hub(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hubs = ("https://hub.example/",)
    feeds_of(jekyll_site(tmp_path / "site", posts=3), out, limit=2, archive=True, hubs=hubs)
    for suffix in ("rss", "atom"):
        current, archive = (
            (out / f"{suffix}.xml").read_text("utf-8"),
            (out / f"feeds/{suffix}-1.xml").read_text("utf-8"),
        )
        assert 'rel="hub"' in current
        assert "<fh:archive/>" not in current
        assert 'rel="hub"' not in archive
        assert "<fh:archive/>" in archive
        assert f'href="https://tide.example/{suffix}.xml" rel="current"' in archive
    assert json.loads((out / "feed.json").read_text("utf-8"))["hubs"] == [{"type": "WebSub", "url": hubs[0]}]


@pytest.mark.parametrize("format_", ["rss.xml", "atom.xml", "feed.json"])
@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("compat", "https://tide.example/2026/01/01/post-1"),
        ("url", "https://tide.example/2026/01/01/post-1.html"),
        ("tag", "tag:tide.example,2026-01-01:/post-1"),
    ],
)
def test_a_post_is_known_by_what_is_configured_in_every_format(
    kind: str, first: str, format_: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    feeds_of(jekyll_site(tmp_path / "site", posts=1), out, id=kind)
    data = (out / format_).read_bytes()
    found = json.loads(data)["items"][0]["id"] if format_ == "feed.json" else feedparser.parse(data).entries[0].id
    assert found == first


@pytest.mark.parametrize("kind", ["compat", "url", "tag"])
def test_an_id_in_front_matter_is_the_id_in_every_feed_and_format_whatever_is_configured(
    kind: str, tmp_path: Path
) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=4), tmp_path / "out"
    ids = {
        1: ("guid: https://old.example/?p=1", "https://old.example/?p=1", "false"),
        2: ("id: 二番目", "https://tide.example/#%E4%BA%8C%E7%95%AA%E7%9B%AE", "false"),
        3: ("id: https://tide.example/2026/01/03/post-3.html", "https://tide.example/2026/01/03/post-3.html", "true"),
        4: ("id: F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "false"),
    }
    for number, (line, _, _) in ids.items():
        text = post(f"第{number}回の話", day=f"2026-01-{number:02}", more=f"{line}\ntags: [海]\n")
        (site / "_posts" / f"2026-01-{number:02}-post-{number}.md").write_text(text, encoding="utf-8")
    assert feeds_of(site, out, id=kind, by=("tag",)).problems == ()
    wanted = [uri for _, uri, _ in reversed(ids.values())]
    for folder in (out, out / "feeds/tag/海"):
        guids = etree.parse(str(folder / "rss.xml")).findall("channel/item/guid")
        assert [(guid.text, guid.get("isPermaLink")) for guid in guids] == [own[1:] for own in reversed(ids.values())]
        assert [one.text for one in etree.parse(str(folder / "atom.xml")).findall(f"{ATOM}entry/{ATOM}id")] == wanted
        assert [one["id"] for one in json.loads((folder / "feed.json").read_text("utf-8"))["items"]] == wanted


def test_each_collection_has_a_feed_with_a_page_and_archives_in_the_list(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=3), tmp_path / "out"
    config = site / "_config.yml"
    more = "collections: {記: {output: true}}\nfeed: {collections: [記]}\n"
    config.write_text(config.read_text("utf-8") + more, encoding="utf-8")
    (site / "_記").mkdir()
    (site / "_記" / "a.md").write_text("---\ntitle: 覚え\ndate: 2026-01-09\n---\n短い。\n", encoding="utf-8")
    settings = {"by": ("collection",), "collection_page": ":slug/", "archive": True, "limit": 2}
    assert feeds_of(site, out, **settings).problems == ()
    notes = feedparser.parse((out / "feeds/collection/記/atom.xml").read_bytes())
    assert [(link.rel, link.href) for link in notes.feed.links] == [
        ("self", "https://tide.example/feeds/collection/%E8%A8%98/atom.xml"),
        ("alternate", "https://tide.example/%E8%A8%98/"),
    ]
    assert (notes.feed.title, notes.feed.id) == ("潮目ノート — 記", "https://tide.example/#collection=%E8%A8%98")
    assert [entry.title for entry in notes.entries] == ["覚え"]
    assert (out / "feeds/collection/posts/atom-1.xml").is_file()
    assert "feeds/collection/posts/feed-1.json" in (out / "feeds/collection/posts/feed.json").read_text("utf-8")
    headings = etree.parse(str(out / "feeds.opml")).findall("body/outline")
    assert [(one.get("text"), len(one)) for one in headings] == [("潮目ノート", 0), ("コレクション", 2)]


def add(site: Path, number: int, more: str, body: str = "本文です。") -> None:
    text = post(f"第{number}回の話", day=f"2026-01-{number:02}", more=more, body=body)
    (site / "_posts" / f"2026-01-{number:02}-post-{number}.md").write_text(text, encoding="utf-8")


def test_a_post_that_is_not_for_readers_of_feeds_is_in_none(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=3), tmp_path / "out"
    add(site, 1, "feed: false\ntags: [海]\n")
    add(site, 2, "noindex: true\ntags: [海]\n")
    report = feeds_of(site, out, by=("tag",), archive=True, limit=1)
    assert (report.posts, report.feeds, report.problems) == (3, 3, ())
    assert [item["title"] for item in json.loads((out / "feed.json").read_text("utf-8"))["items"]] == ["第3回の話"]


def test_a_media_file_of_the_site_is_measured_and_any_other_is_as_long_as_is_said(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=3), tmp_path / "out"
    (site / "音").mkdir()
    (site / "音" / "1.mp3").write_bytes(b"x" * 321)
    add(site, 1, "audio: /音/1.mp3\n")
    add(site, 2, "enclosure: {url: 'https://b.example/2.m4a', length: 77}\n")
    add(site, 3, "enclosure: https://b.example/3.ogg\n")
    (problem,) = feeds_of(site, out).problems
    assert (problem.path, problem.code) == ("_posts/2026-01-03-post-3.md", "enclosure-length")
    items = etree.parse(str(out / "rss.xml")).findall("channel/item/enclosure")
    assert [(one.get("url"), one.get("length"), one.get("type")) for one in items] == [
        ("https://b.example/3.ogg", "0", "audio/ogg"),
        ("https://b.example/2.m4a", "77", "audio/mp4"),
        ("https://tide.example/%E9%9F%B3/1.mp3", "321", "audio/mpeg"),
    ]


def test_feeds_of_summaries_hold_no_content(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=1), tmp_path / "out"
    assert feeds_of(site, out, content="summary").problems == ()
    (item,) = json.loads((out / "feed.json").read_text("utf-8"))["items"]
    assert (item.get("content_html"), item["content_text"], item["summary"]) == (
        None,
        "短い抜粋です。",
        "短い抜粋です。",
    )
    assert "content:encoded>" not in (out / "rss.xml").read_text("utf-8")
    assert "<content" not in (out / "atom.xml").read_text("utf-8")


def test_each_format_may_be_where_it_was_before(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=1), tmp_path / "out"
    feeds_of(site, out, atom="/feed.xml", rss="", json="購読/f.json")
    assert {path for path in contents(out) if not path.endswith(".css")} == {"feed.xml", "購読/f.json"}
    assert 'rel="self"' in (out / "feed.xml").read_text("utf-8")
    assert json.loads((out / "購読/f.json").read_text("utf-8"))["feed_url"] == (
        "https://tide.example/%E8%B3%BC%E8%AA%AD/f.json"
    )


def test_the_list_of_feeds_is_written_when_there_are_more_than_the_sites(tmp_path: Path) -> None:
    site, out = tagged_site(tmp_path / "site"), tmp_path / "out"
    feeds_of(site, out)
    assert not (out / "feeds.opml").exists()
    feeds_of(site, out, by=("tag",), archive=True, limit=1)
    outlines = etree.parse(str(out / "feeds.opml")).findall(".//outline[@type='rss']")
    addresses = [outline.get("xmlUrl") for outline in outlines]
    assert addresses[0] == "https://tide.example/atom.xml"
    assert len(addresses) == 4
    feeds_of(site, tmp_path / "rss", by=("tag",), atom="", opml="lists/all.opml")
    assert "https://tide.example/rss.xml" in (tmp_path / "rss/lists/all.opml").read_text("utf-8")
    feeds_of(site, tmp_path / "none", by=("tag",), opml="")
    assert not list((tmp_path / "none").rglob("*.opml"))


def test_a_dry_run_counts_the_feeds_that_a_build_writes(tmp_path: Path) -> None:
    site, settings = (
        tagged_site(tmp_path / "site"),
        Settings(feeds=FeedSettings(by=("tag", "lang"), archive=True, limit=1)),
    )
    foreseen = built(site, tmp_path / "out", draw=False, dry_run=True, settings=settings).feeds
    assert foreseen == built(site, tmp_path / "out", draw=False, settings=settings).feeds == 3 * (3 + 4 + 3)


def test_a_site_without_posts_has_feeds_without_entries(tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = feeds_of(jekyll_site(tmp_path / "site", posts=0), out, by=("tag", "author"), archive=True)
    assert (report.feeds, report.problems) == (3, ())


SETTINGS = '[feeds]\nby = ["tag", "category", "author", "lang", "collection"]\narchive = true\nlimit = 1\nhubs = ["https://hub.example/"]\n'


def bytes_of_a_build(site: Path, out: Path, **environment: str) -> dict[str, bytes]:
    env = {**os.environ, "XDG_CACHE_HOME": str(out) + "-cache", **environment}
    command = [sys.executable, "-c", "from publisher.cli import main; main()", "feed", str(site), "-o", str(out)]
    subprocess.run(command, env=env, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_two_builds_a_day_apart_in_other_zones_locales_and_hash_seeds_are_the_same_bytes(tmp_path: Path) -> None:
    site = tagged_site(tmp_path / "site")
    (site / "publisher.toml").write_text(SETTINGS, encoding="utf-8")
    today, tomorrow = "1795341600", "1795428000"
    one = bytes_of_a_build(
        site, tmp_path / "one", SOURCE_DATE_EPOCH=today, TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="1"
    )
    other = bytes_of_a_build(
        site, tmp_path / "two", SOURCE_DATE_EPOCH=tomorrow, TZ="America/St_Johns", LC_ALL="C", PYTHONHASHSEED="2"
    )
    assert len(one) > 40
    assert one == other


def settings_from(tmp_path: Path, text: str, **environ: str) -> FeedSettings:
    (tmp_path / "publisher.toml").write_text(f"[feeds]\n{text}\n", encoding="utf-8")
    return load_settings(tmp_path, environ=environ).feeds


def test_feeds_are_set_in_the_file_and_in_the_environment(tmp_path: Path) -> None:
    text = 'by = ["tag", "lang"]\narchive = true\nid = "tag"\nopml = ""'
    settings = settings_from(tmp_path, text, PUBLISHER_FEEDS_LIMIT="7")
    assert (settings.by, settings.archive, settings.id, settings.opml) == (("tag", "lang"), True, "tag", "")
    assert settings.limit == 7
    assert settings_from(tmp_path, "", PUBLISHER_FEEDS_ARCHIVE="true", PUBLISHER_FEEDS_BY="tag author") == FeedSettings(
        archive=True, by=("tag", "author")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('by = ["tags"]', "feeds.by is 'tags'"),
        ('by = "tags"', "feeds.by is 'tags'"),
        ("archive = 1", "feeds.archive is neither true nor false: 1"),
        ('archive = "yes"', "feeds.archive is neither true nor false: 'yes'"),
        ('id = "guid"', "feeds.id is 'guid'"),
    ],
)
def test_a_wrong_setting_is_told_with_what_is_right(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        settings_from(tmp_path, text)
    assert said in caught.value.message
