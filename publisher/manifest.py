"""What the output folder holds and what it was made from: the types of `.publisher.json`, without I/O.

`plan` reads a manifest to decide what is unchanged, `publish` writes one last, after the files that it names.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, TypeVar, cast, get_args
from urllib.parse import unquote

from publisher.lazy import dataclass, pattern

SCHEMA = 1

NAME = ".publisher.json"
RESERVED = ".publisher"  # what the writer's own names in the output folder start with
NAME_BYTES = 255  # the longest name ext4, XFS, APFS and NTFS take

_UNSAFE = pattern(r"[\x00-\x1f\x7f\\]")

# Nearly every path: what needs no closer look.
_PATH = r"(?!\.publisher)[\w-][\w.-]{0,250}(?:/[\w-][\w.-]{0,250})*"
_ORDINARY = pattern(_PATH, re.ASCII)

Kind = Literal["card", "feed"]
_KINDS = frozenset(get_args(Kind))

_set_spelled = object.__setattr__  # the entries are frozen
_dumped = json.JSONEncoder(separators=(",", ":")).encode
_quoted = json.encoder.encode_basestring_ascii
_decoded = json.JSONDecoder().raw_decode
_BETWEEN = re.compile(r',"expires":(null|"[^"\\]*"),"files":')

# What nearly every entry begins with, and a file's whole entry, as `to_json` writes them: text without escapes.
_TEXT = r'"([^"\\\x00-\x1f]*)"'
_CARD = pattern(rf'{_TEXT}:{{"context":{_TEXT},"document":{_TEXT},"file":{_TEXT},(?="fonts":)')
_FILE = pattern(rf'"({_PATH})":{{"kind":"(card|feed)","sha256":{_TEXT},"size":(0|[1-9][0-9]*)}}', re.ASCII)

# The name under which an entry was read or written, and both as JSON: of thousands a build changes a few. It is of no
# account for equality, and `replace` leaves it out.
_SPELLED = field(init=False, default=("", ""), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A published file: its bytes' number and SHA-256 (hex), and what it is."""

    size: int
    sha256: str
    kind: Kind
    spelled: tuple[str, str] = _SPELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """A post's card and what it was drawn from.

    `file` is its path in the output; `context` and `document` are fingerprints of what went into the template and what
    came out of it; `fonts` maps the fonts it used to their SHA-256; `width` and `height` are CSS pixels. `missing`
    are the characters no font had; `system` is a digest of the machine's fonts when the card borrowed or missed one,
    else "". `pictures` maps the addresses of the pictures it looked at to their SHA-256, "" for one that could not be
    read; `refused` is (code, message, hint) when the post's picture could not be shown, else ().
    """

    file: str
    context: str
    document: str
    fonts: Mapping[str, str]
    width: int
    height: int
    missing: tuple[str, ...] = ()
    system: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    spelled: tuple[str, str] = _SPELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredEntry:
    """A file that nothing names any more: its size, SHA-256 and the generation that dropped it."""

    size: int
    sha256: str
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything published, by path relative to the output folder (POSIX).

    `inputs` is a fingerprint of all that the build read, "" when unknown; `expires` when the result would differ for
    the clock alone (a post dated in the future), or None; `cards` goes by post path; `generation` counts the publishes
    that changed a file.
    """

    schema: int = SCHEMA
    inputs: str = ""
    expires: datetime | None = None
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    cards: Mapping[str, CardEntry] = field(default_factory=dict)
    retired: Mapping[str, RetiredEntry] = field(default_factory=dict)
    generation: int = 0


_Entry = TypeVar("_Entry", CardEntry, FileEntry)


def to_json(manifest: Manifest) -> bytes:
    """The manifest as JSON: ASCII, keys sorted, no spaces, so equal manifests are equal bytes."""
    expires = json.dumps(manifest.expires.isoformat() if manifest.expires else None)
    rest = {
        "generation": manifest.generation,
        "inputs": manifest.inputs,
        "retired": {path: _retired_table(entry) for path, entry in sorted(manifest.retired.items())},
        "schema": manifest.schema,
    }
    cards, files = _spelled(manifest.cards, _card_json), _spelled(manifest.files, _file_json)
    # Put together at once: it is megabytes.
    parts = ('{"cards":{', cards, '},"expires":', expires, ',"files":{', files, "},", _dumped(rest)[1:], "\n")
    return "".join(parts).encode("ascii")


def _spelled(entries: Mapping[str, _Entry], json_of: Callable[[_Entry], str]) -> str:
    """The entries as JSON, in the order of their names, without the braces."""
    parts: list[str] = []
    for name in sorted(entries):
        known, text = entries[name].spelled
        if known != name or not text:
            text = f"{_quoted(name)}:{json_of(entries[name])}"
            _set_spelled(entries[name], "spelled", (name, text))
        parts.append(text)
    return ",".join(parts)


def _card_json(card: CardEntry) -> str:
    """What `json` writes of the entry's table; the fonts, of which thousands of cards have the same, once."""
    texts = _quoted(card.context), _quoted(card.document), _quoted(card.file), _json_of(tuple(card.fonts.items()))
    context, document, file, fonts = texts
    rest = {
        "height": card.height,
        "missing": card.missing,
        "pictures": dict(sorted(card.pictures.items())),
        "refused": card.refused,
        "system": card.system,
        "width": card.width,
    }
    start = f'{{"context":{context},"document":{document},"file":{file},"fonts":{fonts},'
    return start + _dumped(rest)[1:]


