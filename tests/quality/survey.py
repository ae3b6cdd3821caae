"""How the titles of whole blogs are set: laws that are broken, breaks inside phrases, agreement with Chromium.

Only numbers come out of it; `python -m tests.quality FOLDER ...` prints them (README.md explains).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from publisher.cards.fonts import font_stack
from publisher.cards.text import Level, Lines, Wrap, set_lines
from publisher.cards.text.classes import NO_END, NO_START, is_hiragana, is_katakana
from publisher.cards.text.phrases import phrase_ends, phrase_language
from publisher.config import load_settings
from publisher.load import load, scan
from tests.cards.text.setting import strings, text_of
from tests.quality.chromium import Seen
from tests.quality.differences import reason
from tests.quality.table import visible

_EPSILON = 1e-6


class Title(NamedTuple):
    """A post's title and its language."""

    words: str
    lang: str


class Setting(NamedTuple):
    """A measure and a size in px."""

    width: float
    size: float

    @property
    def measure(self) -> float:
        """In em."""
        return self.width / self.size


SETTINGS = (Setting(1056, 60), Setting(700, 64), Setting(520, 44))


@dataclass(frozen=True, slots=True)
class Faults:
    """How many titles break a law; all should be 0.

    `lost` titles lack words, `tofu` has glyphs that no font has and no message tells of.
    """

    kinsoku: int = 0
    overflow: int = 0
    lost: int = 0
    tofu: int = 0
    crashed: int = 0


def titles_of(folders: Iterable[Path]) -> list[Title]:
    """The titles of all posts of some sites, each once."""
    found: dict[Title, None] = {}
    for folder in folders:
        settings = load_settings(folder, environ={})
        posts = load(scan(folder, settings), settings, now=datetime(2100, 1, 1, tzinfo=UTC)).posts
        found |= {Title(" ".join(post.title.split()), post.lang): None for post in posts if post.title.strip()}
    return list(found)


def drawable(title: Title) -> bool:
    """Whether the bundled text face has every letter, so that Chromium is not left to choose another one."""
    return font_stack(("Noto Sans JP",), 700, title.lang).primary.covers(title.words)


def laws(titles: Iterable[Title], setting: Setting, wrap: Wrap) -> tuple[Faults, Counter[str]]:
    """The faults, and why lines end inside a phrase of BudouX."""
    faults, inside = Counter[str](), Counter[str]()
    for title in titles:
        try:
            lines = set_lines(text_of(title.words, lang=title.lang), setting.measure, wrap)
        except Exception:  # noqa: BLE001 - it is what is looked for
            faults["crashed"] += 1
            continue
        faults.update(_broken(title, lines, setting.measure))
        inside.update(_inside_phrases(title, lines, setting.measure))
    return Faults(**faults), inside


def _broken(title: Title, lines: Lines, measure: float) -> Iterator[str]:
    said = strings(lines)
    if any(_against_kinsoku(before, after) for before, after in pairwise(said) if before and after):
        yield "kinsoku"
    if lines.width > measure + _EPSILON:
        yield "overflow"
    if visible("".join(said)) != visible(title.words):
        yield "lost"
    if any(not cluster.missing and any(not glyph.gid for glyph in cluster.glyphs) for cluster in lines.text.clusters):
        yield "tofu"


def _against_kinsoku(before: str, after: str) -> bool:
    """Whether one line ends, or the next begins, as none may; a name like .NET or /etc may begin one."""
    named = after[0] in "./:" and after[1:2].isalpha()
    return before[-1] in NO_END or (after[0] in NO_START and not named)


def _inside_phrases(title: Title, lines: Lines, measure: float) -> Iterator[str]:
    """For each line that ends inside a phrase, why, and the level of the break."""
    model = phrase_language(title.lang)
    if not model:
        return
    offsets = list(accumulate((len(cluster.text) for cluster in lines.text.clusters), initial=0))
    phrases = sorted({0, *phrase_ends(title.words, model), offsets[-1]})
    levels = {place.index: place.level for place in lines.text.breaks}
    for _, after in pairwise(lines.lines):
        at = offsets[after.start]
        if at not in phrases:
            left = max(end for end in phrases if end < at)
            right = min(end for end in phrases if end > at)
            width = lines.text.stops[offsets.index(right)] - lines.text.starts[offsets.index(left)]
            why = _seam(title.words, at, wide=width > measure)
            yield f"{why} ({levels.get(after.start, Level.EMERGENCY).name.lower()})"


def _seam(words: str, at: int, *, wide: bool) -> str:
    """What parts a phrase at a place; a phrase that is `wide` had to be parted somewhere."""
    before, after = words[at - 1], words[at]
    if before.isspace():
        return "at a space"
    if not before.isalnum() or not after.isalnum():
        return "at punctuation"
    if wide:
        return "wider than the line"
    if is_katakana(before) and is_katakana(after):
        return "katakana compound"
    return "one script" if _script(before) == _script(after) else "change of script"


def _script(char: str) -> int:
    return 1 if is_hiragana(char) else 2 if is_katakana(char) else 3 if char.isascii() else 0


def agreement(
    titles: Iterable[Title], theirs: Iterable[list[Seen]], setting: Setting, wrap: Wrap, *, plain: bool
) -> tuple[int, Counter[str]]:
    """How many titles are set as Chromium set them, and why the others are not."""
    same, reasons = 0, Counter[str]()
    for title, seen in zip(titles, theirs, strict=True):
        text = text_of(
            title.words,
            lang=title.lang,
            word_break="normal" if plain else "auto-phrase",
            autospace=not plain,
            trim="space-all" if plain else "trim-start",
        )
        lines = set_lines(text, setting.measure, wrap)
        said = [line.words for line in seen]
        if [line.strip() for line in strings(lines)] == said:
            same += 1
        else:
            reasons[reason(lines, said, setting.measure, filled=wrap == "greedy")] += 1
    return same, reasons
