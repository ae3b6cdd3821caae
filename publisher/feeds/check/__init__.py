"""Finished feeds -> Problems: what a validator or a reader would complain about.

These are our own structural rules, one generator function each, in a module per format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publisher.errors import Problem
from publisher.feeds.check.atom import check_atom
from publisher.feeds.check.jsonfeed import check_json
from publisher.feeds.check.rss import check_rss
from publisher.model import FeedFormat

_RULES = {"rss": check_rss, "atom": check_atom, "json": check_json}
_LARGE = 1_000_000
# The W3C feed validation service reads no more.
_TOO_LARGE = 5_000_000
_HINT = "lower feeds.limit, or publish summaries with feeds.content"


def check(data: bytes, format: FeedFormat, *, path: str) -> tuple[Problem, ...]:  # noqa: A002 - the field's own word
    """The findings about the document `data`; none when all is well.

    `path` is the feed's own path in the output, `line` the line of the document (0 in JSON, where the message names the
    item). Errors are what the specification forbids or a reader loses, warnings what readers are known to mind.
    """
    return tuple(replace(problem, path=path) for rule in (_size, _RULES[format]) for problem in rule(data))


def _size(data: bytes) -> Iterator[Problem]:
    size = f"the feed has {len(data):,} bytes"
    if len(data) > _TOO_LARGE:
        yield Problem(path="", code="feed-too-large", message=f"{size}; at most {_TOO_LARGE:,} are read", hint=_HINT)
    elif len(data) > _LARGE:
        yield Problem(path="", code="feed-large", message=size, hint=_HINT, level="warning")
