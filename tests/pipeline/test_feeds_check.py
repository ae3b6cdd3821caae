"""`publisher check --feeds`: the feeds of an output folder, whoever wrote them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher.cli import main
from publisher.config import FeedSettings, Settings
from publisher.errors import PublishError
from publisher.pipeline.check import check_feeds
from tests.pipeline.sites import built, jekyll_site


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of a command."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    output = capsys.readouterr()
    return int(ended.value.code or 0), output.out, output.err


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = jekyll_site(tmp_path / "site", posts=3)
    settings = Settings(feeds=FeedSettings(by=("author",), archive=True, limit=2))
    built(root, root / "_site", draw=False, settings=settings)
    return root


def test_feeds_that_are_fine_are_counted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, problems = call(capsys, "check", "--feeds", str(site))
    assert (code, problems) == (0, "")
    assert said == f"12 feeds, 0 problems, 0 warnings in {site / '_site'}\n"


def test_without_a_flag_all_parts_are_checked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\n3 posts, 0 cards, 0 pages, 12 feeds, " in call(capsys, "check", str(site))[1]


def test_a_finding_names_file_line_entry_and_hint(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rss = site / "_site" / "rss.xml"
    text = rss.read_text("utf-8").replace("<pubDate>Sat, 03 Jan", "<pubDate>Sun, 03 Jan")
    rss.write_text(text, encoding="utf-8")
    line = text[: text.index("<item>")].count("\n") + text[text.index("<item>") :].split("<pubDate>")[0].count("\n") + 1
    code, said, _ = call(capsys, "check", "--feeds", str(site))
    assert code == 1
    problems = " ".join(said.split())
    entry = "https://tide.example/2026/01/03/post-3.html"
    assert f'rss.xml:{line} <pubDate> is not a date: "Sun, 03 Jan 2026 09:00:00 +0900" (entry {entry})' in problems
    assert "mend: write it as Sat, 31 Jan 2026 09:00:00 +0900" in problems


def test_the_findings_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "_site" / "feed.json").write_text('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "utf-8")
    code, said, _ = call(capsys, "check", "--feeds", "--json", str(site))
    table = json.loads(said)
    assert (code, table["schema"], len(table["feeds"])) == (1, 1, 12)
    found = {(problem["path"], problem["code"], problem["level"]) for problem in table["problems"]}
    assert found == {("_site/feed.json", "missing", "error"), ("_site/feed.json", "self-missing", "warning")}
    assert all(problem["hint"] for problem in table["problems"])


def test_warnings_alone_are_no_failure(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted((site / "_site").rglob("*.xml")):
        path.write_text(path.read_text("utf-8").replace('rel="self"', 'rel="related"'), encoding="utf-8")
    code, said, _ = call(capsys, "check", "--feeds", str(site))
    assert (code, said.splitlines()[-1]) == (0, f"12 feeds, 0 problems, 8 warnings in {site / '_site'}")


def test_feeds_of_other_tools_are_found_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "index.xml").write_bytes(
        b'\xef\xbb\xbf<?xml version="1.0"?><!-- <feed> --><rss version="2.0"/>'
    )
    (tmp_path / "a.atom").write_text('<feed xmlns="http://www.w3.org/2005/Atom"/>', encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    (tmp_path / "data.json").write_text('{"a": "<rss>"}', encoding="utf-8")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "rss.xml").write_text("<rss/>", encoding="utf-8")
    checked = check_feeds(tmp_path)
    assert checked.files == ("a.atom", "blog/index.xml")
    assert {problem.path for problem in checked.problems} == {"a.atom", "blog/index.xml"}


def test_a_feed_that_was_published_and_is_gone_or_damaged_is_found(site: Path) -> None:
    (site / "_site" / "atom.xml").unlink()
    (site / "_site" / "rss.xml").write_bytes(b"")
    found = {(problem.path, problem.message) for problem in check_feeds(site / "_site").problems}
    assert found == {
        ("atom.xml", "this feed was published and is gone"),
        ("rss.xml", "this was published as a feed and is none now"),
    }


def test_a_folder_without_feeds_is_a_problem_and_no_folder_a_failure(tmp_path: Path) -> None:
    assert [problem.code for problem in check_feeds(tmp_path).problems] == ["feed-missing"]
    with pytest.raises(PublishError, match="is not there"):
        check_feeds(tmp_path / "none")


def test_a_link_to_nowhere_costs_no_other_file(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "_site" / "gone.xml").symlink_to(site / "nowhere")
    code, said, _ = call(capsys, "check", "--feeds", str(site))
    assert (code, said.splitlines()[-1][:8]) == (1, "12 feeds")
    assert "gone.xml" in said
