"""Copies in the cache folder: whole or not there, shared by builds, never growing for ever."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.fetch.hosts import FetchError
from publisher.fetch.store import Copy, Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://pictures.example/a.png?token=secret"


def copy_of(data: bytes, checked: datetime = NOW) -> Copy:
    return Copy(sha256=hashlib.sha256(data).hexdigest(), checked=checked, etag='"é"')


def kept(store: Store, url: str, data: bytes, checked: datetime = NOW) -> Copy:
    copy = copy_of(data, checked)
    store.keep(url, copy, data)
    return copy


def age(store: Store, days: float) -> None:
    """Let the files be that old."""
    for file in (store.cache / "pictures").iterdir():
        os.utime(file, ((NOW - timedelta(days=days)).timestamp(),) * 2)


def test_what_is_kept_is_found_and_names_no_address(tmp_path: Path) -> None:
    store = Store(tmp_path)
    copy = kept(store, URL, b"picture")
    assert store.look_up(URL) == copy
    assert store.file(copy).read_bytes() == b"picture"
    assert store.look_up(URL + "x") is None
    for file in tmp_path.rglob("*"):
        assert "secret" not in file.name
        assert file.is_dir() or b"secret" not in file.read_bytes()


def test_two_addresses_with_the_same_bytes_share_them(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.file(kept(store, URL, b"picture")) == store.file(kept(store, "https://b.example/", b"picture"))
    assert len(list((tmp_path / "pictures").iterdir())) == 3


@pytest.mark.parametrize("harm", ["cut", "gone", "other", "note", "schema", "name", "clock"])
def test_a_copy_that_is_not_whole_is_none(tmp_path: Path, harm: str) -> None:
    store = Store(tmp_path)
    copy = kept(store, URL, b"picture")
    (note,) = (tmp_path / "pictures").glob("*.json")
    text = note.read_text(encoding="ascii")
    changes = {
        "note": text[:20],
        "schema": text.replace('"schema": 1', '"schema": 2'),
        "name": text.replace(copy.sha256, "../../secret"),
        "clock": text.replace("+00:00", ""),
    }
    if harm in changes:
        assert changes[harm] != text
        note.write_text(changes[harm], encoding="ascii")
    elif harm == "gone":
        store.file(copy).unlink()
    else:
        store.file(copy).write_bytes(b"pict" if harm == "cut" else b"picturE")
    assert store.look_up(URL) is None


def test_what_was_not_seen_for_long_is_cleared_and_what_is_wanted_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, new = NOW - timedelta(days=91), NOW - timedelta(days=89)
    kept(store, "https://old.example/", b"old", old)
    kept(store, "https://wanted.example/", b"wanted", old)
    kept(store, "https://new.example/", b"new", new)
    kept(store, "https://changed.example/", b"before", new)
    kept(store, "https://changed.example/", b"after", new)
    (tmp_path / "pictures" / ".left.tmp").write_bytes(b"of a killed build")
    (tmp_path / "pictures" / "broken.json").write_bytes(b"{")
    age(store, 2)
    store.clear(["https://wanted.example/"], NOW)
    assert store.look_up("https://old.example/") is None
    assert store.look_up("https://wanted.example/")
    assert store.look_up("https://new.example/")
    assert store.look_up("https://changed.example/")
    names = {file.name for file in (tmp_path / "pictures").iterdir() if file.suffix != ".json"}
    assert names == {hashlib.sha256(data).hexdigest() for data in (b"wanted", b"new", b"after")}


def test_what_another_build_is_just_writing_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept(store, URL, b"picture")
    loose = tmp_path / "pictures" / hashlib.sha256(b"loose").hexdigest()
    loose.write_bytes(b"loose")
    age(store, 0)
    store.clear([], NOW)
    assert loose.exists()


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_bytes(b"in the way")
    with pytest.raises(FetchError) as caught:
        kept(Store(tmp_path), URL, b"picture")
    assert "cannot be written" in caught.value.message
    Store(tmp_path).clear([], NOW)
    Store(tmp_path / "none").clear([], NOW)
