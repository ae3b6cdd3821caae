"""How the card language says no: a line, a message, and the nearest supported name."""

from __future__ import annotations

from collections.abc import Iterable


class RefusedError(Exception):
    """Something the card language does not have; `line` counts from 1 in the document."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(line, message, hint)
        self.line = line
        self.message = message
        self.hint = hint


def suggest(written: str, names: Iterable[str]) -> str:
    """`did you mean "x"?` for the nearest name, or "" when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed when something is wrong

    nearest = get_close_matches(written.lower()[:60], sorted(names), n=1, cutoff=0.6)
    return f'did you mean "{nearest[0]}"?' if nearest else ""


def shortened(text: str, limit: int = 60) -> str:
    """The text on one line, cut with an ellipsis when it is longer than the limit."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
