"""Pages of a generator, rewritten in place."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.load import built_site
from publisher.publish import rewrite
from tests.publish.versions import before_each_call, die, in_child


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    for name in ("index.html", "a/index.html", "b.htm", "c.txt"):
        (tmp_path / name).write_text(f"old {name}", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.html").write_text("x", encoding="utf-8")
    (tmp_path / "link.html").symlink_to(tmp_path / "b.htm")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_listed_by_path_without_links_and_hidden_ones(folder: Path) -> None:
    assert list(built_site(folder).stamps) == ["a/index.html", "b.htm", "index.html"]
    assert built_site(folder / "nothing").stamps == {}


def test_the_digest_tells_a_page_that_was_written(folder: Path) -> None:
    before = built_site(folder).digest
    assert built_site(folder).digest == before
    status = (folder / "b.htm").stat()
    os.utime(folder / "b.htm", ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert built_site(folder).digest != before


def test_new_bytes_and_their_stamps(folder: Path) -> None:
    built = built_site(folder)
    before = names(folder)
    stamps = rewrite(folder, [("a/index.html", b"new"), ("b.htm", b"newer")], built.stamps)
    assert (folder / "a" / "index.html").read_bytes() == b"new"
    assert (folder / "b.htm").read_bytes() == b"newer"
    assert {**built.stamps, **stamps} == built_site(folder).stamps
    assert names(folder) == before


def test_a_page_that_someone_else_wrote_meanwhile_is_theirs(folder: Path) -> None:
    built = built_site(folder)

    def pages() -> Iterator[tuple[str, bytes]]:
        (folder / "b.htm").write_bytes(b"the generator's")
        (folder / "index.html").unlink()
        yield "b.htm", b"ours"
        yield "index.html", b"ours"
        yield "a/index.html", b"ours"

    assert set(rewrite(folder, pages(), built.stamps)) == {"a/index.html"}
    assert (folder / "b.htm").read_bytes() == b"the generator's"
    assert not (folder / "index.html").exists()


def test_a_failure_leaves_whole_pages_and_nothing_else(folder: Path) -> None:
    built = built_site(folder)
    before = {name: (folder / name).read_bytes() for name in names(folder)}

    def pages() -> Iterator[tuple[str, bytes]]:
        yield "b.htm", b"ours"
        raise PublishError("no more")

    with pytest.raises(PublishError):
        rewrite(folder, pages(), built.stamps)
    assert {name: (folder / name).read_bytes() for name in names(folder)} == before


def test_more_pages_than_wait_at_a_time(folder: Path) -> None:
    for number in range(1500):
        (folder / f"{number}.html").write_bytes(b"old")
    built = built_site(folder)
    assert len(rewrite(folder, ((path, b"new") for path in built.stamps), built.stamps)) == 1503
    assert {(folder / path).read_bytes() for path in built.stamps} == {b"new"}


OLD, NEW = {"a.html": b"old", "b/c.html": b"old as well"}, {"a.html": b"new", "b/c.html": b"new as well"}


def sow(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "b").mkdir(parents=True)
    for name, data in OLD.items():
        (folder / name).write_bytes(data)


def test_killed_before_any_call(tmp_path: Path) -> None:
    """Each page is the old one or the new one, and the next time brings the same end, nothing left over."""
    folder = tmp_path / "site"

    def killed(at: int) -> bool:
        sow(folder)

        def work() -> None:
            with pytest.MonkeyPatch.context() as patch:
                before_each_call(patch, die(at))
                rewrite(folder, NEW.items(), built_site(folder).stamps)

        status = in_child(work)
        assert status in {0, -9}
        return status == -9

    kills = 0
    for at in itertools.takewhile(killed, itertools.count(1)):
        for name, data in NEW.items():
            assert (folder / name).read_bytes() in (OLD[name], data), at
        rewrite(folder, NEW.items(), built_site(folder).stamps)
        assert names(folder) == set(NEW)
        assert {name: (folder / name).read_bytes() for name in NEW} == NEW
        kills = at
    assert kills > 10
