"""The tiny sites of Hexo, Pelican, Eleventy and Astro against what the generators themselves made of them.

The tables in golden/ are the output of the scripts in truth/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote

import pytest

from publisher.config import Settings
from publisher.load import Loaded, load, scan
from publisher.model import Post

from .conftest import NOW
from .golden import SITES, rows

# Pages that are no posts, and what is left out of feeds on purpose.
PAGES = {"content/about.md", "content/index.md"}
UNWRITTEN = "content/blog/unwritten.md"
COLLECTIONS = {"posts"}
# Hexo leaves it untitled; here the file's name stands in.
UNTITLED = {"source/_posts/2026-01-21-untitled.md": "untitled"}


@cache
def loaded(name: str) -> Loaded:
    return load(scan(SITES / f"dialect-{name}", Settings()), Settings(), now=NOW)


def posts(name: str) -> Mapping[str, Post]:
    return {post.path: post for post in loaded(name).posts}


def body_of(name: str, path: str) -> str:
    return loaded(name).bodies.of(posts(name)[path])


def table(name: str) -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in rows(f"{name}.tsv")}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize("name", ["hexo", "pelican", "eleventy", "astro"])
def test_the_generator_is_recognised(name: str) -> None:
    assert loaded(name).site.generator == name


@pytest.mark.parametrize("row", table("hexo").values(), ids=lambda row: row["path"])
def test_a_post_is_what_hexo_says(row: dict[str, str]) -> None:
    post = posts("hexo")[row["path"]]
    assert post.url == post.id == row["url"]
    assert post.title == (row["title"] or UNTITLED[row["path"]])
    assert (post.date, post.updated) == (moment(row["date"]), moment(row["updated"]))
    assert sorted(post.tags) == json.loads(row["tags"])
    assert sorted(post.categories) == json.loads(row["categories"])


def test_every_other_file_of_hexo_is_accounted_for() -> None:
    assert set(posts("hexo")) == set(table("hexo"))
    assert {hidden.path: hidden.reason for hidden in loaded("hexo").hidden} == {
        "source/_drafts/2026-01-24-draft.md": "draft",
        "source/_posts/2026-01-18-hidden.md": "published: false",
    }
    assert not loaded("hexo").problems
    assert loaded("hexo").output_dir == "docs"


def test_hexos_links_between_posts() -> None:
    body = body_of("hexo", "source/_posts/2026-01-21-untitled.md")
    first = posts("hexo")["source/_posts/2026-01-02-first-light.md"]
    assert f"[初めての灯り]({first.url}) を見よ。" in body


@pytest.mark.parametrize("row", table("pelican").values(), ids=lambda row: row["path"])
def test_an_article_is_what_pelican_says(row: dict[str, str]) -> None:
    post = posts("pelican")[row["path"]]
    assert post.url == quote(row["url"], safe=":/")
    assert post.id == quote(row["id"], safe=":/,")
    assert post.title == row["title"].replace("&amp;", "&")
    assert (post.date.isoformat(), post.updated.isoformat()) == (row["date"], row["updated"])
    assert post.tags == tuple(json.loads(row["tags"]))
    assert post.categories == (row["category"],)
    assert post.lang == row["lang"]


def test_every_other_file_of_pelican_is_accounted_for() -> None:
    assert set(posts("pelican")) == set(table("pelican"))
    assert {hidden.path: hidden.reason for hidden in loaded("pelican").hidden} == {
        "content/draft.md": "status: draft",
        "content/hidden.md": "status: hidden",
    }
    assert [(problem.path, problem.code, problem.line) for problem in loaded("pelican").problems] == [
        ("content/bare.md", "title-missing", 0),
        ("content/no-date.md", "date-missing", 0),
        ("content/no-title.md", "title-missing", 0),
        ("content/status.md", "pelican-status", 3),
    ]


def test_pelicans_links_and_summaries() -> None:
    post, first = posts("pelican")["content/continued.md"], posts("pelican")["content/first.md"]
    body = body_of("pelican", post.path)
    assert f"[the first]({first.url})" in body
    assert "(https://misaki.example/images/sea.png)" in body
    assert (post.summary, first.summary) == ("one line and the next", "岬の朝の便りです。")


@pytest.mark.parametrize("row", table("eleventy").values(), ids=lambda row: row["path"])
def test_a_page_is_what_eleventy_says(row: dict[str, str]) -> None:
    if row["path"] in {*PAGES, UNWRITTEN}:
        assert row["path"] not in posts("eleventy")
        return
    post = posts("eleventy")[row["path"]]
    assert post.url == f"https://kawa.example/kawa{quote(row['url'])}"
    assert post.title == row["title"]
    assert post.date == moment(row["date"])
    assert set(post.tags) == set(json.loads(row["tags"])) - COLLECTIONS


def test_every_other_file_of_eleventy_is_accounted_for() -> None:
    assert set(posts("eleventy")) == set(table("eleventy")) - PAGES - {UNWRITTEN}
    assert {hidden.path: hidden.reason for hidden in loaded("eleventy").hidden} == {
        "content/blog/excluded.md": "not listed",
        UNWRITTEN: "permalink: false",
    }
    assert not loaded("eleventy").problems
    site = loaded("eleventy").site
    assert (site.title, site.lang, site.authors[0].name) == ("川の本", "ja", "瀬 渡")


@pytest.mark.parametrize("row", table("astro").values(), ids=lambda row: row["path"])
def test_an_entry_is_what_astro_says(row: dict[str, str]) -> None:
    post = posts("astro")[row["path"]]
    assert post.url == f"https://yama.example{row['url']}"
    assert post.title == row["title"]
    assert post.date == moment(row["date"])
    assert post.tags == tuple(json.loads(row["tags"]))


def test_every_other_file_of_astro_is_accounted_for() -> None:
    assert set(posts("astro")) == set(table("astro"))
    assert {hidden.path: hidden.reason for hidden in loaded("astro").hidden} == {
        "src/data/posts/draft.md": "draft: true"
    }
    assert not loaded("astro").problems
    pictures = {post.path: post.image.url for post in loaded("astro").posts if post.image}
    assert pictures == {"src/data/posts/Second Walk!.md": "https://yama.example/yama/peak.png"}
