"""A web for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetch.web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found
