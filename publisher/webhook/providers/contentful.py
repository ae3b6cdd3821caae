"""Contentful request verification: HMAC of method, path, the headers it names, and the body; good for 30 s."""

from __future__ import annotations

from urllib.parse import quote

from publisher.webhook.providers.base import Delivery, Incoming, Provider, Unsigned
from publisher.webhook.providers.signatures import delivery_id, digest, from_hex, require, require_fresh

TOLERANCE = 30.0  # seconds
_SIGNATURE, _SIGNED, _MOMENT = "x-contentful-signature", "x-contentful-signed-headers", "x-contentful-timestamp"
_TOPIC = "x-contentful-topic"


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    names = incoming.header(_SIGNED).lower().split(",")
    if _MOMENT not in names:
        raise Unsigned("the timestamp is not signed")
    require_fresh(incoming.header(_MOMENT), incoming.now, TOLERANCE, unit=0.001)
    require([from_hex(incoming.header(_SIGNATURE))], secrets, _canonical(incoming, names))


def _canonical(incoming: Incoming, names: list[str]) -> bytes:
    """Four lines: method, path, `name:value;...` of the signed headers in their order, body."""
    headers = ";".join(f"{name.strip()}:{incoming.header(name.strip()).strip()}" for name in names)
    head = f"{incoming.method}\n{_encoded(incoming.target)}\n{headers}\n"
    return head.encode("utf-8", "replace") + incoming.body


def _encoded(target: str) -> str:
    """The target as the vendor's toolkit writes it: its query escaped, then the whole encoded once more."""
    path, _, query = target.partition("?")
    again = quote(query.partition("?")[0], safe="!'()*")
    return quote(f"{path}?{again}" if again else path, safe=";/?:@&=+$,#!~*'()")


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch
    incoming.json()
    identity = incoming.header("x-contentful-idempotency-key") or incoming.header(_SIGNATURE)
    return Delivery(id=delivery_id(identity, incoming), event=incoming.header(_TOPIC)[:80])


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    names = [_SIGNED, _MOMENT]
    made = {_SIGNED: ",".join(names), _MOMENT: str(int(incoming.now * 1000))}
    request = Incoming(target=incoming.target, headers=made, body=incoming.body, now=incoming.now)
    return made | {_SIGNATURE: digest(secret, _canonical(request, names)).hex()}


PROVIDER = Provider(name="contentful", verify=_verify, parse=_parse, sign=_sign)
