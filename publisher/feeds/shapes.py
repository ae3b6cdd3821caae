"""Entries, many of one shape: feedgen writes the shape, the texts are filled in.

    item ──shape──▶ what there is (a title, two tags ...) ──writer, once a shape──▶ pieces ──texts──▶ bytes

Entries differ in their texts far more than in which elements they have. So the writer, which builds a tree of elements,
is called once a shape, with marks for texts; after that an entry is a join. The bytes are those the writer would give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from publisher.model import Author, Enclosure, FeedItem, Image, Source

Writer = Callable[[FeedItem], bytes]

# Dates and numbers cannot be marks; these stand for theirs.
_PUBLISHED, _UPDATED = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC), datetime(1, 3, 4, 5, 6, 7, tzinfo=UTC)
_WIDTH, _HEIGHT, _SIZE, _LENGTH = 7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_004
_NUMBERS = {11: _WIDTH, 12: _HEIGHT, 13: _SIZE, 18: _LENGTH}
_NO_IMAGE, _NO_SOURCE, _NO_ENCLOSURE = Image(url=""), Source(url=""), Enclosure(url="", type="")
_MARK = re.compile(r"(=\"[^\"<>]*?)?@(\d+)@")
_SPECIAL = re.compile('[&<>"]')
_CONTENT = 4  # its place among the texts
_FIXED = 19  # how many texts there are before tags and authors


class Shape(NamedTuple):
    """Which parts an entry has; items of one shape differ in nothing but their texts."""

    title: bool
    summary: bool
    content: bool
    lang: bool
    permalink: bool
    image: tuple[bool, ...]
    source: tuple[bool, ...]
    enclosure: bool
    tags: int
    authors: tuple[tuple[bool, bool], ...]


class _Pieces(NamedTuple):
    """A shape cut at its texts: which text stands where and whether in an attribute, and all around them for `%`."""

    places: tuple[tuple[int, bool], ...]
    pattern: str
    chosen: Callable[[Sequence[str]], tuple[str, ...]]


def filling(writer: Writer, date: Callable[[datetime], str]) -> Writer:
    """A writer of the same bytes as `writer`, many times as fast; `date` is how `writer` puts dates."""

    @lru_cache(maxsize=1024)
    def pieces(shape: Shape) -> _Pieces:
        return _pieces(writer(_marked(shape)).decode(), date)

    def write(item: FeedItem) -> bytes:
        places, pattern, chosen = pieces(_shape(item))
        texts = _texts(item, date)
        # Content alone is always escaped; of the rest one search in most entries finds nothing.
        if _SPECIAL.search("".join((*texts[:_CONTENT], *texts[_CONTENT + 1 :]))):
            filled = tuple(_escaped(texts[number], is_attribute=is_attribute) for number, is_attribute in places)
        else:
            texts[_CONTENT] = _escaped(texts[_CONTENT], is_attribute=False)
            filled = chosen(texts)
        return (pattern % filled).encode()

    return write


def _shape(item: FeedItem) -> Shape:
    image, source = item.image, item.source
    known = bool(image and image.width and image.height)
    # By position, which is quicker, and every entry comes by here.
    return Shape(
        bool(item.title),
        bool(item.summary),
        bool(item.content_html),
        bool(item.lang),
        item.id == item.url,
        (bool(image.alt), bool(image.type), known, bool(image.size)) if image else (),
        (bool(source.title),) if source else (),
        item.enclosure is not None,
        len(item.tags),
        tuple([(bool(author.url), bool(author.email)) for author in item.authors]),
    )


def _texts(item: FeedItem, date: Callable[[datetime], str]) -> list[str]:
    """The texts of an item, in the order of the marks of `_marked`."""
    image, source = item.image or _NO_IMAGE, item.source or _NO_SOURCE
    enclosure = item.enclosure or _NO_ENCLOSURE
    published = date(item.published)
    texts = [
        *(item.id, item.url, item.title, item.summary, item.content_html, item.lang),
        *(published, published if item.updated is item.published else date(item.updated)),
        *(image.url, image.alt, image.type, str(image.width), str(image.height), str(image.size)),
        *(source.url, source.title),
        *(enclosure.url, enclosure.type, str(enclosure.length)),
        *item.tags,
    ]
    for author in item.authors:
        texts += (author.name, author.url, author.email)
    return texts


def _marked(shape: Shape) -> FeedItem:
    """An item of this shape with a mark for each of its texts."""

    def mark(number: int, there: bool = True) -> str:  # noqa: FBT001, FBT002 - read as "mark 4 if there"
        return f"@{number}@" if there else ""

    first_author = _FIXED + shape.tags
    return FeedItem(
        id=mark(1 if shape.permalink else 0),
        url=mark(1),
        title=mark(2, shape.title),
        summary=mark(3, shape.summary),
        content_html=mark(4, shape.content),
        lang=mark(5, shape.lang),
        published=_PUBLISHED,
        updated=_UPDATED,
        image=_marked_image(shape.image),
        source=Source(url=mark(14), title=mark(15, shape.source[0])) if shape.source else None,
        enclosure=Enclosure(url=mark(16), type=mark(17), length=_LENGTH) if shape.enclosure else None,
        tags=tuple(mark(_FIXED + number) for number in range(shape.tags)),
        authors=tuple(
            Author(name=mark(number), url=mark(number + 1, url), email=mark(number + 2, email))
            for number, (url, email) in zip(range(first_author, 1 << 30, 3), shape.authors, strict=False)
        ),
    )


def _marked_image(parts: tuple[bool, ...]) -> Image | None:
    if not parts:
        return None
    alt, type_, known, size = parts
    return Image(
        url="@8@",
        alt="@9@" if alt else "",
        type="@10@" if type_ else "",
        width=_WIDTH if known else 0,
        height=_HEIGHT if known else 0,
        size=_SIZE if size else 0,
    )


def _pieces(written: str, date: Callable[[datetime], str]) -> _Pieces:
    """What the writer made of a marked item, cut at the marks."""
    for number, stand_in in enumerate((date(_PUBLISHED), date(_UPDATED)), start=6):
        written = written.replace(stand_in, f"@{number}@")
    for number, stand_in_number in _NUMBERS.items():
        written = written.replace(str(stand_in_number), f"@{number}@")
    places = tuple((int(found[2]), found[1] is not None) for found in _MARK.finditer(written))
    pattern = _MARK.sub(lambda found: f"{found[1] or ''}%s", written.replace("%", "%%"))
    return _Pieces(places, pattern, itemgetter(*(number for number, _ in places)))


def _escaped(text: str, *, is_attribute: bool) -> str:
    """`text` as lxml writes it; attributes hold no blank but the space, because clean ones are one line."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if is_attribute and '"' in text else text
