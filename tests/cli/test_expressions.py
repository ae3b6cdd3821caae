"""Expressions that were kept are those that would be compiled, and are believed only where nobody else wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.expressions import kept

COMPILER: Any = import_module("re._compiler")
EXPRESSIONS: list[tuple[Any, int]] = [
    ("", 0),
    ("[一-鿿ァ-ヺ「『A-Za-z0-9]+", 0),
    ("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})|(x)(?=y)", 0),
    ("straße|[ſK]", re.IGNORECASE),
    ("(?i)straße", 0),
    ("^ a \\b . # all flags at once", re.VERBOSE | re.MULTILINE | re.DOTALL | re.ASCII),
    (b"[\x80-\xff](?P<rest>.*)", re.DOTALL),
    ("[^\t -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", 0),
]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What is compiled anew, as it is; `re` has forgotten all it knew, before and after."""
    seen: list[object] = []
    parse = COMPILER._parser.parse

    def noted(source: object, *rest: object) -> object:
        seen.append(source)
        return parse(source, *rest)

    monkeypatch.setattr(COMPILER._parser, "parse", noted)
    re.purge()
    yield seen
    re.purge()


def use(cache: Path) -> list[re.Pattern[Any]]:
    """The expressions, compiled as in a process of its own."""
    re.purge()
    with kept(cache):
        return [re.compile(*expression) for expression in EXPRESSIONS]


def test_what_is_kept_equals_what_is_compiled(tmp_path: Path, compiled: list[object]) -> None:
    first = use(tmp_path)
    del compiled[:]
    second = use(tmp_path)
    assert compiled == []
    assert first == second  # flags, code and groups
    assert [found.groupindex for found in first] == [found.groupindex for found in second]
    found = second[2].fullmatch("2026-01")
    assert found is not None
    assert (found.lastgroup, found["month"], second[2].groups) == ("month", "01", 3)


def test_what_is_new_is_added(tmp_path: Path, compiled: list[object]) -> None:
    use(tmp_path)
    for _ in range(2):
        del compiled[:]
        re.purge()
        with kept(tmp_path):
            assert re.match("neu+", "neuu")
        use(tmp_path)
    assert compiled == []


def test_a_wrong_expression_is_refused_as_ever(tmp_path: Path, compiled: list[object]) -> None:
    for _ in range(2):
        with kept(tmp_path), pytest.raises(re.error, match="unterminated"):
            re.compile("(a")


@pytest.mark.parametrize("damage", [b"", b"?" * 40])
def test_a_file_that_is_not_whole_is_not_used(tmp_path: Path, compiled: list[object], damage: bytes) -> None:
    first = use(tmp_path)
    file = tmp_path / "expressions"
    file.write_bytes(file.read_bytes()[:-1] + damage)
    del compiled[:]
    assert use(tmp_path) == first
    assert len(compiled) >= len(EXPRESSIONS)


def test_a_folder_that_others_may_write_to_is_passed_over(tmp_path: Path, compiled: list[object]) -> None:
    use(tmp_path)
    tmp_path.chmod(0o777)
    del compiled[:]
    use(tmp_path)
    assert len(compiled) >= len(EXPRESSIONS)


def test_afterwards_all_is_as_before(tmp_path: Path, compiled: list[object]) -> None:
    inside = COMPILER.compile, COMPILER._sre
    with pytest.raises(ZeroDivisionError), kept(tmp_path):
        assert COMPILER.compile is not inside[0]
        raise ZeroDivisionError
    assert (COMPILER.compile, COMPILER._sre) == inside


def test_another_engine_compiles_as_ever(
    tmp_path: Path, compiled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One whose code cannot be had, then one that does not take it."""

    def refuse(*_: object) -> None:
        raise TypeError

    expected = [re.compile(*expression) for expression in EXPRESSIONS]
    with monkeypatch.context() as patched:
        patched.delattr(import_module("_sre"), "MAGIC")
        assert use(tmp_path) == expected
    assert not (tmp_path / "expressions").exists()
    use(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("publisher.cli.expressions.memoryview", refuse, raising=False)
        assert use(tmp_path) == expected


def test_no_more_are_kept_than_are_read_quickly(
    tmp_path: Path, compiled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publisher.cli.expressions._MOST", len(EXPRESSIONS) - 1)
    use(tmp_path)
    assert not (tmp_path / "expressions").exists()
