"""What is published: the cards that are drawn, one by one, then the feeds that name them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from publisher import cards, feeds
from publisher.errors import Problem, PublisherError
from publisher.load import render_content
from publisher.manifest import CardEntry
from publisher.model import Artifact, FeedItem, Image, Post, Site
from publisher.pipeline.request import Progress
from publisher.pipeline.work import Work
from publisher.plan import card_path, entry_of, feed_files, select
from publisher.resources import templates_dir

_PER_WORKER = 8  # cards: for fewer, starting another process costs more than it saves


def stylesheet() -> bytes:
    """The style sheet with which a browser shows the feeds."""
    return (templates_dir() / "feed.css").read_bytes()


def artifacts(work: Work, progress: Progress) -> Iterator[Artifact]:
    """The files to publish; drawing a card enters it in `work.entries`, which the feeds behind it look up."""
    yield from _drawn_cards(work, progress)
    yield from _feed_documents(work)


def _drawn_cards(work: Work, progress: Progress) -> Iterator[Artifact]:
    total = len(work.stale)
    jobs = (job for _, job in work.stale.values())
    workers = min(work.request.jobs, max(1, total // _PER_WORKER))
    for done, (key, result) in enumerate(cards.draw_all(jobs, workers=workers), 1):
        progress(done, total)
        sheet, _ = work.stale[key]
        if isinstance(result, PublisherError):
            work.problems.append(Problem(path=key, code="card-failed", message=result.message, hint=result.hint))
            continue
        file = card_path(work.request.settings.cards.path, sheet.post.slug, result.data)
        work.entries[key] = entry_of(sheet, file, result.fonts, result.missing, work.basis, borrowed=result.borrowed)
        work.sizes[file] = len(result.data)
        work.drawn += 1
        yield Artifact(path=file, data=result.data)


def _feed_documents(work: Work) -> Iterator[Artifact]:
    site, settings = work.loaded.site, work.request.settings.feeds
    items = tuple(_item(work, post) for post in select(work.loaded.posts, settings.limit))
    style_url = _address(site, settings.stylesheet) if settings.stylesheet else ""
    for file in feed_files(settings):
        feed = feeds.make_feed(
            site, items, self_url=_address(site, file.path), hubs=settings.hubs, stylesheet=style_url
        )
        data = feeds.render(feed, file.format)
        work.problems += feeds.check(data, file.format, path=file.path)
        yield Artifact(path=file.path, data=data)
    if settings.stylesheet and (settings.rss or settings.atom):
        yield Artifact(path=settings.stylesheet.lstrip("/"), data=stylesheet())


def _item(work: Work, post: Post) -> FeedItem:
    site, html = work.loaded.site, ""
    if work.request.settings.feeds.content == "full":
        content = render_content(post, site)
        work.problems += content.problems
        html = content.html
    entry = work.entries.get(post.path)
    image = _card_image(work, post, entry) if entry else None
    return feeds.make_item(post, content_html=html, image=image, site=site)


def _card_image(work: Work, post: Post, entry: CardEntry) -> Image:
    known = work.manifest.files.get(entry.file)
    return Image(
        url=_address(work.loaded.site, entry.file),
        alt=post.title,
        type="image/png",
        width=entry.width,
        height=entry.height,
        size=work.sizes.get(entry.file) or (known.size if known else 0),
    )


def _address(site: Site, path: str) -> str:
    return site.home + quote(path.lstrip("/"))
