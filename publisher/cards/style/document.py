"""HTML text -> the tree of styled elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from publisher.cards.style.defaults import ATTRIBUTES, ELEMENTS, HINTS, IN_HEAD
from publisher.cards.style.model import Element, Text
from publisher.cards.style.places import KEYED, Key, Place, keep_places, kept_places
from publisher.cards.style.refusal import RefusedError, shortened, suggest
from publisher.cards.style.skeletons import keep, made_again, skeleton_of
from publisher.errors import TemplateError

MAX_BYTES = 5_000_000
"""How many bytes of UTF-8 a document may have: the HTML parser drops a text or an attribute beyond its own limit."""

MAX_DEPTH = 64
"""How deep elements may nest."""

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
# Neither UTF-8 nor HTML can hold these: lone surrogates and NUL.
_UNFIT = re.compile(r"[\ud800-\udfff\x00]")
_SPACE = " \t\n\r\f"
_LANG = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")


def parse_document(html: str, *, path: str = "<template>", lang: str = "ja", kept: Path | None = None) -> Element:
    """The document's `<body>`, styled.

    `lang` holds where no `lang` attribute does. Raises TemplateError, with `path:line` and a hint, for the first thing
    that the card language does not have. Lone surrogates and NUL become U+FFFD, as in HTML.

    Style sheets are read once for each text and first line, and elements computed once for each place in the tree, so
    what differs between documents (an accent colour, a picture) is cheapest in a `style` attribute. With the folder
    `kept`, no process does it again that the same user starts. Of documents with the same tags the first is parsed.
    """
    skeleton = skeleton_of(html, lang)
    made = made_again(skeleton) if skeleton else None
    if made is not None:
        return made
    try:
        element = _parse(html, lang, kept)
    except RefusedError as error:
        raise TemplateError(f"{path}:{error.line}: {error.message}", error.hint) from error
    if skeleton:
        keep(skeleton, element)
    return element


def _parse(html: str, lang: str, kept: Path | None) -> Element:
    data = _encoded(html)
    if len(data) > MAX_BYTES:
        raise RefusedError(1, f"the document is longer than {MAX_BYTES} bytes", "link large pictures as files")
    root = etree.fromstring(data, _PARSER)
    body = None if root is None else root.find("body")
    if body is None:
        raise RefusedError(1, "the document has no <body>", "write <!doctype html><html><body>...</body></html>")
    _check_outside(root)
    sheets = tuple(_sheet(style) for style in root.iter("style"))
    known = kept_places(kept, sheets, lang) if kept else None
    if known:
        try:
            return _Builder(root, known, None).build(body)
        except _UnseenError:
            pass
    from publisher.cards.style.cascade import cascade  # noqa: PLC0415 - all that reads CSS, not needed for what is kept

    styles = cascade(sheets, lang)
    element = _Builder(root, styles.top, styles.node).build(body)
    if kept:
        keep_places(kept, sheets, lang, styles.top, known)
    return element


class _UnseenError(Exception):
    """An element stands where no document had one like it."""


def _encoded(html: str) -> bytes:
    """The document in UTF-8; that none of it is unfit for that is found out by encoding it."""
    try:
        return (_UNFIT.sub("\ufffd", html) if "\x00" in html else html).encode()
    except UnicodeEncodeError:
        return _UNFIT.sub("\ufffd", html).encode()


def _sheet(style: Any) -> tuple[str, int]:
    """The text of a `<style>` element and the line it starts on."""
    if any(name != "type" or value != "text/css" for name, value in style.items()):
        raise RefusedError(style.sourceline, "<style> takes no attributes", "write <style>")
    return style.text or "", style.sourceline


def _check_outside(root: Any) -> None:
    """Raise RefusedError for what stands beside the body and is not for this language."""
    for child in root:
        if child.tag == "head":
            _check_outside(child)
        elif child.tag != "body" and child.tag not in IN_HEAD:
            raise _unsupported(child)


def _unsupported(element: Any) -> RefusedError:
    hint = HINTS.get(element.tag) or suggest(element.tag, ELEMENTS) or "write <div>, <p> or <span>"
    return RefusedError(element.sourceline, f"unsupported element <{shortened(element.tag)}>", hint)


class _Builder:
    """One walk over one document; the wrappers for selectors are made only when an element is new.

    `new` computes the place of an element below its parent's; without it a new element raises _UnseenError.
    """

    def __init__(self, root: Any, top: Place, new: Callable[[Any, Key, Any, int], Place] | None) -> None:
        self._root = root
        self._top = top
        self._new = new
        self._wrappers: dict[Any, Any] = {}

    def build(self, body: Any) -> Element:
        html = self._node(self._root, self._root.tag, self._root.items(), self._top)
        return self._element(body, html, 1)[0]

    def _element(self, source: Any, parent: Place, depth: int) -> tuple[Element, int]:
        """The element, and the line on which its content ends."""
        tag, attributes, line = source.tag, source.items(), source.sourceline
        node = self._node(source, tag, attributes, parent)
        if depth > MAX_DEPTH:
            raise RefusedError(line, "the elements nest too deep", f"use at most {MAX_DEPTH} levels")
        children: list[Element | Text] = []
        # White space between the items of a flex container makes no item (CSS Flexbox 1, section 4).
        keep_space = node.style.display != "flex"
        at = _add_text(children, source.text, line, keep_space=keep_space)
        for child in source:
            if child.tag in IN_HEAD:
                at = child.sourceline + (child.text or "").count("\n")
            else:
                element, at = self._element(child, node, depth + 1)
                children.append(element)
            at = _add_text(children, child.tail, at, keep_space=keep_space)
        return Element(tag, node.style, tuple(children), tuple(attributes), line), at

    def _node(self, source: Any, tag: str, attributes: list[tuple[str, str]], parent: Place) -> Place:
        key: Key = (tag,)
        if attributes:
            key = (tag, *[pair for pair in attributes if pair[0] in KEYED])
            if len(key) <= len(attributes):
                _check_attributes(attributes, source.sourceline)
        node = parent.children.get(key)
        return node or self._new_node(source, parent, key)

    def _new_node(self, source: Any, parent: Place, key: Key) -> Place:
        if self._new is None:
            raise _UnseenError
        if source.tag not in ELEMENTS:
            raise _unsupported(source)
        if source.tag == "rt" and source.getparent().tag != "ruby":
            raise RefusedError(source.sourceline, "<rt> stands outside <ruby>", "write <ruby>漢<rt>かん</rt></ruby>")
        _check_language(source)
        if not self._wrappers:
            from cssselect2 import ElementWrapper  # noqa: PLC0415 - with the cascade

            wrappers = ElementWrapper.from_html_root(self._root).iter_subtree()
            self._wrappers = {wrapper.etree_element: wrapper for wrapper in wrappers}
        return self._new(parent, key, self._wrappers[source], source.sourceline)


def _check_language(source: Any) -> None:
    lang, direction = source.get("lang", ""), source.get("dir", "")
    if lang and not _LANG.fullmatch(lang):
        raise RefusedError(
            source.sourceline, f"'lang' is not a language: \"{shortened(lang)}\"", "write it as ja or zh-Hans"
        )
    if direction not in {"", "ltr", "rtl", "auto"}:
        raise RefusedError(source.sourceline, f"'dir' cannot be \"{shortened(direction)}\"", "write ltr, rtl or auto")


def _add_text(children: list[Element | Text], text: str | None, line: int, *, keep_space: bool) -> int:
    """The line on which the text ends; it is added unless there is none to show."""
    if not text:
        return line
    if keep_space or text.strip(_SPACE):
        children.append(Text(text, line))
    return line + text.count("\n")


def _check_attributes(attributes: list[tuple[str, str]], line: int) -> None:
    for name, _ in attributes:
        if name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
            hint = suggest(name, ATTRIBUTES) or "write what it does as CSS"
            raise RefusedError(line, f"unsupported attribute '{shortened(name)}'", hint)
