from __future__ import annotations

import hashlib
import locale
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.feeds import FORMATS, render
from publisher.feeds.extensions import NO_DATE
from publisher.model import FeedFormat
from tests.feeds.samples import feed, item

ROOT = Path(__file__).parents[2]
SCRIPT = """
import hashlib, locale
locale.setlocale(locale.LC_ALL, "")
from publisher.feeds import FORMATS, render
from tests.feeds.test_golden import SMALL
print(*(hashlib.sha256(render(SMALL, each)).hexdigest() for each in FORMATS))
"""


def digests(**environment: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-c", SCRIPT], env=env, check=True, capture_output=True, text=True).stdout


def test_zone_locale_and_hash_seed_do_not_show() -> None:
    from tests.feeds.test_golden import SMALL

    here = " ".join(hashlib.sha256(render(SMALL, each)).hexdigest() for each in FORMATS) + "\n"
    assert digests(TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="1") == here
    assert digests(TZ="America/St_Johns", LC_ALL="C", PYTHONHASHSEED="2") == here


@pytest.mark.parametrize("format_", FORMATS)
def test_the_locale_is_never_touched(format_: FeedFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert render(feed(item()), format_)


def test_the_absent_date_is_absent() -> None:
    assert not NO_DATE


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_feed_gives_the_same_bytes(format_: FeedFormat) -> None:
    assert render(feed(item()), format_) == render(feed(item()), format_)
