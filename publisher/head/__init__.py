"""Head tags and built pages: what a page says of itself, and what platforms need it to say.

    Post, Site, card ──post_tags──▶ Tags ─┐
    page's bytes ──read_head──▶ PageHead ─┴─inject──▶ page's bytes
                 └─match──▶ which post a page shows     └─extract──▶ the article's HTML

Everything is pure; the pipeline reads the pages, and `publish` writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.head.addresses import joined
    from publisher.head.check import Expected, Picture, check_page
    from publisher.head.content import extract, headings, pictures
    from publisher.head.injection import Injected, inject, missing
    from publisher.head.match import (
        Marks,
        by_canonical,
        by_title,
        by_url,
        is_local,
        located,
        marks_of,
        own_addresses,
        page_url,
    )
    from publisher.head.page import PageHead, page_encoding, read_head
    from publisher.head.tags import FeedLink, Tag, page_tags, post_tags, render

__all__ = [
    "Expected",
    "FeedLink",
    "Injected",
    "Marks",
    "PageHead",
    "Picture",
    "Tag",
    "by_canonical",
    "by_title",
    "by_url",
    "check_page",
    "extract",
    "headings",
    "inject",
    "is_local",
    "joined",
    "located",
    "marks_of",
    "missing",
    "own_addresses",
    "page_encoding",
    "page_tags",
    "page_url",
    "pictures",
    "post_tags",
    "read_head",
    "render",
]

__getattr__ = exports(
    __name__,
    {
        "addresses": ("joined",),
        "check": ("Expected", "Picture", "check_page"),
        "content": ("extract", "headings", "pictures"),
        "injection": ("Injected", "inject", "missing"),
        "match": (
            "Marks",
            "by_canonical",
            "by_title",
            "by_url",
            "is_local",
            "located",
            "marks_of",
            "own_addresses",
            "page_url",
        ),
        "page": ("PageHead", "page_encoding", "read_head"),
        "tags": ("FeedLink", "Tag", "page_tags", "post_tags", "render"),
    },
)
