"""load -> plan -> render -> publish: the one pipeline behind every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports
from publisher.pipeline.build import build
from publisher.pipeline.request import Progress, Request

if TYPE_CHECKING:
    from publisher.pipeline.heads import Heads, PostHead, heads_of
    from publisher.pipeline.single import SingleCard, SinglePage, card_of, page_of, site_root

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
        "single": ("SingleCard", "SinglePage", "card_of", "page_of", "site_root"),
    },
)
