"""microCMS: `x-microcms-signature`, hexadecimal, over the raw body; no id, no timestamp, no second try."""

from __future__ import annotations

from publisher.webhook.providers.base import Delivery, Incoming, Provider
from publisher.webhook.providers.signatures import digest, from_hex, require, windowed_id


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    require([from_hex(incoming.header("x-microcms-signature"))], secrets, incoming.body)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch
    body = incoming.json()
    event = f"{body.get('api') or ''} {body.get('type') or ''}".strip()
    return Delivery(id=windowed_id(incoming), event=event[:80], dirty=True)


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    return {"x-microcms-signature": digest(secret, incoming.body).hex()}


PROVIDER = Provider(name="microcms", verify=_verify, parse=_parse, sign=_sign)
