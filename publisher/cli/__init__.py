"""The command line: one module per command, imported when it is called.

Results go to stdout, progress and problems to stderr. Exit codes: 0 fine, 1 problems, 2 a wrong call or configuration.
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

# Looking for cycles after every 700 objects takes a build of ten thousand posts a tenth of its time, and finds few.
_COLLECTOR = (100_000, 20, 50)

COMMANDS = {
    "build": "Write feeds and cards for a site.",
    "card": "Draw the card of one post.",
    "feed": "Write the feeds alone.",
    "check": "Look a site over before it is shared.",
    "config": "Show every setting and where it comes from.",
    "doctor": "Say what this machine can draw, and what is missing.",
    "init": "Write a commented publisher.toml from what is there.",
    "head": "Print the tags of a post, or of all posts for templates.",
    "lines": "Show how titles are broken into lines.",
    "webhook": "Republish when the content changes.",
    "posts": "List the posts as they were read.",
}


def script() -> NoReturn:
    """The console script: `main` in a process that is the command's own, from its start to its end."""
    gc.set_threshold(*_COLLECTOR)
    from publisher.cli import ending, expressions  # noqa: PLC0415 - for a process of its own
    from publisher.cli.cache import cache_dir  # noqa: PLC0415

    ending.be_quick()
    arguments = sys.argv[1:]
    with expressions.kept(cache_dir()):
        code = _run_with_twin(arguments) if arguments[:1] == ["card"] else _run(arguments)
    ending.leave(code)


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line, and raise SystemExit with its exit code."""
    sys.exit(_run(sys.argv[1:] if args is None else args))


def _run_with_twin(arguments: list[str]) -> int:
    """What `_run` does, while another process makes ready to draw."""
    from publisher.cards.twin import ahead  # noqa: PLC0415 - for one command
    from publisher.cli import expressions  # noqa: PLC0415

    with ahead(expressions.keep) as make:
        return _run(arguments, make)


def _run(arguments: list[str], make: object = None) -> int:
    """The exit code; `make` is what makes a card, if not this process."""
    gc.set_threshold(*_COLLECTOR)
    atexit.register(gc.freeze)  # what is left when all has been said is not worth the last looks at it: 30 ms
    from publisher.cli.group import run  # noqa: PLC0415 - click is to be imported when its expressions are known

    return run(arguments, make)
