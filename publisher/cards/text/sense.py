"""What a break costs the sense of a text: the rules of `penalties.py` applied to places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from publisher.cards.text import classes, penalties
from publisher.cards.text.penalties import Rule
from publisher.lazy import pattern

_BRACKETS = dict(zip("「『〝（(“【〈《[", "」』〟）)”】〉》]", strict=True))
_OPENING = pattern(f"[{re.escape(''.join(_BRACKETS))}]")
_LATIN_WORDS = pattern(r"[!-~\u00c0-\u024f]+(?: [!-~\u00c0-\u024f]+)+")
_NUMBER = pattern(r"[#vV]?\d[\d.,]*(?![A-Za-z])")
_NAME = pattern("[A-Z]|[a-z]+[0-9A-Z]")  # Python, macOS
_LETTER = pattern(r"[A-Za-z\u00c0-\u024f]")


class _Compiled(NamedTuple):
    cost: float
    ends: tuple[str, ...]
    starts: re.Pattern[str] | None


class _Table(NamedTuple):
    """The rules that can fit after each character, in order; "" holds those for every other character.

    `after` leaves out those that fit after anything: of these one may fit only where `starts` matches what follows.
    """

    rules: dict[str, tuple[_Compiled, ...]]
    after: dict[str, tuple[_Compiled, ...]]
    starts: re.Pattern[str]


def _compiled(rules: Sequence[Rule]) -> _Table:
    all_ = [
        _Compiled(rule.cost, tuple(rule.ends.split()), pattern(rule.starts) if rule.starts else None) for rule in rules
    ]
    lasts = [frozenset(end[-1] for end in rule.ends) for rule in all_]
    found = {
        final: tuple(rule for rule, ends in zip(all_, lasts, strict=True) if not ends or final in ends)
        for final in ("", *sorted(frozenset().union(*lasts)))
    }
    after = {final: tuple(rule for rule in fitting if rule.ends) for final, fitting in found.items()}
    return _Table(found, after, pattern("|".join(f"(?:{rule.starts})" for rule in rules if not rule.ends) or "(?!)"))


_PAUSES = _compiled(penalties.PAUSES)
_WORDS = {"ja": _compiled(penalties.JAPANESE), "zh": _compiled(penalties.CHINESE)}


def _first(table: _Table, text: str, end: int, start: int) -> float | None:
    """The cost of the first rule that fits a line that stops at `end` before one that begins at `start`."""
    rules = table.rules if table.starts.match(text, start) else table.after
    for cost, ends, starts in rules.get(text[end - 1], rules[""]):
        if (not ends or text.endswith(ends, 0, end)) and (starts is None or starts.match(text, start)):
            return cost
    return None


class Sense:
    """What breaks cost the sense of a text, each asked for by its code point offset.

    `inside` is what it costs to break within brackets, by offset.
    """

    def __init__(self, text: str, primary: str) -> None:
        self._text = text
        self._primary = primary
        self._names = _names(text) if primary in {"ja", "zh"} and " " in text else frozenset()
        self._known: dict[int, float] = {}
        self.inside = _bracket_costs(text)

    def cost(self, offset: int) -> float:
        """What stands on either side says, brackets apart."""
        found = self._known.get(offset)
        if found is None:
            found = self._known[offset] = _cost(self._text, offset, self._primary, self._names)
        return found


def _cost(text: str, offset: int, primary: str, names: frozenset[int]) -> float:
    before = text[offset - 1]
    if before.isspace():
        return _space_cost(text, offset, primary, names)
    if not (before.isalpha() and text[offset].isalpha()):  # there is no pause between two letters
        pause = _first(_PAUSES, text, offset, offset)
        if pause is not None:
            return pause
    return _word_cost(text, offset, primary) if primary in _WORDS else 0.0


def _word_cost(text: str, offset: int, primary: str) -> float:
    found = _first(_WORDS[primary], text, offset, offset)
    if found is not None or primary != "ja":
        return found or 0.0
    if classes.is_hiragana(text[offset - 1]):
        return 0.0
    return penalties.NOUN if classes.is_hiragana(text[offset]) else penalties.COMPOUND


def _space_cost(text: str, offset: int, primary: str, names: frozenset[int]) -> float:
    """A break at a space: by what stands on either side of it."""
    left = text[:offset].rstrip()
    if not left:
        return 0.0
    words = left[-24:].split()
    following = text[offset : offset + 24].split(maxsplit=1)
    if words[-1] in penalties.SEPARATORS and len(words) > 1:
        return penalties.AFTER_SEPARATOR
    if following and following[0] in penalties.SEPARATORS:
        return penalties.BEFORE_SEPARATOR
    if left.endswith(".") and len(words[-1]) > 3:
        return penalties.AFTER_SENTENCE
    if text[offset] in "（(" and primary not in _WORDS:
        return penalties.BEFORE_GLOSS
    pause = _first(_PAUSES, text, len(left), offset)
    if pause is not None:
        return pause
    return _between_words(text, offset, left, words[-1], primary, names)


def _between_words(text: str, offset: int, left: str, word: str, primary: str, names: frozenset[int]) -> float:
    if text[offset - 1] == "\u3000":
        return penalties.WIDE_SPACE
    latin = left[-1] < "\u2e80", text[offset] < "\u2e80"
    if latin == (False, False) and primary in {"ja", "zh"}:
        return penalties.SPACE_BETWEEN_CJK
    if left[-1].isdigit() and penalties.UNITS.match(text, offset):
        return penalties.KEEP
    if _LETTER.match(left[-1]) and _NUMBER.match(text, offset) and (_NAME.match(word) or primary in _WORDS):
        return penalties.KEEP  # Python|3.14
    if latin == (True, True):
        return penalties.KEEP if offset in names else _prefix_cost(word, primary)
    if primary not in _WORDS:
        return 0.0
    found = _first(_WORDS[primary], text, len(left), offset)
    return found if found is not None else penalties.SPACE_IN_COMPOUND if latin[0] else 0.0


def _prefix_cost(word: str, primary: str) -> float:
    if word[-1].isdigit():
        return penalties.NUMBER_BEFORE_WORD
    prefixes = _prefix_words(primary)
    return penalties.AFTER_PREFIX_WORD if word.lower().strip("(‘“'\"") in prefixes else 0.0


@lru_cache(maxsize=32)
def _prefix_words(primary: str) -> frozenset[str]:
    known = penalties.PREFIX_WORDS
    return frozenset(known.get(primary, known["en"] if primary in {"ja", "zh", "ko", "th"} else "").split())


def _names(text: str) -> frozenset[int]:
    """Offsets after the spaces inside a few Latin words that stand among Japanese or Chinese: a name."""
    found: set[int] = set()
    for match in _LATIN_WORDS.finditer(text):
        words = match.group().split(" ")
        if sum(not _NUMBER.fullmatch(word) for word in words) > penalties.NAME_WORDS:
            continue
        at = match.start()
        for word, following in pairwise(words):
            at += len(word) + 1
            if word[-1] not in ":,;|!?" and not penalties.SEPARATORS & {word, following}:
                found.add(at)
    return frozenset(found)


def _bracket_costs(text: str) -> dict[int, float]:
    """What breaking inside 「…」 or （…） costs, by offset, where it is short enough to be kept whole."""
    costs: dict[int, float] = {}
    if not _OPENING.search(text):
        return costs
    open_: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char in _BRACKETS:
            open_.append((_BRACKETS[char], index))
        elif open_ and char == open_[-1][0]:
            start = open_.pop()[1]
            length = sum(0.5 if inner < "\u2e80" else 1.0 for inner in text[start + 1 : index])
            cost = next((cost for limit, cost in penalties.INSIDE_BRACKETS if length <= limit), 0.0)
            for offset in range(start + 1, index + 1) if cost else ():
                costs[offset] = costs.get(offset, 0.0) + cost
    return costs
