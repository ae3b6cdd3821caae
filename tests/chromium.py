"""Headless Chromium, the judge: a page's DOM after its scripts have run, or a picture of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--allow-file-access-from-files"),
]
_PATIENCE = 300  # seconds: a machine may be busy


def told(page: Path, *, milliseconds: int = 60_000) -> Any:
    """The JSON that the page's script has written into `<pre id="out">`; its clock may run so far ahead."""
    dom = _run(page, f"--virtual-time-budget={milliseconds}", "--dump-dom").decode()
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    if found is None:
        raise AssertionError(f"Chromium printed no result: {dom[-500:]!r}")
    return json.loads(unescape(found.group(1)))


def photographed(page: Path, picture: Path, width: int, height: int) -> None:
    """A PNG of the page's top left corner, written to `picture`."""
    _run(page, "--hide-scrollbars", f"--window-size={width},{height}", f"--screenshot={picture}")


def _run(page: Path, *flags: str) -> bytes:
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={page.parent / 'profile'}", *flags, page.as_uri()]
    return subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE).stdout
