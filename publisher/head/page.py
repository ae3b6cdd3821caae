"""A built page's head, by byte positions: what stands in it, where tags may be added, and what we added before.

After HTML's tokenization (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), on bytes: in every
encoding that extends ASCII, the bytes of `<`, `>`, `=` and the quotes mean nothing else.
"""

from __future__ import annotations

import html
import re
from dataclasses import field

import webencodings

from publisher.lazy import dataclass

OPEN, CLOSE = b"<!-- publisher -->", b"<!-- /publisher -->"

_ATTRIBUTE = rb"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*+|)))?+"""
_TOKEN = re.compile(
    rb"<!--(?:>|->|.*?(?:--!?>|\Z))"
    rb"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?>" + _ATTRIBUTE + rb")*+)[\s/]*+>"
    rb"|<[!?][^>]*+>",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TEXT_ENDS = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])[^>]*+>", re.IGNORECASE)
    for name in (b"title", b"style", b"script", b"noscript", b"template", b"textarea")
}
_HEAD_END = re.compile(rb"</head[\s>]", re.IGNORECASE)
_SPACE = re.compile(rb"\s*+")
_IN_HEAD = frozenset({b"html", b"head", b"meta", b"link", b"base", b"title", b"style", b"script", b"noscript"}) | {
    b"template",
    b"basefont",
    b"bgsound",
}
_READ = frozenset({b"meta", b"link", b"base", b"title", b"script", b"html"})
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.+-]+)", re.IGNORECASE)
_PRESCANNED = 1024  # bytes in which a page declares its encoding (HTML Standard, 13.2.3.2)
# Escape sequences and wide units give the bytes of markup other meanings.
_NOT_ASCII = frozenset({"utf-16le", "utf-16be", "iso-2022-jp", "replacement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element of the head that says something: attributes by lower-case name; `text` is a title's or a script's."""

    name: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The head of a page.

    `elements` are those in it that are not ours, in order. `insert_at` is where a tag may be added (a byte position),
    or -1 when the bytes are no page of ours to change: no HTML document, or in an encoding that does not extend ASCII.
    `ours` is the span of the block we wrote before, its comments included. `encoding` is the WHATWG name.
    """

    elements: tuple[Element, ...] = field(repr=False)
    insert_at: int
    ours: tuple[int, int] | None
    encoding: str

    def meta(self, name: str) -> str:
        """The content of the first meta of that name or property, "" when there is none."""
        for element in self.elements:
            if element.name == "meta" and name in meta_names(element):
                return element.attributes.get("content", "")
        return ""

    def links(self, rel: str) -> tuple[Element, ...]:
        """The link elements of a relation that name an address."""
        return tuple(
            element
            for element in self.elements
            if element.name == "link"
            and rel in element.attributes.get("rel", "").lower().split()
            and element.attributes.get("href", "").strip()
        )

    @property
    def canonical(self) -> str:
        """The address in `link rel=canonical` as it is written, "" when there is none."""
        return next((link.attributes["href"].strip() for link in self.links("canonical")), "")

    @property
    def base(self) -> str:
        """The address in `base href`, "" when there is none."""
        hrefs = (element.attributes.get("href", "") for element in self.elements if element.name == "base")
        return next(filter(None, hrefs), "")

    @property
    def title(self) -> str:
        """The text of the title element on one line."""
        texts = (element.text for element in self.elements if element.name == "title")
        return " ".join(next(texts, "").split())

    @property
    def redirects(self) -> bool:
        """True for a page that only sends its reader elsewhere."""
        return any(element.attributes.get("http-equiv", "").lower() == "refresh" for element in self.elements)


def meta_names(element: Element) -> tuple[str, ...]:
    """The names a meta element goes by: Open Graph asks for `property`, others for `name`, and themes mix them up."""
    values = (element.attributes.get(key, "").strip().lower() for key in ("property", "name"))
    return tuple(value for value in values if value)


def read_head(data: bytes, *, as_served: bool = False) -> PageHead:
    """The head of the page in `data`; `as_served` takes what we wrote for part of it, as whoever fetches it does."""
    encoding = page_encoding(data)
    if encoding in _NOT_ASCII:
        return PageHead(elements=(), insert_at=-1, ours=None, encoding=encoding)
    return _Reading(data, encoding, as_served=as_served).head()


def page_encoding(data: bytes) -> str:
    """The WHATWG name of a page's encoding: its byte order mark's, the declared one, else UTF-8."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le")):
        if data.startswith(mark):
            return name
    declared = _DECLARED.search(data, 0, _PRESCANNED)
    found = webencodings.lookup(declared[1].decode("ascii")) if declared else None
    if found is None:
        return "utf-8"
    # A page whose declaration could be read is not in UTF-16, whatever it says (HTML Standard, 13.2.3.2).
    return "utf-8" if found.name.startswith("utf-16") else str(found.name)


