"""The `publisher` command: its commands by name, and what a failure says and exits with."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from publisher import __version__
from publisher.cli import COMMANDS
from publisher.cli.output import fail
from publisher.errors import PublisherError, UsageError


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


def run(arguments: list[str], make: object = None) -> int:
    """Run the command line; its exit code. `make` is what makes a card, if not this process."""
    debug = "-vv" in arguments
    try:
        code = publisher.main(arguments, prog_name="publisher", standalone_mode=False, obj=make)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except PublisherError as error:
        if debug:
            raise
        fail(error.message, error.hint)
        return 2 if isinstance(error, UsageError) else 1
    except Exception as error:
        if debug:
            raise
        fail(f"a bug: {type(error).__name__}: {error}", "run the same with -vv and report what it prints")
        return 1
    return code if isinstance(code, int) else 0
