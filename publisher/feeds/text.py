"""Text, URLs and dates in the only forms a feed may hold.

Nothing here asks the locale, the clock or the machine.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

from publisher.errors import RenderError

# XML 1.0 §2.2: what is outside Char, and what its authors are told to avoid (DEL, C1, the noncharacters of plane 0).
# Those of the higher planes are left in, because a class that names them is searched twenty times slower.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNWANTED_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Not str.split(): it would also swallow U+3000, which separates the parts of Japanese titles.
_BLANKS = re.compile(r"[ \t\n]+")
# RFC 3986 §2: everything but unreserved, reserved and "%", which starts an escape that must not be escaped again.
_NOT_IN_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_HOST = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]*://(?:[^/?#@]*@)?)([^/?#:@]+)")

# Elements of running text (HTML §4.5), whole: what is between their tags stays.
_ELEMENT = re.compile(
    r"<(abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|strong|sub|sup|u|var)(?:\s[^<>]*)?>"
    r"((?:(?!<\1[\s>]).)*?)</\1>",
    re.IGNORECASE | re.DOTALL,
)
_READING = re.compile(r"<(rt|rp)>[^<>]*</\1>", re.IGNORECASE)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clean(text: str) -> str:
    """`text` as XML 1.0 and JSON can carry it: no control characters or lone surrogates, line ends as LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Searching first is the fast path: str.translate over every character costs about twenty times as much.
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def one_line(text: str) -> str:
    """`text` clean, on one line, without blanks at its ends; full-width spaces inside stay."""
    if not (_UNWANTED_IN_LINE.search(text) or "  " in text):
        return text.strip()
    return _BLANKS.sub(" ", clean(text)).strip()


def without_markup(text: str) -> str:
    """A title without the elements of running text that it holds whole: `a` for `<b>a</b>`.

    `Vec<T>`, `<b>` alone and `</p>` stay. Generators put titles into their pages as HTML; readers show them as text.
    Readings of ruby are left out.
    """
    while "</" in text:
        plain = _ELEMENT.sub(lambda found: _READING.sub("", found[2]), text)
        if plain == text:
            break
        text = plain
    return text


def plain_as_html(text: str) -> str:
    """HTML that shows the plain `text`; the same string when HTML would show it anyway (`AT&T`)."""
    if "<" not in text and html.unescape(text) == text:
        return text
    return html.escape(text, quote=False)


def ascii_url(url: str) -> str:
    """`url` in the characters of RFC 3986: host in punycode, the rest percent-encoded as UTF-8.

    Escapes stay as they are, so nothing is encoded twice; a URL already in those characters comes back untouched.
    """
    if not _NOT_IN_URL.search(url):
        return url
    url = clean(url).strip()
    if not url.isascii():
        url = _HOST.sub(lambda found: found[1] + _ascii_host(found[2]), url)
    return _NOT_IN_URL.sub(lambda found: quote(found[0], safe=""), url)


def _ascii_host(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def language_tag(lang: str) -> str:
    """`lang` as BCP 47 writes it: `ja_JP` becomes `ja-JP`."""
    return one_line(lang).replace("_", "-")


def whole_minutes(moment: datetime) -> datetime:
    """`moment` without fractions of a second, in a zone of whole minutes, as RFC 822 and RFC 3339 can write it.

    Raises RenderError when it has no zone: reading one from the machine would change the output.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise RenderError(f"a date without a time zone cannot be published: {moment}", "give the site a time zone")
    if not (offset.seconds % 60 or offset.microseconds or moment.microsecond):
        return moment
    minutes = timedelta(minutes=round(offset.total_seconds() / 60))
    zone = timezone(minutes) if minutes else UTC
    if minutes != offset:
        moment = (moment.replace(tzinfo=None) - offset + minutes).replace(tzinfo=zone)
    return moment.replace(microsecond=0, tzinfo=zone)


def rfc3339(moment: datetime) -> str:
    """`2026-01-17T09:00:00+09:00` (RFC 3339 §5.6)."""
    return whole_minutes(moment).isoformat()


def rfc822(moment: datetime) -> str:
    """`Sat, 17 Jan 2026 09:00:00 +0900`: RFC 822 §5 with RFC 2822's four-digit year, English whatever the locale."""
    moment = whole_minutes(moment)
    zone = moment.isoformat()[-6:].replace(":", "")
    return (
        f"{_DAYS[moment.weekday()]}, {moment.day:02} {_MONTHS[moment.month - 1]} {moment.year:04} "
        f"{moment.hour:02}:{moment.minute:02}:{moment.second:02} {zone}"
    )
