from __future__ import annotations

import pytest

from .conftest import Build

JEKYLL = "title: T\nurl: https://example.com\nbaseurl: /b\n"


def post(image: str) -> str:
    return f"---\ntitle: a\ndate: 2026-01-01\nimage: {image}\n---\nx\n"


@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("/assets/there.png", 0),
        ("assets/there.png", 0),
        ("/assets/%E7%B5%B5.png?v=1", 0),
        ("/assets/絵.png", 0),
        ("/assets/gone.png", 4),
        ("/there.png", 0),  # some generators serve assets/ as the root
        ("/sets/there.png", 4),
        (f"/{'a' * 3000}.png", 4),
        ("/../assets.png", 4),
        ("https://i.test/gone.png", 0),
        ("https://example.com/b/assets/gone.png", 0),
    ],
)
def test_pictures_that_are_not_there_are_named_with_their_line(build: Build, image: str, line: int) -> None:
    files = {"assets/there.png": b"", "assets/絵.png": b"", "_posts/2026-01-01-a.md": post(image)}
    loaded = build({"_config.yml": JEKYLL, **files})
    found = [(problem.path, problem.line, problem.level) for problem in loaded.problems]
    assert found == ([("_posts/2026-01-01-a.md", line, "warning")] if line else [])


def test_generators_serve_pictures_from_other_folders(build: Build) -> None:
    page = "---\ntitle: a\ndate: 2026-01-01\nimages: [/img/{}.png, b.png]\n---\n"
    config = 'baseURL = "https://example.com/"\ntitle = "T"\n'
    pages = {f"content/{name}.md": page.format(name) for name in ("static", "theme", "public", "gone")}
    pictures = {"static/img/static.png": b"", "themes/x/static/img/theme.png": b"", "public/img/public.png": b""}
    loaded = build({"hugo.toml": config, **pages, **pictures})
    assert [(problem.path, problem.code) for problem in loaded.problems] == [("content/gone.md", "image-missing")]


def test_a_new_picture_changes_the_scan(build: Build) -> None:
    loaded = build({"a.md": post("/x.png")}, url="https://example.com", title="T")
    assert [problem.code for problem in loaded.problems] == ["image-missing"]
    assert not build({"x.png": b""}, url="https://example.com", title="T").problems
