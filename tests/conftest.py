"""What every test stands on: no cache, no configuration and no colour of the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch.web import Web, serving


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds remember in a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for name in [name for name in os.environ if name.startswith("PUBLISHER_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demo site: eighteen posts in our own words."""
    return Path(__file__).parent / "sites" / "demo"


@pytest.fixture(scope="session")
def web_running() -> Iterator[Web]:
    """The web's servers, once for all tests."""
    with serving() as found:
        yield found


@pytest.fixture
def web(web_running: Web) -> Web:
    """A web on loopback with no page on it yet."""
    web_running.clear()
    return web_running
