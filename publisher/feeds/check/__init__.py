"""Finished feeds -> Problems: what a validator or a reader would complain about.

    bytes ──pieces──▶ entries known to be fine, the rest ──read──▶ tree ──findings──▶ Problems

These are our own structural rules, one generator function each, in a module per format, and the schema of Atom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publisher.errors import Problem
from publisher.feeds.check.atom import ATOM_RULES
from publisher.feeds.check.jsonfeed import JSON_RULES
from publisher.feeds.check.known import Known
from publisher.feeds.check.rss import RSS_RULES
from publisher.model import FeedFormat

__all__ = ["Known", "check"]

_RULES = {"rss": RSS_RULES, "atom": ATOM_RULES, "json": JSON_RULES}
_LARGE = 1_000_000
# The W3C feed validation service reads no more.
_TOO_LARGE = 5_000_000
_HINT = "lower feeds.limit, or publish summaries with feeds.content"


def check(
    data: bytes,
    format: FeedFormat,  # noqa: A002 - the field's own word
    *,
    path: str,
    known: Known | None = None,
) -> tuple[Problem, ...]:
    """The findings about the document `data`; none when all is well.

    `path` is the feed's own path in the output, `line` the line of the document. Errors are what the specification
    forbids or a reader loses, warnings what readers are known to mind.

    Documents that share entries are looked over faster, and no less, with one `known` for all of them.
    """
    rules = _RULES[format]
    found = [*_size(data)]
    if known is None or not known.is_fine(data, format, rules):
        read = rules.read(data)
        found += [read] if isinstance(read, Problem) else rules.findings(read)
    return tuple(replace(problem, path=path) for problem in found)


def _size(data: bytes) -> Iterator[Problem]:
    size = f"the feed has {len(data):,} bytes"
    if len(data) > _TOO_LARGE:
        yield Problem(path="", code="feed-too-large", message=f"{size}; at most {_TOO_LARGE:,} are read", hint=_HINT)
    elif len(data) > _LARGE:
        yield Problem(path="", code="feed-large", message=size, hint=_HINT, level="warning")
