"""README is true: its commands run, its configuration loads, its tables are whole."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from publisher.cards import card_context
from publisher.cli import COMMANDS
from publisher.config import Settings, load_settings
from publisher.load import load, scan
from tests.cli.calls import publisher
from tests.pipeline.sites import NOW

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_its_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_two_commands_are_the_first_and_only_shell_blocks() -> None:
    assert len(blocks("sh")) == 2


def test_the_demo_command_builds_the_demo(tmp_path: Path, demo: Path) -> None:
    command = shlex.split(blocks("sh")[0].split("&&")[-1])
    assert command[0] == ".venv/bin/publisher"
    assert (ROOT / command[2]).resolve() == demo.resolve()
    done = publisher(*command[1:-1], tmp_path / command[-1], cwd=ROOT)
    assert done.returncode == 0, done.stderr
    posts = len(list((demo / "_posts").iterdir()))
    assert len(list((tmp_path / "demo" / "cards").glob("*.png"))) == posts


def test_ci_runs_the_test_command_it_names() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    install, test = (part.strip() for part in blocks("sh")[1].split("&&")[1:])
    assert "-e '.[test]'" in install
    assert "-e '.[test]'" in ci
    assert test.removeprefix(".venv/bin/") in ci


def test_the_shown_configuration_loads_and_shows_every_key(tmp_path: Path) -> None:
    whole, *parts = blocks("toml")
    for text in (*parts, whole):
        (tmp_path / "publisher.toml").write_text(text, encoding="utf-8")
        settings = load_settings(tmp_path, environ={})
    assert settings.site.title
    shown = tomllib.loads(whole)
    assert shown.keys() == {section.name for section in fields(Settings)}


def test_the_yaml_for_jekyll_keeps_everything_we_write(tmp_path: Path, demo: Path) -> None:
    done = publisher("build", demo, "-o", tmp_path)
    assert done.returncode == 0
    (text,) = blocks("yaml")
    kept = re.search(r"keep_files: \[(.*)\]", text)
    assert kept
    assert {path.name for path in tmp_path.iterdir()} == set(kept[1].split(", "))


def test_the_build_it_shows_reads_like_a_build(tmp_path: Path, demo: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(demo, site)
    (site / "_site").mkdir()
    done = publisher("build", cwd=site)
    shape = re.compile(r"[\d.]+")
    shown = blocks("console")[0].splitlines()[1]
    said = shape.sub("N", done.stdout.strip())
    if "warning" in said:  # a machine without fonts for other scripts says so of the posts that want them, and no more
        told = json.loads(publisher("build", "--json", cwd=site).stdout)
        assert {problem["code"] for problem in told["problems"]} == {"glyph-missing"}
        said = re.sub(", N warnings?", "", said)
    assert said == shape.sub("N", shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described_and_helps(command: str) -> None:
    assert f"`publisher {command} " in README
    done = publisher(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: publisher {command}")


def test_everything_a_template_is_given_is_listed(demo: Path) -> None:
    settings = Settings()
    loaded = load(scan(demo, settings), settings, now=NOW)
    context = card_context(loaded.posts[0], loaded.site, width=1200, height=630)
    table = README[README.index("It is given:") : README.index("The language is a subset")]
    for group, values in context.items():
        assert group in table
        for name in values:
            assert f".{name}" in table, f"{group}.{name}"


def test_the_shown_commands_are_valid_shell() -> None:
    for block in blocks("sh"):
        subprocess.run(["bash", "-n", "-c", block], check=True)
