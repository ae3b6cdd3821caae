"""IndexNow (indexnow.org): telling search engines which pages are new, changed or gone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from publisher.errors import UsageError
from publisher.notify.message import Message

AT_ONCE = 10_000  # URLs in one message, the protocol's limit

_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")


def check_key(key: str) -> str:
    """The key as it is. Raises UsageError when the protocol does not allow it."""
    if not _KEY.fullmatch(key):
        raise UsageError(f"'indexnow_key' is not an IndexNow key: {key!r}", "8 to 128 letters, digits and hyphens")
    return key


def indexnow_messages(endpoint: str, key: str, home: str, urls: Iterable[str]) -> tuple[Message, ...]:
    """The messages that name `urls`, sorted, 10,000 in each; the key file lies in the site's front folder `home`.

    A key file vouches only for URLs of its host below its own folder, so others are left out.
    """
    ours = sorted({url for url in urls if url.startswith(home)})
    parts = [ours[start : start + AT_ONCE] for start in range(0, len(ours), AT_ONCE)]
    return tuple(_message(endpoint, check_key(key), home, part) for part in parts)


def _message(endpoint: str, key: str, home: str, urls: list[str]) -> Message:
    fields = {"host": urlsplit(home).netloc, "key": key, "keyLocation": f"{home}{key}.txt", "urlList": urls}
    body = json.dumps(fields)
    name = hashlib.sha256(body.encode()).hexdigest()[:16]
    return Message(
        target=f"indexnow {endpoint} {name}", url=endpoint, type="application/json; charset=utf-8", body=body
    )
