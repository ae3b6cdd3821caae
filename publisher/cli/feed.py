"""`publisher feed`: the feeds alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.build import run
from publisher.cli.options import settings_for, shared_options
from publisher.pipeline import Request


@click.command("feed")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write. [default: the generator's output folder, else SITE/public]",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@shared_options
def command(site: Path, out: Path | None, *, dry_run: bool, **options: Any) -> int:
    """Write every feed of SITE, as [feeds] in publisher.toml says; cards that are there already are named in them.

    Without that there are rss.xml, atom.xml and feed.json. `by = ["tag"]` adds a feed of every tag (also category,
    author, lang), `archive = true` keeps all posts readable behind the newest.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    request = Request(root=site, out=out, settings=settings_for(site, options), dry_run=dry_run, draw=False)
    return run(request, as_json=as_json, verbose=verbose)
