"""The feeds of a site share entries: one that was found fine is not looked over again in the next document.

A document is cut, by its bytes, into a frame and entries. The frame with the entries that are new is looked over as a
document of its own; where nothing is found in it, nothing would be found in the whole, but for two entries of one id.
Where anything is, or where a document cannot be cut surely, the whole is looked over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.errors import Problem
from publisher.feeds.check.rules import Rules
from publisher.model import FeedFormat


class _Pieces(NamedTuple):
    """A document cut up: the frame, the entries, how each starts and ends outside these, and what they depend on."""

    before: bytes
    entries: list[bytes]
    behind: bytes
    start: bytes
    between: bytes
    end: bytes
    context: bytes

    def with_only(self, entries: Iterable[bytes]) -> bytes:
        """The document with these entries alone."""
        inner = self.between.join(entries)
        return b"".join(
            (self.before, self.start, inner, self.end, self.behind) if inner else (self.before, self.behind)
        )


@dataclass(slots=True)
class Known:
    """Entries that were found fine: the id of each, by its format and context and by the hash of its bytes.

    The hash is Python's own: 64 bits, keyed anew in each process.
    """

    fine: dict[tuple[FeedFormat, bytes], dict[int, str]] = field(default_factory=dict)

    def is_fine(self, data: bytes, format_: FeedFormat, rules: Rules) -> bool:
        """True when surely nothing is to be found in the document `data`; its size is not looked at."""
        pieces = _cut_json(data) if format_ == "json" else _cut_xml(data, _XML[format_])
        if pieces is None:
            return False
        known = self.fine.setdefault((format_, pieces.context), {})
        hashes = [*map(hash, pieces.entries)]
        new = {key: entry for key, entry in zip(hashes, pieces.entries, strict=True) if key not in known}
        ids = _ids(pieces.with_only(new.values()), rules)
        if ids is None or len(ids) != len(new):
            return False
        known.update(zip(new, ids, strict=True))
        return len({known[key] for key in hashes}) == len(hashes)


def _ids(data: bytes, rules: Rules) -> list[str] | None:
    """The ids of the entries of a document; None when anything is to be found in it."""
    read = rules.read(data)
    if isinstance(read, Problem) or next(rules.findings(read), None) is not None:
        return None
    return rules.ids(read)


class _Marks(NamedTuple):
    """Where entries of a format start and end, and what stands behind the last."""

    start: re.Pattern[bytes]
    end: bytes
    behind: re.Pattern[bytes]


_XML: Mapping[FeedFormat, _Marks] = {
    "rss": _Marks(re.compile(rb"\s*<item[\s>]"), b"</item>", re.compile(rb"\s*</channel>\s*</rss>\s*")),
    "atom": _Marks(re.compile(rb"\s*<entry[\s>]"), b"</entry>", re.compile(rb"\s*</feed>\s*")),
}
_UTF_8 = re.compile(rb"<\?xml version=['\"]1.0['\"] encoding=['\"]UTF-8['\"]\?>", re.IGNORECASE)
_NAMESPACE = re.compile(rb"\sxmlns[^=]*=\s*(?:\"[^\"]*\"|'[^']*')")


def _cut_xml(data: bytes, marks: _Marks) -> _Pieces | None:
    # Without comments, CDATA, a DTD and other instructions than those above the root, "<" starts a tag wherever it is.
    first, *rest = data.split(marks.end)
    start = marks.start.search(first)
    if start is None or b"<!" in data or not _UTF_8.match(data) or data.find(b"<?", start.end()) >= 0:
        return None
    *more, behind = rest or [b""]
    # One start for each end, in turn: none stands in another.
    if not all(map(marks.start.match, more)) or not marks.behind.fullmatch(behind):
        return None
    before = first[: start.start()]
    entries = [first[start.start() :], *more]
    context = b"".join(_NAMESPACE.findall(before))
    return _Pieces(before, entries, behind, start=b"", between=marks.end, end=marks.end, context=context)


# As we write it: strings hold no line ends, so these stand around the items and nowhere else.
_JSON_BEFORE, _JSON_BETWEEN, _JSON_BEHIND = b'\n  "items": [\n    {', b"},\n    {", b"}\n  ]\n}\n"


def _cut_json(data: bytes) -> _Pieces | None:
    before, mark, rest = data.partition(_JSON_BEFORE)
    if not mark or not rest.endswith(_JSON_BEHIND):
        return None
    entries = rest.removesuffix(_JSON_BEHIND).split(_JSON_BETWEEN)
    before, behind = before + mark[:-1], _JSON_BEHIND[1:]
    return _Pieces(before, entries, behind, start=b"{", between=_JSON_BETWEEN, end=b"}", context=b"")
