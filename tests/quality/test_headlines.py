"""The headline tables: every line ends where a good editor would let it end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from publisher.cards.text import Text, set_lines
from publisher.cards.text.classes import NO_END, NO_START
from tests.cards.text.setting import strings
from tests.quality.table import HERE, fault, fewest_lines, prepared, rows, shown

TABLES = sorted(path.name for path in HERE.glob("*.tsv") if path.name != "chromium.tsv")


@pytest.mark.parametrize("name", TABLES)
def test_every_headline_is_set_as_an_editor_would_accept(name: str) -> None:
    faults = list(filter(None, map(fault, rows(name))))
    assert not faults, f"{len(faults)} of {len(rows(name))} rows fail:\n" + "\n".join(faults)


def test_the_japanese_table_is_large_and_has_no_row_twice() -> None:
    table = rows("ja.tsv")
    assert len(table) >= 300
    assert len({(row.headline, row.measure) for row in table}) == len(table)
    assert {len(row.headline) // 10 for row in table} >= {0, 1, 2, 3, 4, 5, 6, 7, 8}


@pytest.mark.parametrize("name", [name for name in TABLES if name.startswith("ja")])
def test_the_marks_themselves_keep_kinsoku(name: str) -> None:
    for row in rows(name):
        visible = "".join(row.headline.split())
        for mark in row.accepted:
            assert visible[mark] not in NO_START, (row.where, visible[mark])
            assert visible[mark - 1] not in NO_END, (row.where, visible[mark - 1])


def test_a_line_that_ends_elsewhere_is_a_fault_that_names_its_row() -> None:
    row = next(row for row in rows("ja.tsv") if len(row.accepted) == 1)
    wrong = replace(row, where="x.tsv:7", accepted=frozenset({mark + 1 for mark in row.accepted}))
    assert fault(row) == ""
    assert fault(wrong).startswith("x.tsv:7")


def test_a_line_more_than_the_marks_need_is_a_fault() -> None:
    row = next(row for row in rows("ja.tsv") if fewest_lines(row, prepared(row)) == 2)
    everywhere = replace(row, accepted=frozenset(range(1, len(row.headline))), measure=row.measure / 2)
    assert fewest_lines(everywhere, prepared(everywhere)) > 2
    assert fewest_lines(replace(row, accepted=frozenset()), prepared(row)) == 0


@pytest.mark.parametrize("wrap", ["balance", "pretty"])
def test_a_tables_words_break_well_at_any_measure(wrap: str) -> None:
    for row in rows("ja.tsv")[::7]:
        text = prepared(row)
        for measure in (7, 9, 11, 13, 16, 21):
            _no_law_is_broken(text, measure, wrap)


def _no_law_is_broken(text: Text, measure: float, wrap: str) -> None:
    lines = set_lines(text, measure, wrap)  # type: ignore[arg-type]
    assert lines.width <= measure + 1e-6, shown(lines)
    said = strings(lines)
    for line, following in pairwise(said):
        assert following[0] not in NO_START, shown(lines)
        assert line[-1] not in NO_END, shown(lines)
