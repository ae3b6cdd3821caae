"""HTTP/1.1 with bounds uvicorn does not set: headers within five seconds, and within 32 KiB."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SECONDS = 5.0
MOST = 32 * 1024  # bytes of a request's head

_LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed when a request's head is late or large.

    The clock runs from the connection, and on a kept one from the first byte behind a finished request, to the end of
    the head; a byte now and then does not wind it back.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._deadline: TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start the clock."""
        super().connection_made(transport)
        self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, and watch what it has not yet made a request of."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._idle():
            self._wind()
            self._head += len(data)
            if self._head > MOST:
                self._refuse(_LARGE)

    def on_headers_complete(self) -> None:
        """Stop the clock: the head is here."""
        self._stop()
        self._head = 0
        super().on_headers_complete()

    def _idle(self) -> bool:
        """True when no request is being answered: what comes now belongs to the next head, or to nothing."""
        return not self.pipeline and (self.cycle is None or self.cycle.response_complete)

    def _wind(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(SECONDS, self._refuse, _LATE)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, answer: bytes) -> None:
        self._stop()
        if not self.transport.is_closing():
            if self._idle():
                self.transport.write(answer)
            self.transport.close()
