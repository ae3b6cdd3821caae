"""Standard Webhooks 1.0: HMAC-SHA256 of `id.timestamp.body`, a list of signatures so that secrets can rotate."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from publisher.webhook.providers.base import Delivery, Incoming, Provider, Unsigned
from publisher.webhook.providers.signatures import delivery_id, digest, from_base64, require, require_fresh

TOLERANCE = 300.0  # seconds
_MOST = 16  # signatures looked at


def decode(text: str) -> bytes:
    """The key behind `whsec_` (base64). Raises ValueError when it is not such."""
    try:
        return base64.b64decode(text.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise ValueError("it is not base64 behind 'whsec_'") from error


def verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    """Nothing when one of the signatures is right and the timestamp is of these five minutes. Raises Unsigned."""
    identity, moment = incoming.header("webhook-id"), incoming.header("webhook-timestamp")
    if not identity:
        raise Unsigned("there is no webhook-id")
    require_fresh(moment, incoming.now, TOLERANCE)
    signatures = list(_signatures(incoming.header("webhook-signature")))
    if not signatures:
        raise Unsigned("there is no v1 signature")
    require(signatures, secrets, _signed(identity, moment, incoming.body))


def _signatures(header: str) -> Iterator[bytes]:
    for part in header.split(" ")[:_MOST]:
        version, _, text = part.partition(",")
        if version == "v1":
            yield from_base64(text)


def _signed(identity: str, moment: str, body: bytes) -> bytes:
    return f"{identity}.{moment}.".encode("utf-8", "replace") + body


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch  # the sender knows nothing of branches: whatever it sends means "look again"
    kind = incoming.json().get("type", "")
    return Delivery(id=delivery_id(incoming.header("webhook-id"), incoming), event=str(kind)[:80])


def sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    """The three headers, the id taken from the request's if it has one."""
    identity = incoming.header("webhook-id") or f"msg_{int(incoming.now * 1000)}"
    moment = str(int(incoming.now))
    signature = base64.b64encode(digest(secret, _signed(identity, moment, incoming.body))).decode()
    return {"webhook-id": identity, "webhook-timestamp": moment, "webhook-signature": f"v1,{signature}"}


PROVIDER = Provider(name="standard", verify=verify, parse=_parse, sign=sign, decode=decode)
