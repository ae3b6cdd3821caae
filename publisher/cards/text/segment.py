"""Where a text may be broken, and how good each place is.

Legal places come from ICU (UAX 14 with strict kinsoku), phrases from BudouX, words inside a phrase from ICU's own
phrase mode. Offsets are code points throughout; ICU counts UTF-16 units, so they are converted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from icu4py.breakers import CharacterBreaker

from publisher.cards.text import classes
from publisher.cards.text.katakana import katakana_seams
from publisher.cards.text.model import (
    CHARACTER,
    FORCED,
    PHRASE,
    UNPRICED,
    WORD,
    Break,
    Level,
    LineBreak,
    Price,
    WordBreak,
    priced,
)
from publisher.cards.text.numbers import number_insides
from publisher.cards.text.penalties import CLINGS, KEEP, SPLIT_HIRAGANA, SPLIT_KANJI, SPLIT_KATAKANA, SPLIT_SCRAP, TEAR
from publisher.cards.text.phrases import icu_offsets, phrase_ends, phrase_language, word_ends, word_seams
from publisher.cards.text.sense import Sense
from publisher.cards.text.words import as_ideographs, kept_whole
from publisher.lazy import pattern

_PHRASE_ENDS = classes.DASHES | classes.STOPS | classes.BARS | frozenset("】〉》：；")
# ASCII, Latin, kana, kanji and their punctuation: each of these is a cluster whatever stands beside it.
_SINGLE = pattern(
    "[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3000-\u3029\u3031-\u3096\u309b-\u30ff\u3400-\u9fff\uff01-\uff9d]*+"
)
_CASE_PARTICLES: Final = frozenset("をがにはでもへ")  # ICU's phrases join a verb in hiragana to these: 町に|ひろがる
_STRICTNESS = {"strict": "strict", "loose": "loose"}  # ICU's; everything else is normal
_KEEP_ALL: Final = frozenset({"ko"})  # languages whose words stand apart: CSS `word-break: keep-all` reads best
# UAX 14 (LB13) keeps a slash, a colon or a full stop with what stands before it, even before a space: not /etc, .NET.
_SPACE_BEFORE_SIGN = pattern(r"(?<=\S) +(?=[/.:][A-Za-z])")
_HOLDING = pattern(f"[—―─…‥〜～/{''.join(sorted(classes.POSTFIXES))}]")  # what `_held_together` looks for
# What follows a closing bracket and belongs to what it encloses: 「…」は, 「…」という.
_PARTICLE = pattern(
    "[はがをのもやかな]|に(?:は|も|て|よ[るりっ]て?|よると|関する|対する|ついて|おける|とって|まつわる)?|"
    "で(?:は|も|の|す|した|ある|あり)?|と(?:は|も|の|して|いう|いった|いえば|ともに|する|か)?|"
    "から[のはも]?|まで[のにはも]?|よりも?|への?|へと|など[のがをはにもと]?|って|だ(?:った|が|けど|と|という|け|ろう)?|"
    "なら(?:では)?|なの[かだにで]?|こそ|さえも?|しか|だけ[のがはで]?|ばかり|ほど|くらい|ぐらい|ずつ|ごと|"
    "たち|さん|氏|ら|なき|なし|らしい|みたいな|を?めぐる"
)


class _Places(NamedTuple):
    """What is known about the places of a text; each a set of code point offsets."""

    phrases: set[int]
    words: set[int]  # where a word ends with its particles
    seams: set[int]  # of these, and of katakana compounds, the places where a compound may be cut
    numbers: frozenset[int]
    katakana: frozenset[int]  # inside a katakana word
    sense: Sense


def clusters_of(text: str) -> list[str]:
    """The grapheme clusters of a text (UAX 29), in order; joined they are the text."""
    if _SINGLE.fullmatch(text):
        return list(text)
    return list(CharacterBreaker(text, "ja"))


def breaks_of(
    text: str, lang: str, *, word_break: WordBreak = "auto-phrase", line_break: LineBreak = "strict"
) -> tuple[Break, ...]:
    """Every place where `text` may be broken, by code point offset; the end of the text is not one.

    With CSS `word-break: auto-phrase` places inside a phrase are a worse level; with any other value every legal place
    is as good as a phrase's end. `line-break: anywhere` makes all places legal, whatever `word-break` says.
    """
    return priced(*places_of(text, lang, word_break=word_break, line_break=line_break))


def places_of(
    text: str, lang: str, *, word_break: WordBreak = "auto-phrase", line_break: LineBreak = "strict"
) -> tuple[tuple[Break, ...], Price | None]:
    """The same, where those inside a phrase are UNPRICED, and what tells their price."""
    if len(text) < 2:
        return (), None
    primary = _primary(lang)
    locale = f"{primary}-u-lb-{_STRICTNESS.get(line_break, 'normal')}"
    if line_break == "anywhere":
        offsets = [offset for offset in range(1, len(text)) if not text[offset].isspace() or text[offset - 1] == "\n"]
    else:
        offsets = _legal(text, locale, word_break, loose=line_break == "loose")
    if word_break != "auto-phrase" or line_break == "anywhere":
        return tuple(Break(offset, _plain_level(text, offset), 0.0) for offset in offsets), None
    sense = Sense(text, primary)
    places = _graded(text, offsets, sense, "" if text.isascii() else phrase_language(lang), locale)
    return tuple(places), partial(_price, text, sense)


def _graded(text: str, offsets: list[int], sense: Sense, model: str, locale: str) -> list[Break]:
    """The places under `word-break: auto-phrase`; what those inside a phrase cost is left open."""
    level_of, clings = _levels(text, sense, model, locale)
    graded, new = list[Break](), tuple.__new__  # which makes them in half the time
    for offset in offsets:
        level, cost = level_of(offset), UNPRICED
        if level <= PHRASE:
            cost = sense.cost(offset)
            if clings and level is PHRASE and cost >= KEEP:
                level = WORD
            cost += sense.inside.get(offset, 0.0)
        graded.append(new(Break, (offset, level, cost)))
    return graded


def _price(text: str, sense: Sense, place: Break) -> float:
    """What a place inside a phrase costs."""
    offset = place.index
    split = _split_cost(text, offset) if place.level is CHARACTER else 0.0
    return sense.cost(offset) + sense.inside.get(offset, 0.0) + split


def _legal(text: str, locale: str, word_break: WordBreak, *, loose: bool) -> list[int]:
    """The offsets where a line may end under a strictness (the locale's) and a `word-break`."""
    legal = icu_offsets(as_ideographs(text) if word_break == "break-all" else text, locale) - {len(text), 0}
    legal.update(match.end() for match in _SPACE_BEFORE_SIGN.finditer(text))
    if word_break == "keep-all":
        legal = {offset for offset in legal if not kept_whole(text, offset)}
    if not _HOLDING.search(text):
        return sorted(legal)
    return sorted([offset for offset in legal if not _held_together(text, offset, loose=loose)])


def _primary(lang: str) -> str:
    """The language alone, if it looks like one: the rest of a tag does not change where lines may end."""
    primary = lang.replace("_", "-").partition("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and len(primary) <= 3 else "und"


def _split_cost(text: str, offset: int) -> float:
    """What breaking a word costs by its letters."""
    before, after = text[offset - 1], text[offset]
    if classes.is_hiragana(before):
        return SPLIT_HIRAGANA if classes.is_hiragana(after) else 0.0
    if classes.is_han(before):
        return SPLIT_KANJI if classes.is_han(after) else 0.0
    if not (classes.is_katakana(before) and classes.is_katakana(after)):
        return 0.0
    scrap = not all(map(classes.is_katakana, text[max(0, offset - 3) : offset + 3]))
    return SPLIT_KATAKANA + (SPLIT_SCRAP if scrap else 0.0)


def _plain_level(text: str, offset: int) -> Level:
    return FORCED if text[offset - 1] == "\n" else PHRASE


def _levels(text: str, sense: Sense, model: str, locale: str) -> tuple[Callable[[int], Level], bool]:
    """What tells the level of a place, and whether one between phrases may yet cling together."""
    primary = locale.partition("-")[0]
    if primary in _KEEP_ALL:
        return partial(_spaced_level, text), False
    numbers = number_insides(text)
    if not model:
        return partial(_counted_level, text, numbers), False
    words = word_ends(text, primary, locale)
    seams, katakana = katakana_seams(text)
    places = _Places(phrase_ends(text, model), words, word_seams(text, words) | seams, numbers, katakana, sense)
    return partial(_level, text, places), True


def _counted_level(text: str, numbers: frozenset[int], offset: int) -> Level:
    return CHARACTER if offset in numbers else _plain_level(text, offset)


def _spaced_level(text: str, offset: int) -> Level:
    """Words are kept whole: a place between two letters without a space is inside one."""
    before, after = text[offset - 1], text[offset]
    if before == "\n":
        return FORCED
    return CHARACTER if before.isalnum() and after.isalnum() else PHRASE


def _level(text: str, places: _Places, offset: int) -> Level:
    before, after = text[offset - 1], text[offset]
    if before.isalpha() and after.isalpha() and offset not in places.numbers:
        return _inner_level(text, offset, places)
    if before == "\n":
        return FORCED
    if before.isspace():
        return _space_level(text, offset, places)
    if offset in places.numbers:
        return CHARACTER
    if before in _PHRASE_ENDS:
        return PHRASE
    if before in classes.CLOSING and before not in classes.COMMAS and _is_particle(text, offset, places):
        return WORD
    if before in classes.CLOSING or after in classes.OPENING or after in classes.DASHES:
        return PHRASE
    if before in classes.SLASHES and offset > 1 and not text[offset - 2].isascii():
        return WORD if _is_particle(text, offset, places) else PHRASE  # 紅葉/温泉: two Japanese words
    return _inner_level(text, offset, places)


def _inner_level(text: str, offset: int, places: _Places) -> Level:
    """Between two letters: a phrase's end where both models see one, a seam of a compound, or neither."""
    before, after = text[offset - 1], text[offset]
    if offset in places.katakana:
        return CHARACTER
    if offset in places.phrases:
        if offset in places.words or (before in _CASE_PARTICLES and places.sense.cost(offset) < CLINGS):
            return PHRASE
        return CHARACTER if classes.is_han(before) else WORD
    seam = offset in places.seams or before == "・"
    # Katakana against Latin letters; where kanji meet either, the models know better (関数型|プログラミング).
    if not seam and before.isascii() != after.isascii():
        seam = classes.is_katakana(before) or classes.is_katakana(after)
    return WORD if seam and places.sense.cost(offset) < TEAR else CHARACTER


def _space_level(text: str, offset: int, places: _Places) -> Level:
    """A space parts what stands beside it, but for the one that some set between Latin and Japanese (gem を)."""
    left = text[:offset].rstrip()[-1:]
    if not left or not left.isascii() or not classes.is_hiragana(text[offset]) or text[offset - 1] != " ":
        return PHRASE
    apart = offset in places.phrases or not left.isalnum()
    return PHRASE if apart and not _is_particle(text, offset, places) else WORD


def _is_particle(text: str, offset: int, places: _Places) -> bool:
    """Whether the word that begins here clings to what stands before it."""
    if not classes.is_hiragana(text[offset]) and text[offset] != "氏":
        return False
    end = min((end for end in places.words if end > offset), default=len(text))
    return _PARTICLE.fullmatch(text[offset:end].rstrip()) is not None


def _held_together(text: str, offset: int, *, loose: bool) -> bool:
    """Places UAX 14 allows and no typesetter would: inside —— and ……, before %, after a slash between letters."""
    before, after = text[offset - 1], text[offset]
    if before == after and before in ("—―─〜～" if loose else "—―─…‥〜～"):
        return True
    if after in classes.POSTFIXES:
        return not loose and not before.isspace()
    if before == "/" and offset > 1:
        return text[offset - 2].isascii() and after.isascii()
    return False
