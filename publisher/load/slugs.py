"""Names for card files: safe on every file system and in every URL, and unique in a site."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from publisher.lazy import pattern

MAX_BYTES = 80
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def card_slug(text: str) -> str:
    """`text` in NFC with only letters, marks, digits and `-_.`, never empty, at most 80 bytes of UTF-8.

    A longer one is cut at a character and ends with `-` and six hex digits of a hash of the whole.
    """
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(c if c in "-_." or unicodedata.category(c)[0] in "LMN" else "-" for c in normal)
    slug = re.sub(r"-{2,}", "-", kept).strip("-.") or "post"
    if _RESERVED.fullmatch(slug):
        slug = f"_{slug}"
    return slug if len(slug.encode()) <= MAX_BYTES else _cut(slug)


def _cut(slug: str) -> str:
    tail = "-" + hashlib.blake2b(slug.encode(), digest_size=3).hexdigest()
    room = slug.encode()[: MAX_BYTES - len(tail)].decode("utf-8", "ignore")
    # A mark left alone at the cut would belong to no letter; NFC has no effect on what remains.
    return room.rstrip("-.") + tail


def unique_slug(slug: str, taken: set[str]) -> str:
    """`slug`, or the first of `slug-2`, `slug-3` ... that is not in `taken` (compared without case).

    Some file systems take `A` and `a` for one name.
    """
    if slug.casefold() not in taken:
        return slug
    number = 2
    while (candidate := _numbered(slug, number)).casefold() in taken:
        number += 1
    return candidate


def _numbered(slug: str, number: int) -> str:
    numbered = f"{slug}-{number}"
    return numbered if len(numbered.encode()) <= MAX_BYTES else _cut(numbered)
