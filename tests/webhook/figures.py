"""How long the long tests run, and the numbers they show.

    PUBLISHER_TEST_FULL=1 python -m pytest -m long -s tests/webhook

runs them at full length (about ten minutes) and prints the figures; without it a short form runs.
"""

from __future__ import annotations

import os

FULL = os.environ.get("PUBLISHER_TEST_FULL") == "1"  # read now: the tests take PUBLISHER_* out of the environment


def scaled(full: int, short: int) -> int:
    """The number for the length that was asked for."""
    return full if FULL else short


def show(what: str, **numbers: object) -> None:
    """One line of figures on stdout."""
    print(f"\n{what}: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in numbers.items()))
