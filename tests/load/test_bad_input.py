"""Each kind of broken file is one problem with file, line, field and hint, and costs no other post."""

from __future__ import annotations

import pytest

from publisher.errors import Problem
from publisher.load import Loaded

from .conftest import Build

CONFIG = "title: T\nurl: https://example.com\n"
GOOD = "---\ntitle: good\ndate: 2026-01-01\n---\nGood.\n"


def only_problem(loaded: Loaded, path: str) -> Problem:
    assert [post.path for post in loaded.posts if post.path != path] == ["_posts/2026-01-01-good.md"]
    (problem,) = (problem for problem in loaded.problems if problem.path == path)
    assert "\n" not in problem.message
    return problem


def broken(build: Build, content: str | bytes) -> Problem:
    """The problem of a broken post that lies beside a good one."""
    path = "_posts/2026-01-02-bad.md"
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-good.md": GOOD, path: content})
    problem = only_problem(loaded, path)
    assert problem.level == "error"
    assert problem.hint
    assert all(post.path != path for post in loaded.posts)
    return problem


@pytest.mark.parametrize(
    ("content", "code", "line", "field"),
    [
        ("---\ntitle: ok\nother: [1,\n---\nx\n", "yaml", 4, ""),
        ("---\ntitle: a: b\n---\nx\n", "yaml", 2, ""),
        ("---\ntitle: @x\n---\nx\n", "yaml", 2, ""),
        ("---\nok: 1\ntitle：題名\n---\nx\n", "wide-colon", 3, "title"),
        ("---\ntitle：題名\n---\nx\n", "wide-colon", 2, "title"),
        ("---\ntitle: never closed\n\ntext\n", "front-matter-open", 1, ""),
        ("---\n- a\n- b\n---\nx\n", "front-matter-shape", 2, ""),
        ("---\njust words\n---\nx\n", "front-matter-shape", 2, ""),
        ("---\na: &x 1\nb: *x\n---\nx\n", "yaml-alias", 3, ""),
        ("---\na: " + "[" * 50 + "]" * 50 + "\n---\nx\n", "yaml-depth", 2, ""),
        ("---\na: " + "x" * 70_000 + "\n---\nx\n", "front-matter-long", 1, ""),
        ("---\ntitle: ok\ndate: 2026-13-01\n---\nx\n", "date-invalid", 3, "date"),
        ("---\ndate:\n---\nx\n", "date-invalid", 2, "date"),
        ("---\ndate: 2026年1月2日\n---\nx\n", "date-invalid", 2, "date"),
        ("---\nlast_modified_at: soon\n---\nx\n", "date-invalid", 2, "last_modified_at"),
        ("---\ntitle: [a, b]\n---\nx\n", "title-type", 2, "title"),
        ("---\ntitle: {a: b}\n---\nx\n", "title-type", 2, "title"),
        ("---\npermalink: /:yaer/\n---\nx\n", "permalink-token", 2, "permalink"),
        (b"---\ntitle: \x93\xfa\n---\nx\n", "encoding", 2, ""),
        ("---\ntitle: x\n---\n".encode("utf-16"), "encoding", 1, ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "binary", 0, ""),
        (b"\0\1\2\3" * 100 + b"\xff", "binary", 0, ""),
    ],
)
def test_a_broken_post(build: Build, content: str | bytes, code: str, line: int, field: str) -> None:
    problem = broken(build, content)
    assert (problem.code, problem.line, problem.field) == (code, line, field)


def test_the_message_quotes_the_value(build: Build) -> None:
    problem = broken(build, "---\ntitle: ok\ndate: 2026-13-01\n---\nx\n")
    assert str(problem) == "_posts/2026-01-02-bad.md:3: 'date' is not a date: \"2026-13-01\""
    assert problem.hint == "write it as 2026-01-31 or 2026-01-31 09:00 +0900"


def test_lines_are_those_of_the_file_with_crlf_and_a_byte_order_mark(build: Build) -> None:
    assert broken(build, b"\xef\xbb\xbf---\r\ntitle: ok\r\ndate: nope\r\n---\r\nx\r\n").line == 3


