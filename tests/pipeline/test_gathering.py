"""The collector rests while a build gathers, and is as it was afterwards, whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from publisher.pipeline.gathering import gathering


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_rests_until_all_is_gathered_and_then_leaves_that_aside() -> None:
    with gathering() as gathered:
        assert not gc.isenabled()
        many = [[number] for number in range(1000)]
        gathered()
        assert gc.isenabled()
        assert gc.get_freeze_count() >= len(many)
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


def test_an_error_does_not_leave_it_resting() -> None:
    with pytest.raises(ValueError, match="x"), gathering():
        raise ValueError("x")
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    with gathering() as gathered:
        gathered()
        assert not gc.isenabled()
    assert not gc.isenabled()
