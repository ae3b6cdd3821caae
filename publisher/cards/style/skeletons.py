"""Documents that differ in their words alone: the elements of one are made again with the words of the next.

The cards of a site are one template's, and most have the same tags. Parsing them anew, and looking up the style of
every element, takes more than twice as long as putting other texts where texts were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publisher.cards.style.model import Element, Text
from publisher.lazy import pattern

_KEPT = 64  # skeletons
_LARGEST = 50_000  # characters of a document; a card has a few thousand
_TAG = pattern(r"(<[^<>]*>)")
# The references that escaping and typists make; `html` knows all, and takes a millisecond to import.
_MEANT = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&nbsp;": "\xa0",
    "&ensp;": "\u2002", "&emsp;": "\u2003", "&thinsp;": "\u2009", "&ndash;": "\u2013", "&mdash;": "\u2014",
    "&hellip;": "\u2026", "&middot;": "\xb7", "&laquo;": "\xab", "&raquo;": "\xbb", "&copy;": "\xa9",
}  # fmt: skip
_REFERENCE = pattern("|".join(_MEANT))
# Characters that every parser takes as they stand, and these references.
_FIT = pattern(f"(?:[^&<>\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|{'|'.join(_MEANT)})*+")
_LONGEST = 500  # characters: the parser takes a longer text in pieces, and looks at each by itself


class Skeleton(NamedTuple):
    """A document without its words: its language and its tags, and between them blanks, style sheets or None.

    `words` are the texts left out, in order.
    """

    key: tuple[str | None, ...]
    words: tuple[str, ...]


class _Form(NamedTuple):
    """An element to be made again, and what is in it: as it was, a form, or a text's line where words go."""

    element: Element
    content: tuple[Element | Text | _Form | int, ...]


_known: dict[tuple[str | None, ...], _Form] = {}


def skeleton_of(html: str, lang: str) -> Skeleton | None:
    """The skeleton of a document; None if it is large, or its words may be read otherwise than they are written."""
    if len(html) > _LARGEST:
        return None
    pieces = _TAG.split(html)
    key: list[str | None] = [lang, *pieces]
    words: list[str] = []
    for at in range(0, len(pieces), 2):
        text = pieces[at]
        if not text or text.isspace():
            continue
        within = pieces[at - 1][:6].lower() if at else ""
        if within == "<style":
            continue
        key[at + 1] = None
        if within != "<title":
            if len(text) > _LONGEST or not _FIT.fullmatch(text):
                return None
            words.append(_REFERENCE.sub(lambda found: _MEANT[found[0]], text) if "&" in text else text)
    return Skeleton(tuple(key), tuple(words))


def made_again(skeleton: Skeleton) -> Element | None:
    """The body of a document whose like was kept."""
    form = _known.get(skeleton.key)
    return _filled(form, iter(skeleton.words)) if form else None


def keep(skeleton: Skeleton, body: Element) -> None:
    """Keep a body for the documents like it, if its texts are the words of the skeleton, one each."""
    if tuple(_words(body)) == skeleton.words:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[skeleton.key] = _form(body)


def _words(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element):
            yield from _words(child)
        elif not child.text.isspace():
            yield child.text


def _form(element: Element) -> _Form:
    content: list[Element | Text | _Form | int] = []
    for child in element.children:
        if isinstance(child, Text):
            content.append(child if child.text.isspace() else child.line)
        else:
            form = _form(child)
            content.append(form if _has_words(form.content) else child)
    return _Form(element, tuple(content))


def _has_words(content: Sequence[object]) -> bool:
    return any(isinstance(one, int | _Form) for one in content)


def _filled(form: _Form, words: Iterator[str]) -> Element:
    made: list[Element | Text] = []
    for one in form.content:
        if isinstance(one, int):
            made.append(Text(next(words), one))
        else:
            made.append(_filled(one, words) if isinstance(one, _Form) else one)
    element = form.element
    return Element(element.tag, element.style, tuple(made), element.attributes, element.line)
