"""Tags into a page: what is missing is added, what we wrote before is replaced, nothing else is touched. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from publisher.head.addresses import joined
from publisher.head.page import CLOSE, OPEN, PageHead, meta_names, read_head
from publisher.head.tags import Tag, render
from publisher.lazy import dataclass

_PICTURES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Injected:
    """A page with its tags: the bytes (the very same when nothing was to be done) and the tags that are ours in it."""

    data: bytes = field(repr=False)
    tags: tuple[Tag, ...]


def inject(data: bytes, tags: Sequence[Tag], *, url: str, head: PageHead | None = None) -> Injected:
    """The page at `url` with those of `tags` that it does not have by itself, in one block at the end of its head.

    The bytes around the block stay as they are, and the same tags again change nothing. A page whose head cannot be
    changed safely (`PageHead.insert_at`) comes back as it was. `head` is `read_head(data)`, if that is known.
    """
    head = head or read_head(data)
    if head.insert_at < 0:
        return Injected(data=data, tags=())
    added = tuple(missing(tags, head, url))
    newline = b"\r\n" if b"\r\n" in data[: data.find(b"\n") + 1] else b"\n"
    lines = [_markup(tag, head, data) for tag in added]
    block = newline.join([OPEN, *lines, CLOSE]) if lines else b""
    start, end = head.ours or _place(data, head.insert_at)
    if head.ours and not block:
        start, end = _whole_line(data, *head.ours)
    elif not head.ours and block and _starts_line(data, start):
        block += newline
    return Injected(data=data[:start] + block + data[end:], tags=added)


def missing(tags: Sequence[Tag], head: PageHead, url: str) -> Iterator[Tag]:
    """Those of `tags` that the page at `url` does not have; of a group it has in part, only what goes with its own.

    A page that names another picture keeps it, and ours is not added: its size and description would be wrong. One
    that names our picture gets the size, type and description that it lacks.
    """
    present = {name for element in head.elements if element.name == "meta" for name in meta_names(element)}
    base = joined(url, head.base)
    pictures = {joined(base, head.meta(name)) for name in _PICTURES if head.meta(name)}
    ours = {dict(tag.attributes).get("content", "") for tag in tags if tag.key == "og:image"}
    other_picture = bool(pictures - ours)
    linked = {joined(base, link.attributes["href"].strip()) for link in head.links("alternate")}
    for tag in tags:
        if tag.key in present or (tag.group == "og:image" and other_picture):
            continue
        if tag.name == "link" and dict(tag.attributes)["href"] in linked:
            continue
        if tag.name == "script" and _describes_itself(head):
            continue
        yield tag


def _describes_itself(head: PageHead) -> bool:
    scripts = (element for element in head.elements if element.name == "script")
    texts = (script.text for script in scripts if script.attributes.get("type", "").lower() == "application/ld+json")
    return any("BlogPosting" in text or "Article" in text for text in texts)


def _markup(tag: Tag, head: PageHead, data: bytes) -> bytes:
    xml = data[:8].lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
    return render(tag, ascii_only=head.encoding != "utf-8", xml=xml).encode("utf-8")


def _place(data: bytes, at: int) -> tuple[int, int]:
    """Where the block goes: at the start of the line when only white space stands before `at` on it."""
    line = data.rfind(b"\n", 0, at) + 1
    return (line, line) if line and not data[line:at].strip() else (at, at)


def _starts_line(data: bytes, at: int) -> bool:
    return at > 0 and data[at - 1 : at] == b"\n"


def _whole_line(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The block's span with the line ending that came with it."""
    if not _starts_line(data, start):
        return start, end
    for newline in (b"\r\n", b"\n"):
        if data.startswith(newline, end):
            return start, end + len(newline)
    return start, end
