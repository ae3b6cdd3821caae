"""A build does what has changed, no more and no less."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.config import CardSettings, FeedSettings, Settings
from publisher.load import sources
from publisher.resources import templates_dir
from tests.pipeline.sites import built, contents, jekyll_site, post, stamps


def test_a_first_build_writes_feeds_and_a_card_for_every_post(tmp_path: Path) -> None:
    report = built(jekyll_site(tmp_path / "site"), tmp_path / "out")
    files = contents(tmp_path / "out")
    assert (report.posts, report.cards_drawn, report.cards_unchanged, report.problems) == (3, 3, 0, ())
    assert {"rss.xml", "atom.xml", "feed.json"} <= files.keys()
    assert sum(name.startswith("cards/post-") and name.endswith(".png") for name in files) == 3


def test_nothing_changed_draws_nothing_and_touches_nothing(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    before = stamps(out)
    report = built(site, out)
    assert (report.cards_drawn, report.cards_unchanged, report.files_written) == (0, 3, 0)
    assert stamps(out) == before


def test_without_a_memory_the_same_is_found_by_looking_closely(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out, cache=None)
    before = stamps(out)
    assert built(site, out, cache=None).cards_unchanged == 3
    assert stamps(out) == before


def test_one_changed_title_redraws_one_card_and_keeps_the_old_one_for_a_while(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    before = contents(out)
    (site / "_posts" / "2026-01-02-post-2.md").write_text(post("第2回、書き直し", day="2026-01-02"), encoding="utf-8")
    report = built(site, out)
    assert (report.cards_drawn, report.cards_unchanged) == (1, 2)
    new = contents(out)
    assert {name for name in before if name.startswith("cards/")} <= new.keys()
    assert len([name for name in new if name.startswith("cards/post-2.")]) == 2


def test_a_changed_body_redraws_no_card_and_rewrites_the_feeds(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    (site / "_posts" / "2026-01-02-post-2.md").write_text(
        post("第2回の話", day="2026-01-02", body="書き直した本文。"), encoding="utf-8"
    )
    report = built(site, out)
    assert (report.cards_drawn, report.files_written) == (0, 3)
    assert "書き直した本文" in (out / "rss.xml").read_text(encoding="utf-8")


def test_a_changed_site_name_redraws_every_card(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    config = site / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("潮目ノート", "潮目新聞"), encoding="utf-8")
    assert built(site, out).cards_drawn == 3


def test_a_changed_feed_limit_redraws_no_card(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    report = built(site, out, settings=Settings(feeds=FeedSettings(limit=1)))
    assert (report.cards_drawn, report.cards_unchanged) == (0, 3)
    assert (out / "rss.xml").read_text(encoding="utf-8").count("<item>") == 1


def test_a_template_of_the_sites_own_shadows_ours_and_redraws(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    own = site / "templates" / "cards"
    own.mkdir(parents=True)
    source = (templates_dir() / "cards" / "news.html").read_text(encoding="utf-8")
    (own / "news.html").write_text(source, encoding="utf-8")
    assert built(site, out).cards_drawn == 0, "the same template elsewhere makes the same documents"
    (own / "news.html").write_text(source.replace("#fbf8f1", "#eef4fb"), encoding="utf-8")
    assert built(site, out).cards_drawn == 3


def test_another_size_redraws(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    report = built(site, out, settings=Settings(cards=CardSettings(width=1200, height=1200)))
    assert report.cards_drawn == 3


def test_a_changed_font_redraws_the_cards_that_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from publisher.cards.font_digests import font_digests
    from publisher.pipeline import work

    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    (site / "_posts" / "2026-01-01-post-1.md").write_text(post("お祭り🎉", day="2026-01-01"), encoding="utf-8")
    built(site, out, cache=None)
    real = font_digests()
    monkeypatch.setattr(work, "font_digests", lambda _cache: real | {"NotoColorEmoji.ttf": "another"})
    assert built(site, out, cache=None).cards_drawn == 1
    monkeypatch.setattr(work, "font_digests", lambda _cache: real | {"NotoSansJP-Bold.ttf": "another"})
    assert built(site, out, cache=None).cards_drawn == 3


def test_another_renderer_draws_all_again_and_writes_only_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from publisher.pipeline import work

    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out, cache=None)
    monkeypatch.setattr(work, "renderer", lambda: "another")
    report = built(site, out, cache=None)
    assert (report.cards_drawn, report.files_written) == (3, 0)


def test_force_draws_all_and_writes_nothing_new(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    report = built(site, out, force=True)
    assert (report.cards_drawn, report.files_written) == (3, 0)


def test_a_dry_run_says_what_would_be_and_writes_nothing(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    report = built(site, out, dry_run=True)
    assert (report.posts, report.cards_drawn, report.feeds) == (3, 3, 3)
    assert not out.exists()


def test_a_removed_card_file_is_drawn_again(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    next((out / "cards").glob("post-1.*")).unlink()
    report = built(site, out)
    assert (report.cards_drawn, report.files_written) == (1, 1)


def test_a_removed_post_takes_its_card_along_two_publishes_later(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    built(site, out)
    (site / "_posts" / "2026-01-01-post-1.md").unlink()
    built(site, out)
    assert list((out / "cards").glob("post-1.*")), "old shares must not break at once"
    for number in (2, 3):
        (site / "_posts" / "2026-01-02-post-2.md").write_text(post(f"{number}度目", day="2026-01-02"), encoding="utf-8")
        built(site, out)
    assert not list((out / "cards").glob("post-1.*"))


def test_a_post_dated_in_the_future_appears_when_its_time_has_come(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site", posts=1), tmp_path / "out"
    (site / "_posts" / "2026-12-01-later.md").write_text(post("あとで", day="2026-12-01"), encoding="utf-8")
    assert built(site, out).posts == 1
    assert built(site, out).posts == 1
    assert built(site, out, now=datetime(2026, 12, 2, tzinfo=UTC)).posts == 2


def test_problems_are_told_again_by_a_build_that_finds_nothing_changed(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    (site / "_posts" / "2026-01-09-bad.md").write_text('---\ntitle: "open\n---\n', encoding="utf-8")
    first = built(site, out)
    assert first.failed
    assert first.posts == 3
    second = built(site, out)
    assert second.files_written == 0
    assert second.problems == first.problems


def test_two_processes_draw_what_one_draws(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site", posts=20)
    built(site, tmp_path / "one", jobs=1)
    built(site, tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "edit", "delete", "rename"]), st.integers(1, 4)), max_size=5))
def test_incremental_equals_clean(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    for folder in ("site", "out", "clean", "cache"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "TICK", 10_000_000)  # files are relied on as if they had been there for a while
        built(site, out)
        for count, (what, number) in enumerate(steps):
            _change(site / "_posts", what, number, count)
            built(site, out)
    built(site, tmp_path / "clean", cache=None)
    clean, left = contents(tmp_path / "clean"), contents(out)
    assert {name: left.get(name) for name in clean} == clean
    assert all(name.startswith("cards/") for name in left.keys() - clean.keys()), "only cards that were shared stay"


def _change(posts: Path, what: str, number: int, count: int) -> None:
    file = posts / f"2026-01-{number:02}-post-{number}.md"
    if what in {"add", "edit"}:
        file.write_text(post(f"第{number}回、{count}版", day=f"2026-01-{number:02}"), encoding="utf-8")
    elif file.exists() and what == "delete":
        file.unlink()
    elif file.exists():
        file.rename(posts / f"2026-02-{number:02}-moved-{count}.md")
