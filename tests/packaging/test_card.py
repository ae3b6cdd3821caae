"""The card that the wheel must draw is the one that the checkout draws (wheel.py makes the first comparison)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from publisher.config import Settings
from publisher.pipeline import card_of, site_root
from tests.packaging.pixels import assert_same
from tests.packaging.wheel import GOLDEN, POST


def test_the_golden_card(tmp_path: Path) -> None:
    drawn = card_of(POST, site_root(POST), tmp_path / "card.png", Settings(), now=datetime(2026, 2, 1, tzinfo=UTC))
    assert drawn.problems == ()
    assert_same(tmp_path / "card.png", GOLDEN, GOLDEN.parents[1] / "failed")
