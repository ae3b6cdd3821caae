"""Gitea and Forgejo: the bare hexadecimal HMAC of the raw body.

Without a secret of its own the sender signs with an empty key; ours is never empty, so that is refused.
"""

from __future__ import annotations

from typing import Any

from publisher.webhook.providers.base import Delivery, Incoming, Provider
from publisher.webhook.providers.refs import pushed
from publisher.webhook.providers.signatures import delivery_id, digest, from_hex, require

_SENDERS = ("gitea", "forgejo", "gogs")


def _first(incoming: Incoming, name: str) -> str:
    return next((value for sender in _SENDERS if (value := incoming.header(f"x-{sender}-{name}"))), "")


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    require([from_hex(_first(incoming, "signature"))], secrets, incoming.body)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    event = _first(incoming, "event") or "push"
    identity = delivery_id(_first(incoming, "delivery"), incoming)
    return pushed(identity, event, incoming.json(), branch, is_push=event == "push")


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    return {"x-gitea-signature": digest(secret, incoming.body).hex()}


def _sample(branch: str) -> tuple[dict[str, Any], dict[str, str]]:
    return {"ref": f"refs/heads/{branch}"}, {"x-gitea-event": "push"}


PROVIDER = Provider(name="gitea", verify=_verify, parse=_parse, sign=_sign, sample=_sample)
