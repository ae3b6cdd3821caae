"""What a feed format is: how it writes an entry, and how it joins entries into a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from publisher.feeds.build import clean_feed, clean_item
from publisher.feeds.text import language_tag, one_line
from publisher.lazy import dataclass
from publisher.model import Author, Feed, FeedFormat, FeedItem

# What of a feed an entry may show: its language, where the item's differs, and its authors, where the item has none.
_Context = tuple[str, tuple[Author, ...]]
# An item by identity, because hashing it costs more than finding its bytes (it is kept, so that its id stays its own);
# whether its language is the feed's; the feed's authors if it has none.
_Key = tuple[int, bool, tuple[Author, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One feed format, made of two pure functions over clean input.

    `entry` writes an item whose authors are filled in and whose `lang` is "" where it is the feed's; `document` writes
    the feed around its finished entries, in their order.
    """

    name: FeedFormat
    media_type: str
    entry: Callable[[FeedItem], bytes]
    document: Callable[[Feed, tuple[bytes, ...]], bytes]

    def render(self, feed: Feed) -> bytes:
        """The document of `feed`, in UTF-8 without a byte order mark, ending with a newline."""
        return next(render_all([(feed, self)]))


@dataclass(slots=True)
class _Entries:
    """Items made clean once, and written once as long as the format stays the same."""

    format: Format | None = None
    contexts: dict[_Context, int] = field(default_factory=dict)
    cleaned: dict[_Key, tuple[FeedItem, FeedItem]] = field(default_factory=dict)
    written: dict[_Key, bytes] = field(default_factory=dict)
    near: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def of(self, feed: Feed, format_: Format) -> tuple[bytes, ...]:
        """The entries of `feed`, which is clean."""
        if self.format is not format_:
            self.format, self.written, self.near = format_, {}, {}
        context = self.contexts.setdefault((feed.lang, feed.authors), len(self.contexts))
        return tuple(
            self.near.get((id(item), context)) or self._entry(item, feed, format_, context) for item in feed.items
        )

    def _entry(self, item: FeedItem, feed: Feed, format_: Format, context: int) -> bytes:
        named = any(one_line(author.name) for author in item.authors)
        key = (id(item), language_tag(item.lang) == feed.lang, () if named else feed.authors)
        if key not in self.cleaned:
            self.cleaned[key] = (clean_item(item, feed), item)
        if key not in self.written:
            self.written[key] = format_.entry(self.cleaned[key][0])
        data = self.near[id(item), context] = self.written[key]
        return data


def render_all(documents: Iterable[tuple[Feed, Format]]) -> Iterator[bytes]:
    """The documents, in their order; an entry that several of one format hold is written once.

    Documents of one format are best given together, because the entries of the format before are forgotten.
    """
    entries = _Entries()
    for dirty, format_ in documents:
        feed = clean_feed(dirty)
        yield format_.document(feed, entries.of(feed, format_))
