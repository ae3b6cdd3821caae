"""What may be asked for: the user's list of hosts, and addresses taken apart and held against it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from publisher.errors import PublisherError
from publisher.lazy import dataclass

PORTS = {"https": 443, "http": 80}

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")
_UNQUOTED = re.compile(r"[\x00-\x20\x7f-\U0010ffff\"<>\\^`{|}]")
_LONGEST = 8_000  # characters; servers take no longer addresses


class FetchError(PublisherError):
    """A picture that was not fetched: a stable code, why, the next step.

    `silent` is true when its host could not be reached at all, so that asking for more of it would be in vain.
    """

    def __init__(self, code: str, message: str, hint: str = "", *, silent: bool = False) -> None:
        super().__init__(message, hint)
        self.code, self.silent = code, silent


def no_address(what: str) -> FetchError:
    """The error for what is no address at all."""
    return FetchError("picture-refused", f"{what} is not a web address", "write it as https://host/picture.jpg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A web address taken apart: `host` in lower case without a last dot, `path` with its query, percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host field says (RFC 9110 §7.2): the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """One entry of the list: `*` is any host, a leading dot any host below it; plain HTTP only where it is said."""

    scheme: str
    host: str
    port: int | None

    def takes(self, target: Target) -> bool:
        """Whether the entry allows what is asked for."""
        if target.scheme not in {"https", self.scheme} or target.port != (self.port or PORTS[target.scheme]):
            return False
        return self.names(target.host)

    def names(self, host: str) -> bool:
        """Whether the entry is about that host."""
        return self.host in {"*", host} or (self.host[0] == "." and host.endswith(self.host))


def allowed_hosts(entries: Iterable[str]) -> tuple[Allowed, ...]:
    """The list as `fetch` in `[cards]` has it, each entry checked by `config`: `[scheme://]host[:port]`."""
    return tuple(map(_allowed, entries))


def is_listed(url: str, allowed: Iterable[Allowed]) -> bool:
    """Whether the address's host is in the list at all, be it for another scheme or port."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return any(entry.names(host) for entry in allowed)


def _allowed(entry: str) -> Allowed:
    scheme, _, rest = entry.rpartition("://")
    host, _, port = rest.rpartition(":") if re.search(r":\d+$", rest) and not rest.endswith("]") else (rest, "", "")
    host = host.strip("[]").rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    return Allowed(scheme=scheme or "https", host=host.removeprefix("*") or "*", port=int(port) if port else None)


def target_of(url: str, what: str = "its address") -> Target:
    """The address taken apart. Raises FetchError for one that is none, or that holds a user name or a password.

    `what` is what a message calls it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise no_address(what) from error
    if "@" in parts.netloc:
        hint = "give an address without them: a card is public, and so must its picture be"
        raise FetchError("picture-refused", f"{what} holds a user name or a password", hint)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in PORTS or not _HOST.fullmatch(host) or len(url) > _LONGEST:
        raise no_address(what)
    return Target(scheme=parts.scheme, host=host, port=port or PORTS[parts.scheme], path=_path(parts))


def shown(url: str) -> str:
    """The address as a message shows it: without user and query, where secrets stand, and readable where it can be."""
    try:
        parts = urlsplit(url)
        where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    except ValueError:
        where = ""
    if not where.isprintable() or not where:
        return "an address that is none"
    path = unquote(parts.path)
    return f"{where}{path if path.isprintable() else _path(parts).partition('?')[0]}{'?…' if parts.query else ''}"


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _UNQUOTED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), path)
