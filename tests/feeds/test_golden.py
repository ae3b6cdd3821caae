"""One small feed in each format, as it is written; `python -m tests.feeds.test_golden` writes them anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from publisher.feeds import FORMATS, render
from publisher.model import Author, FeedFormat
from tests.feeds.samples import MORNING, feed, item

GOLDEN = Path(__file__).parent / "golden"
FILES: dict[FeedFormat, str] = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
SMALL = feed(
    item(),
    item(
        id="tag:demo.example,2026:記事",
        url="https://例え.jp/記事",
        title="配列 <T> & ]]>\x00 の話",
        published=MORNING - timedelta(days=1),
        updated=MORNING - timedelta(days=1),
        lang="en",
        summary="a < b && c",
        content_html="",
        authors=(Author(name="Kim", email="kim@demo.example"),),
        tags=(),
        image=None,
        source=None,
    ),
    hubs=("https://hub.example/",),
    stylesheet="/blog/feed.css",
)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_small_feed_is_written_as_it_was(format_: FeedFormat) -> None:
    assert render(SMALL, format_).decode() == (GOLDEN / FILES[format_]).read_text("utf-8")


if __name__ == "__main__":
    for each, name in FILES.items():
        (GOLDEN / name).write_bytes(render(SMALL, each))
