"""A cache bounded by what it weighs, not by how many things are in it."""

from __future__ import annotations

from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Bounded(Generic[_Key, _Value]):
    """Values by key, up to `limit` bytes in all; the oldest go when there are more. Read `found` as the dict it is."""

    def __init__(self, limit: int) -> None:
        self.found: dict[_Key, _Value] = {}
        self._limit = limit
        self._weights: dict[_Key, int] = {}
        self._total = 0

    def keep(self, key: _Key, value: _Value, weight: int) -> _Value:
        """The value, kept for the next time."""
        self.found[key] = value
        self._weights[key] = weight
        self._total += weight
        while self._total > self._limit and len(self.found) > 1:
            oldest = next(iter(self.found))
            del self.found[oldest]
            self._total -= self._weights.pop(oldest)
        return value
