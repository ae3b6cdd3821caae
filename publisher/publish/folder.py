"""Publishing into a folder on this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from publisher.errors import PublishError
from publisher.lazy import dataclass
from publisher.manifest import NAME, FileEntry, Manifest, check_path, to_json
from publisher.model import Artifact
from publisher.publish import files
from publisher.publish.failure import explained
from publisher.publish.lock import locked
from publisher.publish.state import missing, read_manifest
from publisher.publish.succession import intending, leaving, succeeding


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did, as paths relative to the output folder, each group sorted.

    `replaced` are those of `written` that overwrote a file that was not ours; `manifest` is what the folder holds now.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    replaced: tuple[str, ...]
    manifest: Manifest

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The files that were there and stay as they were."""
        return tuple(sorted(self.manifest.files.keys() - set(self.written)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staged:
    """An artifact's place, and the temporary file it waits in; None when the place already holds its bytes."""

    path: str
    size: int
    sha256: str
    temporary: Path | None
    foreign: bool


def publish(out: Path, artifacts: Iterable[Artifact], wanted: Manifest, *, wait: float = 10.0) -> Published:
    """What was done to make `out` hold exactly the artifacts and the files `wanted` keeps.

    `wanted.files` lists the files that stay as they are (entries of the manifest the plan was made with); the artifacts
    are added to it, as cards when `wanted.cards` names them and as feeds otherwise. `wanted.retired` and
    `wanted.generation` are ignored: they follow from the folder. Artifacts are taken one by one under the lock, so they
    may be made on the way, and `wanted.cards` is looked at after the last; another publish waits for the lock up to
    `wait` seconds.

    A file whose bytes are already there is not written, and when nothing differs nothing is touched. Raises
    PublishError when a path is not allowed, a kept file is gone, another publish does not end or the system refuses,
    and ValueError when `wanted.cards` names a file that is neither kept nor given.
    """
    with held(out, wait):
        current = read_manifest(out)
        staged = _staged(out, artifacts, current)
        with explained(out):
            return _commit(out, current, _completed(out, wanted, staged), staged)


@contextmanager
def held(out: Path, wait: float) -> Iterator[None]:
    """A block in which `out` is ours, without temporary files at both ends."""
    with ExitStack() as stack:
        with explained(out):
            out.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(out, wait))
            files.clear(out)
        try:
            yield
        finally:
            with explained(out):
                files.clear(out)


def _staged(out: Path, artifacts: Iterable[Artifact], current: Manifest) -> list[_Staged]:
    staged: dict[str, _Staged] = {}
    folders: set[Path] = set()
    syncing = files.Syncing()
    for number, artifact in enumerate(artifacts):
        if artifact.path in staged:
            raise PublishError(f"two files are to be written to {artifact.path!r}", "give one of them another name")
        target = _target(out, artifact.path, folders)
        with explained(target):
            staged[artifact.path] = item = _stage(artifact, target, out / f"{files.TEMPORARY}{number:06}", current)
        if item.temporary:
            syncing.wrote()
    syncing.end()
    return list(staged.values())


def _stage(artifact: Artifact, target: Path, temporary: Path, current: Manifest) -> _Staged:
    same = files.holds(target, artifact.data)
    if not same:
        files.write(temporary, artifact.data)
    ours = artifact.path in current.files or artifact.path in current.retired
    return _Staged(
        path=artifact.path,
        size=len(artifact.data),
        sha256=hashlib.sha256(artifact.data).hexdigest(),
        temporary=None if same else temporary,
        foreign=not (same or ours) and os.path.lexists(target),
    )


def _target(out: Path, path: str, folders: set[Path]) -> Path:
    """Where an artifact goes; refuses paths, and links in them, that lead elsewhere. `folders`: those seen before."""
    try:
        check_path(path)
    except ValueError as error:
        raise PublishError(f"cannot write {path!r}: {error}", "give it a plain relative path") from error
    target = out / path
    if target.parent not in folders:
        if not files.inside(target.parent, out):
            raise PublishError(f"{target.parent} leads out of {out}", "replace the link by a folder")
        folders.add(target.parent)
    return target


def _completed(out: Path, wanted: Manifest, staged: list[_Staged]) -> Manifest:
    """`wanted` with the artifacts' entries, what it keeps checked to be there."""
    given = {item.path for item in staged}
    kept = {path: entry for path, entry in wanted.files.items() if path not in given}
    for path in missing(out, kept):
        raise PublishError(f"{out / path} is gone or has changed since it was looked at", "build again")
    cards = {card.file for card in wanted.cards.values()}
    if absent := cards - given - kept.keys():
        raise ValueError(f"cards without a file: {sorted(absent)}")
    entries = {
        item.path: FileEntry(size=item.size, sha256=item.sha256, kind="card" if item.path in cards else "feed")
        for item in staged
    }
    return replace(wanted, files={**kept, **entries})


def _commit(out: Path, current: Manifest, wanted: Manifest, staged: list[_Staged]) -> Published:
    moving = sorted((item for item in staged if item.temporary), key=lambda item: item.path)
    following = succeeding(current, wanted, written=bool(moving))
    if moving:
        _move(out, current, following, moving)
    going = leaving(current, following)
    removed = [path for path, entry in sorted(going.items()) if files.removed(out / path, entry, out)]
    if following != current:
        _write_manifest(out, following)
    return Published(
        written=tuple(item.path for item in moving),
        removed=tuple(removed),
        replaced=tuple(item.path for item in moving if item.foreign),
        manifest=following,
    )


def _move(out: Path, current: Manifest, following: Manifest, moving: list[_Staged]) -> None:
    coming = {item.path: following.files[item.path] for item in moving}
    intent = out / f"{files.TEMPORARY}intent"
    files.write(intent, to_json(intending(current, coming)))
    files.sync([intent, *(item.temporary for item in moving if item.temporary)])
    files.rename([(intent, NAME)], out)
    for cards in (True, False):
        files.rename(
            [
                (item.temporary, item.path)
                for item in moving
                if item.temporary and (coming[item.path].kind == "card") is cards
            ],
            out,
        )


def _write_manifest(out: Path, manifest: Manifest) -> None:
    temporary = out / f"{files.TEMPORARY}manifest"
    files.write(temporary, to_json(manifest))
    files.sync([temporary])
    files.rename([(temporary, NAME)], out)
