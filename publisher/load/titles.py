"""Bilingual titles: `English headline - 日本語の見出し` -> the part in the site's language and the other."""

from __future__ import annotations

import re

from publisher.lazy import dataclass, pattern
from publisher.load.scripts import LETTER, NOT_LATIN, script_of, script_of_language, share_of

_SEPARATOR = pattern(r"\s+(?:[-–—―|/／]|--|——)\s+|\s*[｜]\s*|\s*(?:——|――)\s*|(?<=\S)—(?=\S)")
_WORD = pattern(r"[^\W_][\w'’.+#-]*")
_LATIN_WORD = pattern(r"[A-Za-z][A-Za-z0-9.+#]*")

# Words that make a run of Latin letters a phrase and not a product's name.
_PHRASES = """
a an the of in on at to for from with without by and or but is are was were be been has have had will would can could
should may might must do does did not no how why what when where who which that this these those it its your my our
their his her we you they i as if than into over under after before about vs versus all more most new
le la les des du et un une pour dans sur avec est der die das und ein eine für mit von auf ist el los las del por para
con
"""
_PHRASE_WORDS = frozenset(_PHRASES.split())

# A native part with less of its own script than this is a Latin phrase with a word or two added.
_NATIVE_SHARE = 0.4
_PHRASE_LENGTH = 5
_TRAILING_LENGTH = 6
_LONGEST = 1000
# Where neither part is Latin, each is nearly all in its own script and long enough to say something.
_PURE_SHARE = 0.9
_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    first: str
    second: str
    script: str
    share: float


def split_title(title: str, lang: str) -> tuple[str, str]:
    """Headline and subhead: the part of `title` in `lang` and the part in the other language, or `(title, "")`.

    A title is bilingual when a separator stands between a phrase in Latin letters and a part written mostly in another
    script, or between two parts in different scripts; a product's name before a separator is no phrase. Where several
    separators would do, the one that leaves the parts purest is taken. Without a part in `lang`, the Latin part is the
    headline, or the one that comes first.
    """
    if len(title) > _LONGEST or title.isascii():
        return title, ""
    splits = [found for cut in _SEPARATOR.finditer(title) if (found := _split_at(title, cut))]
    if not splits:
        return title, ""
    best = max(splits, key=lambda split: split.share)
    return (best.second, best.first) if best.script == script_of_language(lang) else (best.first, best.second)


def _split_at(title: str, cut: re.Match[str]) -> _Split | None:
    left, right = title[: cut.start()].strip(), title[cut.end() :].strip()
    if not left or not right:
        return None
    native_left, native_right = bool(NOT_LATIN.search(left)), bool(NOT_LATIN.search(right))
    if native_left and native_right:
        return _between_scripts(left, right)
    if not native_left and not native_right:
        return None
    latin, native = (right, left) if native_left else (left, right)
    shared = _shared_words(latin, native)
    share = _native_share(native, shared)
    if share < _NATIVE_SHARE or not _is_phrase(latin, shared, trailing=native_left):
        return None
    return _Split(first=latin, second=native, script=script_of("".join(NOT_LATIN.findall(native))), share=share)


def _between_scripts(left: str, right: str) -> _Split | None:
    one, two = script_of(left), script_of(right)
    if one == two or "latin" in (one, two) or min(len(LETTER.findall(part)) for part in (left, right)) < _LETTERS:
        return None
    share = min(share_of(one, left), share_of(two, right))
    return _Split(first=left, second=right, script=two, share=share) if share >= _PURE_SHARE else None


def _shared_words(latin: str, native: str) -> frozenset[str]:
    """Latin words of two letters and more in both parts: names stay the same in a translation."""
    first, second = ({word.strip(".").lower() for word in _LATIN_WORD.findall(part)} for part in (latin, native))
    longer = frozenset(word for word in second if any(name == word or name.startswith(f"{word}.") for name in first))
    return frozenset(word for word in longer if len(word) > 1)


def _native_share(native: str, shared: frozenset[str]) -> float:
    rest = _LATIN_WORD.sub(lambda word: "" if word[0].strip(".").lower() in shared else word[0], native)
    letters = len(LETTER.findall(rest))
    return len(NOT_LATIN.findall(rest)) / letters if letters else 0.0


def _is_phrase(latin: str, shared: frozenset[str], *, trailing: bool) -> bool:
    words = _WORD.findall(latin)
    if not LETTER.search(latin):
        return False
    if trailing:
        # Behind a native headline a short phrase is as likely the name of a work: `映画評 - The Lord of the Rings`.
        return bool(shared) or len(words) >= _TRAILING_LENGTH
    return bool(shared) or len(words) >= _PHRASE_LENGTH or any(word.lower() in _PHRASE_WORDS for word in words)
