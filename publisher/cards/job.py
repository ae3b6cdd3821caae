"""What is to be drawn, known before anything that draws is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publisher.cards.picture_files import NONE, Fetched
from publisher.lazy import dataclass

if TYPE_CHECKING:
    from publisher.cards.paint import FileType


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card to draw; `key` comes back with it.

    Pictures are files of the folder `root`. `hero` is the address of the post's own, and `hero_file` its file when that
    is a fetched copy; should it be unfit to be shown, `plain`, the document without it, is drawn instead. `wanted` is
    the file type asked for, None for what suits; `debug` shows how the card is laid out; `kept` is a folder for what
    drawing one card by itself may find and leave for the next.
    """

    key: str
    document: str
    width: int
    height: int
    path: str
    lang: str
    root: Path | None = None
    hero: str = ""
    hero_file: Path | None = None
    plain: str = ""
    wanted: FileType | None = None
    debug: bool = False
    kept: Path | None = None

    @property
    def fetched(self) -> Fetched:
        """The copies that the card may show."""
        return {self.hero: self.hero_file} if self.hero_file else NONE
