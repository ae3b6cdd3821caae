"""`publisher.toml`, the environment and flags -> `Settings`.

A flag beats `PUBLISHER_*`, which beats the file, which beats the site generator's own configuration (a None here),
which beats the default. An unknown key is an error that names the nearest known one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints

from publisher.errors import UsageError
from publisher.lazy import dataclass

FILE = "publisher.toml"

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What the user says about the site; each None leaves it to the generator's own configuration."""

    title: str | None = None
    url: str | None = None
    description: str | None = None
    lang: str | None = None
    timezone: str | None = None
    author: str | None = None
    generator: str | None = None
    permalink: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """Which feeds are written, where, and how long they are; an empty path leaves that format out.

    `by` asks for a feed of every tag, category, author, language or collection (Jekyll's collections, Hugo's
    sections), in `folder`; `opml` lists all feeds when there are such. The pages these feeds are of are templates such
    as `tags/:slug/` (`:name` is the name as it is written).
    `archive` keeps all posts behind the newest `limit` readable (RFC 5005); it is off until asked for, because it
    publishes every post's text once more in each format, at addresses that should then stay. `id` says what a post is
    known by whose front matter has no `guid` or `id`: what the site's generator emits, its URL, or a tag: URI.
    """

    limit: int = 20
    content: str = "full"
    rss: str = "rss.xml"
    atom: str = "atom.xml"
    json: str = "feed.json"
    stylesheet: str = "feed.css"
    hubs: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    folder: str = "feeds"
    opml: str = "feeds.opml"
    tag_page: str = ""
    category_page: str = ""
    author_page: str = ""
    lang_page: str = ""
    collection_page: str = ""
    archive: bool = False
    id: str = "compat"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSettings:
    """How cards look: the template's name, the size in CSS pixels, the folder in the output.

    `theme` is light or dark; `accent` a colour as `#c0341d`, "" for the template's own; `accents` has other ones for
    the posts of some categories or tags. `format` auto makes a PNG of a flat card and a JPEG of one with a picture.
    `fetch` lists the hosts from which posts' pictures may be fetched: `img.example`, `.example` for all below it, `*`
    for any that is public; `http://` before it allows that too, `:8443` behind it is another port.
    """

    template: str = "news"
    width: int = 1200
    height: int = 630
    path: str = "cards"
    theme: str = "light"
    accent: str = ""
    accents: tuple[tuple[str, str], ...] = ()
    format: str = "auto"
    fetch: tuple[str, ...] = ()

    def accent_of(self, names: Iterable[str]) -> str:
        """The colour of the first of a post's categories and tags that has one, else that of all posts."""
        table = {name.casefold(): color for name, color in self.accents}
        return next((table[name.casefold()] for name in names if name.casefold() in table), self.accent)

    @property
    def file_type(self) -> Literal["png", "jpeg"] | None:
        """The type of file asked for; None for what suits the card."""
        return {"png": "png", "jpeg": "jpeg"}.get(self.format)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """How `publisher webhook` comes by the content, and what it does with it; read in the service's own folder only.

    `remote` is a git URL, "" when the service's folder is the site itself; `site` the site's folder inside what is
    pulled. `out` and `state` are folders relative to the service's. `run` and `deploy` are commands, word by word.
    `quiet_ms` without a delivery start a build, `most_ms` after the first one in any case. `reconcile` (seconds, 0 is
    never) is how often the remote is asked without being told, `timeout` (seconds) what one step may take, `memory`
    (MiB) what a build may. `topics` are the feeds this service subscribes to (WebSub).
    """

    remote: str = ""
    branch: str = "main"
    site: str = ""
    out: str = "public"
    state: str = ".publisher-webhook"
    run: tuple[str, ...] = ()
    deploy: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8790
    quiet_ms: int = 1500
    most_ms: int = 10_000
    reconcile: int = 300
    timeout: int = 600
    memory: int = 1024
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """Who is told: WebSub hubs (which the feeds then name), and an IndexNow endpoint with the site's public key."""

    hubs: tuple[str, ...] = ()
    indexnow: str = ""
    indexnow_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSettings:
    """What is done with the pages of a built site: which get tags (`all` or `posts`), and where their article is.

    `selector` is CSS; "" leaves it to what themes usually do. `json_ld` adds schema.org's BlogPosting to posts.
    """

    enabled: bool = True
    pages: str = "all"
    selector: str = ""
    json_ld: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the user may set."""

    site: SiteSettings = field(default_factory=SiteSettings)
    feeds: FeedSettings = field(default_factory=FeedSettings)
    cards: CardSettings = field(default_factory=CardSettings)
    head: HeadSettings = field(default_factory=HeadSettings)
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)


_CHOICES = {
    ("cards", "theme"): ("light", "dark"),
    ("cards", "format"): ("auto", "png", "jpeg"),
    ("feeds", "content"): ("full", "summary"),
    ("feeds", "by"): ("tag", "category", "author", "lang", "collection"),
    ("feeds", "id"): ("compat", "url", "tag"),
    ("head", "pages"): ("all", "posts"),
}
_HOST = r"\*|(?:\*?\.)?[\w-]{1,63}(?:\.[\w-]{1,63})*|\[[0-9a-fA-F:.]+\]"
_PATTERNS = {("cards", "fetch"): rf"^(?:https?://)?(?:{_HOST})(?::[0-9]{{1,5}})?$"}
_RANGES = {
    ("feeds", "limit"): (1, 1000),
    ("cards", "width"): (200, 4096),
    ("cards", "height"): (200, 4096),
    ("webhook", "port"): (0, 65_535),
    ("webhook", "quiet_ms"): (0, 60_000),
    ("webhook", "most_ms"): (0, 600_000),
    ("webhook", "reconcile"): (0, 86_400),
    ("webhook", "timeout"): (1, 86_400),
    ("webhook", "memory"): (256, 65_536),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """The settings, and where each comes from: `section.key` to the file, variable or flag; absent for a default."""

    settings: Settings
    origins: Mapping[str, str]


def load_settings(root: Path, *, environ: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings of the site at `root`; `flags` maps `section.key` to a value, a None being no flag.

    Raises UsageError, with file, key and the nearest known key, for anything that is not a setting.
    """
    return configure(root, environ=environ, flags=flags).settings


