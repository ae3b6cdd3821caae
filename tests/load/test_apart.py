"""Posts read in several processes: the same result as in one, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from publisher.config import Settings
from publisher.load import SourceFile, load, scan
from publisher.load.apart import FEWEST, Apart
from publisher.load.late import Row

from .conftest import NOW


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Just enough posts for three processes; every seventh is broken, some are of the future, two share a slug."""
    root = tmp_path_factory.mktemp("site")
    for number in range(3 * FEWEST):
        date = f"20{20 + number % 10}-01-02"
        text = f'---\ntitle: "第{number}回"\ndate: {date}\nslug: s{number // 2}\n---\nBody {number}.\n'
        (root / f"{number}.md").write_text(text if number % 7 else f"---\ntitle: [{number}\n---\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_several_processes_read_what_one_reads(site: Path, tmp_path: Path, jobs: int) -> None:
    found = scan(site, Settings())
    alone = load(found, Settings(), now=NOW)
    together = load(found, Settings(), now=NOW, cache=tmp_path, jobs=jobs)
    assert together == alone
    assert together.hidden
    assert together.problems
    for post in alone.posts[::50]:
        assert together.bodies.of(post) == alone.bodies.of(post)
        assert together.face_of(post) == alone.face_of(post)
    assert load(found, Settings(), now=NOW, cache=tmp_path) == alone, "what was read apart is remembered"


def files(count: int) -> list[SourceFile]:
    return [SourceFile.of(f"{number}.md", b"x") for number in range(count)]


def row(file: SourceFile) -> Row:
    return (os.getpid(), file.path)


def test_few_files_are_read_here() -> None:
    few = files(2 * FEWEST - 1)
    apart = Apart(few, row, jobs=4)
    assert apart.own == few
    assert apart.rows() == {}


def test_each_file_is_read_once() -> None:
    many = files(3 * FEWEST)
    apart = Apart(many, row, jobs=3)
    rows = apart.rows()
    assert {file.key for file in many} == {file.key for file in apart.own} | rows.keys()
    assert len(apart.own) + len(rows) == len(many)
    assert len({pid for pid, _ in rows.values()} - {os.getpid()}) == 2


def test_a_process_that_dies_costs_only_its_help() -> None:
    here = os.getpid()

    def fatal(file: SourceFile) -> Row:
        if file.path == "101.md" and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return row(file)

    many = files(3 * FEWEST)
    apart = Apart(many, fatal, jobs=3)
    rows = apart.rows()
    assert len({pid for pid, _ in rows.values()}) == 1
    assert len(rows) == FEWEST