@pytest.mark.parametrize(
    ("content", "code", "title"),
    [
        ("---\ntitle: a\x08b\n---\nx\n", "control-character", "ab"),
        ("---\ntitle: ok\n---\nx\0y\n", "control-character", "ok"),
        ("---\ntitle: a\ufffeb\n---\nx\n", "control-character", "ab"),
        ("---\ntitle: yes\n---\nx\n", "title-type", "true"),
        ("---\ntitle: " + "長" * 10_001 + "\n---\nx\n", "title-long", "長" * 9_999 + "…"),
    ],
)
def test_a_slip_is_a_warning_and_the_post_stays(build: Build, content: str, code: str, title: str) -> None:
    path = "_posts/2026-01-02-bad.md"
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-good.md": GOOD, path: content})
    problem = only_problem(loaded, path)
    assert (problem.code, problem.level) == (code, "warning")
    (post,) = (post for post in loaded.posts if post.path == path)
    assert post.title == title
    assert "\0" not in loaded.bodies.of(post)


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("2024", "2024"),
        ("1.5", "1.5"),
        ("2024-01-01", "2024-01-01"),
        ("'  spaced  out '", "spaced out"),
        ("第1回　東京", "第1回　東京"),
        ('"a\\u0000b\\uFFFFc"', "abc"),
        ("|\n  一行目\n  二行目", "一行目二行目"),
        ("|\n  one\n  two", "one two"),
        ("no", "Slug"),
        ("0", "0"),
        ('""', "Slug"),
    ],
)
def test_titles_that_are_not_plain_text(build: Build, value: str, title: str) -> None:
    (post,) = build({"_config.yml": CONFIG, "_posts/2026-01-01-slug.md": f"---\ntitle: {value}\n---\nx\n"}).posts
    assert post.title == title


def test_lone_surrogates_from_json_are_left_out(build: Build) -> None:
    content = '{\n"title": "a\\ud800b", "date": "2026-01-01", "tags": ["\\udfffx"]\n}\nbody\n'
    loaded = build({"a.md": content})
    (post,) = loaded.posts
    assert (post.title, post.tags, loaded.bodies.of(post)) == ("ab", ("x",), "body\n")


def test_a_rule_at_the_top_is_text(build: Build) -> None:
    (post,) = build({"_config.yml": CONFIG, "_posts/2026-01-01-a.md": "---\n\nA text below a rule.\n"}).posts
    assert post.summary == "A text below a rule."


@pytest.mark.parametrize("content", ["", "\n", "---\n---\n", "---\n---", "---\n# only a comment\n---\n"])
def test_empty_posts_are_posts(build: Build, content: str) -> None:
    loaded = build({"_config.yml": CONFIG, "_posts/2026-01-01-empty-one.md": content})
    (post,) = loaded.posts
    assert (post.title, post.summary) == ("Empty One", "")
    assert not loaded.problems


def test_the_config_is_checked(build: Build) -> None:
    config = "permalink: /:yaer/\ntimezone: Tokyo\nurl: example.com\n"
    loaded = build({"_config.yml": config, "_posts/2026-01-01-a.md": "x"})
    assert {(problem.code, problem.field) for problem in loaded.problems} == {
        ("permalink-token", "permalink"),
        ("timezone-unknown", "timezone"),
        ("site-url-invalid", "url"),
        ("site-title-missing", "title"),
    }
    assert loaded.posts[0].url == "http://localhost/2026/01/01/a.html"


def test_a_missing_url_is_a_warning_that_says_what_to_set(build: Build) -> None:
    loaded = build({"_config.yml": "title: T\n", "_posts/2026-01-01-a.md": "x"})
    (problem,) = loaded.problems
    assert (problem.path, problem.code, problem.level) == ("_config.yml", "site-url-missing", "warning")
    assert "--url" in problem.hint
    assert loaded.site.url == "http://localhost"


def test_braces_at_the_top_are_not_json(build: Build) -> None:
    loaded = build(
        {"2026-01-01-a.md": "{{ x }} text\n", "2026-01-02-b.md": "{: .x}\ntext\n"}, title="T", url="https://a.test"
    )
    assert len(loaded.posts) == 2
    assert not loaded.problems
