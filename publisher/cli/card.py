"""`publisher card`: one post's card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.options import cache_dir, net, now, settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.pipeline import card_of, site_root


@click.command("card")
@click.argument("post", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The .png or .jpg to write."
)
@click.option("--template", metavar="NAME", help="The card template. [default: news]")
@click.option("--theme", type=click.Choice(["light", "dark"]), help="[default: light]")
@click.option("--debug", is_flag=True, help="Draw boxes, baselines and places where lines may break over it.")
@click.option("--width", type=click.IntRange(200, 4096), help="In pixels. [default: 1200]")
@click.option("--height", type=click.IntRange(200, 4096), help="In pixels. [default: 630]")
@shared_options
def command(
    post: Path,
    out: Path,
    template: str | None,
    width: int | None,
    height: int | None,
    *,
    theme: str | None,
    debug: bool,
    **options: Any,
) -> int:
    """Draw the card of POST, a Markdown file, as a picture.

    The site that POST belongs to is looked for in the folders above it, for its name and its language.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    root = site_root(post)
    chosen = {"cards__template": template, "cards__theme": theme, "cards__width": width, "cards__height": height}
    settings = settings_for(root, options, **chosen)
    result = card_of(post, root, out, settings, now=now(), debug=debug, cache=cache_dir(), net=net)
    problems = [problem for problem in result.problems if problem.code != "site-url-missing"]
    if as_json:
        say_json({"out": str(out), "bytes": result.size, "problems": problems})
    else:
        show_problems(problems, everything=bool(verbose))
        say(f"{out}: {result.size} bytes")
    return int(any(problem.level == "error" for problem in problems))
