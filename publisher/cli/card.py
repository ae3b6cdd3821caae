"""`publisher card`: one post's card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.cache import cache_dir
from publisher.cli.options import net, now, settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.config import Settings
from publisher.errors import Problem
from publisher.pipeline import card_of, page_of, site_root
from publisher.publish import write_file


@click.command("card")
@click.argument("post", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The .png, .jpg or, with --html, .html to write.",
)
@click.option("--template", metavar="NAME", help="The card template. [default: news]")
@click.option("--theme", type=click.Choice(["light", "dark"]), help="[default: light]")
@click.option("--debug", is_flag=True, help="Draw boxes, baselines and places where lines may break over it.")
@click.option("--html", is_flag=True, help="Write the page that a browser shows as the card; without -o, print it.")
@click.option("--width", type=click.IntRange(200, 4096), help="In pixels. [default: 1200]")
@click.option("--height", type=click.IntRange(200, 4096), help="In pixels. [default: 630]")
@shared_options
def command(
    post: Path,
    out: Path | None,
    template: str | None,
    width: int | None,
    height: int | None,
    *,
    theme: str | None,
    debug: bool,
    html: bool,
    **options: Any,
) -> int:
    """Draw the card of POST, a Markdown file, as a picture.

    The site that POST belongs to is looked for in the folders above it, for its name and its language.

    With --html it becomes a page in which everything is resolved: variables, sizes that fitting chose, lines as they
    were broken, scrims. Open it in a browser of this machine, whose fonts and pictures it links, and look at the boxes
    with the developer tools.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    root = site_root(post)
    chosen = {"cards__template": template, "cards__theme": theme, "cards__width": width, "cards__height": height}
    settings = settings_for(root, options, **chosen)
    if html:
        problems, size = _page(post, root, out, settings, printed=not as_json, debug=debug)
    elif out is None:
        raise click.UsageError("Missing option '-o' / '--out'.")
    else:
        make = click.get_current_context().obj
        card = card_of(post, root, out, settings, now=now(), debug=debug, cache=cache_dir(), net=net, make=make)
        problems, size = card.problems, card.size
    return _told(problems, out, size, as_json=as_json, verbose=bool(verbose))


def _page(
    post: Path, root: Path, out: Path | None, settings: Settings, *, printed: bool, debug: bool
) -> tuple[tuple[Problem, ...], int]:
    """The page written, or printed; its problems and its bytes' number."""
    if debug:
        raise click.UsageError("--debug draws on pictures: leave it out with --html.")
    if out is None and not printed:
        raise click.UsageError("--json with --html wants a file: add -o x.html.")
    page = page_of(post, root, settings, now=now(), cache=cache_dir(), net=net)
    data = page.html.encode()
    if out is None:
        click.echo(page.html, nl=False)
    else:
        write_file(out, data)
    return page.problems, len(data)


def _told(found: tuple[Problem, ...], out: Path | None, size: int, *, as_json: bool, verbose: bool) -> int:
    """The exit code, once the user knows what was written and what is amiss."""
    problems = [problem for problem in found if problem.code != "site-url-missing"]
    if as_json:
        say_json({"out": str(out), "bytes": size, "problems": problems})
    else:
        show_problems(problems, everything=verbose)
        if out is not None:
            say(f"{out}: {size} bytes")
    return int(any(problem.level == "error" for problem in problems))
