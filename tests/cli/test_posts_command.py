"""`publisher posts`, from outside."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.calls import publisher

SITES = Path(__file__).parent.parent / "sites"


def site(root: Path) -> Path:
    posts = root / "_posts"
    posts.mkdir(parents=True)
    (root / "_config.yml").write_text("title: 港\nurl: https://a.test\ntimezone: Asia/Tokyo\n", encoding="utf-8")
    text = (
        "---\ntitle: 長い題名{}\ncategories: [海]\ntags: [a, b c]\nlast_modified_at: 2026-01-05\n"
        "redirect_from: /old/\n---\n本文。\n"
    )
    (posts / "2026-01-02-one.md").write_text(text.format("である" * 20), encoding="utf-8")
    (posts / "2026-01-03-two.md").write_text('---\ntitle: "a\\tb"\nlang: en\n---\n', encoding="utf-8")
    (posts / "2099-01-01-later.md").write_text("x", encoding="utf-8")
    return root


def test_json_has_every_field(tmp_path: Path) -> None:
    done = publisher("posts", site(tmp_path), "--json")
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert result["schema"] == 1
    assert result["site"]["generator"] == "jekyll"
    two, one, later = result["posts"]
    assert one == {
        "path": "_posts/2026-01-02-one.md",
        "url": "https://a.test/%E6%B5%B7/2026/01/02/one.html",
        "id": "https://a.test/%E6%B5%B7/2026/01/02/one",
        "title": "長い題名" + "である" * 20,
        "date": "2026-01-02T00:00:00+09:00",
        "updated": "2026-01-05T00:00:00+09:00",
        "language": "ja",
        "tags": ["a", "b c"],
        "categories": ["海"],
        "aliases": ["https://a.test/old/"],
        "collection": "posts",
        "in_feeds": True,
        "hidden": "",
    }
    assert two["language"] == "en"
    assert (later["path"], later["hidden"]) == (
        "_posts/2099-01-01-later.md",
        "future until 2099-01-01T00:00:00+09:00",
    )


def test_tsv_is_a_table_that_others_read(tmp_path: Path) -> None:
    done = publisher("posts", site(tmp_path), "--tsv")
    rows = list(csv.DictReader(done.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["path"] for row in rows] == [
        f"_posts/{name}.md" for name in ("2026-01-03-two", "2026-01-02-one", "2099-01-01-later")
    ]
    assert rows[1]["tags"] == "a, b c"
    assert (
        list(rows[0])
        == "path url id title date updated language tags categories aliases collection in_feeds hidden".split()
    )


def test_the_table_is_for_reading(tmp_path: Path) -> None:
    done = publisher("posts", site(tmp_path))
    lines = done.stdout.splitlines()
    assert lines[0].startswith("2026-01-03  a b ")
    assert lines[2].startswith("2026-01-02  長い題名")
    assert re.search(r"…\s+https://a.test/", lines[2])
    assert "#海  #a  #b c  id https://a.test/" in lines[3]
    assert lines[4] == "----------  _posts/2099-01-01-later.md  hidden: future until 2099-01-01T00:00:00+09:00"
    assert lines[5] == "2 posts, 1 hidden; 港, https://a.test/, read as jekyll"
    assert not list(tmp_path.glob("public"))


def test_what_cannot_be_read_is_told_beside_the_rest(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "_posts/2026-01-04-bad.md").write_text("---\ndate: 2026-13-01\n---\n", encoding="utf-8")
    done = publisher("posts", root)
    assert done.returncode == 1
    assert done.stderr.startswith("error: _posts/2026-01-04-bad.md:2: 'date' is not a date: \"2026-13-01\"\n  hint: ")
    assert "2 posts, 1 hidden" in done.stdout
    (problem,) = json.loads(publisher("posts", root, "--json").stdout)["problems"]
    assert (problem["path"], problem["code"]) == ("_posts/2026-01-04-bad.md", "date-invalid")


@pytest.mark.parametrize("arguments", [("--json", "--tsv"), ("--generator", "jekyl")])
def test_a_wrong_call_is_exit_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = publisher("posts", site(tmp_path), *arguments)
    assert done.returncode == 2
    assert done.stdout == ""


def test_the_generator_may_be_named() -> None:
    done = publisher("posts", SITES / "dialect-hexo", "--generator", "plain", "--json")
    assert json.loads(done.stdout)["site"]["generator"] == "plain"
