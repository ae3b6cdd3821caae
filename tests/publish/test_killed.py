"""A publish cut short at any call, or watched at each, never shows a reader half a site."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.manifest import Manifest
from publisher.publish import files, intact, publish, read_manifest
from publisher.publish.succession import intending
from tests.publish.versions import Site, before_each_call, die, in_child, look, tree

ONE = Site({"a": "1", "b": "1", "c": "1"})
TWO = Site({"a": "2", "b": "1", "d": "1"})
THREE = Site({"e": "1"})


@pytest.fixture(params=["fsync each", "sync once"])
def syncing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of bringing the bytes to the disk."""
    if request.param == "sync once":
        monkeypatch.setattr(files, "SYNCED_SINGLY", 0)


def sow(out: Path) -> None:
    """A folder that holds ONE and a page of someone else's."""
    shutil.rmtree(out, ignore_errors=True)
    publish(out, ONE.artifacts, ONE.wanted)
    (out / "index.html").write_bytes(b"home")


def publish_two(out: Path) -> None:
    publish(out, TWO.artifacts, TWO.wanted)


def killed(out: Path, at: int) -> bool:
    """True when a process that publishes TWO was killed before its call number `at`; False when it got through."""

    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            before_each_call(patch, die(at))
            publish_two(out)

    status = in_child(work)
    assert status in {0, -9}
    return status == -9


def each_kill(out: Path) -> itertools.takewhile[int]:
    """The numbers of the calls, `out` being what the kill before that call left of ONE -> TWO."""

    def kill(at: int) -> bool:
        sow(out)
        return killed(out, at)

    return itertools.takewhile(kill, itertools.count(1))


def test_a_reader_at_any_moment_sees_whole_feeds_and_their_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, syncing: None
) -> None:
    sow(tmp_path)
    calls = before_each_call(monkeypatch, lambda _: look(tmp_path, ONE.version, TWO.version))
    publish_two(tmp_path)
    monkeypatch.undo()
    look(tmp_path, TWO.version)
    assert calls.count("replace") == 2 + 2 + 2  # two manifests, two cards, two feeds
    assert calls.count("write") > calls.count("replace")


def test_the_watch_would_notice_a_feed_before_its_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sow(tmp_path)
    in_order = files.rename
    monkeypatch.setattr(files, "rename", lambda moves, out: in_order(reversed(list(moves)), out))
    before_each_call(monkeypatch, lambda _: look(tmp_path, ONE.version, TWO.version))
    with pytest.raises(AssertionError, match=r"rss\.xml names .*a\.2\.png"):
        publish(tmp_path, TWO.artifacts, Manifest(inputs="which are cards is not said"))


def test_a_kill_at_any_call_leaves_a_whole_site(tmp_path: Path) -> None:
    out = tmp_path / "out"
    points = 0
    for _ in each_kill(out):
        points += 1
        look(out, ONE.version, TWO.version)
        there = {path: data for path, data in tree(out).items() if not path.startswith(".publisher-tmp-")}
        manifest = read_manifest(out)
        assert there.keys() <= {"index.html", *manifest.files, *manifest.retired}
        believed = {ONE.wanted.inputs: ONE, TWO.wanted.inputs: TWO}.get(manifest.inputs)
        assert believed is None or there.items() >= believed.tree.items()
    assert points > 40


@pytest.mark.parametrize("then", [ONE, TWO], ids=["taken back", "tried again"])
def test_the_next_publish_after_a_kill_needs_no_cleaning_up(tmp_path: Path, then: Site) -> None:
    out = tmp_path / "out"
    for _ in each_kill(out):
        done = publish(out, then.artifacts, then.wanted)
        look(out, then.version)
        assert intact(out, done.manifest)
        for version in ({"x": "1"}, {"x": "2"}, {"x": "1"}, {"x": "2"}):
            last = Site(version)
            publish(out, last.artifacts, last.wanted)
        assert tree(out) == {"index.html": b"home", **last.tree, "cards/x.1.png": b"card of x: 1"}


def test_a_kill_during_recovery_is_recovered_from(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for first in each_kill(out):
        second = 1 + first * 7 % 23
        killed(out, second)
        look(out, ONE.version, TWO.version)
        publish(out, THREE.artifacts, THREE.wanted)
        look(out, THREE.version)
        manifest = read_manifest(out)
        assert {"index.html", *manifest.files} <= tree(out).keys() <= {"index.html", *manifest.files, *manifest.retired}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_an_error_at_any_call_leaves_a_whole_site_and_no_temporary_file(tmp_path: Path, number: int) -> None:
    def failing(at: int) -> Callable[[int], None]:
        def act(count: int) -> None:
            if count == at:
                raise OSError(number, os.strerror(number))

        return act

    out = tmp_path / "out"
    errors = 0
    for at in itertools.count(1):
        sow(out)
        with pytest.MonkeyPatch.context() as patch:
            calls = before_each_call(patch, failing(at))
            try:
                publish_two(out)
            except PublishError as error:
                errors += 1
                assert str(out) in error.message
                assert error.hint
        if len(calls) < at:
            break
        look(out, ONE.version, TWO.version)
        assert not list(out.glob(".publisher-tmp-*"))
        manifest = read_manifest(out)
        assert tree(out).keys() <= {"index.html", *manifest.files, *manifest.retired}
        publish_two(out)
        look(out, TWO.version)
    assert errors > 40


def test_the_first_publish_of_all_may_be_killed_too(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def kill(at: int) -> bool:
        shutil.rmtree(out, ignore_errors=True)
        return killed(out, at)

    for _ in itertools.takewhile(kill, itertools.count(1)):
        if out.is_dir():
            look(out, TWO.version)
        publish_two(out)
        assert tree(out) == TWO.tree
        assert read_manifest(out).retired == Manifest().retired


def test_a_card_about_to_be_overwritten_is_no_longer_vouched_for(tmp_path: Path) -> None:
    current = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    coming = {"cards/a.1.png": current.files["cards/a.1.png"]}
    meanwhile = intending(current, coming)
    assert meanwhile.cards.keys() == {"b.md", "c.md"}
    assert meanwhile.files == current.files
