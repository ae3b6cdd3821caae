"""Caches bounded by what they weigh together, not by how many things are in them."""

from __future__ import annotations

from collections import deque
from collections.abc import MutableMapping
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Bounded:
    """Values in any number of dictionaries, up to `limit` bytes in all; the oldest go when there are more."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: deque[tuple[MutableMapping[Any, Any], Any, int]] = deque()
        self._total = 0

    def keep(self, known: MutableMapping[_Key, _Value], key: _Key, value: _Value, weight: int) -> _Value:
        """The value, kept in `known` for the next time."""
        known[key] = value
        self._kept.append((known, key, weight))
        self._total += weight
        while self._total > self._limit and len(self._kept) > 1:
            oldest, its_key, its_weight = self._kept.popleft()
            oldest.pop(its_key, None)
            self._total -= its_weight
        return value
