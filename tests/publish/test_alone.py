"""A single file written where the user points."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.publish import write_file
from tests.publish.versions import before_each_call, tree


def test_the_file_and_its_folder_are_made(tmp_path: Path) -> None:
    write_file(tmp_path / "a/b/カード.png", b"card")
    assert tree(tmp_path) == {"a/b/カード.png": b"card"}


def test_the_longest_name_is_written(tmp_path: Path) -> None:
    name = "あ" * 83 + "ab.png"
    write_file(tmp_path / name, b"card")
    assert tree(tmp_path) == {name: b"card"}


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.png").mkdir()
    with pytest.raises(PublishError, match=r"x\.png") as caught:
        write_file(tmp_path / "x.png", b"card")
    assert caught.value.hint
    assert tree(tmp_path) == {}


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    def failing(at: int) -> Callable[[int], None]:
        def act(count: int) -> None:
            if count == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return act

    target = tmp_path / "x.png"
    write_file(target, b"old")
    failures = 0
    for at in itertools.count(1):
        with pytest.MonkeyPatch.context() as patch:
            calls = before_each_call(patch, failing(at))
            try:
                write_file(target, b"new")
            except PublishError:
                failures += 1
        if len(calls) < at:
            break
        assert target.read_bytes() in {b"old", b"new"}
    assert failures
    assert tree(tmp_path) == {"x.png": b"new"}