@lru_cache(maxsize=256)
def _json_of(texts: tuple[tuple[str, str], ...]) -> str:
    return _dumped(dict(sorted(texts)))


def _file_json(file: FileEntry) -> str:
    return f'{{"kind":"{file.kind}","sha256":{_quoted(file.sha256)},"size":{file.size}}}'


def _retired_table(entry: RetiredEntry) -> dict[str, Any]:
    return {"generation": entry.generation, "sha256": entry.sha256, "size": entry.size}


def from_json(data: bytes) -> Manifest:
    """The manifest that `to_json` wrote. Raises ValueError for anything else: another schema, an unsafe path."""
    try:
        cards, files, table = _parsed(data)
        if table["schema"] != SCHEMA:
            raise ValueError(f"schema {table['schema']!r} is not {SCHEMA}")
        return Manifest(
            inputs=_text(table["inputs"]),
            expires=_moment(table["expires"]),
            files=files,
            cards=cards,
            retired={_safe(path): _retired(entry) for path, entry in table["retired"].items()},
            generation=_number(table["generation"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error!r}") from error


def _parsed(data: bytes) -> tuple[dict[str, CardEntry], dict[str, FileEntry], dict[str, Any]]:
    """Cards, files and the rest of the table; of what `to_json` wrote each entry knows its own JSON."""
    try:
        return _parsed_as_written(data.decode("ascii"))
    except (ValueError, LookupError, TypeError, AttributeError):
        table = json.loads(data)
        cards = {post: _card(entry) for post, entry in table["cards"].items()}
        return cards, {_safe(path): _file(entry) for path, entry in table["files"].items()}, table


def _parsed_as_written(text: str) -> tuple[dict[str, CardEntry], dict[str, FileEntry], dict[str, Any]]:
    """The same for the spelling of `to_json`. Raises one of many errors for any other."""
    start = '{"cards":'
    if not text.startswith(start):
        raise ValueError("the cards do not come first")
    cards, at = _entries(text, len(start), _Cards().read)
    between = _BETWEEN.match(text, at)
    if between is None:
        raise ValueError("the files do not follow the cards")
    files, at = _entries(text, between.end(), _read_file)
    rest = json.loads("{" + text[at:].removeprefix(","))
    return cards, files, {**rest, "expires": json.loads(between[1])}


def _entries(text: str, at: int, read: Callable[[str, int], tuple[str, _Entry, int]]) -> tuple[dict[str, _Entry], int]:
    """The entries of the object that starts at a place of the text, and where it ends; `read` gives one and its end."""
    entries: dict[str, _Entry] = {}
    at += text.startswith("{}", at)
    while text[at] != "}":
        if text[at] not in "{," or text[at + 1] != '"':
            raise ValueError(f"an entry was to begin at {at}")
        start = at + 1
        name, entry, at = read(text, start)
        _set_spelled(entry, "spelled", (name, text[start:at]))
        entries[name] = entry
    return entries, at + 1


class _Cards:
    """Cards as they are read one after the other.

    From the fonts on, thousands say the same: that part is decoded when it is not the one of the card before.
    """

    def __init__(self) -> None:
        self._last: CardEntry | None = None
        self._ending = ""

    def read(self, text: str, at: int) -> tuple[str, CardEntry, int]:
        """The post, the entry and the end of what starts at a place of the text. Raises ValueError and the like."""
        found, last = _CARD.match(text, at), self._last
        if found and last and text.startswith(self._ending, found.end()):
            name, context, document, file = found.groups()
            return name, _alike(last, file, context, document), found.end() + len(self._ending)
        name, start = _decoded(text, at)
        table, end = _decoded(text, start + 1)
        entry = _card(table)
        self._last, self._ending = (entry, text[found.end() : end]) if found else (None, "")
        return name, entry, end


def _alike(card: CardEntry, file: str, context: str, document: str) -> CardEntry:
    """Another card of the same size, with the same fonts and pictures; `replace` takes three times as long."""
    return CardEntry(
        file=file,
        context=context,
        document=document,
        fonts=card.fonts,
        width=card.width,
        height=card.height,
        missing=card.missing,
        system=card.system,
        pictures=card.pictures,
        refused=card.refused,
    )


def _read_file(text: str, at: int) -> tuple[str, FileEntry, int]:
    """The path, the entry and the end of what starts at a place of the text. Raises ValueError and the like."""
    found = _FILE.match(text, at)
    if found:
        path, kind, sha256, size = found.groups()
        return path, FileEntry(size=int(size), sha256=sha256, kind=cast("Kind", kind)), found.end()
    path, start = _decoded(text, at)
    table, end = _decoded(text, start + 1)
    return _safe(path), _file(table), end


def _safe(path: str) -> str:
    """The path, if it is one of the output folder. Raises ValueError for any other."""
    check_path(path)
    return path


def check_path(path: str) -> None:
    """Nothing for a path that may be written in an output folder. Raises ValueError, saying why, for any other.

    Refused: absolute paths, `.` and `..`, empty parts, backslashes, control characters, parts over 255 bytes of UTF-8
    or not encodable as such, names the writer keeps for itself, and what becomes `.`, `..` or a separator when a server
    decodes it (percent-encoding) or a file system folds it (NFKC).
    """
    if _ORDINARY.fullmatch(path):
        return
    if _UNSAFE.search(path):
        raise ValueError("it has a backslash or a control character")
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            raise ValueError("it is absolute, or has an empty, '.' or '..' part")
        if _is_disguised(part):
            raise ValueError("a part of it stands for '.', '..' or a separator once it is decoded")
        try:
            size = len(part.encode("utf-8"))
        except UnicodeEncodeError as error:
            raise ValueError("it is not Unicode text") from error
        if size > NAME_BYTES:
            raise ValueError(f"a part of it has {size} bytes, over {NAME_BYTES}")
    if path.startswith(RESERVED):
        raise ValueError(f"names that start with {RESERVED!r} are the publisher's own")


def _is_disguised(part: str) -> bool:
    decoded = unquote(part)
    return unicodedata.normalize("NFKC", decoded) in {".", ".."} or any(char in decoded for char in "/\\\0")


def _file(entry: dict[str, Any]) -> FileEntry:
    size, sha256, kind = entry["size"], entry["sha256"], entry["kind"]
    if kind not in _KINDS:
        raise ValueError(f"kind {kind!r} is unknown")
    if type(size) is not int or size < 0 or type(sha256) is not str:
        raise TypeError("size or sha256 is of another type")
    return FileEntry(size=size, sha256=sha256, kind=kind)


def _card(entry: dict[str, Any]) -> CardEntry:
    file, context, document, system = entry["file"], entry["context"], entry["document"], entry["system"]
    if not type(file) is type(context) is type(document) is type(system) is str:
        raise TypeError("what is to be text is of another type")
    return CardEntry(
        file=file,
        context=context,
        document=document,
        fonts=_texts_by_name(tuple(entry["fonts"].items())),
        width=_number(entry["width"]),
        height=_number(entry["height"]),
        missing=_texts(entry["missing"]),
        system=system,
        pictures=_texts_by_name(tuple(entry["pictures"].items())),
        refused=_texts(entry["refused"]),
    )


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple([_text(value) for value in values]) if values else ()


@lru_cache(maxsize=256)
def _texts_by_name(pairs: tuple[tuple[str, object], ...]) -> Mapping[str, str]:
    """The table, the same object for equal ones: thousands of cards use the same fonts."""
    return {name: _text(value) for name, value in pairs}


def _retired(entry: dict[str, Any]) -> RetiredEntry:
    return RetiredEntry(
        size=_number(entry["size"]), sha256=_text(entry["sha256"]), generation=_number(entry["generation"])
    )


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(f"expires {value!r} has no offset")
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is not a whole number")
    return value
