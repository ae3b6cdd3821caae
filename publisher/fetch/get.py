"""One picture over HTTP: GET, a few redirects, no cookies, no proxies, never over its bytes or its time."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import cast
from urllib.parse import urljoin

from publisher import USER_AGENT
from publisher.fetch.hosts import Allowed, FetchError, Target, no_address, target_of
from publisher.fetch.net import Deadline, Net, TooSlowError, connect
from publisher.fetch.wire import Wire, too_large
from publisher.lazy import dataclass

REDIRECTS = 3

_MOVED = (301, 302, 303, 307, 308)
_CHUNK = 64 * 1024
_LONGEST_VALIDATOR = 1024  # characters
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "image/png, image/jpeg, image/webp, image/avif, image/gif",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_NEXT = "the address that it redirects to"
_LATER = "it is asked for again after an hour, or with --force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host sent: 200 with the whole body, or 304 without; `etag` and `modified` as their fields had them."""

    status: int
    data: bytes = field(default=b"", repr=False)
    etag: str = ""
    modified: str = ""


def get(
    url: str, allowed: Sequence[Allowed], net: Net, trust: ssl.SSLContext, *, known: Mapping[str, str] | None = None
) -> Answer:
    """The answer to a GET of `url`, every hop of it allowed and guarded. Raises FetchError for all that may go wrong.

    `known` are conditional fields (RFC 9110 §13.1), with which the answer may be a 304.
    """
    deadline = Deadline.after(net.seconds)
    host = ""
    try:
        for hop in range(REDIRECTS + 1):
            target = target_of(url, _NEXT if hop else "its address")
            host = target.host
            check_allowed(target, allowed, redirected=hop > 0)
            answer = _ask(target, net, trust, deadline, known or {})
            if isinstance(answer, Answer):
                return answer
            url = _joined(url, answer)
    except TooSlowError as error:
        raise _unreachable(f"it took over {net.seconds:g} seconds", silent=True) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _explained(host, error, net.seconds) from error
    raise FetchError("picture-refused", f"it redirects more than {REDIRECTS} times", "give the picture's own address")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise no_address(_NEXT) from error


def check_allowed(target: Target, allowed: Sequence[Allowed], *, redirected: bool = False) -> None:
    """Nothing for a target that the user's list allows. Raises FetchError, with what to add to it, for any other."""
    if any(entry.takes(target) for entry in allowed):
        return
    what = f"it redirects to {target.authority}, which" if redirected else f"{target.authority}"
    plain = target.scheme == "http" and any(entry.takes(_secure(target)) for entry in allowed)
    if plain:
        hint = f'give it an https address, or list "http://{target.authority}" in fetch under [cards]'
        raise FetchError("picture-refused", f"{what} is asked for over plain http", hint)
    hint = f'if it may be asked for pictures, list "{target.authority}" in fetch under [cards]'
    raise FetchError("picture-refused", f"{what} is not among the hosts that pictures are fetched from", hint)


def _secure(target: Target) -> Target:
    port = 443 if target.port == 80 else target.port
    return Target(scheme="https", host=target.host, port=port, path=target.path)


def _ask(target: Target, net: Net, trust: ssl.SSLContext, deadline: Deadline, known: Mapping[str, str]) -> Answer | str:
    """The answer of one host, or where it sends us. Raises FetchError, TooSlowError, OSError, HTTPException."""
    with connect(target, net, trust, deadline) as connection:
        client = http.client.HTTPConnection(target.host, target.port)
        client.sock = cast("socket.socket", Wire(connection, deadline, net.max_bytes))
        client.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": target.authority, **_HEADERS, **known}.items():
            client.putheader(name, value)
        client.endheaders()
        with client.getresponse() as response:
            return _read(response, net.max_bytes, known)


def _read(response: http.client.HTTPResponse, most: int, known: Mapping[str, str]) -> Answer | str:
    status, location = response.status, response.getheader("Location", "")
    if status in _MOVED and location:
        return location.encode("latin-1").decode("utf-8", "replace")
    if status == 304 and known:
        return Answer(status=status)
    if status != 200:
        gone = "check the address" if status in {404, 410} else _LATER
        raise _unreachable(f"the host answers {status}", gone)
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if encoding not in {"", "identity"}:
        raise FetchError("picture-format", "the host sends it compressed, unasked", "let it send pictures as they are")
    return Answer(
        status=status,
        data=_body(response, most),
        etag=_validator(response.getheader("ETag", "")),
        modified=_validator(response.getheader("Last-Modified", "")),
    )


def _validator(text: str) -> str:
    """A validator that can be sent back, "" for one that cannot."""
    return text if len(text) < _LONGEST_VALIDATOR and text.isascii() and text.isprintable() else ""


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The whole body. Raises FetchError when it is longer than `most` bytes or ends before its end."""
    if response.length is not None and response.length > most:
        raise too_large(most)
    body = bytearray()
    while piece := response.read(_CHUNK):
        body += piece
        if len(body) > most:
            raise too_large(most)
    if response.length:
        raise _cut_off()
    return bytes(body)


def _explained(host: str, error: Exception, seconds: float) -> FetchError:
    """The error in a line; `silent` for all that the next picture of the host would meet too."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return _unreachable(f"no host is called {host}, as far as this machine knows", silent=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _unreachable(f"the certificate of {host} does not hold: {error.verify_message}", silent=True)
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or "it fails").replace("_", " ").lower()
        return _unreachable(f"no TLS with {host}: {reason}", silent=True)
    if isinstance(error, TimeoutError):
        return _unreachable(f"{host} does not answer within {seconds:g} seconds", silent=True)
    if isinstance(error, OSError):
        return _unreachable(f"{host}: {(error.strerror or type(error).__name__).lower()}", silent=True)
    if isinstance(error, http.client.IncompleteRead):
        return _cut_off()
    return _unreachable("what the host answers is not HTTP")


def _cut_off() -> FetchError:
    return _unreachable("the host closed the connection before its end")


def _unreachable(message: str, hint: str = _LATER, *, silent: bool = False) -> FetchError:
    return FetchError("picture-unreachable", message, hint, silent=silent)
