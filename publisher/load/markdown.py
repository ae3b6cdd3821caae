"""Markdown (GFM, footnotes, definition lists) -> HTML by comrak. The HTML is not yet sanitised."""

from __future__ import annotations

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdx", ".qmd", ".rmd")


def _extensions() -> ExtensionOptions:
    options = ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.autolink = True
    options.tasklist = True
    options.footnotes = True
    options.description_lists = True
    options.cjk_friendly_emphasis = True
    return options


def _rendering() -> RenderOptions:
    options = RenderOptions()
    options.unsafe_ = True  # raw HTML is the author's; nh3 cleans all of it afterwards
    return options


_EXTENSIONS, _PARSING, _RENDERING = _extensions(), ParseOptions(), _rendering()


def to_html(markdown: str) -> str:
    """HTML of a Markdown text, raw HTML included."""
    return str(render_markdown(markdown, _EXTENSIONS, _PARSING, _RENDERING))