def configure(root: Path, *, environ: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Configured:
    """The settings as `load_settings` gives them, each with its origin."""
    settings, origins = Settings(), {}
    for origin, values in (
        (FILE, _from_file(root / FILE)),
        ("the environment", _from_environment(environ)),
        ("the command line", {key: value for key, value in (flags or {}).items() if value is not None}),
    ):
        for key, value in values.items():
            settings = _with(settings, key, value, origin)
            origins[key] = variable(*key.split(".")) if origin == "the environment" else origin
    return Configured(settings=settings, origins=origins)


def variable(section: str, key: str) -> str:
    """The environment variable of a setting: `PUBLISHER_SITE_URL`."""
    return f"PUBLISHER_{section}_{key}".upper()


def choices(section: str, key: str) -> tuple[str, ...]:
    """The values a setting may have, of a list each of its items; () for any."""
    return _CHOICES.get((section, key), ())


def pattern(section: str, key: str) -> str:
    """The regular expression that each item of a list fits, "" for any."""
    return _PATTERNS.get((section, key), "")


def limits(section: str, key: str) -> tuple[int, int] | None:
    """The least and the greatest value of a number, None for any."""
    return _RANGES.get((section, key))


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path.name}: {error}", 'it is TOML: key = "value" under [site], [feeds], [cards], [head]'
        ) from error
    for section, values in table.items():
        if not isinstance(values, dict):
            raise UsageError(
                f"{path.name}: {section!r} stands outside a section", _did_you_mean(section, _section_names())
            )
    return {f"{section}.{key}": value for section, values in table.items() for key, value in values.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """`PUBLISHER_SITE_URL` is `site.url`; a variable that names no setting is left alone, it may be another's."""
    known = {variable(section, key): (section, key) for section in _section_names() for key in _keys(section)}
    return {f"{section}.{key}": environ[name] for name, (section, key) in known.items() if name in environ}


def _section_names() -> list[str]:
    return [section.name for section in fields(Settings)]


def _keys(section: str) -> list[str]:
    return [key.name for key in fields(_section_type(section))]


def _section_type(section: str) -> type:
    found: type = get_type_hints(Settings)[section]
    return found


def _did_you_mean(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - needed when something is wrong

    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"


def _with(settings: Settings, name: str, value: object, origin: str) -> Settings:
    section, _, key = name.partition(".")
    if section not in _section_names():
        raise UsageError(f"{origin}: no section is called [{section}]", _did_you_mean(section, _section_names()))
    if key not in _keys(section):
        raise UsageError(f"{origin}: no key is called {key!r} in [{section}]", _did_you_mean(key, _keys(section)))
    right = _converted(value, get_type_hints(_section_type(section))[key], f"{origin}: {name}")
    _check(section, key, right, f"{origin}: {name}")
    return replace(settings, **{section: replace(getattr(settings, section), **{key: right})})


def _converted(value: object, kind: object, where: str) -> object:
    """A value in the type of its field; the environment and flags give strings."""
    if kind == tuple[str, ...]:
        parts = value.split() if isinstance(value, str) else value
        if isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts):
            return tuple(parts)
        raise UsageError(f"{where} is not a list of strings: {value!r}", 'write ["one", "two"]')
    if kind == tuple[tuple[str, str], ...]:
        return _colors(value, where)
    if kind is int:
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise UsageError(f"{where} is not a whole number: {value!r}")
    if kind is bool:
        if isinstance(value, bool) or value in ("true", "false"):
            return value in (True, "true")
        raise UsageError(f"{where} is neither true nor false: {value!r}")
    if not isinstance(value, str):
        raise UsageError(f"{where} is not a string: {value!r}", "put it in quotes")
    return value


def _colors(value: object, where: str) -> tuple[tuple[str, str], ...]:
    """A table of colours as pairs, sorted by name; the environment writes it `tech=#0b6e4f world=#1b4b91`."""
    if isinstance(value, str):
        value = dict(pair.partition("=")[::2] for pair in value.split())
    if not isinstance(value, dict):
        raise UsageError(f"{where} is not a table of colours: {value!r}", 'write { tech = "#0b6e4f" }')
    for name, color in value.items():
        _check_color(color, f"{where}.{name}")
    return tuple(sorted((str(name), str(color)) for name, color in value.items()))


def _check_color(value: object, where: str) -> None:
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise UsageError(f"{where} is not a colour: {value!r}", 'write it as "#c0341d"')


def _check_host(value: str, where: str) -> None:
    """Raise UsageError for what names no host, or one that has no place in an address (RFC 5890)."""
    host = value.rpartition("//")[2].lstrip("*.")
    if re.fullmatch(pattern("cards", "fetch"), value) and (host.isascii() or _is_host(host)):
        return
    raise UsageError(f"{where} names no host: {value!r}", 'write "img.example", ".example" for all below it, or "*"')


def _is_host(name: str) -> bool:
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


def _check(section: str, key: str, value: object, where: str) -> None:
    choices = _CHOICES.get((section, key), ())
    for chosen in value if isinstance(value, tuple) else (value,):
        if choices and chosen not in choices:
            raise UsageError(f"{where} is {chosen!r}", f"it is one of: {', '.join(choices)}")
    if (section, key) == ("cards", "accent") and value:
        _check_color(value, where)
    if (section, key) == ("cards", "fetch") and isinstance(value, tuple):
        for host in value:
            _check_host(host, where)
    limits = _RANGES.get((section, key))
    if limits and isinstance(value, int) and not limits[0] <= value <= limits[1]:
        raise UsageError(f"{where} is {value}", f"it lies between {limits[0]} and {limits[1]}")
