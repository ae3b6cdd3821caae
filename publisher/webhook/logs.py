"""Logs as one JSON object a line on stderr: time, level, event, and its facts."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import IO

_USER = re.compile(r"(\w://)[^/@\s]+@")

log = logging.getLogger("publisher.webhook")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; what was given as `extra={"facts": {...}}` stands beside the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return redacted(json.dumps(line, ensure_ascii=False, default=str))


def redacted(text: str) -> str:
    """The text without the user part of URLs, where tokens stand."""
    return _USER.sub(r"\1***@", text)


def start_logging(stream: IO[str] = sys.stderr) -> None:
    """Log to `stream`: our own events, and uvicorn's and httpx2's warnings."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
