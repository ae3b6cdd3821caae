"""One step's command: bounded in time and memory, its output's end kept, nothing left running."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.webhook import guard
from publisher.webhook.logs import redacted
from publisher.webhook.secrets import without_secrets

_TAIL = 16 * 1024  # bytes of output kept
_LOOK = 0.1  # seconds between two looks at whether to stop
# Set by whoever runs us from a git hook; they would point git at another repository.
_GIT_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH")


class StepFailed(Exception):  # noqa: N818 - tried again later
    """A step that did not succeed, with its name and why."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"{step}: {reason}")
        self.step, self.reason = step, reason


class Stopped(Exception):  # noqa: N818 - handed back
    """A step that was ended because the service ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What all steps share: environment, seconds each may take, who asks to stop, the lock their guards hold on to."""

    environ: Mapping[str, str] = field(repr=False)
    seconds: int
    stop: Callable[[], bool] = lambda: False
    lock: int = -1


def run(
    step: str,
    command: Sequence[str],
    around: Surroundings,
    *,
    cwd: Path,
    memory: int = 0,
    more: Mapping[str, str] | None = None,
) -> str:
    """The end of what the command printed. Raises StepFailed for any exit code but 0, and Stopped.

    `memory` (MiB) bounds its address space and its CPU time to the seconds it has; `more` is added to its environment,
    from which our secrets are taken out.
    """
    environ = {name: value for name, value in without_secrets(around.environ).items() if name not in _GIT_OWN}
    limits = (str(around.seconds), str(memory))
    # By its path and with -I: it starts in a few milliseconds, and nothing in `cwd` can stand in for a module.
    guarded = [sys.executable, "-I", guard.__file__, *limits, *command]
    with subprocess.Popen(  # noqa: S603 - the operator's own words
        guarded,
        cwd=cwd,
        env=environ | dict(more or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(around.lock,) if around.lock >= 0 else (),
        start_new_session=True,
    ) as process:
        tail = _follow(process, around.stop)
        code = process.wait()
    output = redacted(tail.decode("utf-8", "replace").strip())
    if code:
        raise _failure(step, code, around.seconds, output)
    return output


def _follow(process: subprocess.Popen[bytes], stop: Callable[[], bool]) -> bytes:
    """What it printed last; when asked to stop, close its guard's input, which ends it.

    A process that got away from the guard may keep the output open: it is not waited for.
    """
    assert process.stdout is not None  # noqa: S101 - both are pipes
    assert process.stdin is not None  # noqa: S101
    tail = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if stop() and not process.stdin.closed:
                process.stdin.close()
            if selector.select(_LOOK):
                chunk = os.read(process.stdout.fileno(), 65_536)
                if not chunk:
                    return tail
                tail = (tail + chunk)[-_TAIL:]
            elif process.poll() is not None:
                return tail


def _failure(step: str, code: int, seconds: int, output: str) -> Exception:
    if code == guard.ASKED:
        return Stopped()
    if code == guard.TIME_UP:
        return StepFailed(step, f"took over {seconds} s and was ended")
    last = output.splitlines()[-1] if output else ""
    how = f"signal {code - 128}" if code > 128 else f"exit code {code}"
    return StepFailed(step, f"{last} ({how})" if last else how)
