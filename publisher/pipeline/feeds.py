"""The feeds of a build: items once a post, documents one by one, each checked as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from publisher import feeds
from publisher.cards.picture_files import picture_stamp
from publisher.errors import Problem
from publisher.model import Artifact, Enclosure, Feed, FeedItem, Image, Post, Site
from publisher.pipeline.pages import content_of
from publisher.pipeline.pictures import picture_src
from publisher.pipeline.tags import published_card
from publisher.pipeline.work import Work
from publisher.plan import Channel, FeedFile, feed_files, feed_ids, name_key, page_path
from publisher.resources import templates_dir


def planned(work: Work) -> tuple[FeedFile, ...]:
    """The feed documents of the site, archives included."""
    posts = [post for post in work.loaded.posts if post.in_feeds]
    return feed_files(posts, work.loaded.site, work.request.settings.feeds)


def feed_documents(work: Work, files: Sequence[FeedFile]) -> Iterator[Artifact]:
    """Every feed as planned, then the style sheet they name and the list of them; problems go to `work.problems`."""
    settings = work.request.settings.feeds
    items = _items(work, files)
    documents = ((_feed(work, file, items), file.format) for file in files)
    known = feeds.Known()
    for file, data in zip(files, feeds.render_all(documents), strict=True):
        work.problems += feeds.check(data, file.format, path=file.path, known=known)
        yield Artifact(path=file.path, data=data)
    if settings.stylesheet and (settings.rss or settings.atom):
        yield Artifact(path=settings.stylesheet.lstrip("/"), data=_stylesheet())
    if settings.opml and settings.by and files:
        yield Artifact(path=settings.opml.lstrip("/"), data=_opml(work, files))


def _stylesheet() -> bytes:
    """The style sheet with which a browser shows the feeds."""
    return (templates_dir() / "feed.css").read_bytes()


def _items(work: Work, files: Iterable[FeedFile]) -> dict[str, FeedItem]:
    """The entries of the posts that are in any document, by path; each is made once."""
    settings = work.request.settings.feeds
    ids, problems = feed_ids(work.loaded.posts, work.loaded.site, settings.id)
    work.problems += problems
    posts = {post.path: post for file in files for post in file.posts}
    return {path: _item(work, replace(post, id=ids[path])) for path, post in posts.items()}


def _item(work: Work, post: Post) -> FeedItem:
    site, html = work.loaded.site, ""
    if work.request.settings.feeds.content == "full":
        content = content_of(work.pages, post, work.loaded, work.request.settings.head.selector)
        work.problems += content.problems
        html = content.html
    post = replace(post, enclosure=_measured(work, post))
    return feeds.make_item(post, content_html=html, image=published_card(work, post), site=site)


def _measured(work: Work, post: Post) -> Enclosure | None:
    """The post's media file with its length in bytes, which RSS asks for: of a file of the site, from the file."""
    enclosure, request = post.enclosure, work.request
    if enclosure is None or enclosure.length:
        return enclosure
    standing = replace(post, image=Image(url=enclosure.url))
    src = picture_src(standing, work.loaded.site, request.root, work.loaded.output_dir)
    length = picture_stamp(src, request.root)[0] if src else -1
    if length < 0:
        work.problems.append(_unmeasured(post, enclosure))
    return replace(enclosure, length=max(0, length))


def _unmeasured(post: Post, enclosure: Enclosure) -> Problem:
    message = f"the length of its media file is not known: {enclosure.url}"
    hint = "put the file into the site, or write its length in bytes: {url: ..., length: 1234}"
    return Problem(path=post.path, code="enclosure-length", message=message, hint=hint, level="warning")


def _feed(work: Work, file: FeedFile, items: Mapping[str, FeedItem]) -> Feed:
    """The document's feed: archives know their neighbours, and only the current document has hubs (WebSub §4)."""
    site, settings = work.loaded.site, work.request.settings.feeds
    feed = feeds.make_feed(
        site,
        tuple(items[post.path] for post in file.posts),
        self_url=_address(site, file.path),
        hubs=() if file.archive else settings.hubs,
        stylesheet=_address(site, settings.stylesheet),
    )
    return replace(
        _of_channel(feed, file.channel, site, work),
        current_url=_address(site, file.current) if file.archive else "",
        prev_archive_url=_address(site, file.older),
        next_archive_url=_address(site, file.newer),
    )


def _of_channel(feed: Feed, channel: Channel, site: Site, work: Work) -> Feed:
    """`feed` with the title, id, page, language and authors of what it is a feed of."""
    if channel.by == "site":
        return feed
    authors = (author for post in channel.posts for author in post.authors or site.authors)
    own = tuple(author for author in authors if name_key(author.name) == channel.name)[:1]
    page = page_path(channel, work.request.settings.feeds)
    return replace(
        feed,
        id=f"{site.home}#{channel.by}={quote(channel.name, safe='')}",
        title=f"{site.title} — {channel.name}" if site.title else channel.name,
        home_url=site.home + page if page else site.home,
        lang=channel.name if channel.by == "lang" else site.lang,
        authors=own if channel.by == "author" else feed.authors,
    )


def _opml(work: Work, files: Iterable[FeedFile]) -> bytes:
    """The list of all feeds: of each, the first current document among Atom, RSS and JSON Feed."""
    order = ("atom", "rss", "json")
    current: dict[tuple[str, str], FeedFile] = {}
    for file in sorted((file for file in files if not file.archive), key=lambda file: order.index(file.format)):
        current.setdefault((file.channel.by, file.channel.name), file)
    listed = [(file.channel.by, _feed(work, replace(file, posts=()), {})) for file in current.values()]
    return feeds.write_opml(work.loaded.site.title, listed, lang=work.loaded.site.lang)


def _address(site: Site, path: str) -> str:
    """The URL of a file of the output; "" for no path."""
    return site.home + quote(path.lstrip("/")) if path else ""
