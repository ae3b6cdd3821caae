"""load -> plan -> render -> publish: the one pipeline behind every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.pipeline.heads import Heads, PostHead, heads_of
    from publisher.pipeline.request import Progress, Request
    from publisher.pipeline.single import SingleCard, SinglePage, card_of, page_of, site_root
    from publisher.pipeline.whole import build

__all__ = [
    "Heads",
    "PostHead",
    "Progress",
    "Request",
    "SingleCard",
    "SinglePage",
    "build",
    "card_of",
    "heads_of",
    "page_of",
    "site_root",
]

__getattr__ = exports(
    __name__,
    {
        "heads": ("Heads", "PostHead", "heads_of"),
        "request": ("Progress", "Request"),
        "single": ("SingleCard", "SinglePage", "card_of", "page_of", "site_root"),
        "whole": ("build",),
    },
)
