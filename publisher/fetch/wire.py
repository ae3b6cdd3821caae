"""A connection with an end: what goes over it is bounded in time, what comes in bytes too, headers and all."""

from __future__ import annotations

import io
import socket
from typing import TYPE_CHECKING

from publisher.fetch.hosts import FetchError
from publisher.fetch.net import Deadline, TooSlowError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEADER_BYTES = 64 * 1024


class Wire:
    """What `http.client` takes for its socket: all that goes over it is bounded in time, what comes in bytes too."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int) -> None:
        self._connection, self._deadline, self._most = connection, deadline, most

    def sendall(self, data: bytes) -> None:
        """Send all of it. Raises TooSlowError, OSError."""
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes, as a file."""
        del mode  # it asks for "rb" alone
        return io.BufferedReader(_Incoming(self._connection, self._deadline, self._most))

    def close(self) -> None:
        """Nothing: whoever opened the connection closes it."""


class _Incoming(io.RawIOBase):
    """The bytes of a connection, as they come; a drop now and then does not put the deadline off."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int) -> None:
        super().__init__()
        self._connection, self._deadline, self._left, self._most = connection, deadline, most + _HEADER_BYTES, most

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """The number of bytes that came, 0 at the end. Raises TooSlowError, FetchError, OSError."""
        self._connection.settimeout(self._deadline.left())
        try:
            count = self._connection.recv_into(buffer)
        except TimeoutError as error:
            raise TooSlowError from error
        self._left -= count
        if self._left < 0:
            raise too_large(self._most)
        return count


def too_large(most: int) -> FetchError:
    """The error for more than `most` bytes."""
    message = f"it is larger than {most / 1_000_000:g} MB"
    return FetchError("picture-large", message, "save it smaller: a card shows 1200 pixels")
