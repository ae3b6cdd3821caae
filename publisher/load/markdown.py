"""Markdown (GFM, footnotes, definition lists) -> HTML by comrak. The HTML is not yet sanitised."""

from __future__ import annotations

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdx", ".qmd", ".rmd")


# comrak's time for definitions grows with their square; no post has so many.
_MOST_DEFINITIONS = 1000


def _extensions(*, definitions: bool) -> ExtensionOptions:
    options = ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.autolink = True
    options.tasklist = True
    options.footnotes = True
    options.description_lists = definitions
    options.cjk_friendly_emphasis = True
    return options


def _rendering() -> RenderOptions:
    options = RenderOptions()
    options.unsafe_ = True  # raw HTML is the author's; nh3 cleans all of it afterwards
    return options


_EXTENSIONS, _WITHOUT_DEFINITIONS = _extensions(definitions=True), _extensions(definitions=False)
_PARSING, _RENDERING = ParseOptions(), _rendering()


def to_html(markdown: str) -> str:
    """HTML of a Markdown text, raw HTML included."""
    few = markdown.count("\n:") <= _MOST_DEFINITIONS
    return str(render_markdown(markdown, _EXTENSIONS if few else _WITHOUT_DEFINITIONS, _PARSING, _RENDERING))
