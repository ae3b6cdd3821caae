"""The built site beside the posts: which page shows which post, and what that says about its URL and its content."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from publisher import head
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import Built, Content, Loaded, built_content, render_content
from publisher.model import Post, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The built site's pages, the posts with the URLs they have there, and the page of each post, by post path.

    When no page is any post's, the folder holds another site's pages, or none: `of` is empty and the posts are as they
    were.
    """

    built: Built
    posts: tuple[Post, ...]
    of: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def find_pages(loaded: Loaded, built: Built) -> Pages:
    """The pages of the posts: by URL, by canonical link, by title and date, in that order."""
    if not built.stamps or not loaded.posts:
        return Pages(built=built, posts=loaded.posts)
    of = _matched(loaded, built)
    if not of:
        return Pages(built=built, posts=loaded.posts, problems=(_no_posts_pages(built),))
    posts: list[Post] = []
    problems: list[Problem] = []
    for post in loaded.posts:
        posts.append(_located(post, of.get(post.path), built, loaded.site))
        if post.path not in of:
            problems.append(_no_page(post))
    return Pages(built=built, posts=tuple(posts), of=of, problems=tuple(problems))


def content_of(pages: Pages, post: Post, loaded: Loaded, selector: str) -> Content:
    """The post's content for feeds: the article of its page if it has one, else its own Markdown."""
    file = pages.of.get(post.path)
    if file is None:
        return render_content(post, loaded.bodies.of(post), loaded.site)
    data = _read(pages.built, file)
    base = head.joined(post.url, head.read_head(data).base)
    html = built_content(head.extract(data, selector), base)
    if html:
        return Content(html=html)
    own = render_content(post, loaded.bodies.of(post), loaded.site)
    return Content(html=own.html, problems=(_no_article(file, selector), *own.problems))


def _matched(loaded: Loaded, built: Built) -> dict[str, str]:
    of = head.by_url(loaded.posts, loaded.site, built.stamps)
    rest = [post for post in loaded.posts if post.path not in of]
    if not rest:
        return of
    taken = set(of.values())
    free = [file for file in built.stamps if file not in taken]
    addresses = {file: head.own_addresses(head.read_head(_read(built, file))) for file in free}
    of |= head.by_canonical(rest, addresses, loaded.site)
    rest = [post for post in rest if post.path not in of]
    taken = set(of.values())
    return of | head.by_title(rest, dict(_marks(rest, built, [file for file in free if file not in taken])))


def _marks(posts: Sequence[Post], built: Built, files: Sequence[str]) -> Iterator[tuple[str, head.Marks]]:
    """What pages say of themselves; only those are looked at closely that hold the day of one of the posts."""
    days = {post.date.date().isoformat().encode("ascii") for post in posts}
    for file in files:
        data = _read(built, file)
        if any(day in data for day in days):
            yield file, head.marks_of(head.read_head(data), *head.headings(data))


def _located(post: Post, file: str | None, built: Built, site: Site) -> Post:
    return head.located(post, file, head.read_head(_read(built, file)), site) if file else post


def _read(built: Built, file: str) -> bytes:
    """The page's bytes; none when it cannot be read, which `write_tags` reports."""
    try:
        return built.read(file)
    except OSError:
        return b""


def _no_page(post: Post) -> Problem:
    return Problem(
        path=post.path,
        code="page-missing",
        message=f"no page of the built site is this post's: {unicodedata.normalize('NFC', post.url)}",
        hint="run the site's generator again, or give the post the permalink that the generator uses",
        level="warning",
    )


def _no_posts_pages(built: Built) -> Problem:
    return Problem(
        path=built.folder.name or ".",
        code="pages-unknown",
        message="it holds pages, and none is a post's; they are left alone",
        hint="run the site's generator, or name its output folder with --site",
        level="warning",
    )


def _no_article(file: str, selector: str) -> Problem:
    where = f"nothing fits {selector!r}" if selector else "no article is found in the page"
    return Problem(
        path=file,
        code="article-missing",
        message=f"{where}; the feeds have the post's Markdown",
        hint='name the element that holds the article: selector = ".post" under [head] in publisher.toml',
        level="warning",
    )
