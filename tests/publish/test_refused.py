"""Folders that cannot be written, paths that must not be, and two publishes at once."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import PublishError
from publisher.manifest import Manifest
from publisher.model import Artifact
from publisher.publish import publish, read_manifest
from tests.publish.versions import Site, in_child, look, tree

ONE = Site({"a": "1"})
TWO = Site({"a": "2", "b": "1"})
LARGE = Artifact(path="large.png", data=bytes(200_000))


def refused(out: Path, *artifacts: Artifact) -> PublishError:
    with pytest.raises(PublishError) as caught:
        publish(out, artifacts, Manifest())
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x",
        "cards/../../x",
        "./x",
        "cards/%2e%2e/x",
        "cards/．．/x",
        "a%2fb",
        "a%5Cb",
        "a//b",
        "a/",
        "",
        "a\\b",
        "a\0b",
        "a\nb",
        "あ" * 85 + ".png",  # 259 bytes of UTF-8
        "\udcff.png",
        ".publisher.json",
        ".publisher-tmp-x",
    ],
)
def test_paths_that_must_not_be_written(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"
    assert "cannot write" in refused(out, Artifact(path=path, data=b"x")).message
    assert list(tmp_path.iterdir()) == [out]
    assert list(out.iterdir()) == []


def test_the_longest_name_is_written(tmp_path: Path) -> None:
    name = "あ" * 83 + "ab.png"
    publish(tmp_path, [Artifact(path=name, data=b"x")], Manifest())
    assert tree(tmp_path) == {name: b"x"}


def test_two_artifacts_at_one_path(tmp_path: Path) -> None:
    error = refused(tmp_path, Artifact(path="x", data=b"1"), Artifact(path="x", data=b"2"))
    assert error.message == "two files are to be written to 'x'"
    assert tree(tmp_path) == {}


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "cards").symlink_to(elsewhere)
    assert "leads out of" in refused(out, *ONE.artifacts).message
    assert list(elsewhere.iterdir()) == []


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "cards").symlink_to("images")
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    assert (tmp_path / "images/a.1.png").read_bytes() == ONE.tree["cards/a.1.png"]


def test_a_linked_output_folder_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    publish(tmp_path / "out", ONE.artifacts, ONE.wanted)
    assert tree(tmp_path / "real") == ONE.tree


def test_a_link_in_place_of_a_file_is_replaced_not_written_through(tmp_path: Path) -> None:
    out, secret = tmp_path / "out", tmp_path / "secret"
    out.mkdir()
    secret.write_bytes(ONE.tree["rss.xml"])
    (out / "rss.xml").symlink_to(secret)
    assert publish(out, ONE.artifacts, ONE.wanted).replaced == ("rss.xml",)
    assert not (out / "rss.xml").is_symlink()
    publish(out, TWO.artifacts, TWO.wanted)
    assert secret.read_bytes() == ONE.tree["rss.xml"]


def test_a_folder_that_became_a_link_out_keeps_what_is_behind_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, ONE.artifacts, ONE.wanted)
    (out / "cards").rename(tmp_path / "elsewhere")
    (out / "cards").symlink_to(tmp_path / "elsewhere")
    for data in (b"1", b"2", b"3"):
        publish(out, [Artifact(path="x", data=data)], Manifest())
    assert (tmp_path / "elsewhere/a.1.png").exists()


def test_the_output_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x")
    assert read_manifest(tmp_path / "out") == Manifest()
    error = refused(tmp_path / "out", *ONE.artifacts)
    assert error.message == f"cannot write {tmp_path / 'out'}: file exists"
    assert "--out" in error.hint


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "cards").write_bytes(b"x")
    assert "not a directory" in refused(tmp_path, *ONE.artifacts).message
    assert tree(tmp_path) == {"cards": b"x"}


def test_a_folder_where_a_file_is_needed(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").mkdir()
    assert "is a directory" in refused(tmp_path, *ONE.artifacts).message
    assert tree(tmp_path) == {}


def test_a_folder_where_the_manifest_is_needed(tmp_path: Path) -> None:
    (tmp_path / ".publisher.json").mkdir()
    assert ".publisher.json: is a directory" in refused(tmp_path, *ONE.artifacts).message


def open_folder() -> Path:
    """A folder in which even a user without rights may look around (pytest's own are private)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    return folder


def test_a_read_only_folder() -> None:
    folder = open_folder()
    out = folder / "out"
    publish(out, ONE.artifacts, ONE.wanted)
    out.chmod(0o555)

    def work() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write anywhere
        error = refused(out, *TWO.artifacts)
        assert "permission denied" in error.message
        assert "make the folder writable" in error.hint

    try:
        assert in_child(work) == 0
        assert tree(out) == ONE.tree
    finally:
        out.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_size_limit(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        assert "ulimit" in refused(tmp_path, *TWO.artifacts, LARGE).hint

    assert in_child(work) == 0
    assert tree(tmp_path) == ONE.tree


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("a small file system cannot be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    out = small_disk / "out"
    publish(out, ONE.artifacts, ONE.wanted)
    error = refused(out, *TWO.artifacts, LARGE)
    assert error.message == f"cannot write {out / 'large.png'}: the disk is full"
    assert tree(out) == ONE.tree
    publish(out, TWO.artifacts, TWO.wanted)
    look(out, TWO.version)


def test_a_second_publish_waits_then_says_so(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)
    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with pytest.raises(PublishError, match="another build is writing"):
        publish(tmp_path, TWO.artifacts, TWO.wanted, wait=0.1)
    assert tree(tmp_path) == ONE.tree
    os.close(holder)
    publish(tmp_path, TWO.artifacts, TWO.wanted, wait=0)
    look(tmp_path, TWO.version)


def test_a_killed_publish_lets_go_though_its_workers_live_on(tmp_path: Path) -> None:
    out, note = tmp_path / "out", tmp_path / "worker"

    def made() -> Iterator[Artifact]:
        worker = os.fork()
        if worker == 0:
            time.sleep(60)
            os._exit(0)
        note.write_text(str(worker))
        yield ONE.artifacts[0]
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(lambda: print(publish(out, made(), Manifest()))) == -signal.SIGKILL
    try:
        publish(out, TWO.artifacts, TWO.wanted, wait=5)  # the worker may not have run yet, but it lives for a minute
        assert tree(out) == TWO.tree
    finally:
        os.kill(int(note.read_text()), signal.SIGKILL)


def test_two_processes_that_publish_by_turns_do_not_mix(tmp_path: Path) -> None:
    publish(tmp_path, ONE.artifacts, ONE.wanted)

    def work() -> None:
        for site in (ONE, TWO) * 10:
            done = publish(tmp_path, site.artifacts, site.wanted)
            assert done.manifest.inputs == site.wanted.inputs

    other = os.fork()
    if other == 0:
        os._exit(in_child(work))
    work()
    assert os.waitpid(other, 0)[1] == 0
    assert tree(tmp_path).keys() == TWO.tree.keys() | {"cards/a.1.png"}
    look(tmp_path, TWO.version)
