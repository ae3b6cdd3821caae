"""Runs one command and leaves nothing of it behind: a process between the service and each of its steps.

Its standard input is a pipe from the service. When that closes (the service asks, or was killed) or the time is up,
the command and all that it started are ended. It is run by its path, alone: the standard library is all it may use.

    python -I guard.py SECONDS MEMORY_MIB command argument ...

MEMORY_MIB 0 sets no limit. The guard holds on to the service's lock, which it inherits, until all are gone.
Exit codes: the command's own, 128 + signal, 124 when the time was up, 125 when asked to end, 127 if it is not there.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
import threading

TIME_UP, ASKED, ABSENT = 124, 125, 127
_IGNORED = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)  # the service decides, by closing the pipe
_GRACE = 3.0  # seconds between asking a command to end and ending it


def main(arguments: list[str]) -> int:
    """The exit code."""
    seconds, memory, command = float(arguments[0]), int(arguments[1]), arguments[2:]
    try:
        child = _start(command, int(seconds), memory)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)  # noqa: T201 - the step's output
        return ABSENT
    ended, done = os.pipe()
    threading.Thread(target=_tell, args=(child, done), daemon=True).start()
    ready, _, _ = select.select([0, ended], [], [], seconds)
    verdict = None if ended in ready else ASKED if ready else TIME_UP
    if verdict is not None:
        _signal(child, signal.SIGTERM)
        select.select([ended], [], [], _GRACE)
    _signal(child, signal.SIGKILL)  # whatever it left running, too
    code = child.wait()
    return verdict or (code if code >= 0 else 128 - code)


def _start(command: list[str], seconds: int, memory: int) -> subprocess.Popen[bytes]:
    def limit() -> None:
        for ignored in _IGNORED:
            signal.signal(ignored, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    # The guard has one thread at this time, so the function between fork and exec is safe.
    return subprocess.Popen(  # noqa: S603 - the command is the operator's, word by word
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509
    )


def _tell(child: subprocess.Popen[bytes], done: int) -> None:
    """Write to the pipe when the command has ended, without taking its exit code."""
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    os.write(done, b"x")


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


if __name__ == "__main__":
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(main(sys.argv[1:]))