class _Reading:
    """One pass over a page's head."""

    def __init__(self, data: bytes, encoding: str, *, as_served: bool) -> None:
        self._as_served = as_served
        self._data = data
        self._encoding = encoding
        self._decode = webencodings.lookup(encoding).codec_info.decode
        self._elements: list[Element] = []
        self._ours: tuple[int, int] | None = None
        self._is_page = False

    def head(self) -> PageHead:
        at = self._walk()
        return PageHead(
            elements=tuple(self._elements),
            insert_at=at if self._is_page else -1,
            ours=self._ours if self._is_page else None,
            encoding=self._encoding,
        )

    def _walk(self) -> int:
        """Read to the end of the head, as it is written or as a browser sees it, whichever is later.

        Where a browser ends it is the place to add to, and is given back.
        """
        data, position, end = self._data, 3 if self._data.startswith(b"\xef\xbb\xbf") else 0, -1
        while True:
            space = _SPACE.match(data, position)
            start = space.end() if space else position
            if start >= len(data):
                return end if end >= 0 else start
            token = _TOKEN.match(data, start)
            if token is None:
                end = start if end < 0 else end
                if not _HEAD_END.search(data, end):
                    return end
                start = data.find(b"<", start + 1)
                token = _TOKEN.match(data, start) if start >= 0 else None
                if token is None:
                    return end
            name = (token["name"] or b"").lower()
            if name == b"body" or (token["end"] and name in (b"head", b"html", b"body")):
                self._is_page = True
                return start if end < 0 else end
            if end < 0 and name and name not in _IN_HEAD:
                end = start
                if not _HEAD_END.search(data, end):
                    return end
            position = self._take(token, name)
            if position < 0:
                return token.start() if end < 0 else end

    def _take(self, token: re.Match[bytes], name: bytes) -> int:
        """Note a token; where the next one may start, -1 when a text that is never closed takes all the rest."""
        if token[0] == OPEN and not self._as_served:
            return self._block_end(token)
        if token[0][:9].lower() == b"<!doctype" or name in (b"html", b"head"):
            self._is_page = True
        if token["end"] or not name:
            return token.end()
        text_end = _TEXT_ENDS[name].search(self._data, token.end()) if name in _TEXT_ENDS else None
        if name in _TEXT_ENDS and text_end is None:
            return -1
        if name in _READ:
            self._elements.append(self._element(token, name, text_end))
        return text_end.end() if text_end else token.end()

    def _block_end(self, token: re.Match[bytes]) -> int:
        """Where our block that starts with a comment ends; the comment's own end when that is never closed."""
        end = self._data.find(CLOSE, token.end())
        between = self._data[token.end() : end]
        if end < 0 or OPEN in between or _HEAD_END.search(between):
            return token.end()
        self._ours = (token.start(), end + len(CLOSE))
        return self._ours[1]

    def _element(self, token: re.Match[bytes], name: bytes, text_end: re.Match[bytes] | None) -> Element:
        attributes: dict[str, str] = {}
        for found in _ATTRIBUTES.finditer(token["attributes"]):
            value = found[2] if found[2] is not None else found[3] if found[3] is not None else found[4] or b""
            attributes.setdefault(self._text(found[1]).lower(), html.unescape(self._text(value)))
        raw = self._text(self._data[token.end() : text_end.start()]) if text_end else ""
        return Element(
            name=name.decode("ascii", "replace"),
            attributes=attributes,
            text=html.unescape(raw) if name == b"title" else raw,
        )

    def _text(self, data: bytes) -> str:
        return str(self._decode(data, "replace")[0])
