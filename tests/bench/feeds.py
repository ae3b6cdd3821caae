"""Seconds and peak memory of the feeds of 1,000 and 10,000 items of 2 KB; run it: `python tests/bench/feeds.py`.

It asserts nothing. Each line says what was rendered, how many bytes came out, how long it took (best of three, on the
clock and of the processor) and how much the process's peak memory grew above the items.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from feedgen.feed import FeedGenerator

from publisher.feeds import FORMATS, Known, check, render, render_all
from publisher.model import Author, Feed, FeedFormat, FeedItem, Image, Source

Document = tuple[Feed, FeedFormat]

CASES = (
    *(f"{kind} {name}" for kind in ("render", "check") for name in FORMATS),
    *("feedgen rss", "feedgen atom"),
    # The site's feed and one for each of 100 tags, in all formats (by feedgen alone: RSS and Atom).
    *("all", "all-by-feedgen", "all-written", "plain write of the same"),
    # The same in documents of 20 entries, as `feeds.archive` makes them; each looked over, as a build does it.
    *("archives", "archives-checked"),
    # The same with every post in seven feeds: the site's, three tags', a category's, a language's, a collection's.
    *("all-kinds", "all-kinds-checked"),
)
BODY = "<p>" + "日本語の本文に English と数字 123 が混ざる段落である。" * 26 + "</p>"
NEWEST = datetime(2026, 1, 17, 9, 0, tzinfo=UTC)


def items(count: int) -> tuple[FeedItem, ...]:
    return tuple(
        FeedItem(
            id=f"https://example.com/{number}/",
            url=f"https://example.com/{number}/",
            title=f"記事 {number} の見出し",
            published=NEWEST - timedelta(hours=number),
            updated=NEWEST - timedelta(hours=number),
            summary="要約の一文。",
            content_html=f"{BODY}<p>{number}</p>",
            authors=(Author(name="書き手"),),
            tags=(f"tag{number % 100}", "ニュース"),
            image=Image(
                url=f"https://example.com/cards/{number}.png", type="image/png", width=1200, height=630, size=1
            ),
            source=Source(url=f"https://source.example/{number}"),
        )
        for number in range(count)
    )


def feed(entries: tuple[FeedItem, ...]) -> Feed:
    return Feed(
        id="https://example.com/",
        title="フィード",
        home_url="https://example.com/",
        self_url="https://example.com/feed",
        updated=NEWEST,
        items=entries,
    )


def by_tag(entries: tuple[FeedItem, ...]) -> list[Feed]:
    """The site's feed and one for each of its 100 tags."""
    return [feed(entries), *(feed(entries[number::100]) for number in range(100))]


def by_all_kinds(entries: tuple[FeedItem, ...]) -> list[Feed]:
    """The site's feed and those of 100, 50 and 20 tags, of 5 categories, of 2 languages and of a collection."""
    groups = (entries[number::count] for count in (1, 100, 50, 20, 5, 2, 1) for number in range(count))
    return [feed(group) for group in groups]


def archived(feeds: list[Feed]) -> list[Feed]:
    """The same feeds in documents of 20 entries."""
    return [feed(each.items[at : at + 20]) for each in feeds for at in range(0, len(each.items), 20)]


def feedgen_alone(entries: tuple[FeedItem, ...], format_: FeedFormat) -> bytes:
    """The same items through feedgen as it comes, one tree for the whole document."""
    generator = FeedGenerator()
    generator.title("フィード")
    generator.id("https://example.com/")
    generator.description("x")
    generator.link(href="https://example.com/")
    for item in entries:
        entry = generator.add_entry(order="append")
        entry.title(item.title)
        entry.id(item.id)
        entry.link(href=item.url)
        entry.published(item.published)
        entry.updated(item.updated)
        entry.author(name=item.authors[0].name)
        entry.category([{"term": tag} for tag in item.tags])
        entry.content(item.content_html, type="html")
        entry.summary(item.summary)
    return cast("bytes", generator.rss_str() if format_ == "rss" else generator.atom_str())


def written(documents: Iterable[bytes]) -> int:
    """One file a document, in a folder that goes away; how many bytes."""
    size = 0
    with TemporaryDirectory() as folder:
        for number, data in enumerate(documents):
            size += Path(folder, str(number)).write_bytes(data)
    return size


def measure(name: str, work: Callable[[], int]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best = busy = float("inf")
    for _ in range(3):
        start, started = time.perf_counter(), time.process_time()
        size = work()
        best, busy = min(best, time.perf_counter() - start), min(busy, time.process_time() - started)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    times = f"{best * 1000:9.1f} ms {busy * 1000:9.1f} ms of CPU"
    print(f"{name:<38} {size / 1e6:8.1f} MB {times} {grown:8.1f} MB more memory", flush=True)


def all_by_feedgen(documents: list[Document]) -> int:
    return sum(len(feedgen_alone(each.items, format_)) for each, format_ in documents if format_ != "json")


def all_checked(documents: list[Document]) -> int:
    """As a build does it: each document looked over as soon as it is rendered."""
    size, known = 0, Known()
    for (_, format_), data in zip(documents, render_all(documents), strict=True):
        check(data, format_, path="feed", known=known)
        size += len(data)
    return size


def run(count: int, case: str) -> None:
    entries = items(count)
    kind, _, name = case.partition(" ")
    format_ = cast("FeedFormat", name)
    documents = [(each, format_) for format_ in FORMATS for each in by_tag(entries)]
    chosen = by_all_kinds if kind.startswith("all-kinds") else by_tag
    in_archives = [(each, format_) for format_ in FORMATS for each in archived(chosen(entries))]
    one = render(feed(entries), format_) if kind == "check" else b""
    all_of_them = list(render_all(documents)) if kind == "plain" else []
    work: dict[str, Callable[[], int]] = {
        "render": lambda: len(render(feed(entries), format_)),
        "feedgen": lambda: len(feedgen_alone(entries, format_)),
        "check": lambda: len(one) + 0 * len(check(one, format_, path="feed")),
        "all": lambda: sum(map(len, render_all(documents))),
        "all-by-feedgen": lambda: all_by_feedgen(documents),
        "all-written": lambda: written(render_all(documents)),
        "plain": lambda: written(all_of_them),
        "archives": lambda: sum(map(len, render_all(in_archives))),
        "archives-checked": lambda: all_checked(in_archives),
        "all-kinds": lambda: sum(map(len, render_all(in_archives))),
        "all-kinds-checked": lambda: all_checked(in_archives),
    }
    measure(f"{count:>6} items, {case}", work[kind])


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(int(sys.argv[1]), sys.argv[2])
        sys.exit()
    for count in (1_000, 10_000):
        # A process each, because peak memory never goes down.
        for case in CASES:
            subprocess.run([sys.executable, __file__, str(count), case], check=True)
