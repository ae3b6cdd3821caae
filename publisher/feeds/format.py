"""What a feed format is: how it writes an entry, and how it joins entries into a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from publisher.feeds.build import clean_feed, clean_item
from publisher.model import Author, Feed, FeedFormat, FeedItem

# By identity, because hashing an item costs more than finding its bytes; the item is kept so that its id stays its own.
_Written = dict[tuple[int, str, tuple[Author, ...]], tuple[bytes, FeedItem]]


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
        return next(self.render_each((feed,)))

    def render_each(self, feeds: Iterable[Feed]) -> Iterator[bytes]:
        """The documents of `feeds`, in their order; an entry that several of them hold is written once and reused."""
        written: _Written = {}
        for dirty in feeds:
            feed = clean_feed(dirty)
            yield self.document(feed, tuple(self._entry(item, feed, written) for item in feed.items))

    def _entry(self, item: FeedItem, feed: Feed, written: _Written) -> bytes:
        key = (id(item), feed.lang, feed.authors)
        if key not in written:
            written[key] = (self.entry(clean_item(item, feed)), item)
        return written[key][0]
