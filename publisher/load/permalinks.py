"""Permalink templates: `/:categories/:year/:month/:day/:title/` and the tokens they may hold.

After Jekyll 4.3's `URL`, `UrlDrop` and `Utils.slugify`; plain folders use the same templates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from publisher.lazy import pattern
from publisher.load.urls import PCHAR

KNOWN_PLACES = "known are :categories, :year, :month, :day, :title, :slug, :path ..."
STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "simple": "/:categories/:title/",
    "none": "/:categories/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_TOKEN = pattern(r":([a-z_]+)")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRETTY = "._~!$&'()+,;=@"


class PermalinkError(ValueError):
    """A template holds a token that no value is known for; `token` is its name."""

    def __init__(self, token: str) -> None:
        super().__init__(f"unknown token ':{token}'")
        self.token = token


def fill(template: str, values: Mapping[str, str | datetime]) -> str:
    """The URL path of a template, percent-encoded, starting with `/`.

    `values` gives tokens by name; `date` gives `:year`, `:month` and the other date tokens. Raises `PermalinkError`.
    """
    moment = values.get("date")

    def replace(found: re.Match[str]) -> str:
        name = found[1]
        for key, rest in ((name, ""), (name[:-1], "_")) if name.endswith("_") else ((name, ""),):
            value = values.get(key) if key != "date" else None
            if value is None and isinstance(moment, datetime):
                value = date_token(key, moment)
            if isinstance(value, str):
                return encode_token(value) + rest
        raise PermalinkError(name)

    return squeeze("/" + _TOKEN.sub(replace, template))


@lru_cache(maxsize=256)
def token_names(template: str) -> frozenset[str]:
    """The names that a template may ask for, those that end in `_` with and without it."""
    names = frozenset(_TOKEN.findall(template))
    return names | {name[:-1] for name in names if name.endswith("_")}


def encode_token(value: str) -> str:
    """A token's value percent-encoded as UTF-8; `/` and `?` stay (Jekyll's `URL.escape_path`)."""
    return quote(value, safe=PCHAR + "/?")


def squeeze(path: str) -> str:
    """`URL.sanitize_url`: no `..`, no `./`, single slashes."""
    return re.sub(r"/{2,}", "/", path.replace("..", "/").replace("./", ""))


def date_token(name: str, moment: datetime) -> str | None:
    """What a date token stands for, in English whatever the locale; None for a name that is not one."""
    form = _DATE_TOKENS.get(name)
    return form(moment) if form else None


_DATE_TOKENS: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda moment: f"{moment.year:04d}",
    "short_year": lambda moment: f"{moment.year % 100:02d}",
    "month": lambda moment: f"{moment.month:02d}",
    "i_month": lambda moment: str(moment.month),
    "short_month": lambda moment: _MONTHS[moment.month - 1][:3],
    "long_month": lambda moment: _MONTHS[moment.month - 1],
    "day": lambda moment: f"{moment.day:02d}",
    "i_day": lambda moment: str(moment.day),
    "y_day": lambda moment: f"{moment.timetuple().tm_yday:03d}",
    "w_year": lambda moment: f"{moment.isocalendar().year:04d}",
    "week": lambda moment: f"{moment.isocalendar().week:02d}",
    "w_day": lambda moment: str(moment.isoweekday()),
    "short_day": lambda moment: _DAYS[moment.weekday()][:3],
    "long_day": lambda moment: _DAYS[moment.weekday()],
    "hour": lambda moment: f"{moment.hour:02d}",
    "minute": lambda moment: f"{moment.minute:02d}",
    "second": lambda moment: f"{moment.second:02d}",
}


@lru_cache(maxsize=4096)
def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """`text` as one URL segment: what is not a letter, mark or decimal digit becomes `-`, one trimmed at each end.

    `pretty` keeps `._~!$&'()+,;=@` too; without `cased` the result is in lower case.
    """
    keep = _PRETTY if pretty else ""
    if text.isascii():
        pieces = [c if c.isalnum() or c in keep else "\0" for c in text]
    else:
        pieces = [c if c in keep or _is_word(c) else "\0" for c in text]
    slug = re.sub("\0+", "-", "".join(pieces)).removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"
