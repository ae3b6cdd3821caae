"""The content by git: what the remote's branch points at, in a checkout of our own.

Nothing that the content holds is run: no hooks, no links, no submodules, no transport but those that git knows itself.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from publisher.errors import UsageError
from publisher.webhook.command import StepFailed, Surroundings, run

_SAFE = (
    *("-c", "core.symlinks=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.ext.allow=never"),
    *("-c", "submodule.recurse=false"),
    *("-c", "gc.autoDetach=false"),
    *("-c", "maintenance.autoDetach=false"),
    *("-c", "advice.detachedHead=false"),
)
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_OURS = "refs/remotes/origin/published"
_REVISION = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BRANCH = re.compile(r"(?!-)(?!.*(?:\.\.|//|@\{|\.lock(?:/|$)))[^\x00-\x20\x7f~^:?*\[\\]+(?<![./])")
_REMOTE = re.compile(r"(?:(?:https?|ssh|git|file)://|/|[\w.-]+@[\w.-]+:)[^\x00-\x1f]*")


def check_remote(remote: str, branch: str) -> None:
    """Nothing for a remote and a branch that git may be given. Raises UsageError."""
    if not _REMOTE.fullmatch(remote):
        raise UsageError(
            f"'remote' is not a git address: {remote!r}", "https://..., ssh://..., user@host:path or a path"
        )
    if not _BRANCH.fullmatch(branch):
        raise UsageError(f"'branch' is not a branch's name: {branch!r}", "git check-ref-format says what is")


def remote_revision(remote: str, branch: str, around: Surroundings, cwd: Path) -> str:
    """The commit that the remote's branch points at now, in hexadecimal. Raises StepFailed, Stopped."""
    lines = _git("look", ["ls-remote", "--", remote, f"refs/heads/{branch}"], around, cwd).splitlines()
    found = [line.split("\t")[0] for line in lines if line.endswith(f"\trefs/heads/{branch}")]
    if not found or not _REVISION.fullmatch(found[0]):
        raise StepFailed("look", f"the remote has no branch {branch!r}")
    return found[0]


def pull(remote: str, branch: str, checkout: Path, around: Surroundings) -> str:
    """The commit that `checkout` now shows. Raises StepFailed, Stopped.

    A remote that does not answer leaves the checkout as it is; one that does, while git fails all the same, has a
    checkout made anew: whatever a kill or a full disk left of the old one is nothing to keep.
    """
    try:
        return _pulled(remote, branch, checkout, around)
    except StepFailed:
        remote_revision(remote, branch, around, checkout.parent)
    shutil.rmtree(checkout)
    return _pulled(remote, branch, checkout, around)


def _pulled(remote: str, branch: str, checkout: Path, around: Surroundings) -> str:
    _unlock(checkout)
    if not (checkout / ".git" / "HEAD").is_file():
        checkout.mkdir(parents=True, exist_ok=True)
        _git("pull", ["init", "--quiet", "--", "."], around, checkout)
    fetch = ["fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"]
    _git("pull", [*fetch, "--", remote, f"+refs/heads/{branch}:{_OURS}"], around, checkout)
    return _show(checkout, around)


def _show(checkout: Path, around: Surroundings) -> str:
    revision = _git("pull", ["rev-parse", "--verify", "--end-of-options", f"{_OURS}^{{commit}}"], around, checkout)
    if not _REVISION.fullmatch(revision):
        raise StepFailed("pull", f"git names no commit: {revision!r}")
    _git("pull", ["checkout", "--quiet", "--force", "--detach", revision, "--"], around, checkout)
    return revision


def _unlock(checkout: Path) -> None:
    """Remove the locks that a killed git left; our own lock says that no other git is at work here."""
    git = checkout / ".git"
    for lock in (*git.glob("*.lock"), *git.glob("refs/**/*.lock"), *git.glob("objects/**/*.lock")):
        lock.unlink(missing_ok=True)


def _git(step: str, arguments: list[str], around: Surroundings, cwd: Path) -> str:
    return run(step, ["git", *_SAFE, *arguments], around, cwd=cwd, more=_QUIET)
