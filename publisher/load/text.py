"""Bytes of a file -> text, and text cleaned of what no feed or card may hold."""

from __future__ import annotations

from dataclasses import field

from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass, pattern

# C0 without tab, LF and CR; DEL; lone surrogates; the noncharacters U+FFFE and U+FFFF (XML 1.0 section 2.2).
_FORBIDDEN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
# A line break between two characters of a script without spaces means nothing (CSS Text 3, section 4.1.3).
_SPACELESS = "[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\uff01-\uffee]"
_SOFT_BREAK = pattern(rf"(?<={_SPACELESS})[ \t]*\n[ \t]*(?={_SPACELESS})")
# Ideographic and no-break spaces are the author's choice and stay.
_SPACES = pattern("[ \t\n\r\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A decoded file: LF line ends, no byte order mark, no forbidden characters; what was mended is in `problems`."""

    path: str
    text: str = field(repr=False)
    problems: tuple[Problem, ...] = ()


def decode(path: str, data: bytes) -> Text:
    """The file's text. Raises `LoadError` when the bytes are not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise _not_text(path, data, e) from e
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _FORBIDDEN.search(text) if _may_be_forbidden(data) else None
    if found is None:
        return Text(path=path, text=text)
    line = text.count("\n", 0, found.start()) + 1
    problem = Problem(
        path=path,
        code="control-character",
        message=f"control character U+{ord(found[0]):04X} left out",
        hint="delete it in an editor that shows invisible characters",
        line=line,
        level="warning",
    )
    return Text(path=path, text=_FORBIDDEN.sub("", text), problems=(problem,))


def _may_be_forbidden(data: bytes) -> bool:
    """A look at the bytes, thirty times as fast as the pattern; UTF-8 itself holds no surrogates."""
    return len(data.translate(None, _CONTROLS)) != len(data) or b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data


def clean(text: str) -> str:
    """`text` without the characters that XML, JSON readers or fonts refuse."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """`text` cleaned, on one line, with single spaces and none at its ends."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = clean(text).strip()
    return _SPACES.sub(" ", _SOFT_BREAK.sub("", text) if "\n" in text else text)


def _not_text(path: str, data: bytes, error: UnicodeDecodeError) -> LoadError:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, code = "saved as UTF-16, not UTF-8", "encoding"
    elif b"\0" in data[:8192]:
        message, code = "not a text file", "binary"
    else:
        message, code = f"not UTF-8: byte 0x{data[error.start]:02x}", "encoding"
    hint = "leave it out of the posts" if code == "binary" else "save it as UTF-8"
    line = 0 if code == "binary" else data.count(b"\n", 0, error.start) + 1
    return LoadError(message, hint, problem=Problem(path=path, code=code, message=message, hint=hint, line=line))
