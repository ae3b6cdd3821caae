"""When to try again."""

from __future__ import annotations

import random

FIRST = 30.0  # seconds
LONGEST = 6 * 3600.0


def retry_delay(attempts: int, chance: random.Random, *, first: float = FIRST, longest: float = LONGEST) -> float:
    """Seconds to wait after `attempts` failed tries: doubling up to `longest`, half of it left to chance.

    The chance keeps many waiters from coming back at the same moment.
    """
    span = min(longest, first * 2.0 ** min(attempts - 1, 32))
    return span / 2 + chance.random() * span / 2
