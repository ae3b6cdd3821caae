"""Dates as authors write them -> aware datetimes in the site's zone.

`ruby_date` follows Jekyll: SafeYAML's timestamps (no zone: UTC), else Ruby's `Time.parse` (no zone: the site's).
`iso_date` is for the generators that want ISO 8601.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from publisher.lazy import pattern
from publisher.load.permalinks import date_token
from publisher.load.safe_yaml import Timestamp

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

# Ruby's Date._parse knows some 300 names; these are the ones in use. Unknown names are ignored, as Ruby does.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
    "eet": 2, "eest": 3, "msk": 3, "msd": 4, "ist": 5.5, "cct": 6.5, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3, "est": -5,
    "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "brt": -3, "art": -3,
}  # fmt: skip
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {name: i for i, name in enumerate(_MONTH_NAMES.split("|"), 1)}
_MONTH = rf"(?P<mon>{_MONTH_NAMES})[a-z]*\.?"

_TIME = pattern(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<min>\d{1,2})(?::(?P<sec>\d{1,2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?(?![a-z]))?"
    r"\s*(?P<zone>[-+]\d{1,2}(?::?\d{2})?(?!\d)|[a-z]+(?![a-z/]))?",
    re.IGNORECASE | re.ASCII,
)
_DATES = (
    pattern(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    pattern(r"(?<!\d)(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)"),
    pattern(r"(?<!\d)(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?!\d)"),
    pattern(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s+(?P<year>\d{{4}})", re.IGNORECASE | re.ASCII),
    pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})", re.IGNORECASE | re.ASCII
    ),
    pattern(r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?!\d)"),
    pattern(r"(?<!\d)(?P<year>\d{2})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    pattern(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
)
_COMPACT = pattern(r"^\d{8}T?(?P<hour>\d{2})(?P<min>\d{2})(?P<sec>\d{2})?(?P<zone>Z|[-+]\d{2}:?\d{2})?$")
_ISO = pattern(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[Tt\s]\s*(?P<hour>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2})(?:\.\d*)?)?\s*(?P<zone>[A-Za-z]+|[-+]\d{1,2}(?::?\d{2})?)?)?"
    r"(?:\s+[A-Za-z]+)?"
)
_DIRECTIVE = pattern(r"%(-?)(.)", re.DOTALL)
_DIRECTIVES = {
    "Y": "year", "y": "short_year", "m": "month", "d": "day", "e": "i_day", "b": "short_month", "h": "short_month",
    "B": "long_month", "a": "short_day", "A": "long_day", "j": "y_day", "H": "hour", "M": "minute", "S": "second",
    "G": "w_year", "V": "week", "u": "w_day",
}  # fmt: skip


class DateError(ValueError):
    """A value that is not a date."""


def ruby_date(value: object, zone: tzinfo) -> datetime:
    """The moment Jekyll reads from a front matter value, in `zone`, to the second. Raises `DateError`."""
    if isinstance(value, (datetime, date)):
        return _converted(_from_native(value, zone), zone)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise DateError(f"{value!r} is not a date")
    text = str(value).strip()
    found = _ISO.fullmatch(text)
    if isinstance(value, Timestamp) and found and found["sec"]:
        return _converted(_moment(found.groupdict(), UTC), zone)
    return _converted(_moment(_parts(text), zone), zone)


def iso_date(value: object, zone: tzinfo, *, named_zones: bool = True) -> datetime:
    """The moment an ISO 8601 value means, in the zone it names, else in `zone`. Raises `DateError`.

    Integers are seconds since 1970. Without `named_zones` names (`GMT`, `JST`) are passed over, but not `Z` and `UTC`.
    """
    if isinstance(value, (datetime, date)):
        return _from_native(value, zone)
    if isinstance(value, int) and not isinstance(value, bool):
        return _epoch(value)
    if not isinstance(value, str):
        raise DateError(f"{value!r} is not a date")
    found = _ISO.fullmatch(value.strip())
    parts = found.groupdict() if found else _parts(value.strip())
    named = parts.get("zone") or ""
    if not named_zones and named[:1].isalpha() and named.lower() not in ("z", "utc"):
        parts["zone"] = None
    return _moment(parts, zone)


def strftime(moment: datetime, form: str) -> str | None:
    """The moment by C's `strftime`, in English whatever the locale; None for a directive that is not known.

    `%-d` and its like leave out leading zeros.
    """
    pieces: list[str] = []
    end = 0
    for found in _DIRECTIVE.finditer(form):
        value = "%" if found[2] == "%" else date_token(_DIRECTIVES.get(found[2], ""), moment)
        if value is None:
            return None
        pieces += [form[end : found.start()], (value.lstrip("0") or "0") if found[1] else value]
        end = found.end()
    return "".join((*pieces, form[end:]))


def _epoch(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as e:
        raise DateError(f"{seconds} is not a date") from e


def _from_native(value: datetime | date, zone: tzinfo) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    moment = moment.replace(microsecond=0)
    try:
        return _in_range(moment if moment.tzinfo else moment.replace(tzinfo=zone).astimezone(zone))
    except (OverflowError, ValueError) as e:
        raise DateError(f"{value} is not a date") from e


def _parts(text: str) -> dict[str, str | None]:
    """What Ruby's `Date._parse` finds anywhere in a text; raises `DateError` without year, month and day."""
    clock = _TIME.search(text)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    rest = rest.replace("T ", " ").strip()
    day = next((found for pattern in _DATES if (found := pattern.search(rest))), None)
    if day is None:
        raise DateError(f"{text!r} is not a date")
    if clock is None:
        clock = _COMPACT.match(text)
    return {**(clock.groupdict() if clock else {}), **day.groupdict()}


def _converted(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError) as e:
        raise DateError(f"{moment} is not a date") from e


def _moment(parts: dict[str, str | None], default: tzinfo) -> datetime:
    try:
        year, month, day = (int(parts.get(key) or 0) for key in ("year", "month", "day"))
        if len(parts.get("year") or "") == 2:
            year += 2000 if year < 69 else 1900
        month = month or _MONTHS[(parts.get("mon") or "")[:3].lower()]
        hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "min", "sec"))
        _check_clock(day, hour, minute, second)
        start = datetime(year, month, 1, tzinfo=_zone(parts.get("zone")) or default)
        # Days 29 to 31 roll into the next month and 24:00 into the next day, as Ruby's Time.local has it.
        offset = timedelta(days=day - 1, hours=_hour(hour, parts.get("half")), minutes=minute, seconds=second)
        return _in_range(start + offset)
    except (KeyError, OverflowError, ValueError) as e:
        raise DateError("not a date") from e


def _in_range(moment: datetime) -> datetime:
    """The moment, if it can be told in every time zone."""
    if not 2 <= moment.year <= 9998:
        raise DateError("out of range")
    return moment


def _check_clock(day: int, hour: int, minute: int, second: int) -> None:
    if not (
        1 <= day <= 31 and minute < 60 and second <= 60 and (hour < 24 or (hour == 24 and not minute and not second))
    ):
        raise DateError("out of range")


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if name[0] not in "+-":
        hours = _ZONES.get(name.lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = name[1:].replace(":", "")
    size = (
        timedelta(hours=int(digits[:-2] or 0), minutes=int(digits[-2:]))
        if len(digits) > 2
        else timedelta(hours=int(digits))
    )
    return timezone(-size if name[0] == "-" else size)
