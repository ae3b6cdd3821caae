"""What a command imports is most of the time it takes: none of what it does not use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

POST = "---\ntitle: 観光庁、縦書きの見出しを配信\ndate: 2026-01-02\nexcerpt: 本文から。\n---\n本文です。\n"
# Prints the modules there are when the command has ended.
RUN = """
import atexit, sys
from publisher.cli import {0}
atexit.register(lambda: print(*sys.modules, sep="\\n"))
{0}()
"""

NEVER = {
    "asyncio", "attr", "concurrent.futures", "dateutil", "email", "feedgen", "http", "httpx2", "importlib.metadata",
    "importlib.resources", "multiprocessing", "pebble", "rich", "ssl", "stretchable", "subprocess", "tqdm", "typer",
    "PIL.ImageCms", "publisher.cards.page", "publisher.cards.paint.rgb", "publisher.feeds", "publisher.head",
    "publisher.notify", "publisher.plan", "publisher.publish.folder", "publisher.webhook",
}  # fmt: skip
# Not even for one card whose style sheet was seen before.
NOT_ONE_CARD = {
    "PIL.ImageDraw", "PIL.ImageFile", "PIL.ImageFilter", "PIL.ImageFont", "PIL.ImagePalette", "budoux", "comrak",
    "cssselect2", "ctypes", "html", "nh3", "tinycss2", "publisher.cards.style.cascade",
    "publisher.cards.style.properties", "publisher.load.constructs", "publisher.manifest", "publisher.pipeline.whole",
}  # fmt: skip
# What the other process imports instead.
DRAWS = {"PIL", "icu4py", "lxml", "uharfbuzz", "publisher.cards.drawing", "publisher.cards.layout"}
MOST = 365
NOT_UNCHANGED = {
    "PIL", "budoux", "comrak", "cssselect2", "html", "icu4py", "jinja2", "logging", "lxml", "nh3", "selectolax",
    "tempfile", "tinycss2", "uharfbuzz", "publisher.cards.drawing", "publisher.cards.template", "publisher.load.loader",
    "publisher.load.content", "publisher.pipeline.make",
}  # fmt: skip


def imported(*arguments: object, by: str = "main") -> set[str]:
    """The modules that a command has imported in a process of its own."""
    run = [sys.executable, "-c", RUN.format(by), *map(str, arguments)]
    return set(subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("title: 潮目\nurl: https://a.example\n", encoding="utf-8")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2026-01-02-one.md").write_text(POST, encoding="utf-8")
    return tmp_path


def test_one_card_imports_nothing_that_it_does_not_draw_with(site: Path) -> None:
    card = ("card", site / "_posts" / "2026-01-02-one.md", "-o", site / "x.png")
    assert "publisher.cards.drawing" in (first := imported(*card))
    assert not first & NEVER
    modules = imported(*card)
    assert not modules & (NEVER | NOT_ONE_CARD)
    assert len(modules) <= MOST


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="drawn in one process")
def test_what_draws_is_imported_by_another_process(site: Path) -> None:
    modules = imported("card", site / "_posts" / "2026-01-02-one.md", "-o", site / "x.png", by="script")
    assert "publisher.cards.template" in modules
    assert not modules & DRAWS
    assert (site / "x.png").read_bytes().startswith(b"\x89PNG")


def test_a_build_with_nothing_to_do_imports_nothing_to_do_it_with(site: Path) -> None:
    assert "publisher.cards.drawing" in imported("build", site, "-o", site / "out")
    modules = imported("build", site, "-o", site / "out")
    assert "publisher.pipeline.whole" in modules
    assert not modules & (NEVER | NOT_UNCHANGED)
