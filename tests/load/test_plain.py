from __future__ import annotations

import pytest

from publisher.load.dates import UNDATED

from .conftest import Build


def test_a_folder_of_markdown(build: Build) -> None:
    loaded = build(
        {
            "notes/2026-01-31-first-note.md": "---\ntitle: First\ntags: [a, b]\nimage: pic.png\n---\nHello.\n",
            "b.md": '+++\ntitle = "Second"\ndate = 2026-02-01\n+++\n\nFrom TOML.\n',
            "c.md": '{\n"title": "Third", "date": "2026-02-02T09:00:00Z"\n}\nFrom JSON.\n',
        },
        url="https://example.com/blog",
        timezone="Asia/Tokyo",
    )
    third, second, first = loaded.posts
    assert [post.title for post in loaded.posts] == ["Third", "Second", "First"]
    assert [post.summary for post in loaded.posts] == ["From JSON.", "From TOML.", "Hello."]
    assert first.url == first.id == "https://example.com/blog/notes/2026-01-31-first-note/"
    assert first.image is not None
    assert first.image.url == "https://example.com/blog/notes/2026-01-31-first-note/pic.png"
    assert first.date.isoformat() == "2026-01-31T00:00:00+09:00"
    assert third.date.isoformat() == "2026-02-02T18:00:00+09:00"
    assert second.body_line == 5


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("2026-01-31-my-note.md", "just text", "my note"),
        ("2026-01-31.md", "just text", "2026-01-31"),
        ("2026-01-31_a_b.md", "just text", "a b"),
        ("2026-01-31-x.md", "# A *real* heading #\n\ntext", "A real heading"),
        ("2026-01-31-x.md", "Title\n=====\n\ntext", "Title"),
        ("2026-01-31-x.md", "---\ntags: a\n---\n\n# Heading\n", "Heading"),
    ],
)
def test_a_title_is_found(build: Build, name: str, content: str, title: str) -> None:
    (post,) = build({name: content}).posts
    assert post.title == title


def test_without_a_date_a_post_is_last_and_warned_about(build: Build) -> None:
    loaded = build({"a.md": "Text.", "b.md": "---\ndate: 2026-01-01\n---\n"}, title="T", url="https://example.com")
    assert [post.path for post in loaded.posts] == ["b.md", "a.md"]
    assert loaded.posts[1].date == UNDATED
    (problem,) = loaded.problems
    assert (problem.path, problem.code, problem.level) == ("a.md", "date-missing", "warning")


def test_addresses_of_posts(build: Build) -> None:
    date = "date: 2026-01-02"
    loaded = build(
        {
            "a.md": f"---\n{date}\nslug: 別名\n---\n",
            "b/index.md": f"---\n{date}\n---\n",
            "c.md": f"---\n{date}\ncanonical_url: https://elsewhere.test/c\n---\n",
            "d.md": f"---\n{date}\npermalink: /x/:year/:slug/\n---\n",
        },
        url="https://example.com",
    )
    assert {post.path: post.url for post in loaded.posts} == {
        "a.md": "https://example.com/%E5%88%A5%E5%90%8D/",
        "b/index.md": "https://example.com/b/",
        "c.md": "https://elsewhere.test/c",
        "d.md": "https://example.com/x/2026/d/",
    }
    assert {post.path: post.slug for post in loaded.posts} == {
        "a.md": "別名",
        "b/index.md": "b",
        "c.md": "c",
        "d.md": "d",
    }


def test_a_bad_permalink_is_one_problem_per_site(build: Build) -> None:
    loaded = build(
        {"a.md": "---\ndate: 2026-01-01\n---\n", "b.md": "---\ndate: 2026-01-01\n---\n"}, permalink="/:yaer/"
    )
    assert [problem.code for problem in loaded.problems if problem.level == "error"] == ["permalink-token"]
    assert len(loaded.posts) == 2


def test_drafts_and_the_future_are_hidden(build: Build) -> None:
    loaded = build(
        {
            "a.md": "---\ndate: 2026-01-01\ndraft: true\n---\n",
            "b.md": "---\ndate: 2026-01-01\npublished: false\n---\n",
            "c.md": "---\ndate: 2099-01-01\n---\n",
        }
    )
    assert not loaded.posts
    assert {hidden.path: hidden.reason for hidden in loaded.hidden} == {
        "a.md": "draft: true",
        "b.md": "published: false",
        "c.md": "future",
    }


def test_pictures_beside_above_and_elsewhere(build: Build) -> None:
    pictures = {
        "a": "pic.png",
        "b": "../pic.png",
        "c": "/pic.png",
        "d": "//cdn.test/pic.png",
        "e": "https://i.test/p?a=%2C",
    }
    files = {f"n/{name}.md": f"---\ndate: 2026-01-01\ncover: {url}\n---\n" for name, url in pictures.items()}
    loaded = build(files, url="https://example.com/b")
    assert {post.slug: post.image.url for post in loaded.posts if post.image} == {
        "a": "https://example.com/b/n/a/pic.png",
        "b": "https://example.com/b/n/pic.png",
        "c": "https://example.com/b/pic.png",
        "d": "https://cdn.test/pic.png",
        "e": "https://i.test/p?a=%2C",
    }
