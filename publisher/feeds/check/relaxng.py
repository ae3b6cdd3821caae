"""The schema of RFC 4287, appendix B: it finds what our own rules do not look for, such as text between elements."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from publisher.errors import Problem
from publisher.feeds.check.xml import A, Element, finding

_SCHEMA = Path(__file__).with_name("atom.rng")
# What libxml2 says beside the fault itself, because of it.
_ECHOES = ("Extra element", "Invalid sequence", "Expecting an element")
_HINT = "RFC 4287, appendix B, has what may stand where"


@cache
def schema() -> Any:
    """The schema, ready to validate; it has no state but the errors of the last document."""
    return etree.RelaxNG(etree.parse(str(_SCHEMA)))


def breaches(feed: Element) -> Iterator[Problem]:
    """A warning for each entry of an Atom feed, and one for the rest of it, that the schema does not allow.

    Warnings, because that appendix is informative.
    """
    if schema().validate(feed):
        return
    entries = feed.findall(f"{A}entry")
    broken = [_breach(entry) for entry in entries if not schema().validate(entry)]
    yield from broken
    alone = copy(feed)
    for entry in alone.findall(f"{A}entry"):
        alone.remove(entry)
    if not schema().validate(alone):
        yield _breach(alone)
    elif not broken:
        message = "the feed's own elements and its entries are mixed"
        yield finding(feed, "schema", message, "write what is about the feed before its entries", "warning")


def _breach(element: Element) -> Problem:
    """What the schema has against an element that was just validated, on the line that it names."""
    errors = [(error.message, error.line) for error in schema().error_log]
    plain = [(said, line) for said, line in errors if not said.startswith(_ECHOES) and "failed to" not in said]
    said, line = (plain or errors or [("it is not valid", 0)])[0]
    problem = finding(element, "schema", f"not as Atom's schema has it: {said}", _HINT, "warning")
    return replace(problem, line=line or problem.line)
