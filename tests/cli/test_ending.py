"""A process that ends quickly ends as others do: all is said, everyone who waits for the end is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EARLY = "import atexit; atexit.register(print, 'first come, last served')\n"
LATE = "import publisher.cli.group, atexit, sys\nrun = publisher.cli.group.run\n"


def ended(code: str, *arguments: str, out: int | None = subprocess.PIPE) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a process that runs this and is called with these arguments."""
    run = [sys.executable, "-c", code, *arguments]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(run, env=environ, stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    return done.returncode, done.stdout or "", done.stderr


def quickly(before: str = "", *arguments: str, out: int | None = subprocess.PIPE) -> tuple[int, str, str]:
    return ended(f"{before}from publisher.cli import script; script()", *arguments, out=out)


@pytest.mark.parametrize("arguments", [["--version"], ["card"], ["no-such-command"], ["config", "/no/such/folder"]])
def test_the_same_is_said_and_returned(arguments: list[str]) -> None:
    assert quickly("", *arguments) == ended("from publisher.cli import main; main()", *arguments)


def test_what_python_says_at_the_end_is_said() -> None:
    def refused(name: str) -> tuple[int, str, str]:
        with Path("/dev/full").open("wb") as full:
            before = f"{LATE}publisher.cli.group.run = lambda *_: print('lost') or 0\n"
            return ended(f"{before}from publisher.cli import {name}; {name}()", out=full.fileno())

    code, _, error = refused("script")
    assert code == 120
    assert "No space left" in error
    assert refused("main") == (code, "", error)


def test_whoever_waits_for_the_end_is_called() -> None:
    code, said, _ = quickly(EARLY, "--version")
    assert (code, said.splitlines()[-1]) == (0, "first come, last served")
    late = f"{LATE}publisher.cli.group.run = lambda *a: atexit.register(print, 'late') and run(*a)\n"
    assert quickly(late, "no-such-command")[:2] == (2, "late\n")


def test_it_is_quick_unless_someone_waits() -> None:
    told = "import os\nquick = os._exit\nos._exit = lambda code: (print('quick', flush=True), quick(code))\n"
    assert quickly(told, "--version")[1].splitlines()[1:] == ["quick"]
    assert "quick" not in quickly(EARLY + told, "--version")[1]


def test_a_traceback_is_shown_and_exits_with_1() -> None:
    wrong = f"{LATE}publisher.cli.group.run = lambda *_: 1 // 0\n"
    code, _, error = quickly(wrong)
    assert code == 1
    assert "ZeroDivisionError" in error
