"""Many cards over several processes: in order, and no card costs another."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from publisher.cards import Job, draw_all, pool
from publisher.cards.drawing import Drawn, draw
from publisher.errors import RenderError

PAGE = "<html><body style='display: flex; width: 60px; height: 60px; background: #fff'><p>{}</p></body></html>"


def jobs(words: list[str]) -> list[Job]:
    return [
        Job(key=f"{number} {word}", document=PAGE.format(word), width=60, height=60, path="p", lang="ja")
        for number, word in enumerate(words)
    ]


def accident(document: str, *args: object, **options: object) -> Drawn:
    """`draw`, but for words that never end or that take their process with them."""
    if "HANGS" in document:
        time.sleep(600)
    if "DIES" in document:
        os._exit(9)
    return draw(document, *args, **options)  # type: ignore[arg-type]


def test_cards_come_in_order_and_are_those_of_one_process() -> None:
    wanted = jobs([f"語{number}" for number in range(50)])
    several = list(draw_all(wanted, workers=2))
    assert [key for key, _ in several] == [job.key for job in wanted]
    assert several == list(draw_all(wanted, workers=1))


def test_a_card_that_never_ends_or_kills_its_process_costs_that_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "draw", accident)  # workers are forked, so they have it too
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    words = [*"一二三", "HANGS", *"四五六七八九", "DIES", *"十百千"]
    found = dict(draw_all(jobs(words), workers=2))
    failed = {key: result for key, result in found.items() if not isinstance(result, Drawn)}
    assert sorted(failed) == ["10 DIES", "3 HANGS"]
    assert len(found) == len(words)
    assert isinstance(failed["3 HANGS"], RenderError)
    assert "took more than" in failed["3 HANGS"].message
    assert "process ended" in failed["10 DIES"].message


def test_no_process_is_left_when_the_rest_is_not_wanted() -> None:
    before = children()
    drawing = draw_all(jobs(["語"] * 200), workers=2)
    next(drawing)
    assert children() == before + 2
    drawing.close()  # type: ignore[attr-defined]
    assert children() == before


def children() -> int:
    lists = Path("/proc/self/task").glob("*/children")
    return sum(len(listed.read_text(encoding="ascii").split()) for listed in lists)


@pytest.mark.skipif(sys.platform != "linux", reason="pipes are as large as the system makes them")
def test_a_worker_need_not_wait_until_a_batch_of_cards_is_taken_from_it() -> None:
    reader, writer = pool._context().Pipe(duplex=False)
    with reader, writer:
        os.set_blocking(writer.fileno(), False)
        writer.send_bytes(bytes(8 * 100_000))  # raises where it would have to wait
