"""Comparing signatures and ages, the same way for every provider."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable

from publisher.webhook.providers.base import Incoming, Unsigned

_ID = re.compile(r"[\x21-\x7e]{1,200}")
_WINDOW = 60  # seconds in which the same body without an id is the same delivery


def digest(secret: bytes, message: bytes, method: str = "sha256") -> bytes:
    """The HMAC (RFC 2104)."""
    return hmac.new(secret, message, method).digest()


def require(given: Iterable[bytes], secrets: Iterable[bytes], message: bytes, method: str = "sha256") -> None:
    """Nothing when any secret gives any of the signatures; every pair is compared, each in constant time.

    Raises Unsigned.
    """
    signatures = tuple(given)
    right = False
    for secret in secrets:
        expected = digest(secret, message, method)
        for signature in signatures:
            right |= hmac.compare_digest(signature, expected)
    if not right:
        raise Unsigned("no active secret gives this signature")


def require_equal(given: bytes, secrets: Iterable[bytes]) -> None:
    """Nothing when `given` is one of the secrets, compared as digests so that its length tells nothing."""
    mine = hashlib.sha256(given).digest()
    right = False
    for secret in secrets:
        right |= hmac.compare_digest(mine, hashlib.sha256(secret).digest())
    if not right or not given:
        raise Unsigned("this is no active secret")


def from_hex(text: str, prefix: str = "", size: int = 32) -> bytes:
    """The signature behind `prefix`. Raises Unsigned unless it is exactly `size` bytes in hexadecimal."""
    digits = text.removeprefix(prefix)
    if not text.startswith(prefix) or not re.fullmatch(r"[0-9A-Fa-f]+", digits) or len(digits) != 2 * size:
        raise Unsigned("the signature is absent or not in its form")
    return bytes.fromhex(digits)


def from_base64(text: str, *, url: bool = False) -> bytes:
    """The 32 bytes of a base64 signature, padded or not. Raises Unsigned."""
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    try:
        raw = base64.b64decode(padded.encode("ascii"), altchars=b"-_" if url else None, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unsigned("the signature is not base64") from error
    if len(raw) != hashlib.sha256().digest_size:
        raise Unsigned("the signature has the wrong length")
    return raw


def require_fresh(text: str, now: float, tolerance: float, *, unit: float = 1.0) -> None:
    """Nothing when the timestamp (in units of so many seconds) is within `tolerance` seconds of now, either way."""
    if not re.fullmatch(r"[0-9]{1,16}", text):
        raise Unsigned("the timestamp is absent or not a number")
    if abs(now - int(text) * unit) > tolerance:
        raise Unsigned("the timestamp is too far from now")


def delivery_id(text: str, incoming: Incoming) -> str:
    """The sender's id when it is a plain one, else the body's digest."""
    return text if _ID.fullmatch(text) else f"sha256:{hashlib.sha256(incoming.body).hexdigest()}"


def windowed_id(incoming: Incoming) -> str:
    """An id for a sender that gives none: the body's digest and the minute it came in."""
    return f"sha256:{hashlib.sha256(incoming.body).hexdigest()}@{int(incoming.now) // _WINDOW}"
