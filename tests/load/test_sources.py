"""Files known by their stamps: not read again while nothing has happened to them, and always when something has."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.config import Settings
from publisher.errors import LoadError
from publisher.kept import Kept
from publisher.load import Loaded, Scan, SourceFile, load, scan, sources

from .conftest import NOW

EVERYTHING = Settings()


@pytest.fixture(autouse=True)
def fine_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every tick were a hundredth of a second, so that no test need wait for two."""
    monkeypatch.setattr(sources, "TICK", 10_000_000)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    for name in ("a", "b", "c"):
        (root / f"{name}.md").write_text(
            f"---\ntitle: {name}\ndate: 2026-01-02\n---\nBody of {name}.\n", encoding="utf-8"
        )
    time.sleep(0.03)
    return root


def scanned(site: Path) -> Scan:
    return scan(site, EVERYTHING, cache=site.parent / "cache")


def read(found: Scan) -> list[str]:
    """The paths of the files whose bytes were read."""
    return [file.path for file in found.files if file.read is not None]


def loaded(site: Path) -> Loaded:
    return load(scanned(site), EVERYTHING, now=NOW, cache=site.parent / "cache")


def test_what_has_not_changed_is_not_read_again(site: Path) -> None:
    first = scanned(site)
    assert read(first) == ["a.md", "b.md", "c.md"]
    again = scanned(site)
    assert read(again) == []
    assert again == first == scan(site, EVERYTHING)
    assert [file.data for file in again.files] == [file.data for file in first.files]


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def replaced(path: Path, text: str) -> None:
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


@pytest.mark.parametrize("change", [in_place, replaced])
def test_other_bytes_of_the_same_size_and_time_are_seen(site: Path, change: Callable[[Path, str], None]) -> None:
    """As `touch -r`, `cp -p` and `rsync -t` leave them."""
    path, before = site / "b.md", loaded(site)
    status = path.stat()
    change(path, path.read_text(encoding="utf-8").replace("title: b", "title: B").replace("Body", "body"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    found = scanned(site)
    assert read(found) == ["b.md"]
    after = load(found, EVERYTHING, now=NOW, cache=site.parent / "cache")
    assert after == load(scan(site, EVERYTHING), EVERYTHING, now=NOW) != before
    assert [after.bodies.of(post) for post in after.posts] == ["Body of a.\n", "body of b.\n", "Body of c.\n"]


def test_a_touched_file_is_read_and_found_the_same(site: Path) -> None:
    first = scanned(site)
    (site / "b.md").touch()
    again = scanned(site)
    assert read(again) == ["b.md"]
    assert again.digest == first.digest


def test_a_file_that_has_just_been_changed_is_not_relied_on(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TICK", 3_600_000_000_000)
    scanned(site)
    assert read(scanned(site)) == ["a.md", "b.md", "c.md"], "two changes within a tick leave the same times"


def test_files_that_come_and_go_and_move(site: Path) -> None:
    scanned(site)
    (site / "a.md").unlink()
    (site / "b.md").rename(site / "d.md")
    assert [post.path for post in loaded(site).posts] == ["c.md", "d.md"]
    (site / "d.md").rename(site / "b.md")
    assert loaded(site) == load(scan(site, EVERYTHING), EVERYTHING, now=NOW)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_no_longer_be_read_is_a_problem(site: Path) -> None:
    scanned(site)
    (site / "b.md").chmod(0)
    assert [problem.path for problem in scanned(site).problems] == ["b.md"]


def test_a_body_is_that_of_the_file_as_it_is_by_then(site: Path) -> None:
    """The next scan finds the change; what was loaded stands beside what the file says now."""
    loaded(site)
    now = loaded(site)
    assert all(now.bodies.of(post) == f"Body of {post.title}.\n" for post in now.posts)
    (site / "a.md").write_text("---\ntitle: another\ndate: 2026-01-02\n---\nAnother body.\n", encoding="utf-8")
    (site / "b.md").unlink()
    assert [now.bodies.of(post) for post in now.posts] == ["Another body.\n", "", "Body of c.\n"]


def test_bytes_that_are_no_longer_those_of_the_key_are_refused(site: Path) -> None:
    scanned(site)
    files = scanned(site).files
    in_place(site / "a.md", "x")
    (site / "b.md").unlink()
    for file in files[:2]:
        with pytest.raises(LoadError, match=rf"{file.path}: it was changed while the site was read"):
            assert file.data
    assert files[2].data.endswith(b"Body of c.\n")


def test_a_damaged_memory_of_stamps_is_none(site: Path) -> None:
    scanned(site)
    (kept,) = (site.parent / "cache").iterdir()
    whole = kept.read_bytes()
    for damage in (b"", b"x", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        kept.write_bytes(damage)
        assert read(scanned(site)) == ["a.md", "b.md", "c.md"]
        assert kept.read_bytes() == whole, "it is mended"


def test_a_memory_that_cannot_be_written_costs_nothing(site: Path) -> None:
    (site.parent / "cache").write_text("a file, not a folder", encoding="utf-8")
    assert read(scanned(site)) == read(scanned(site)) == ["a.md", "b.md", "c.md"]


def test_the_key_tells_path_from_bytes() -> None:
    keys = {SourceFile.of(path, data).key for path, data in (("a", b"b"), ("ab", b""), ("", b"ab"), ("a", b"\0b"))}
    assert len(keys) == 4


def told(kept: Kept) -> list[bytes]:
    return [bytes(record) for record in kept.records()]


def test_records_are_added_and_a_broken_end_is_known(tmp_path: Path) -> None:
    kept = Kept(tmp_path, tmp_path, ".test", b"basis")
    assert kept.records() == []
    assert not kept.whole
    assert kept.replace(b"one")
    assert kept.add(b"")
    assert kept.add(b"three")
    assert (told(kept), kept.whole) == ([b"one", b"", b"three"], True)
    assert Kept(tmp_path, tmp_path, ".test", b"another").records() == []
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    torn = Kept(tmp_path, tmp_path, ".test", b"basis")
    assert (told(torn), torn.whole) == ([b"one", b""], False)
    assert torn.replace(b"anew")
    assert (told(torn), torn.whole) == ([b"anew"], True)


def test_what_no_file_has_any_more_is_left_out_in_time(site: Path) -> None:
    """A build adds what it read; it writes all anew once much of that is of no use, so the cache does not grow."""
    path, sizes = site / "a.md", []
    for number in range(100):
        path.write_text(f"---\ntitle: n{number}\ndate: 2026-01-02\n---\n{'x' * number}\n", encoding="utf-8")
        assert loaded(site).posts[0].title == f"n{number}"
        sizes.append(sum(file.stat().st_size for file in (site.parent / "cache").iterdir()))
    assert max(sizes[50:]) < 2 * sizes[0]
