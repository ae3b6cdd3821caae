"""How long tags take: `python -m tests.bench head [--pages 10000] [--kb 30]`.

The pages are made here, one a post, each the size of an ordinary one. Read and tagged in memory, then on the disk:
written, again with nothing to do, and the listing that a build without changes does.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from publisher.head import FeedLink, inject, post_tags
from publisher.load import built_site
from publisher.model import FeedFormat, Image, Post, Site
from publisher.publish import rewrite

SITE = Site(title="潮目ノート", url="https://tide.example")
KINDS: tuple[FeedFormat, ...] = ("atom", "rss", "json")
FEEDS = tuple(FeedLink(url=f"https://tide.example/{kind}", format=kind, title="潮目ノート") for kind in KINDS)
DAY = datetime(2026, 1, 2, tzinfo=UTC)


def page(number: int, size: int) -> bytes:
    """A page of about `size` bytes with a theme's usual head."""
    head = "".join(f'<link rel="stylesheet" href="/assets/{name}.css">\n' for name in range(8))
    head += "<style>" + "a{color:#123456}" * 60 + "</style>\n<script>" + "var a = 1 < 2;" * 60 + "</script>\n"
    head = f'<meta charset="utf-8">\n<title>第{number}回</title>\n{head}'
    start = f'<!DOCTYPE html>\n<html lang="ja">\n<head>\n{head}</head>\n'
    body = "<p>満ち潮のあいだに、港の灯りがひとつずつ消えていく。</p>\n"
    return (start + "<body><article>" + body * (size // len(body.encode())) + "</article></body>\n</html>\n").encode()


def post(number: int) -> Post:
    """The post of that page."""
    url = f"https://tide.example/{number}/"
    return Post(
        path=f"{number}.md",
        slug=f"{number}",
        id=url,
        url=url,
        title=f"第{number}回の話",
        headline="",
        date=DAY,
        updated=DAY,
        summary="港の灯りがひとつずつ消えていく。" * 4,
        tags=("海", "港"),
    )


def tagged(number: int, data: bytes) -> bytes:
    """The page with its tags."""
    card = Image(url=f"{SITE.home}cards/{number}.png", alt="題", type="image/png", width=1200, height=630)
    return inject(data, post_tags(post(number), SITE, image=card, feeds=FEEDS), url=f"{SITE.home}{number}/").data


def main() -> None:
    """Print a line per measure."""
    parser = argparse.ArgumentParser(description="How long tags take.")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--kb", type=int, default=30)
    options = parser.parse_args()
    data = page(1, options.kb * 1000)
    done = tagged(1, data)
    for what, given in (("in memory, new", data), ("in memory, there already", done)):
        start = time.perf_counter()
        for number in range(1000):
            tagged(number, given)
        print(f"{what}: {(time.perf_counter() - start) * 1000:.0f} us a page of {len(given) / 1000:.0f} KB")
    with tempfile.TemporaryDirectory() as folder:
        on_disk(Path(folder), options.pages, options.kb * 1000)


def on_disk(folder: Path, count: int, size: int) -> None:
    """Print how long `count` pages take as files."""
    for number in range(count):
        (folder / str(number)).mkdir()
        (folder / str(number) / "index.html").write_bytes(page(number, size))
    for what in ("written", "nothing to do"):
        start = time.perf_counter()
        built = built_site(folder)
        listed = time.perf_counter() - start
        pages = ((path, built.read(path)) for path in built.stamps)
        after = ((path, data, tagged(int(path.partition("/")[0]), data)) for path, data in pages)
        written = rewrite(folder, ((path, new) for path, old, new in after if new != old), built.stamps)
        seconds = time.perf_counter() - start
        print(f"{count} pages, {what}: {seconds:.2f} s, {len(written)} written, {listed:.2f} s of it listing them")


if __name__ == "__main__":
    main()
