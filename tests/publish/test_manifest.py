"""The manifest as a file: what goes in comes out, and anything else is no manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.manifest import CardEntry, FileEntry, Manifest, RetiredEntry, check_path, from_json, to_json
from publisher.publish import publish, read_manifest
from tests.publish.versions import Site, tree

FULL = Manifest(
    inputs="ab12",
    expires=datetime(2026, 1, 31, 9, tzinfo=timezone(timedelta(hours=9))),
    files={"cards/朝.png": FileEntry(size=3, sha256="0f", kind="card"), "b": FileEntry(size=0, sha256="", kind="feed")},
    cards={
        "_posts/朝.md": CardEntry(
            file="cards/朝.png", context="c", document="d", fonts={"B.ttf": "1", "A.ttf": "2"}, width=1200, height=630
        )
    },
    retired={"cards/old.png": RetiredEntry(size=9, sha256="aa", generation=4)},
    generation=5,
)

PATHS = st.text(
    st.characters(exclude_characters="/\\", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
).filter(lambda name: name not in {".", ".."} and not name.startswith(".publisher"))
NUMBERS = st.integers(0, 2**60)
ENTRIES = st.builds(FileEntry, size=NUMBERS, sha256=st.text(), kind=st.sampled_from(["card", "feed"]))
CARDS = st.builds(
    CardEntry,
    file=st.text(),
    context=st.text(),
    document=st.text(),
    fonts=st.dictionaries(st.text(), st.text(), max_size=3),
    width=NUMBERS,
    height=NUMBERS,
    missing=st.lists(st.text(), max_size=2).map(tuple),
    system=st.text(),
)
MANIFESTS = st.builds(
    Manifest,
    inputs=st.text(),
    expires=st.none() | st.datetimes(timezones=st.just(UTC)),
    files=st.dictionaries(PATHS, ENTRIES, max_size=4),
    cards=st.dictionaries(st.text(st.characters(codec=None)), CARDS, max_size=3),
    retired=st.dictionaries(
        PATHS, st.builds(RetiredEntry, size=NUMBERS, sha256=st.text(), generation=NUMBERS), max_size=3
    ),
    generation=NUMBERS,
)


@given(MANIFESTS)
def test_what_goes_in_comes_out(manifest: Manifest) -> None:
    assert from_json(to_json(manifest)) == manifest


def test_equal_manifests_are_equal_bytes() -> None:
    turned = Manifest(
        generation=5,
        retired=FULL.retired,
        cards=FULL.cards,
        files=MappingProxyType(dict(reversed(list(FULL.files.items())))),
        expires=FULL.expires,
        inputs="ab12",
    )
    assert to_json(turned) == to_json(FULL)
    assert json.loads(to_json(FULL))["schema"] == 1


@given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_other_bytes_are_no_manifest(data: bytes | str) -> None:
    with pytest.raises(ValueError):
        from_json(data if isinstance(data, bytes) else data.encode())


def damaged() -> list[bytes]:
    good = json.loads(to_json(FULL))
    changes: list[dict[str, object]] = [
        {"schema": 2},
        {"schema": "1"},
        {"inputs": None},
        {"expires": "2026-01-31T09:00:00"},
        {"expires": "soon"},
        {"files": []},
        {"files": {"../x": {"size": 1, "sha256": "", "kind": "feed"}}},
        {"files": {"x": {"size": -1, "sha256": "", "kind": "feed"}}},
        {"files": {"x": {"size": True, "sha256": "", "kind": "feed"}}},
        {"files": {"x": {"size": 1, "sha256": "", "kind": "exe"}}},
        {"files": {"x": {"size": 1, "sha256": "", "kind": []}}},
        {"cards": {"x": {}}},
        {"retired": {"/etc/passwd": {"size": 1, "sha256": "", "generation": 0}}},
        {"generation": 1.5},
    ]
    whole = to_json(FULL)
    return [*(json.dumps(good | change).encode() for change in changes), whole[:-20], b"[" * 100_000, b"", b"\xff\xfe"]


@pytest.mark.parametrize("data", damaged())
def test_a_damaged_manifest_counts_as_none_and_everything_is_made_again(tmp_path: Path, data: bytes) -> None:
    site = Site({"a": "1"})
    publish(tmp_path, site.artifacts, site.wanted)
    (tmp_path / ".publisher.json").write_bytes(data)
    assert read_manifest(tmp_path) == Manifest()
    done = publish(tmp_path, site.artifacts, site.wanted)
    assert (done.written, done.removed) == ((), ())
    assert tree(tmp_path) == site.tree
    assert read_manifest(tmp_path).inputs == site.wanted.inputs


def test_a_manifest_that_names_files_elsewhere_removes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, [], Manifest(inputs="x"))
    (tmp_path / "secret").write_bytes(b"x")
    sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    table = json.loads((out / ".publisher.json").read_bytes())
    table["retired"] = {"../secret": {"size": 1, "sha256": sha256, "generation": 0}}
    table["generation"] = 9
    (out / ".publisher.json").write_text(json.dumps(table))
    publish(out, Site({"a": "1"}).artifacts, Manifest())
    assert (tmp_path / "secret").exists()


def test_no_manifest_where_there_is_no_folder(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "none") == Manifest()


@given(PATHS)
def test_plain_names_are_allowed(path: str) -> None:
    check_path(path)
    check_path(f"cards/{path}")


@given(MANIFESTS, MANIFESTS, st.data())
def test_entries_that_were_read_are_written_as_new_ones_are(
    first: Manifest, more: Manifest, data: st.DataObject
) -> None:
    """What has been read knows its own JSON, and keeps it in another manifest; `replace` must not."""
    known = from_json(to_json(first))
    changed = {post: replace(entry, context=data.draw(st.text())) for post, entry in known.cards.items()}
    mixed = replace(known, files={**more.files, **known.files}, cards={**known.cards, **more.cards})
    other = replace(known, cards=changed)
    for manifest in (known, mixed, other):
        told = from_json(json.dumps(json.loads(to_json(manifest)), indent=1).encode())
        assert told == manifest
        assert to_json(told) == to_json(manifest) == to_json(manifest)


def test_an_entry_under_two_names_is_written_under_both() -> None:
    entry = FileEntry(size=1, sha256="0f", kind="feed")
    for files in ({"b": entry, "a": entry}, {"c": entry}):
        assert from_json(to_json(Manifest(files=files))).files == files
    known = from_json(to_json(Manifest(files={"a": entry}))).files["a"]
    assert from_json(to_json(Manifest(files={"z": known}))).files == {"z": entry}


@given(MANIFESTS)
def test_it_is_json_without_spaces_its_keys_sorted(manifest: Manifest) -> None:
    data = to_json(manifest)
    assert data == json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode() + b"\n"
