"""What a publish leaves in the folder, and what it leaves alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import PublishError
from publisher.manifest import Manifest
from publisher.model import Artifact
from publisher.publish import files, intact, publish, read_manifest
from tests.publish.versions import Site, card_path, tree

ONE = Site({"a": "1", "b": "1"})
TWO = Site({"a": "2", "c": "1"})


def stamps(out: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, mtime and ctime of the folder and everything in it."""
    found = {}
    for path in (out, *out.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    return found


def test_first_publish_makes_the_folder_and_writes_all(tmp_path: Path) -> None:
    out = tmp_path / "site" / "public"
    done = publish(out, ONE.artifacts, ONE.wanted)
    assert tree(out) == ONE.tree
    assert done.written == tuple(sorted(ONE.tree))
    assert (done.unchanged, done.removed, done.replaced) == ((), (), ())
    assert read_manifest(out) == done.manifest
    assert {path: entry.kind for path, entry in done.manifest.files.items()} == {
        "rss.xml": "feed",
        "feed.json": "feed",
        "cards/a.1.png": "card",
        "cards/b.1.png": "card",
    }
    assert intact(out, done.manifest)


def test_same_again_touches_nothing(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    before = stamps(tmp_path)
    done = publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert done.written == ()
    assert done.unchanged == tuple(sorted(ONE.tree))
    assert stamps(tmp_path) == before


def test_many_files_are_synced_while_others_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    taken: list[Artifact] = []
    monkeypatch.setattr(files, "SYNCED_TOGETHER", 2)
    monkeypatch.setattr(os, "sync", lambda: calls.append(len(taken)))

    def artifacts() -> Iterator[Artifact]:
        for artifact in ONE.artifacts:
            taken.append(artifact)
            yield artifact
            time.sleep(0.05)  # for the other thread

    publish(tmp_path, artifacts(), ONE.wanted)
    assert tree(tmp_path) == ONE.tree
    assert calls[0] == 2
    assert len(calls) == 2


def test_kept_files_need_no_artifact(tmp_path: Path) -> None:
    first = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    before = stamps(tmp_path)
    done = publish(tmp_path, [], first)
    assert done.unchanged == tuple(sorted(ONE.tree))
    assert done.manifest == first
    assert stamps(tmp_path) == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    before = stamps(tmp_path)
    more = Site({**ONE.version, "c": "1"})
    done = publish(tmp_path, more.artifacts, more.wanted)
    assert done.written == ("cards/c.1.png", "feed.json", "rss.xml")
    card = str(tmp_path / "cards/a.1.png")
    assert stamps(tmp_path)[card] == before[card]


def test_a_dropped_file_stays_for_two_publishes_that_change_something(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    dropped = {"cards/a.1.png", "cards/b.1.png"}
    assert publish(tmp_path, TWO.artifacts, TWO.wanted).removed == ()
    publish(tmp_path, TWO.artifacts, TWO.wanted)  # changes nothing, so it does not count
    assert dropped < tree(tmp_path).keys()
    three = Site({**TWO.version, "d": "1"})
    assert publish(tmp_path, three.artifacts, three.wanted).removed == ()
    assert dropped < tree(tmp_path).keys()
    four = Site({**TWO.version, "e": "1"})
    done = publish(tmp_path, four.artifacts, four.wanted)
    assert set(done.removed) == dropped
    assert tree(tmp_path) == {**four.tree, "cards/d.1.png": three.tree["cards/d.1.png"]}


def test_a_dropped_file_that_is_wanted_again_comes_back(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    publish(tmp_path, TWO.artifacts, TWO.wanted)
    done = publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert done.written == ("feed.json", "rss.xml")
    assert set(done.manifest.retired) == {"cards/a.2.png", "cards/c.1.png"}


def test_new_inputs_with_the_same_result_write_the_manifest_alone(tmp_path: Path) -> None:
    first = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    before = stamps(tmp_path)
    wanted = replace(first, inputs="other", expires=datetime(2026, 1, 17, tzinfo=UTC))
    done = publish(tmp_path, [], wanted)
    changed = {path for path, stamp in stamps(tmp_path).items() if before.get(path) != stamp}
    assert changed == {str(tmp_path), str(tmp_path / ".publisher.json")}
    assert done.manifest == wanted == read_manifest(tmp_path)


def test_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards/photo.png").write_bytes(b"photo")
    (tmp_path / "index.html").write_bytes(b"home")
    (tmp_path / "rss.xml").write_bytes(b"the generator's own")
    done = publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert done.replaced == ("rss.xml",)
    for version in ({"x": "1"}, {"x": "2"}, {"x": "3"}):
        site = Site(version)
        assert publish(tmp_path, site.artifacts, site.wanted).replaced == ()
    assert tree(tmp_path)["cards/photo.png"] == b"photo"
    assert tree(tmp_path)["index.html"] == b"home"


def test_a_dropped_file_that_someone_else_rewrote_is_not_removed(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    (tmp_path / "cards/b.1.png").write_bytes(b"someone's card!")
    assert len(b"someone's card!") != len(ONE.tree["cards/b.1.png"])
    (tmp_path / "cards/a.1.png").write_bytes(ONE.tree["cards/a.1.png"][::-1])  # of the same size
    for version in ({"x": "1"}, {"x": "2"}, {"x": "3"}):
        site = Site(version)
        publish(tmp_path, site.artifacts, site.wanted)
    assert tree(tmp_path)["cards/b.1.png"] == b"someone's card!"
    assert tree(tmp_path)["cards/a.1.png"] == ONE.tree["cards/a.1.png"][::-1]


def test_damaged_files_are_mended(tmp_path: Path) -> None:
    manifest = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    (tmp_path / "rss.xml").write_bytes(b"?")
    (tmp_path / "cards/a.1.png").unlink()
    (tmp_path / "cards/a.1.png").symlink_to(tmp_path / "feed.json")
    assert not intact(tmp_path, manifest)
    done = publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert done.written == ("cards/a.1.png", "rss.xml")
    assert tree(tmp_path) == ONE.tree
    assert not (tmp_path / "cards/a.1.png").is_symlink()


@pytest.mark.parametrize("harm", ["gone", "longer", "a folder", "no folder"])
def test_intact_sees(tmp_path: Path, harm: str) -> None:
    manifest = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    card = tmp_path / "cards/a.1.png"
    if harm == "longer":
        card.write_bytes(card.read_bytes() + b"!")
    else:
        card.unlink()
    if harm == "a folder":
        card.mkdir()
    if harm == "no folder":
        (tmp_path / "cards").rename(tmp_path / "elsewhere")
    assert not intact(tmp_path, manifest)


def test_a_kept_file_that_is_gone_stops_the_publish(tmp_path: Path) -> None:
    manifest = publish(tmp_path, ONE.artifacts, ONE.wanted).manifest
    (tmp_path / "cards/a.1.png").unlink()
    with pytest.raises(PublishError, match=r"a\.1\.png is gone"):
        publish(tmp_path, [], manifest)


def test_a_card_without_its_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cards without a file"):
        publish(tmp_path, ONE.artifacts[:2], ONE.wanted)
    assert list(tmp_path.iterdir()) == []


def test_artifacts_are_taken_one_by_one(tmp_path: Path) -> None:
    waiting = []

    def made() -> Iterator[Artifact]:
        for artifact in ONE.artifacts:
            waiting.append(len(list(tmp_path.glob(".publisher-tmp-*"))))
            yield artifact

    publish(tmp_path, made(), ONE.wanted)
    assert waiting == [0, 1, 2, 3]


def test_leftovers_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    (tmp_path / ".publisher-tmp-000001").write_bytes(b"half a ca")
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert tree(tmp_path) == ONE.tree


def test_files_have_the_permissions_that_umask_leaves(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        publish(tmp_path, ONE.artifacts, ONE.wanted)
    finally:
        os.umask(previous)
    assert (tmp_path / "rss.xml").stat().st_mode & 0o777 == 0o640


def test_an_error_of_whoever_makes_the_artifacts_is_theirs(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    before = stamps(tmp_path)

    def made() -> Iterator[Artifact]:
        yield from ONE.artifacts
        raise FileNotFoundError("a font")

    with pytest.raises(FileNotFoundError, match="a font"):
        publish(tmp_path, made(), ONE.wanted)
    assert stamps(tmp_path) == before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"), max_size=4), min_size=1, max_size=8))
def test_any_history_leaves_the_last_version_and_what_it_retired(
    tmp_path_factory: pytest.TempPathFactory, versions: list[dict[str, str]]
) -> None:
    out = tmp_path_factory.mktemp("out")
    (out / "index.html").write_bytes(b"home")
    recent: list[Site] = []
    for version in versions:
        site = Site(version)
        if not recent or recent[-1].version != version:
            recent.append(site)
        done = publish(out, site.artifacts, site.wanted)
        there = tree(out)
        assert there.pop("index.html") == b"home"
        assert there.keys() == done.manifest.files.keys() | done.manifest.retired.keys()
        assert there.items() >= site.tree.items()
        cards = {card_path(post, text) for old in recent[-3:] for post, text in old.version.items()}
        assert {path for path in there if path.startswith("cards/")} == cards


def test_the_same_versions_make_the_same_bytes(tmp_path: Path) -> None:
    for name, site in (("x", ONE), ("y", Site(dict(reversed(ONE.version.items()))))):
        publish(tmp_path / name, reversed(site.artifacts), replace(site.wanted, files={}))
    assert (tmp_path / "x/.publisher.json").read_bytes() == (tmp_path / "y/.publisher.json").read_bytes()


def test_an_empty_site_in_an_empty_folder_writes_nothing(tmp_path: Path) -> None:
    assert publish(tmp_path, [], Manifest()).manifest == Manifest()
    assert list(tmp_path.iterdir()) == []


def test_everything_may_go(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    publish(tmp_path, [], Manifest())
    for text in ("2", "3"):
        publish(tmp_path, [Artifact(path="x", data=text.encode())], Manifest())
    assert tree(tmp_path) == {"x": b"3"}
