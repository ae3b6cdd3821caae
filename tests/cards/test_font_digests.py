"""Fonts known by their stamps: not read again while nothing has happened to them, and always when something has."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest

from publisher.cards import font_digests as module
from publisher.cards.font_digests import font_digests


@pytest.fixture
def font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for all the bundled fonts, a tick of the clock (here a hundredth of a second) old."""
    font = tmp_path / "a.ttf"
    font.write_bytes(b"glyphs")
    monkeypatch.setattr(module, "TICK", 10_000_000)
    monkeypatch.setattr(module, "_bundled_files", lambda: [font])
    time.sleep(0.03)
    return font


def sha256(data: bytes) -> dict[str, str]:
    return {"a.ttf": hashlib.sha256(data).hexdigest()}


def in_a_new_process(cache: Path | None) -> dict[str, str]:
    module._known.clear()
    return font_digests(cache)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The fonts that have been read."""
    read: list[object] = []
    real = hashlib.file_digest

    def noted(file: Any, name: str) -> object:
        read.append(file)
        return real(file, name)

    monkeypatch.setattr(hashlib, "file_digest", noted)
    return read


def test_a_font_that_stays_is_read_once(font: Path, tmp_path: Path, readings: list[object]) -> None:
    for _ in range(3):
        assert in_a_new_process(tmp_path) == sha256(b"glyphs")
    assert len(readings) == 1
    module._known.clear()
    assert font_digests(None) == sha256(b"glyphs")
    assert len(readings) == 2
    font_digests(tmp_path)
    assert len(readings) == 2


def test_a_font_of_the_same_size_and_date_is_read(font: Path, tmp_path: Path) -> None:
    before = font.stat()
    in_a_new_process(tmp_path)
    font.write_bytes(b"forged")
    os.utime(font, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert in_a_new_process(tmp_path) == sha256(b"forged")
    font.with_name("b").write_bytes(b"moved!")
    font.with_name("b").replace(font)
    assert in_a_new_process(tmp_path) == sha256(b"moved!")


def test_a_font_that_was_changed_within_a_tick_is_read(font: Path, tmp_path: Path, readings: list[object]) -> None:
    font.write_bytes(b"GLYPHS")
    assert in_a_new_process(tmp_path) == in_a_new_process(tmp_path) == sha256(b"GLYPHS")
    assert len(readings) == 2


def test_what_is_damaged_is_not_believed(font: Path, tmp_path: Path) -> None:
    in_a_new_process(tmp_path)
    (kept,) = tmp_path.glob("*.fonts")
    data = kept.read_bytes()
    right, wrong = (sha256(text)["a.ttf"].encode() for text in (b"glyphs", b"forged"))
    assert right in data
    kept.write_bytes(data.replace(right, wrong))
    assert in_a_new_process(tmp_path) == sha256(b"glyphs")
