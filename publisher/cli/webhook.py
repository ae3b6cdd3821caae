"""`publisher webhook`: republish when the content changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from publisher.cli.options import now
from publisher.cli.output import fail, say, say_json
from publisher.errors import PublisherError, UsageError

EXTRA = ("starlette", "uvicorn", "httptools", "httpx2", "prometheus_client")


@contextmanager
def extra_needed() -> Iterator[None]:
    """A block that imports what only the extra `webhook` installs; without it, a UsageError that says so."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        raise UsageError(
            f"the webhook needs {error.name}, which is not installed", "pip install 'feed-card-publisher[webhook]'"
        ) from error


@click.group("webhook", invoke_without_command=True)
@click.option(
    "--home",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder whose publisher.toml says what to pull, run and tell. [default: the current one]",
)
@click.option("--once", is_flag=True, help="Build and tell what waits, then exit; serve nothing.")
@click.pass_context
def command(context: click.Context, home: Path, *, once: bool) -> int:
    """Take signed webhooks and republish the site.

    Who may send is said by secrets in the environment: PUBLISHER_SECRET_GITHUB, PUBLISHER_SECRET_GITHUB_FILE, and so on
    for each provider. Serves until it gets SIGTERM or SIGINT.
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return 0
    with extra_needed():
        from publisher.webhook.service import drain, serve  # noqa: PLC0415

    return int(not drain(home, os.environ)) if once else serve(home, os.environ)


@command.command("replay")
@click.argument("delivery")
@click.pass_obj
def replay(home: Path, delivery: str) -> int:
    """Build again for DELIVERY, by the sender's id or our number; a running service takes it up at once."""
    with extra_needed():
        from publisher.webhook.inbox import opened  # noqa: PLC0415
        from publisher.webhook.service import inbox_path, workshop  # noqa: PLC0415

    with opened(inbox_path(workshop(home, os.environ))) as inbox:
        found = inbox.replay(delivery, now().timestamp())
    if not found:
        fail(f"no delivery is called {delivery!r}", "GET /status, or the sender's own list of deliveries, names them")
        return 1
    say(f"{delivery}: waits to be built again")
    return 0


@command.command("test")
@click.option("--provider", required=True, metavar="NAME", help="As whom to send: github, gitlab, microcms ...")
@click.option("--url", metavar="URL", help="Where the service is. [default: host and port in [webhook]]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def test(home: Path, provider: str, url: str | None, *, as_json: bool) -> int:
    """Send a signed delivery to the service, as PROVIDER would, and show the answer."""
    with extra_needed():
        from publisher.webhook.trial import send_trial  # noqa: PLC0415

    answer = send_trial(home, os.environ, provider, url)
    if as_json:
        say_json({"provider": provider, "status": answer.status, "message": answer.message})
    else:
        say(f"{answer.status} {answer.message}")
    return int(answer.status != 202)


@command.command("subscribe")
@click.argument("topic")
@click.option("--hub", required=True, metavar="URL", help="The hub that the feed names.")
@click.option("--callback", required=True, metavar="URL", help="This service from outside: https://.../hooks/websub")
@click.pass_obj
def subscribe(home: Path, topic: str, hub: str, callback: str) -> int:
    """Ask a hub to tell this service, which must be running, when the feed TOPIC changes.

    TOPIC must be among `topics` in [webhook]. Hubs forget after ten days or less: ask again before that.
    """
    with extra_needed():
        from publisher.webhook.trial import send_subscription  # noqa: PLC0415

    outcome = send_subscription(home, os.environ, hub, topic, callback)
    if outcome.state != "sent":
        raise PublisherError(f"{hub} did not take it: {outcome.detail}", "is that the hub which the feed names?")
    say(f"{outcome.detail}: the hub will now ask {callback}")
    return 0


@command.command("files")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def files(folder: Path) -> int:
    """Write a systemd unit, a Dockerfile, a compose file with Caddy, and a first configuration into FOLDER.

    A file that is there already stays as it is.
    """
    from publisher.resources import templates_dir  # noqa: PLC0415

    shipped = sorted((templates_dir() / "deploy").iterdir())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in shipped:
            target = folder / file.name
            if target.exists():
                say(f"{target}: is there already")
                continue
            target.write_bytes(file.read_bytes())
            say(str(target))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}") from error
    return 0
