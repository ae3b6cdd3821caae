from __future__ import annotations

from datetime import UTC, datetime

import pytest

from publisher.load import Loaded

from .conftest import Build

CONFIG = "title: T\nurl: https://example.com\n"


def by_path(loaded: Loaded) -> dict[str, str]:
    return {post.path: post.slug for post in loaded.posts}


def test_posts_come_newest_first_and_equal_dates_by_path(build: Build) -> None:
    names = ["2026-01-01-b.md", "2026-01-01-a.md", "2026-03-01-c.md"]
    loaded = build({"_config.yml": CONFIG, **{f"_posts/{name}": "x" for name in names}})
    assert [post.path.rsplit("-", 1)[1] for post in loaded.posts] == ["c.md", "a.md", "b.md"]


def test_later_posts_of_the_same_name_are_numbered(build: Build) -> None:
    loaded = build({"_config.yml": CONFIG, **{f"_posts/2026-0{n}-01-Note.md": "x" for n in (1, 2, 3)}})
    assert by_path(loaded) == {
        "_posts/2026-01-01-Note.md": "Note",
        "_posts/2026-02-01-Note.md": "Note-2",
        "_posts/2026-03-01-Note.md": "Note-3",
    }


def test_ids_that_jekyll_feed_gives_twice_are_told_apart(build: Build) -> None:
    config = CONFIG + "permalink: /:categories/:year-:month-:day-:title.html\n"
    loaded = build({"_config.yml": config, **{f"_posts/2026-0{n}-01-note.md": "x" for n in (1, 2, 3)}})
    assert [post.id for post in reversed(loaded.posts)] == [
        "https://example.com/note",
        "https://example.com/2026-02-01-note.html",
        "https://example.com/2026-03-01-note.html",
    ]
    (problem,) = loaded.problems
    assert (problem.path, problem.code, problem.level) == ("_posts/2026-01-01-note.md", "id-collision", "warning")
    assert "_posts/2026-02-01-note.md and 1 more" in problem.message


def test_posts_at_one_url_are_named(build: Build) -> None:
    page = "---\npermalink: /same/\n---\nx\n"
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": page, "_posts/2026-01-02-b.md": page})
    assert [(problem.path, problem.code) for problem in loaded.problems] == [
        ("_posts/2026-01-02-b.md", "url-collision")
    ]
    assert len({post.id for post in loaded.posts}) == 2


def test_the_clock_decides_only_what_is_hidden(build: Build) -> None:
    files = {"_config.yml": CONFIG, "_posts/2026-01-01-a.md": "x", "_posts/2026-06-01-b.md": "x"}
    before, after = (build(files, now=datetime(2026, month, 1, tzinfo=UTC)) for month in (5, 7))
    assert [hidden.until for hidden in before.hidden] == [datetime(2026, 6, 1, tzinfo=UTC)]
    assert not after.hidden
    assert before.posts == after.posts[1:]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_headline_is_in_the_sites_language(build: Build, lang: str) -> None:
    title = "A letter from the north - 北からの手紙"
    (post,) = build({"a.md": f'---\ntitle: "{title}"\ndate: 2026-01-01\n---\n'}, lang=lang).posts
    parts = ("A letter from the north", "北からの手紙")
    assert (post.headline, post.subhead) == (parts if lang == "en" else parts[::-1])
