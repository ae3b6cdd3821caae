"""The survey of whole blogs: what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.sites import jekyll_site
from tests.quality.chromium import Seen
from tests.quality.differences import Reason
from tests.quality.survey import Faults, Setting, Title, _against_kinsoku, agreement, drawable, laws, titles_of


def test_every_title_of_a_site_is_looked_at_once(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site", posts=2)
    assert titles_of([site, site]) == [Title("第2回の話", "ja"), Title("第1回の話", "ja")]


@pytest.mark.parametrize("wrap", ["balance", "pretty", "greedy"])
def test_good_titles_break_no_law_and_it_is_told_why_phrases_were_parted(wrap: str) -> None:
    titles = [
        Title("山のアプリケーションサーバー構築手順", "ja"),
        Title("The harbour at night", "en"),
        Title("港", "ja"),
    ]
    faults, inside = laws(titles, Setting(480, 60), wrap)  # type: ignore[arg-type]
    assert faults == Faults()
    assert sum(inside.values()) > 0
    assert all(why.startswith("wider than the line") for why in inside)


def test_lines_that_begin_or_end_as_none_may_are_seen() -> None:
    assert _against_kinsoku("港の灯り", "、夜の海")
    assert _against_kinsoku("港の「", "灯り」")
    assert not _against_kinsoku("港の灯り、", "夜の海")
    assert not _against_kinsoku("vs", ".NET MAUI")


def test_what_another_sets_otherwise_is_counted_by_reason() -> None:
    titles = [Title("市民ホールの改修：残すのは舞台か、それとも客席か", "ja"), Title("港の朝", "ja")]
    theirs = (("市民ホールの改修：残すのは", "舞台か、それとも客席か"), ("港の朝",))
    seen = [[Seen(words, 0.0, ()) for words in lines] for lines in theirs]
    same, reasons = agreement(titles, seen, Setting(1056, 60), "balance", plain=False)
    assert (same, dict(reasons)) == (1, {Reason.SENSE: 1})


def test_a_title_in_letters_of_other_fonts_is_left_out_of_the_comparison() -> None:
    assert drawable(Title("港の朝", "ja"))
    assert not drawable(Title("바다", "ko"))
