"""Sanity: `t=<milliseconds>,v1=<base64url>` over `t.body`."""

from __future__ import annotations

import base64
import re

from publisher.webhook.providers.base import Delivery, Incoming, Provider, Unsigned
from publisher.webhook.providers.signatures import delivery_id, digest, from_base64, require, require_fresh

TOLERANCE = 300.0  # seconds; Sanity itself sets no window, and says to
_HEADER = "sanity-webhook-signature"
_FORM = re.compile(r"t=([0-9]{1,16}),\s?v1=([A-Za-z0-9_=-]+)")


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    found = _FORM.fullmatch(incoming.header(_HEADER))
    if not found:
        raise Unsigned("the signature is absent or not in its form")
    require_fresh(found[1], incoming.now, TOLERANCE, unit=0.001)
    require([from_base64(found[2], url=True)], secrets, f"{found[1]}.".encode() + incoming.body)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch
    incoming.json()
    identity = incoming.header("idempotency-key") or incoming.header(_HEADER)
    return Delivery(id=delivery_id(identity, incoming), event=incoming.header("sanity-operation")[:80])


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    moment = str(int(incoming.now * 1000))
    mac = base64.urlsafe_b64encode(digest(secret, f"{moment}.".encode() + incoming.body)).decode().rstrip("=")
    return {_HEADER: f"t={moment},v1={mac}"}


PROVIDER = Provider(name="sanity", verify=_verify, parse=_parse, sign=_sign)
