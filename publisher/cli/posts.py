"""`publisher posts`: what was read, before anything is made of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from publisher.cli.cache import cache_dir
from publisher.cli.options import now, settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.config import Settings
from publisher.lazy import dataclass
from publisher.load import Loaded, load, scan
from publisher.plan import feed_ids

_TITLE_WIDTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A post, or a file that is hidden and why (`hidden`); moments are ISO 8601, "" for what a hidden file has not."""

    path: str
    url: str = ""
    id: str = ""
    title: str = ""
    date: str = ""
    updated: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    collection: str = ""
    in_feeds: bool = True
    hidden: str = ""


@click.command("posts")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--tsv", "as_tsv", is_flag=True, help="Print a row a post, its cells apart by tabs.")
@shared_options
def command(site: Path, *, as_tsv: bool, **options: Any) -> int:
    """List the posts of SITE as they were read: address, id, title, dates, language, tags, and what is hidden and why.

    Nothing is written. The exit code is 1 when a post could not be read.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    if as_json and as_tsv:
        raise click.UsageError("--json and --tsv are two forms of one list: give one of them")
    settings = settings_for(site, options)
    loaded = load(scan(site, settings), settings, now=now(), cache=cache_dir())
    rows = _rows(loaded, settings)
    if as_json:
        say_json(_fields(loaded, rows))
    else:
        show_problems(loaded.problems, everything=bool(verbose))
        _say_tsv(rows) if as_tsv else _say_table(loaded, rows)
    return int(any(problem.level == "error" for problem in loaded.problems))


def _rows(loaded: Loaded, settings: Settings) -> list[Row]:
    """Posts, newest first, with the ids that feeds have, then what is hidden, by path."""
    ids, _ = feed_ids(loaded.posts, loaded.site, settings.feeds.id)
    posts = [
        Row(
            path=post.path,
            url=post.url,
            id=ids[post.path],
            title=post.title,
            date=post.date.isoformat(),
            updated=post.updated.isoformat(),
            language=post.lang,
            tags=post.tags,
            categories=post.categories,
            aliases=post.aliases,
            collection=post.collection,
            in_feeds=post.in_feeds,
        )
        for post in loaded.posts
    ]
    hidden = [
        Row(path=one.path, in_feeds=False, hidden=one.reason + (f" until {one.until.isoformat()}" if one.until else ""))
        for one in sorted(loaded.hidden, key=lambda one: one.path)
    ]
    return posts + hidden


def _fields(loaded: Loaded, rows: Sequence[Row]) -> dict[str, object]:
    return {
        "site": asdict(loaded.site),
        "posts": [asdict(row) for row in rows],
        "problems": list(loaded.problems),
    }


def _say_tsv(rows: Sequence[Row]) -> None:
    """A header and a row a post; tags and categories are joined by `, `."""
    say("\t".join(Row.__dataclass_fields__))
    for row in rows:
        say("\t".join(_cell(value) for value in asdict(row).values()))


def _cell(value: str | bool | tuple[str, ...]) -> str:  # noqa: FBT001 - a field's value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else ", ".join(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _say_table(loaded: Loaded, rows: Sequence[Row]) -> None:
    """What a terminal has room for: day, title, address or why it is hidden; language and tags below."""
    for row in rows:
        if row.hidden:
            say(f"{'-' * 10}  {row.path}  hidden: {row.hidden}", fg="yellow")
            continue
        say(f"{row.date[:10]}  {_cut(row.title)}  {row.url}")
        about = [row.path, row.language, *(f"#{tag}" for tag in (*row.categories, *row.tags))]
        if row.id != row.url:
            about.append(f"id {row.id}")
        if not row.in_feeds:
            about.append("not in feeds")
        if row.updated != row.date:
            about.append(f"updated {row.updated}")
        say(f"{'':10}  {'  '.join(about)}", dim=True)
    site = loaded.site
    say(f"{len(loaded.posts)} posts, {len(loaded.hidden)} hidden; {site.title}, {site.home}, read as {site.generator}")


def _cut(text: str) -> str:
    """The text in exactly 60 columns; full-width characters take two."""
    width, kept = 0, ""
    for char in text:
        step = 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if width + step > _TITLE_WIDTH - 1:
            return f"{kept}…".ljust(len(kept) + 1 + _TITLE_WIDTH - 1 - width)
        width, kept = width + step, kept + char
    return kept + " " * (_TITLE_WIDTH - width)
