"""A build killed at any moment leaves a site whose feeds name only cards that are there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.calls import publisher
from tests.pipeline.sites import contents, jekyll_site, post

_RUN = "from publisher.cli import main; main()"


def named_cards(out: Path) -> set[str]:
    """The cards that the JSON feed names."""
    feed = json.loads((out / "feed.json").read_text(encoding="utf-8"))
    return {item["image"].rpartition("/")[2] for item in feed["items"]}


@pytest.mark.parametrize("delay", [0.25, 0.4, 0.6, 0.8, 1.0, 1.3])
def test_what_was_published_is_whole_after_a_kill(tmp_path: Path, delay: float) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=25), tmp_path / "out"
    assert publisher("build", site, "-o", out).returncode == 0
    for number in range(1, 26):
        day = f"2026-01-{number:02}"
        text = post(f"第{number}回、書き直した見出し", day=day)
        (site / "_posts" / f"{day}-post-{number}.md").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, "build", str(site), "-o", str(out)], stdout=subprocess.PIPE, start_new_session=True
    )
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert named_cards(out) <= {path.name for path in (out / "cards").iterdir()}
    assert publisher("build", site, "-o", out).returncode == 0
    assert not list(out.rglob(".publisher-tmp*"))
    publisher("build", site, "-o", tmp_path / "clean")
    clean, left = contents(tmp_path / "clean"), contents(out)
    assert {name: left[name] for name in clean} == clean
