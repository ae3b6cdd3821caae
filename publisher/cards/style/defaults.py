"""The style sheet every card starts from, and the elements there are.

It differs from a browser's in what these rules say, which a template carries to look the same there:

    * { margin: 0; padding: 0; box-sizing: border-box }
    b, strong { font-weight: 700 }                   not bolder still inside a heading
    em, i, cite, address { font-style: normal }      Japanese type has no italic
    code, kbd { font: inherit }                      no monospaced font is bundled

The initial values of the text properties are those of good Japanese setting (`line-break: strict`, `word-break:
auto-phrase`, `overflow-wrap: break-word`, `text-wrap: pretty`, `text-spacing-trim: trim-start`), and headings are
balanced.
"""

from __future__ import annotations

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = (
    *("html", "body", "div", "p", "header", "footer", "main", "section", "article", "aside", "nav", "figure"),
    *("figcaption", "blockquote", "address", "hgroup"),
    *HEADINGS,
)
INLINES = (
    *("span", "b", "strong", "em", "i", "small", "u", "s", "del", "ins", "a", "time", "cite", "abbr", "bdi"),
    *("code", "kbd", "mark"),
    *("ruby", "rb", "rt", "rp", "br", "wbr", "img"),
)
ELEMENTS = frozenset(BLOCKS + INLINES)

IN_HEAD = frozenset({"style", "meta", "title"})

_HEADING = "display: block; font-weight: 700; text-wrap: balance;"

CSS = {
    **dict.fromkeys(BLOCKS, "display: block"),
    **dict.fromkeys(("b", "strong"), "font-weight: 700"),
    **dict.fromkeys(("u", "ins"), "text-decoration-line: underline"),
    **dict.fromkeys(("s", "del"), "text-decoration-line: line-through"),
    "h1": f"{_HEADING} font-size: 2em",
    "h2": f"{_HEADING} font-size: 1.5em",
    "h3": f"{_HEADING} font-size: 1.17em",
    "h4": _HEADING,
    "h5": f"{_HEADING} font-size: .83em",
    "h6": f"{_HEADING} font-size: .67em",
    "mark": "background-color: #ff0; color: #000",
    "small": "font-size: .8333333333333334em",
    "rt": "font-size: 50%",
    "rp": "display: none",
}
"""The default declarations of each element that has any; the author's rules come after them."""

HINTS = {
    "link": "put the rules into a <style> element",
    "script": "a card runs no scripts; compute it in the template",
    "svg": "save the drawing as PNG and show it with <img>",
    "iframe": "a card shows no other documents",
    "picture": "write <img>",
    "video": "write <img>",
    "ul": "write <div> elements",
    "ol": "write <div> elements",
    "li": "write <div>",
    "table": "write <div> elements with display: flex",
}

ATTRIBUTES = frozenset(
    {"class", "id", "style", "lang", "dir", "src", "alt", "title", "href", "role", "datetime", "cite"},
)
"""What an element may carry, besides `data-*` and `aria-*`."""
