"""The way out: names resolved once, addresses held against the policy, one connection to exactly such an address."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from ipaddress import ip_address
from queue import Empty, SimpleQueue

from publisher.fetch.addresses import Address, is_public
from publisher.fetch.hosts import FetchError, Target
from publisher.lazy import dataclass

MAX_BYTES = 10_000_000  # of a picture
SECONDS = 10.0  # for a picture, all told

_TRIES = 4  # addresses of one host

Resolve = Callable[[str, int], Iterable[str]]


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses the machine knows for a name, likeliest first. Raises OSError for a name it does not know."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """The network as a fetch may use it: how names are resolved, which addresses may be reached, whom TLS trusts.

    A picture may have `max_bytes` and take `seconds`; a fetch of many starts none after `budget` seconds.
    """

    resolve: Resolve = system_addresses
    allows: Callable[[Address], bool] = is_public
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES
    budget: float = 120.0


class TooSlowError(Exception):
    """The time is up."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """The seconds until then. Raises TooSlowError when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TooSlowError
        return left


def connect(target: Target, net: Net, trust: ssl.SSLContext, deadline: Deadline) -> socket.socket:
    """A connection to `target`, for https with TLS for its name. Raises FetchError, TooSlowError, OSError.

    Its name is resolved here and nowhere else, and what is connected to is an address that was looked at.
    """
    good = [address for address in _addresses(target, net, deadline) if net.allows(address)][:_TRIES]
    if not good:
        hint = "put the picture where everyone can reach it"
        raise FetchError("picture-refused", f"{target.host} has no public address", hint)
    plain = _opened(good, target.port, deadline)
    if target.scheme == "http":
        return plain
    try:
        plain.settimeout(deadline.left())
        return trust.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _opened(addresses: list[Address], port: int, deadline: Deadline) -> socket.socket:
    """The first of the addresses that answers; each has an even share of the time that is left."""
    failed = OSError()
    for at, address in enumerate(addresses):
        try:
            return _one(address, port, deadline.left() / (len(addresses) - at))
        except OSError as error:
            failed = error
    raise failed


def _one(address: Address, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except BaseException:
        connection.close()
        raise
    return connection


def _addresses(target: Target, net: Net, deadline: Deadline) -> list[Address]:
    """The host's addresses, each once, in the resolver's order."""
    answers = SimpleQueue[list[str] | Exception]()
    # getaddrinfo cannot be told to give up, so it is left behind; a daemon keeps no process from ending.
    threading.Thread(target=partial(_answer, answers, net.resolve, target), daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty as error:
        raise TooSlowError from error
    if isinstance(answer, Exception):
        raise answer
    return [ip_address(text) for text in dict.fromkeys(answer)]


def _answer(answers: SimpleQueue[list[str] | Exception], resolve: Resolve, target: Target) -> None:
    try:
        answers.put(list(resolve(target.host, target.port)))
    except Exception as error:  # noqa: BLE001 - raised again by whoever asked
        answers.put(error)
