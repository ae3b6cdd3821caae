"""Which built page shows which post: by URL, by canonical link, by title and date, in that order. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from publisher.head.addresses import joined, parts_of
from publisher.head.page import PageHead
from publisher.lazy import dataclass
from publisher.model import LOCAL_HOSTS, Post, Site

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
# What themes put between a page's title and the site's.
_SEPARATORS = "|｜-–—·•:：«»/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a page says of itself beside its address: titles, one line each, and days of publication (ISO 8601)."""

    titles: frozenset[str]
    days: frozenset[str]


def page_url(site: Site, file: str) -> str:
    """The absolute URL at which a file of the built site is served; `index.html` is its folder."""
    folder, _, name = file.rpartition("/")
    path = (f"{folder}/" if folder else "") if name in ("index.html", "index.htm") else file
    return site.home + quote(path)


def by_url(posts: Iterable[Post], site: Site, files: Iterable[str]) -> dict[str, str]:
    """The page (a path in the built site) of each post, by post path, whose URL leads to a file."""
    known = {unicodedata.normalize("NFC", file): file for file in files}
    found: dict[str, str] = {}
    for post in posts:
        page = next((known[name] for name in _file_names(post.url, site) if name in known), None)
        if page:
            found[post.path] = page
    return found


def own_addresses(head: PageHead) -> tuple[str, ...]:
    """What a page calls itself: its canonical address and its `og:url`, as written; nothing for one that redirects."""
    return () if head.redirects else tuple(filter(None, (head.canonical, head.meta("og:url"))))


def by_canonical(posts: Iterable[Post], addresses: Mapping[str, Iterable[str]], site: Site) -> dict[str, str]:
    """The page of each post whose URL is one of the `own_addresses` that some page has."""
    named: dict[str, str] = {}
    for file in sorted(addresses):
        for address in addresses[file]:
            named.setdefault(_comparable(joined(page_url(site, file), address)), file)
    return {post.path: named[_comparable(post.url)] for post in posts if _comparable(post.url) in named}


def by_title(posts: Sequence[Post], marks: Mapping[str, Marks]) -> dict[str, str]:
    """The page of each post whose title and day a page has, when they are one post's and one page's alone."""
    found: dict[str, str] = {}
    for post in posts:
        pages = [file for file in sorted(marks) if _shows(marks[file], post)]
        if len(pages) == 1:
            found[post.path] = pages[0]
    taken = list(found.values())
    return {path: file for path, file in found.items() if taken.count(file) == 1}


def marks_of(head: PageHead, headings: Iterable[str], times: Iterable[str]) -> Marks:
    """What a page says in its head, its headings and its time elements."""
    scripts = " ".join(element.text for element in head.elements if element.name == "script")
    moments = (head.meta("article:published_time"), *times)
    days = {found[0] for found in map(_DATE.match, moments) if found} | set(_JSON_DATE.findall(scripts))
    titles = {" ".join(title.split()) for title in (head.title, head.meta("og:title"), *headings)}
    return Marks(titles=frozenset(titles - {""}), days=frozenset(days))


def located(post: Post, file: str, head: PageHead, site: Site) -> Post:
    """The post with the URL that its page, `file`, is served at.

    That is the page's canonical address if it lies on the site's host and leads to this very file, else the post's URL
    if that does or the page says so, else the file's own. An id that was the old URL becomes the new one.
    """
    url = _final_url(post, file, head, site)
    if url == post.url:
        return post
    return replace(post, url=url, id=url if post.id == post.url else post.id)


def is_local(url: str) -> bool:
    """True for an address that only this machine knows."""
    return (parts_of(url).hostname or "") in LOCAL_HOSTS


def _final_url(post: Post, file: str, head: PageHead, site: Site) -> str:
    canonical = joined(page_url(site, file), head.canonical) if head.canonical else ""
    if canonical.startswith(("https://", "http://")) and canonical.isascii() and _leads_to(canonical, file, site):
        return canonical
    named = {_comparable(joined(page_url(site, file), address)) for address in own_addresses(head)}
    return post.url if _leads_to(post.url, file, site) or _comparable(post.url) in named else page_url(site, file)


def _leads_to(url: str, file: str, site: Site) -> bool:
    parts = parts_of(url)
    same_host = parts.hostname == parts_of(site.url).hostname and not parts.query and not parts.fragment
    return same_host and unicodedata.normalize("NFC", file) in _file_names(url, site)


def _file_names(url: str, site: Site) -> tuple[str, ...]:
    """The files (NFC) that a server may show at an address, the likeliest first."""
    path = parts_of(url).path
    inside = path.removeprefix(site.base_path) if f"{path}/".startswith(f"{site.base_path}/") else path
    names: list[str] = []
    for raw in dict.fromkeys((inside, path)):
        for name in dict.fromkeys((unicodedata.normalize("NFC", unquote(raw)), raw)):
            name = name.lstrip("/")  # noqa: PLW2901 - the same name without its slash
            if name.endswith("/") or not name:
                names += [f"{name}index.html", f"{name}index.htm", f"{name.rstrip('/')}.html"]
            else:
                names += [name, f"{name}.html", f"{name}/index.html", f"{name}.htm"]
    return tuple(names)


def _comparable(url: str) -> str:
    """An address without what does not tell pages apart: scheme, query, fragment, `index.html`, a closing slash."""
    parts = parts_of(url)
    path = unicodedata.normalize("NFC", unquote(parts.path))
    return f"{parts.hostname or ''}{path.removesuffix('index.html').rstrip('/')}"


def _shows(marks: Marks, post: Post) -> bool:
    title = " ".join(post.title.split())
    if not title or post.date.date().isoformat() not in marks.days:
        return False
    return any(known == title or _begins(known, title) for known in marks.titles)


def _begins(known: str, title: str) -> bool:
    """True for `Title | Site`."""
    rest = known.removeprefix(title)
    return rest != known and rest.lstrip()[:1] in _SEPARATORS
