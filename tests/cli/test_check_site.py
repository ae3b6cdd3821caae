"""`publisher check` on whole sites, as a user calls it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from publisher.cli.findings import columns
from publisher.cli.reasons import REASONS
from publisher.cli.sarif import sarif
from publisher.errors import Problem
from tests.cli.calls import publisher
from tests.head.sites import built_copy

PACKAGE = Path(__file__).parents[2] / "publisher"


def codes(done: str) -> set[str]:
    return {problem["code"] for problem in json.loads(done)["problems"]}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built Hugo site with everything published, and nothing to mend."""
    found = built_copy("hugo-tide", tmp_path)
    assert publisher("build", found).returncode == 0
    return found


def test_nothing_to_mend(site: Path) -> None:
    done = publisher("check", site)
    assert done.returncode == 0, done.stdout
    assert done.stdout == f"2 posts, 2 cards, 4 pages, 3 feeds, 0 problems, 0 warnings in {site / 'public'}\n"


def test_a_site_that_was_only_generated(tmp_path: Path) -> None:
    done = publisher("check", built_copy("hugo-tide", tmp_path), "--json")
    assert done.returncode == 1
    assert codes(done.stdout) == {"card-missing", "tags-missing", "feed-missing"}


def test_what_is_broken_is_named(site: Path) -> None:
    card = next((site / "public" / "cards").glob("first.*.png"))
    Image.new("RGB", (600, 600)).save(card)
    post = site / "content" / "post" / "second.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n![なし](/blog/gone.png)\n", encoding="utf-8")
    shutil.rmtree(site / "public" / "post" / "日本語のスラッグ")
    done = publisher("check", site, "--json")
    assert done.returncode == 1
    assert codes(done.stdout) == {"card-ratio", "picture-size", "image-missing", "page-missing"}
    assert set(json.loads(done.stdout)["reasons"]) == codes(done.stdout)


def test_parts_are_chosen_and_warnings_can_be_errors(site: Path) -> None:
    page = site / "public" / "post" / "first" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"summary_large_image", b"summary"))
    assert publisher("check", site, "--posts", "--cards", "--feeds", "--strict").returncode == 0
    assert publisher("check", site, "--pages").returncode == 0
    done = publisher("check", site, "--pages", "--strict")
    assert done.returncode == 1
    shown = done.stdout.splitlines()
    assert shown[0] == "warning  card-shown-small  (1)"
    assert shown[1].startswith("  public/post/first/index.html  twitter:card is summary")
    assert shown[2].startswith("  why:  X shows")
    assert shown[3].startswith("  mend: ")


def test_sarif(site: Path) -> None:
    (site / "content" / "post" / "日本 語.md").write_text("---\ntitle: [x\n---\n", encoding="utf-8")
    done = publisher("check", site, "--sarif")
    assert done.returncode == 1
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    broken = [result["locations"][0]["physicalLocation"] for result in run["results"] if result["level"] == "error"]
    assert broken[0]["artifactLocation"]["uri"] == "content/post/%E6%97%A5%E6%9C%AC%20%E8%AA%9E.md"
    assert broken[0]["region"]["startLine"] > 0


def test_equal_findings_are_equal_sarif() -> None:
    problem = Problem(path="a.md", code="x", message="m", hint="h", line=3)
    assert sarif([problem]) == sarif([problem])
    assert json.loads(sarif([]))["runs"][0]["results"] == []


def test_every_finding_of_the_check_says_why() -> None:
    sources = [PACKAGE / "head" / "check.py", PACKAGE / "plan" / "check.py", PACKAGE / "pipeline" / "survey.py"]
    sources.append(PACKAGE / "pipeline" / "remote.py")
    named = {code for file in sources for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', file.read_text("utf-8"))}
    made = {code for code in named if code.split("-")[0] in {"tag", "tags", "card", "picture", "title", "date", "post"}}
    assert len(made) > 15
    assert made <= set(REASONS)


def test_columns_of_a_terminal() -> None:
    assert columns("ab日本") == 6
    assert columns("か\u3099") == 2
