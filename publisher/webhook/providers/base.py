"""What every provider's module is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Headers = Mapping[str, str]


class Unsigned(Exception):  # noqa: N818 - a verdict about a request, answered with 401
    """A request that nobody with the secret has signed, or has signed too long ago."""


class Malformed(Exception):  # noqa: N818 - a verdict about a request, answered with 400
    """A signed request that is not what its sender documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A request as it came: `target` is the path with its query, raw; header names are in lower case.

    `key` is the last part of the path where a provider's secret stands there; `now` is in seconds since 1970.
    """

    target: str
    headers: Headers
    body: bytes
    now: float
    method: str = "POST"
    key: str = ""

    def header(self, name: str) -> str:
        """The header's value, "" when absent."""
        return self.headers.get(name, "")

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises Malformed."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Malformed("the body is not JSON") from error
        if not isinstance(value, dict):
            raise Malformed("the body is not a JSON object")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A trigger: its `id` is unique with its provider, and a second one with the same id changes nothing.

    `ignored` says why it means nothing to us, "" when it does. `dirty` is set when the id was made up from the body:
    then a second one may be another edit, and the content is looked at again.
    """

    id: str
    event: str
    ignored: str = ""
    dirty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One sender of webhooks.

    `verify` returns when one of the secrets signed the request and raises Unsigned otherwise; `parse` reads what is
    signed, given our branch, and may raise Malformed; `sign` makes the headers (and the path's last part, under "")
    of a request as the sender would. `sample` is the body and headers of a delivery that means "look again".
    """

    name: str
    verify: Callable[[Incoming, tuple[bytes, ...]], None]
    parse: Callable[[Incoming, str], Delivery]
    sign: Callable[[Incoming, bytes], dict[str, str]]
    sample: Callable[[str], tuple[dict[str, Any], dict[str, str]]] = lambda _branch: ({}, {})
    types: tuple[str, ...] = ("json",)
    decode: Callable[[str], bytes] = str.encode
    secret_optional: bool = False
