"""GitHub: `X-Hub-Signature-256` over the raw body; it waits ten seconds, and never tries again by itself."""

from __future__ import annotations

from typing import Any

from publisher.webhook.providers.base import Delivery, Incoming, Provider
from publisher.webhook.providers.refs import pushed
from publisher.webhook.providers.signatures import delivery_id, digest, from_hex, require


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    require([from_hex(incoming.header("x-hub-signature-256"), "sha256=")], secrets, incoming.body)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    event = incoming.header("x-github-event") or "push"
    identity = delivery_id(incoming.header("x-github-delivery"), incoming)
    return pushed(identity, event, incoming.json(), branch, is_push=event == "push")


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    return {"x-hub-signature-256": f"sha256={digest(secret, incoming.body).hex()}"}


def _sample(branch: str) -> tuple[dict[str, Any], dict[str, str]]:
    return {"ref": f"refs/heads/{branch}"}, {"x-github-event": "push"}


PROVIDER = Provider(name="github", verify=_verify, parse=_parse, sign=_sign, sample=_sample)
