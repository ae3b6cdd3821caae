"""URLs as the generators and RFC 3986 write them: ASCII, percent-encoded, NFC, punycode hosts."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from publisher.lazy import pattern

# RFC 3986 section 3.3: pchar is unreserved, sub-delims, ":" and "@"; quote() keeps the unreserved by itself.
PCHAR = "!$&'()*+,;=:@"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_PLAIN_PATH = pattern(r"[a-zA-Z0-9/_~-]+(?:\.[a-zA-Z0-9/_~-]+)*")
_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# What browsers leave out at the ends of an address (WHATWG URL, section 4.4), and all other spaces.
_ENDS = (
    "".join(map(chr, range(0x21)))
    + "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_PORTS = {"http": 80, "https": 443}


def is_absolute(url: str) -> bool:
    """True when `url` names its scheme."""
    return _SCHEME.match(url) is not None


def normal_path(path: str) -> str:
    """A URL path decoded, made NFC and encoded again (what Addressable's `normalize` does to a path).

    Characters that mean something else when decoded (`/`, `?`, `#`, `%`) stay encoded.
    """
    if _PLAIN_PATH.fullmatch(path):
        return path
    pieces = re.split(r"(%(?:2[Ff3]|3[Ff]|25))", path)
    return "".join(piece if i % 2 else _encode(piece) for i, piece in enumerate(pieces))


def _encode(piece: str) -> str:
    decoded = unquote_to_bytes(piece.encode("utf-8", "replace"))
    try:
        text = unicodedata.normalize("NFC", decoded.decode("utf-8"))
    except UnicodeDecodeError:
        return quote(decoded, safe=PCHAR + "/")
    return quote(text, safe=PCHAR + "/")


def normal_host(host: str) -> str:
    """A host name in lower case and punycode (RFC 3492); a name that is not one is percent-encoded."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return quote(unicodedata.normalize("NFC", host.lower()))


def normal_url(url: str) -> str:
    """An absolute URL made ASCII: host in punycode, path, query and fragment percent-encoded.

    What is already ASCII without spaces is left as it is: a signed URL breaks when it is encoded anew.
    """
    if url.isascii() and not re.search(r"[\s<>\"\\^`{|}]", url):
        return url
    try:
        parts = urlsplit(url)
        host = _netloc(parts.hostname or "", parts.port, parts.username, parts.scheme)
    except ValueError:
        return quote(url, safe=PCHAR + "/?#[]%")
    keep = PCHAR + "/?%[]"
    path = quote(unicodedata.normalize("NFC", parts.path), safe=keep)
    return urlunsplit((parts.scheme, host, path, quote(parts.query, safe=keep), quote(parts.fragment, safe=keep)))


def _netloc(host: str, port: int | None, user: str | None, scheme: str) -> str:
    name = f"[{host}]" if ":" in host else normal_host(host)
    named = f":{port}" if port and _PORTS.get(scheme) != port else ""
    return f"{user}@{name}{named}" if user else f"{name}{named}"


def split_site(url: str, base: str = "") -> tuple[str, str]:
    """Scheme and host, and base path, of a site's configured address, both normal and without a trailing slash.

    `https://例え.jp` and `/ブログ/` give `https://xn--r8jz45g.jp` and `/%E3%83%96%E3%83%AD%E3%82%B0`. Raises ValueError
    when `url` is not http(s).
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an http(s) URL")
    host = _netloc(parts.hostname, parts.port, None, parts.scheme.lower())
    path = "/".join(piece for piece in (parts.path.strip("/"), base.strip().strip("/")) if piece)
    return f"{parts.scheme.lower()}://{host}", normal_path(f"/{path}") if path else ""


def resolve(url: str, base: str) -> str | None:
    """`url` as seen from the page `base`, absolute and ASCII; None when it must not be linked.

    Refused are other schemes than http, https, mailto and tel, and `//host` (readers resolve it against themselves).
    """
    url = re.sub(r"[\t\n\r]", "", url).strip(_ENDS)
    if url[:2].replace("\\", "/") == "//":
        return None
    found = _SCHEME.match(url)
    if found:
        return normal_url(url) if found[0][:-1].lower() in SCHEMES else None
    try:
        return normal_url(urljoin(base, url))
    except ValueError:
        return None
