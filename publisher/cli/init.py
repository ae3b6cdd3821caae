"""`publisher init`: a commented publisher.toml from what is there."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from publisher.cli.options import configured_for, now, shared_options
from publisher.cli.output import say, say_json
from publisher.config import FILE
from publisher.errors import UsageError
from publisher.pipeline.site import Found, find_site
from publisher.publish import write_file
from publisher.schema import example


@click.command("init")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".")
@click.option("--force", is_flag=True, help="Replace a publisher.toml that is there.")
@shared_options
def command(site: Path, *, force: bool, **options: Any) -> int:
    """Write a commented publisher.toml for SITE from what its folder says.

    What the generator's own configuration says is left to it. The site's address is asked for if nothing says it.
    """
    as_json = options.pop("as_json")
    options.pop("verbose")
    target = site / FILE
    if target.exists() and not force:
        raise UsageError(f"{target} is there already", "edit it, or replace it with --force")
    flags = {f"site.{name}": value for name, value in options.items() if value}
    found = find_site(site, configured_for(site, options), now=now())
    known = flags | _address(site, found, flags)
    write_file(target, example(known, _elsewhere(found, known)).encode("utf-8"))
    result = {"file": str(target), "generator": found.generator, "posts": len(found.loaded.posts), "set": known}
    if as_json:
        say_json(result)
        return 0
    say(f"{target}: {found.generator}, {len(found.loaded.posts)} posts, {found.pages} built pages")
    _hint_at_cleaning(site, found)
    if "site.url" not in known and not _knows_address(found):
        say(f"hint: set url under [site] in {target}; until then links start with http://localhost", error=True)
    return 0


def _knows_address(found: Found) -> bool:
    return urlsplit(found.values.get("site.url", "")).hostname not in (None, "localhost")


def _hint_at_cleaning(site: Path, found: Found) -> None:
    """Jekyll clears from its output what it does not know."""
    if found.generator == "jekyll" and "keep_files" not in _text(site / "_config.yml"):
        kept = "keep_files: [cards, rss.xml, atom.xml, feed.json, feed.css, .publisher.json]"
        say(f"hint: Jekyll clears its output; add to _config.yml: {kept}", error=True)


def _address(site: Path, found: Found, flags: dict[str, object]) -> dict[str, object]:
    """The site's address, unless a flag or the generator's configuration says it; asked for on a terminal."""
    if "site.url" in flags or _knows_address(found):
        return {}
    url = _deployed_to(site)
    if not url and sys.stdin.isatty():
        url = str(click.prompt("The site's address (empty to set it later)", default="", show_default=False))
    return {"site.url": url} if url else {}


def _deployed_to(site: Path) -> str:
    """The address that deployment files name: CNAME (GitHub Pages), package.json's homepage."""
    for name in ("CNAME", "static/CNAME", "public/CNAME"):
        host = _text(site / name).strip()
        if re.fullmatch(r"[\w.-]+\.\w+", host):
            return f"https://{host}"
    try:
        package = json.loads(_text(site / "package.json") or "{}")
    except ValueError:
        return ""
    homepage = package.get("homepage") if isinstance(package, dict) else ""
    return homepage if isinstance(homepage, str) and homepage.startswith("https://") else ""


def _text(path: Path) -> str:
    """A small file's text, "" when there is none to read."""
    try:
        return path.read_text(encoding="utf-8-sig")[:100_000]
    except (OSError, UnicodeDecodeError):
        return ""


def _elsewhere(found: Found, known: dict[str, object]) -> dict[str, tuple[object, str]]:
    """What the generator's configuration says, or the folder."""
    where = f"from {found.file}" if found.file else "as found in the folder"
    return {
        name: (value, where)
        for name, value in found.values.items()
        if name not in known and (name != "site.url" or _knows_address(found))
    }
