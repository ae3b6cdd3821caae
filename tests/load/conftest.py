"""Sites written for one test, and loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.config import Settings, SiteSettings
from publisher.load import Loaded, load, scan

NOW = datetime(2026, 11, 22, 8, 37, 34, tzinfo=UTC)

Build = Callable[..., Loaded]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write files (by path, text or bytes) into an empty folder and load it."""

    def build_site(files: Mapping[str, str | bytes], *, now: datetime = NOW, **site: str) -> Loaded:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        settings = Settings(site=SiteSettings(**site))
        return load(scan(tmp_path, settings), settings, now=now)

    return build_site
