"""A request's body, within bounds of type, size and time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import ClientDisconnect, Request

from publisher.webhook.providers import Provider

MOST = 5 * 1024 * 1024  # bytes of a body
SECONDS = 5.0  # for the whole body
_FREE = 16 * 1024  # bytes that every request may hold without asking


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is answered with `status` and not read further."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Room:
    """The memory that all bodies being read may take together, beyond a small part that each has for itself."""

    def __init__(self, size: int = 32 * 1024 * 1024) -> None:
        self.left = size

    @contextmanager
    def holding(self) -> Iterator[Share]:
        """A block in which a body grows; its room is given back at the end."""
        share = Share(self)
        try:
            yield share
        finally:
            self.left += share.taken


class Share:
    """One body's part of the room."""

    def __init__(self, room: Room) -> None:
        self._room, self.taken = room, 0

    def grow(self, size: int) -> None:
        """Take what a body of so many bytes needs. Raises Refused (413, 503)."""
        if size > MOST:
            raise Refused(413, f"the body is over {MOST} bytes")
        more = max(0, size - _FREE) - self.taken
        if more > self._room.left:
            raise Refused(503, "too many large bodies at once")
        self._room.left -= more
        self.taken += more


async def read_body(request: Request, provider: Provider, room: Room) -> bytes:
    """The whole body. Raises Refused: 400 (gone), 408 (late), 413 (large), 415 (type), 503 (no room)."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > MOST:
        raise Refused(413, f"the body is over {MOST} bytes")
    body = bytearray()
    with room.holding() as share:
        try:
            async with asyncio.timeout(SECONDS):
                async for chunk in request.stream():
                    share.grow(len(body) + len(chunk))
                    body += chunk
        except TimeoutError as error:
            raise Refused(408, f"the body took over {SECONDS:g} s") from error
        except ClientDisconnect as error:
            raise Refused(400, "the sender went away") from error
    if body and not _understood(request.headers.get("content-type", ""), provider):
        raise Refused(415, "the body is not JSON")
    return bytes(body)


def check_type(request: Request, provider: Provider) -> None:
    """Nothing when the type is understood or there is no type: then the body must be empty. Raises Refused (415)."""
    given = request.headers.get("content-type", "")
    if given and not _understood(given, provider):
        raise Refused(415, "the body is not JSON")


def _understood(given: str, provider: Provider) -> bool:
    """application/json, text/json, application/anything+json; for feeds likewise with xml and their own names."""
    kind, _, name = given.partition(";")[0].strip().lower().partition("/")
    if kind not in ("application", "text"):
        return False
    last = name.rsplit("+", 1)[-1]
    return last in provider.types or kind in provider.types
