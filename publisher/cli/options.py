"""Options that several commands share, and how they become settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from publisher.config import Configured, Settings, configure
from publisher.load.dialects.signs import SIGNS

if TYPE_CHECKING:
    from publisher.fetch import Net

_Function = TypeVar("_Function", bound=Callable[..., Any])

_SHARED = (
    click.option("--url", metavar="URL", help="The site's address, if its own configuration does not say."),
    click.option("--title", metavar="TEXT", help="The site's name."),
    click.option("--lang", metavar="TAG", help="The site's language, as in 'ja' or 'zh-Hans'."),
    click.option("--timezone", metavar="ZONE", help="Where dates without a zone are, as in 'Asia/Tokyo'."),
    click.option("--generator", metavar="NAME", help=f"Read the folder as this generator's: {', '.join(SIGNS)}."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("-v", "--verbose", count=True, help="Show all problems; -vv shows tracebacks."),
)


def shared_options(command: _Function) -> _Function:
    """The command with the options that every command has."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def settings_for(root: Path, values: dict[str, Any], **more: object) -> Settings:
    """The settings of a site: file, environment, and the shared options in `values`."""
    return configured_for(root, values, **more).settings


def configured_for(root: Path, values: dict[str, Any], **more: object) -> Configured:
    """The settings of a site as `settings_for` gives them, each with its origin."""
    flags = {f"site.{name}": values.pop(name) for name in ("url", "title", "lang", "timezone", "generator")}
    return configure(root, environ=os.environ, flags=flags | {key.replace("__", "."): v for key, v in more.items()})


def net() -> Net:
    """The network, for pictures on other hosts; opened only when one is to be fetched."""
    from publisher.fetch import Net  # noqa: PLC0415 - TLS is slow to import

    return Net()


def now() -> datetime:
    """The time, read once a command; SOURCE_DATE_EPOCH stands for it in reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
