"""The media file that front matter names, and whether a post is for readers of feeds."""

from __future__ import annotations

import pytest

from publisher.errors import Problem
from publisher.load.enclosures import enclosure
from publisher.load.fields import Warnings, is_in_feeds
from publisher.load.frontmatter import FrontMatter
from publisher.model import Enclosure

from .conftest import Build


def read(**data: object) -> tuple[Enclosure | None, list[Problem]]:
    warnings = Warnings(FrontMatter(path="a.md", data=data, body="", body_line=1), [])
    return enclosure(data, lambda path: f"https://a.test/blog{path}", warnings), warnings.found


TALK = Enclosure(url="https://a.test/blog/talk.mp3", type="audio/mpeg")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"enclosure": "/talk.mp3"}, TALK),
        ({"audio": "/talk.MP3"}, Enclosure(url="https://a.test/blog/talk.MP3", type="audio/mpeg")),
        ({"video": {"src": "https://b.test/話"}, "audio": "/talk.mp3"}, TALK),
        ({"video": {"src": "https://b.test/a.webm"}}, Enclosure(url="https://b.test/a.webm", type="video/webm")),
        ({"podcast": {"file": "/talk.mp3", "bytes": 12}}, Enclosure(url=TALK.url, type=TALK.type, length=12)),
        ({"enclosure": ["/talk.mp3", "/other.mp3"]}, TALK),
        (
            {"enclosure": "https://b.test/a\n1234\naudio/x-m4a\n"},
            Enclosure(url="https://b.test/a", type="audio/x-m4a", length=1234),
        ),
        (
            {"enclosure": {"url": "/a", "type": "Audio/MPEG", "length": "99"}},
            Enclosure(url="https://a.test/blog/a", type="audio/mpeg", length=99),
        ),
        ({"enclosure": {"url": "/talk.mp3", "length": "12:30"}}, TALK),
        ({"video": "https://tube.example/watch?v=1"}, None),
        ({"video": {"provider": "tube", "id": "x"}}, None),
        ({"audio": True}, None),
        ({"enclosure": None}, None),
        ({"enclosure": []}, None),
        ({"audio": "data:audio/mpeg;base64,AA"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_file_is_found_under_the_keys_that_sites_use(data: dict[str, object], found: Enclosure | None) -> None:
    assert read(**data) == (found, [])


@pytest.mark.parametrize("value", ["/talk", "ftp://a.test/talk.mp3", {"url": "/talk.xyz", "type": "mp3"}])
def test_an_enclosure_that_is_no_media_file_is_warned_of(value: object) -> None:
    found, (problem,) = read(enclosure=value)
    assert found is None
    assert (problem.code, problem.field, problem.level) == ("enclosure-type", "enclosure", "warning")


@pytest.mark.parametrize(
    "data",
    [
        *({"feed": False}, {"feed": "false"}, {"hidden": True}, {"unlisted": True}, {"noindex": "true"}),
        *({"robots": "noindex, nofollow"}, {"robots": ["follow", "NoIndex"]}),
    ],
)
def test_a_post_may_be_kept_from_feeds(data: dict[str, object]) -> None:
    assert not is_in_feeds(data)


@pytest.mark.parametrize("data", [{}, {"feed": {"path": "x"}}, {"feed": True}, {"hidden": False}, {"robots": "index"}])
def test_other_posts_are_in_feeds(data: dict[str, object]) -> None:
    assert is_in_feeds(data)


SITES = {
    "jekyll": ("_config.yml", "title: 港\n", "_posts/2026-01-01-a.md"),
    "hugo": ("hugo.toml", 'title = "港"\n', "content/posts/a.md"),
    "hexo": ("_config.yml", "title: 港\n", "source/_posts/a.md"),
    "eleventy": (".eleventy.js", "\n", "posts/a.md"),
    "astro": ("astro.config.mjs", "\n", "src/content/blog/a.md"),
    "plain": ("README.md", "\n", "a.md"),
}


@pytest.mark.parametrize("generator", SITES)
def test_every_generators_posts_may_have_media_and_be_kept_from_feeds(generator: str, build: Build) -> None:
    config, text, path = SITES[generator]
    post = (
        "---\ntitle: 題\ndate: 2026-01-01\ntags: posts\nhidden: true\nenclosure: {url: /talk.mp3, length: 5}\n---\nx\n"
    )
    (read_post,) = build({config: text, path: post}, url="https://a.test", generator=generator).posts
    assert read_post.enclosure == Enclosure(url="https://a.test/talk.mp3", type="audio/mpeg", length=5)
    assert not read_post.in_feeds
