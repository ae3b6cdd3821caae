"""A built page's head as platforms read it: what they would reject, or show wrong. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publisher.errors import Level, Problem
from publisher.head.addresses import joined, parts_of
from publisher.head.match import is_local
from publisher.head.page import PageHead, meta_names
from publisher.head.tags import ALT_LONGEST
from publisher.lazy import dataclass

_BUILD = "run `publisher build` after the generator"
_ONCE = ("og:title", "og:description", "og:type", "og:url", "og:image", "twitter:card")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the site: its media type ("" for none) and its size in pixels."""

    type: str
    width: int
    height: int


Lookup = Callable[[str], Picture | None]
"""The picture of the site at a URL; None when the site has none there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is known of a page: its path for findings, its URL in the feeds, its card's URL ("" for none).

    `home` is the front page's URL, below which pictures can be looked up; `is_post` is false for other pages, of which
    only what they say is looked at.
    """

    path: str
    url: str
    card: str
    home: str
    is_post: bool


def check_page(head: PageHead, page: Expected, lookup: Lookup) -> Iterator[Problem]:
    """The findings about a page, in the order a person would mend them."""
    said = {name for element in head.elements if element.name == "meta" for name in meta_names(element)}
    if page.is_post and not any(name.startswith("og:") for name in said):
        yield _problem(page, "tags-missing", "it has no Open Graph tags: a link to it shows bare", _BUILD)
        return
    if page.is_post:
        yield from _complete(head, page)
    yield from _once(head, page)
    yield from _addresses(head, page)
    yield from _picture(head, page, lookup)
    yield from _canonical(head, page)


def _complete(head: PageHead, page: Expected) -> Iterator[Problem]:
    for name, level in (("og:title", "error"), ("og:image", "error"), ("og:url", "error"), ("og:description", "")):
        if not head.meta(name):
            yield _problem(page, "tag-missing", f"no {name}", _BUILD, "error" if level else "warning")
    if page.card and head.meta("twitter:card") != "summary_large_image":
        message = f"twitter:card is {head.meta('twitter:card') or 'missing'}: X shows the card as a small square"
        hint = (
            "let the theme write summary_large_image (jekyll-seo-tag does so for posts with an image), or not write it"
        )
        yield _problem(page, "card-shown-small", message, hint, "warning")
    image = joined(page.url, head.meta("og:image"))
    if page.card and head.meta("og:image") and image != page.card:
        message = f"og:image is {image}, not the card"
        hint = "leave og:image to publisher, if the card is to be shown"
        yield _problem(page, "card-not-named", message, hint, "warning")
    if len(head.meta("twitter:image:alt")) > ALT_LONGEST:
        message = f"twitter:image:alt has more than {ALT_LONGEST} characters"
        yield _problem(page, "alt-long", message, "shorten the picture's description", "warning")


def _once(head: PageHead, page: Expected) -> Iterator[Problem]:
    for name in _ONCE:
        metas = (element for element in head.elements if element.name == "meta" and name in meta_names(element))
        values = [element.attributes.get("content", "") for element in metas]
        if name != "og:image" and len(set(values)) > 1:
            message = f"{name} says {len(values)} things: {values[0][:40]!r}, {values[1][:40]!r}"
            yield _problem(page, "tag-twice", message, "let one tool write it", "warning")
    if len({link.attributes["href"].strip() for link in head.links("canonical")}) > 1:
        yield _problem(page, "tag-twice", "it has several canonical links", "let one tool write it")


def _addresses(head: PageHead, page: Expected) -> Iterator[Problem]:
    for name in ("og:url", "og:image", "og:image:secure_url", "twitter:image"):
        value = head.meta(name)
        scheme = parts_of(value).scheme
        if value and scheme not in ("http", "https"):
            hint = "write the whole address, with https://"
            yield _problem(page, "address-relative", f"{name} is not absolute: {value}", hint)
        elif value and is_local(value):
            hint = "build the site for production, with its real address"
            yield _problem(page, "address-local", f"{name} leads to this machine: {value}", hint)
        elif scheme == "http":
            hint = "serve the site by https, and say so in its configuration"
            yield _problem(page, "address-insecure", f"{name} is not https: {value}", hint, "warning")


def _picture(head: PageHead, page: Expected, lookup: Lookup) -> Iterator[Problem]:
    image = head.meta("og:image")
    if not image:
        return
    width, height, kind = (head.meta(f"og:image:{name}") for name in ("width", "height", "type"))
    if page.is_post and not (width and height):
        message = "og:image:width and og:image:height are missing"
        yield _problem(page, "picture-unsized", message, "add them, or leave og:image to publisher", "warning")
    address = joined(page.url, image)
    if not address.startswith(page.home):
        return
    found = lookup(address)
    if found is None:
        hint = _BUILD if address == page.card else "add the file, or leave og:image to publisher"
        yield _problem(page, "picture-missing", f"og:image is not in the built site: {address}", hint)
        return
    if width and height and found.width and (width, height) != (str(found.width), str(found.height)):
        message = f"og:image is {found.width}x{found.height}, and is said to be {width}x{height}"
        yield _problem(page, "picture-size", message, _BUILD)
    if kind and kind.lower().replace("jpg", "jpeg") != found.type:
        message = f"og:image is {found.type or 'no picture'}, and is said to be {kind}"
        yield _problem(page, "picture-type", message, _BUILD)


def _canonical(head: PageHead, page: Expected) -> Iterator[Problem]:
    if not head.canonical:
        return
    canonical = joined(page.url, head.canonical)
    if not parts_of(head.canonical).scheme:
        hint = "write the whole address"
        yield _problem(page, "address-relative", f"canonical is not absolute: {head.canonical}", hint, "warning")
    if page.is_post and canonical != page.url:
        message = f"canonical is {canonical}, and the feeds link to {page.url}"
        hint = "give both the same address: platforms count shares by it"
        yield _problem(page, "canonical-differs", message, hint, "warning")
    stated = head.meta("og:url")
    if page.is_post and stated and joined(page.url, stated) != canonical:
        message = f"og:url is {stated}, and canonical is {canonical}"
        yield _problem(page, "canonical-differs", message, "give both the same address", "warning")


def _problem(page: Expected, code: str, message: str, hint: str, level: Level = "error") -> Problem:
    return Problem(path=page.path, code=code, message=message, hint=hint, level=level)
