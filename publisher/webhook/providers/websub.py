"""WebSub subscriber (W3C Recommendation §7): a hub brings the feed that changed; for us it only means "look again"."""

from __future__ import annotations

import hashlib

from publisher.webhook.providers.base import Delivery, Incoming, Provider, Unsigned
from publisher.webhook.providers.signatures import digest, from_hex, require, windowed_id

_METHODS = ("sha1", "sha256", "sha384", "sha512")


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    """§7.1: nothing is signed when the subscription was made without a secret."""
    if not secrets:
        return
    method, _, _ = incoming.header("x-hub-signature").partition("=")
    if method not in _METHODS:
        raise Unsigned("the signature is absent or of no method we know")
    size = hashlib.new(method).digest_size
    signature = from_hex(incoming.header("x-hub-signature"), f"{method}=", size)
    require([signature], secrets, incoming.body, method)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch
    return Delivery(id=windowed_id(incoming), event="content", dirty=True)


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    return {"x-hub-signature": f"sha256={digest(secret, incoming.body).hex()}"} if secret else {}


PROVIDER = Provider(
    name="websub",
    verify=_verify,
    parse=_parse,
    sign=_sign,
    types=("json", "xml", "rss", "atom", "text", "html"),
    secret_optional=True,
)
