"""What a command imports is most of the time it takes: none of what it does not use."""

import subprocess
import sys
from pathlib import Path

import pytest

POST = "---\ntitle: 観光庁、縦書きの見出しを配信\ndate: 2026-01-02\n---\n本文です。\n"
# Prints the modules there are when the command has ended.
RUN = """
import atexit, sys
from publisher.cli import main
atexit.register(lambda: print(*sys.modules, sep="\\n"))
main()
"""

NEVER = {
    "asyncio", "attr", "concurrent.futures", "dateutil", "email", "feedgen", "http", "httpx2", "importlib.metadata",
    "importlib.resources", "multiprocessing", "pebble", "rich", "ssl", "stretchable", "subprocess", "tqdm", "typer",
    "PIL.ImageCms", "publisher.cards.page", "publisher.cards.paint.rgb", "publisher.feeds", "publisher.head",
    "publisher.notify", "publisher.plan", "publisher.publish.folder", "publisher.webhook",
}  # fmt: skip
NOT_UNCHANGED = {
    "PIL", "budoux", "comrak", "cssselect2", "html", "icu4py", "jinja2", "logging", "lxml", "nh3", "selectolax",
    "tempfile", "tinycss2", "uharfbuzz", "publisher.cards.drawing", "publisher.cards.template", "publisher.load.loader",
    "publisher.load.content", "publisher.pipeline.make",
}  # fmt: skip


def imported(*arguments: object) -> set[str]:
    """The modules that a command has imported in a process of its own."""
    run = [sys.executable, "-c", RUN, *map(str, arguments)]
    return set(subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("title: 潮目\nurl: https://a.example\n", encoding="utf-8")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2026-01-02-one.md").write_text(POST, encoding="utf-8")
    return tmp_path


def test_one_card_imports_nothing_that_it_does_not_draw_with(site: Path) -> None:
    modules = imported("card", site / "_posts" / "2026-01-02-one.md", "-o", site / "x.png")
    assert "publisher.cards.drawing" in modules
    assert not modules & NEVER


def test_a_build_with_nothing_to_do_imports_nothing_to_do_it_with(site: Path) -> None:
    assert "publisher.cards.drawing" in imported("build", site, "-o", site / "out")
    modules = imported("build", site, "-o", site / "out")
    assert "publisher.pipeline.whole" in modules
    assert not modules & (NEVER | NOT_UNCHANGED)
