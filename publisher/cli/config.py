"""`publisher config`: every setting and where it comes from."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from publisher.cli.findings import columns
from publisher.cli.options import configured_for, now, shared_options
from publisher.cli.output import say, say_json
from publisher.config import Configured, Settings
from publisher.pipeline.site import Found, find_site
from publisher.schema import json_schema, to_toml


@click.command("config")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".")
@click.option("--schema", "as_schema", is_flag=True, help="Print the JSON Schema of publisher.toml.")
@shared_options
def command(site: Path, *, as_schema: bool, **options: Any) -> int:
    """Show every setting of SITE, its value and where that comes from.

    A flag beats PUBLISHER_* in the environment, which beats publisher.toml, which beats the generator's own
    configuration, which beats the default.
    """
    as_json = options.pop("as_json")
    options.pop("verbose")
    if as_schema:
        say_json(json_schema(), numbered=False)
        return 0
    configured = configured_for(site, options)
    rows = settings_table(configured, find_site(site, configured, now=now()))
    if as_json:
        say_json({"settings": {name: {"value": value, "origin": origin} for name, value, origin in rows}})
        return 0
    texts = [(name, "(none)" if value is None else to_toml(value), origin) for name, value, origin in rows]
    first, second = (max(columns(text[part]) for text in texts) for part in (0, 1))
    for name, value, origin in texts:
        say(f"{name:<{first}}  {value}{' ' * (min(second, 40) - columns(value))}  {origin}")
    return 0


def settings_table(configured: Configured, found: Found) -> list[tuple[str, object, str]]:
    """Each setting's name, value and origin; what the site's settings leave open is the generator's."""
    rows: list[tuple[str, object, str]] = []
    for section in fields(Settings):
        values = getattr(configured.settings, section.name)
        for key in fields(values):
            name = f"{section.name}.{key.name}"
            value, origin = getattr(values, key.name), configured.origins.get(name, "default")
            if value is None and name in found.values:
                value, origin = found.values[name], _origin(name, found)
            rows.append((name, value, origin))
    return rows


def _origin(name: str, found: Found) -> str:
    if name == "site.generator":
        return "found in the folder"
    return found.file or "found in the posts"
