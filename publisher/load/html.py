"""HTML made safe for feeds, and HTML -> plain text."""

from __future__ import annotations

import re
from functools import cache, partial

from publisher.lazy import pattern
from publisher.load.text import one_line
from publisher.load.urls import resolve

_ATTRIBUTES = {
    "code": {"class"},
    "div": {"class"},
    "pre": {"lang"},
    "input": {"type", "checked", "disabled"},
    "video": {"src", "poster", "controls", "width", "height"},
    "audio": {"src", "controls"},
    "source": {"src", "type"},
    "li": {"id"},
    "sup": {"id"},
    "section": {"class"},
    "a": {"href", "hreflang", "id", "title"},
}
_TAGS = {"input", "video", "audio", "source", "section"}
_BLOCK_END = pattern(r"</(?:p|li|td|th|dt|dd|div|blockquote|pre|h[1-6])>|<br ?/?>", re.IGNORECASE)
# Every element of HTML (its standard's index, and those it calls obsolete). Any other `<name>` is text: a type
# parameter, a placeholder. So are tags in capitals.
_ELEMENTS = """
a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center
cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
link main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre
progress q rb rp rt rtc ruby s samp script search section select slot small source span strike strong style sub
summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
"""
_NO_TAG = pattern(rf"<(?!(?:/?(?:{'|'.join(_ELEMENTS.split())})(?:\s[^<>]*)?/?>|!--))")
_DROPPED = frozenset({"script", "style", "noscript", "template", "svg", "math", "object", "form", "textarea", "select"})
# The text of these elements is dropped; without an end tag that would be all the rest.
_UNCLOSED = pattern(rf"<(?=({'|'.join(sorted(_DROPPED))})[\s/>])(?!.*</\1)", re.DOTALL)


def sanitise(markup: str, base: str) -> str:
    """An HTML fragment that a feed reader may show: no scripts, every URL absolute and http(s), mailto or tel.

    Relative URLs are read as on the page `base`.
    """
    import nh3  # noqa: PLC0415 - one card shows none

    return nh3.clean(
        markup,
        tags=nh3.ALLOWED_TAGS | _TAGS,
        clean_content_tags=set(_DROPPED),
        attributes=_attributes(),
        attribute_filter=partial(_attribute, base),
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


@cache
def _attributes() -> dict[str, set[str]]:
    import nh3  # noqa: PLC0415

    return {**{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}, **_ATTRIBUTES}


def _attribute(base: str, tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src", "poster", "cite"):
        return resolve(value, base)
    if tag == "input" and name == "type":
        return value if value == "checkbox" else None
    return value


def plain_text(markup: str) -> str:
    """The text of an HTML fragment on one line, without scripts and styles."""
    import html  # noqa: PLC0415 - what an author wrote for an excerpt mostly has no markup

    import nh3  # noqa: PLC0415

    bare = nh3.clean(_spaced(markup), tags=set(), clean_content_tags=set(_DROPPED))
    return one_line(html.unescape(bare))


def field_text(value: str) -> str:
    """The text of a front matter value that may hold some HTML: `E <b>x</b> &amp; y` is `E x & y`, `Box<T>` stays."""
    if "<" not in value and "&" not in value:
        return one_line(value)
    return plain_text(_UNCLOSED.sub("&lt;", _NO_TAG.sub("&lt;", value)))


def _spaced(markup: str) -> str:
    """Blocks end a word: `<li>a</li><li>b</li>` is `a b`."""
    return _BLOCK_END.sub(r"\g<0> ", markup)
