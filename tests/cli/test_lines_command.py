"""`publisher lines`, from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import publisher

TITLES = "市民ホールの改修：残すのは舞台か、それとも客席か\n春の海と漁師の歌\n"


def lines(titles: Path, *options: object) -> list[list[str]]:
    done = publisher("lines", titles, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "titles.txt"
    path.write_text(TITLES, encoding="utf-8")
    return path


def test_each_line_of_input_is_an_array_of_its_lines(titles: Path) -> None:
    assert lines(titles) == [["市民ホールの改修：", "残すのは舞台か、それとも客席か"], ["春の海と漁師の歌"]]


def test_the_width_and_the_size_decide_the_measure(titles: Path) -> None:
    assert lines(titles, "--width", 600, "--size", 60) == lines(titles, "--width", 300, "--size", 30)
    assert lines(titles, "--width", 600) != lines(titles)


def test_greedy_without_phrases_fills_each_line(titles: Path) -> None:
    first, _ = lines(titles, "--wrap", "greedy", "--no-phrase", "--width", 600)
    assert first == ["市民ホールの改修：残", "すのは舞台か、それと", "も客席か"]


def test_the_language_decides_what_a_phrase_is(tmp_path: Path) -> None:
    path = tmp_path / "ko.txt"
    path.write_text("느린 기차, 긴 이야기, 그리고 바다", encoding="utf-8")
    (korean,) = lines(path, "--lang", "ko", "--width", 480)
    assert " ".join(korean) == path.read_text(encoding="utf-8")


def test_titles_come_from_the_standard_input(titles: Path) -> None:
    command = [sys.executable, "-c", "from publisher.cli import main; main()", "lines"]
    done = subprocess.run(command, input=titles.read_bytes(), capture_output=True, timeout=120, check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == lines(titles)


def test_an_empty_line_is_an_empty_array_so_that_output_and_input_go_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_text("一\n\n二\n", encoding="utf-8")
    assert lines(path) == [["一"], [], ["二"]]


def test_a_line_that_is_not_utf8_is_named_and_the_others_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_bytes("春\n".encode() + "夏\n".encode("cp932") + "秋\n".encode())
    done = publisher("lines", path)
    assert done.returncode == 1
    assert [json.loads(line) for line in done.stdout.splitlines()] == [["春"], [], ["秋"]]
    assert done.stderr.splitlines() == [
        f"error: {path}:2: byte 1 of the line is not UTF-8: 0x89",
        "  hint: save the file as UTF-8",
    ]


@pytest.mark.parametrize("options", [["--width", "0"], ["--size", "-1"], ["--wrap", "tight"], ["--weight", "bold"]])
def test_a_wrong_option_is_a_wrong_call(titles: Path, options: list[str]) -> None:
    assert publisher("lines", titles, *options).returncode == 2


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    assert publisher("lines", tmp_path / "none.txt").returncode == 2
