"""Markdown (GFM, footnotes, definition lists) -> HTML by comrak. The HTML is not yet sanitised."""

from __future__ import annotations

from functools import cache
from typing import Any

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdx", ".qmd", ".rmd")


# comrak's time for definitions grows with their square; no post has so many.
_MOST_DEFINITIONS = 1000


def to_html(markdown: str) -> str:
    """HTML of a Markdown text, raw HTML included."""
    from comrak import render_markdown  # noqa: PLC0415 - a card whose post has an excerpt wants none

    few = markdown.count("\n:") <= _MOST_DEFINITIONS
    return str(render_markdown(markdown, *_options(definitions=few)))


@cache
def _options(*, definitions: bool) -> tuple[Any, Any, Any]:
    """What is read beside CommonMark, how, and how it is written."""
    from comrak import ExtensionOptions, ParseOptions, RenderOptions  # noqa: PLC0415

    extensions, rendering = ExtensionOptions(), RenderOptions()
    extensions.table = True
    extensions.strikethrough = True
    extensions.autolink = True
    extensions.tasklist = True
    extensions.footnotes = True
    extensions.description_lists = definitions
    extensions.cjk_friendly_emphasis = True
    rendering.unsafe_ = True  # raw HTML is the author's; nh3 cleans all of it afterwards
    return extensions, ParseOptions(), rendering
