"""The command line: one module per command, imported when it is called.

Results go to stdout, progress and problems to stderr. Exit codes: 0 fine, 1 problems, 2 a wrong call or configuration.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module

import click

from publisher import __version__
from publisher.cli.output import fail
from publisher.errors import PublisherError, UsageError

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


class _Group(click.Group):
    """The commands by name; a command's module is imported only to run it or to show its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"publisher.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publisher", message="%(prog)s %(version)s")
def publisher() -> None:
    """Feeds, share cards and head tags for a folder of Markdown posts."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit the process."""
    arguments = sys.argv[1:] if args is None else args
    debug = "-vv" in arguments
    gc.set_threshold(*_COLLECTOR)
    atexit.register(gc.freeze)  # what is left when all has been said is not worth the last looks at it: 30 ms
    try:
        code = publisher.main(arguments, prog_name="publisher", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except PublisherError as error:
        if debug:
            raise
        fail(error.message, error.hint)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except Exception as error:
        if debug:
            raise
        fail(f"a bug: {type(error).__name__}: {error}", "run the same with -vv and report what it prints")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
