"""Tags in the pages of the built site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urljoin

from publisher import head
from publisher.config import FeedSettings
from publisher.errors import Problem
from publisher.load import Stamp
from publisher.manifest import CardEntry
from publisher.model import FeedFormat, Image, Post, Site
from publisher.pipeline.work import Work
from publisher.publish import rewrite

_NOT_FOUND = "404.html"


def write_tags(work: Work) -> dict[str, Stamp]:
    """The new stamp of every page whose tags were written, by path; problems of single pages go to `work.problems`.

    Nothing is written into pages that are not in the output folder unless the user named theirs, nor while the site's
    address is not known, because tags must be absolute.
    """
    pages, request = work.pages, work.request
    ours = request.pages is not None or pages.built.folder.resolve() == work.out.resolve()
    if not (pages.of and ours and request.settings.head.enabled) or head.is_local(work.loaded.site.url):
        return {}
    return rewrite(pages.built.folder, _changed(work), pages.built.stamps)


def card_image(site: Site, post: Post, entry: CardEntry, size: int) -> Image:
    """The post's card as it is published; `size` is the file's bytes."""
    return Image(
        url=site.home + quote(entry.file),
        alt=post.title,
        type="image/jpeg" if entry.file.endswith(".jpg") else "image/png",
        width=entry.width,
        height=entry.height,
        size=size,
    )


def feed_links(site: Site, settings: FeedSettings) -> tuple[head.FeedLink, ...]:
    """The site's feeds as pages name them, Atom first: readers take the first."""
    paths: tuple[tuple[FeedFormat, str], ...] = (
        ("atom", settings.atom),
        ("rss", settings.rss),
        ("json", settings.json),
    )
    return tuple(
        head.FeedLink(url=site.home + quote(path.lstrip("/")), format=name, title=site.title)
        for name, path in paths
        if path
    )


def _changed(work: Work) -> Iterator[tuple[str, bytes]]:
    posts: dict[str, Post] = {}
    for post in work.pages.posts:
        if post.path in work.pages.of:
            posts.setdefault(work.pages.of[post.path], post)
    for file in work.pages.built.stamps:
        try:
            data = work.pages.built.read(file)
        except OSError as error:
            work.problems.append(_unreadable(file, error))
            continue
        tagged = _tagged(work, file, data, posts.get(file))
        if tagged != data:
            yield file, tagged


def _tagged(work: Work, file: str, data: bytes, post: Post | None) -> bytes:
    site, settings = work.loaded.site, work.request.settings
    page = head.read_head(data)
    links = feed_links(site, settings.feeds)
    url = post.url if post else urljoin(head.page_url(site, file), page.canonical)
    if post and page.insert_at < 0:
        work.problems.append(_no_head(file, page.encoding))
    if post and not page.redirects:
        image = published_card(work, post)
        tags = head.post_tags(post, site, image=image, feeds=links, json_ld=settings.head.json_ld)
    elif settings.head.pages == "all" and _worth_sharing(page, file):
        lang = next((element.attributes.get("lang", "") for element in page.elements if element.name == "html"), "")
        description = page.meta("description")
        tags = head.page_tags(title=page.title, description=description, url=url, site=site, lang=lang, feeds=links)
    else:
        tags = ()
    return head.inject(data, tags, url=url, head=page).data


def published_card(work: Work, post: Post) -> Image | None:
    """The post's card in the build at hand, None when it has none."""
    entry = work.entries.get(post.path)
    if entry is None:
        return None
    known = work.manifest.files.get(entry.file)
    return card_image(work.loaded.site, post, entry, work.sizes.get(entry.file) or (known.size if known else 0))


def _worth_sharing(page: head.PageHead, file: str) -> bool:
    """True for a page that someone may share: it has a title, sends nobody elsewhere and may be found."""
    hidden = "noindex" in page.meta("robots").lower() or file.rpartition("/")[2] == _NOT_FOUND
    return bool(page.title) and not page.redirects and not hidden


def _unreadable(file: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(
        path=file, code="page-unreadable", message=f"cannot be read: {reason}", hint="check the file's permissions"
    )


def _no_head(file: str, encoding: str) -> Problem:
    unsafe = encoding in ("utf-16le", "utf-16be", "iso-2022-jp", "replacement")
    reason = f"its encoding, {encoding}, does not extend ASCII" if unsafe else "it is no HTML document"
    return Problem(
        path=file,
        code="page-without-head",
        message=f"it cannot be given tags: {reason}",
        hint="let the generator write whole pages in UTF-8",
        level="warning",
    )
