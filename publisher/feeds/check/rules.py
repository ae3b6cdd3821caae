"""What a format's rules are to those who apply them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from publisher.errors import Problem


class Rules(NamedTuple):
    """How a document is looked over: `read` it, or find that it cannot be; the findings; the ids of its entries.

    What `read` gives goes to the others. Findings have their path left open; ids are asked of documents without any.
    """

    read: Callable[[bytes], Any]
    findings: Callable[[Any], Iterator[Problem]]
    ids: Callable[[Any], list[str]]
