"""What is asked of a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.config import Settings
from publisher.lazy import dataclass

if TYPE_CHECKING:
    from publisher.fetch import Net

Progress = Callable[[int, int], None]
"""Called with the number of cards drawn and the number to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: the site's folder, where to, and how.

    `out` None is the generator's output folder if that is there, else `public`. `draw` False leaves the cards as they
    are and writes the feeds alone; `dry_run` draws and writes nothing; `force` draws every card again. `cache` is a
    folder where builds may remember what they saw; without one each build looks at every post. `pages` is the folder of
    the built site; None is the generator's output folder, and its pages get tags only if that is `out`. `net` opens the
    network to pictures of the hosts that the settings list; without it the copies in `cache` are shown, and no others.
    """

    root: Path
    out: Path | None = None
    settings: Settings = field(default_factory=Settings)
    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    draw: bool = True
    cache: Path | None = None
    pages: Path | None = None
    net: Callable[[], Net] | None = None
