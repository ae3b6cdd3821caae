"""What each kind of break costs. The paragraph breaker adds these up and takes the cheapest layout.

The unit: a line whose width differs from the others' by a tenth of the measure costs 0.1 (see `breaking.py`). Levels
lie so far apart that no number of good breaks buys a worse one.
"""

from __future__ import annotations

from publisher.cards.text import classes
from publisher.cards.text.model import Level

LEVEL_COST = {
    Level.FORCED: 0.0,
    Level.PHRASE: 0.0,
    Level.WORD: 1e3,  # パーミッション|処理: only when no layout keeps the phrase
    Level.CHARACTER: 1e5,  # only when one word alone is wider than the line
    Level.EMERGENCY: 1e7,  # Supercalifragi|listic: last resort
}
LINE = 20.0  # one more line than needed; less than any split
AFTER_STOP = -0.9  # after 。！？…: a sentence ends here, the eye rests
AFTER_COLON = -0.9  # after ：: what follows is announced
AFTER_DASH = -0.3  # after ――
AFTER_BAR = -0.9  # after ｜: what follows is another part of the title
BEFORE_DASH = -0.6  # before ――: the dash opens the next line's thought
AFTER_CLOSING_QUOTE = -0.15  # after 」 when nothing else clings to it
AFTER_COMMA = -0.45  # after 、
BEFORE_OPENING_QUOTE = -0.12  # a quotation starts its own line
INSIDE_QUOTE = 1.2  # 「光る/回路」, （あるいは/…）: a short quotation or aside stays whole
AFTER_PARTICLE_NO = 0.06  # after の: its noun would rather follow on the same line
AFTER_HYPHEN = 0.8  # real-/time: a compound would rather stay whole
AFTER_PREFIX_WORD = 0.6  # after a lone a, an, the, of ...: it belongs to the next word
SENSE = {"greedy": 0.0, "balance": 1.0, "pretty": 0.2}  # how much sense weighs against full, even lines
STUB = 2.5  # a last line of one or two characters
STUB_CLUSTERS = 2
SHORT_LAST = 0.8  # a last line shorter than a third of the measure (pretty)
QUOTE_LIMIT = 16  # characters: a longer quotation may be broken like any text

_OPENERS, _CLOSERS = "「『〝（(“", "」』〟）)”"
_PREFIX_WORDS = frozenset("a an the of to in on at by for with from and or is its".split())


def cost_after(text: str, offset: int, level: Level) -> float:
    """What sense says of ending a line before `text[offset]`; `LEVEL_COST` comes on top."""
    return 0.0 if level is Level.FORCED else _place_cost(text, offset) + _quote_cost(text, offset)


def _place_cost(text: str, offset: int) -> float:
    left = text[:offset].rstrip()
    before, after = left[-1:], text[offset]
    if before in classes.STOPS and before:
        return AFTER_STOP
    if before in classes.COLONS and before:
        return AFTER_COLON
    if before in classes.BARS and before:
        return AFTER_BAR
    if before in classes.DASHES and before:
        return AFTER_DASH
    if after in classes.DASHES:
        return BEFORE_DASH
    if before in classes.COMMAS and before:
        return AFTER_COMMA
    if before in classes.CLOSING_QUOTES and before:
        return AFTER_CLOSING_QUOTE
    if after in classes.OPENING_QUOTES:
        return BEFORE_OPENING_QUOTE
    return _word_cost(left, before)


def _word_cost(left: str, before: str) -> float:
    if before == "の":
        return AFTER_PARTICLE_NO
    if before in {"-", "‐"}:
        return AFTER_HYPHEN
    words = left[-24:].split() if before.isascii() else []
    return AFTER_PREFIX_WORD if words and words[-1].lower().strip("(‘“'\"") in _PREFIX_WORDS else 0.0


def _quote_cost(text: str, offset: int) -> float:
    """Breaking inside 「…」 costs, when the quotation is short enough to be kept whole."""
    start = max(text.rfind(mark, max(0, offset - QUOTE_LIMIT), offset) for mark in _OPENERS)
    if start < 0:
        return 0.0
    end = min((found for mark in _CLOSERS if (found := text.find(mark, start)) >= 0), default=-1)
    return INSIDE_QUOTE if offset <= end < start + QUOTE_LIMIT else 0.0
