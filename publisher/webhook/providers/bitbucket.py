"""Bitbucket Cloud and Data Center: `X-Hub-Signature`, which holds `sha256=` in spite of its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.webhook.providers.base import Delivery, Incoming, Provider
from publisher.webhook.providers.signatures import delivery_id, digest, from_hex, require

_PUSHES = ("repo:push", "repo:refs_changed")


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    require([from_hex(incoming.header("x-hub-signature"), "sha256=")], secrets, incoming.body)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    event = incoming.header("x-event-key")
    identity = delivery_id(incoming.header("x-request-uuid") or incoming.header("x-request-id"), incoming)
    body = incoming.json()
    if event not in _PUSHES:
        return Delivery(id=identity, event=event, ignored=f"{event[:80]!r} is not a push")
    if branch not in set(_branches(body)):
        return Delivery(id=identity, event=event, ignored="the push is to another branch")
    return Delivery(id=identity, event=event)


def _branches(body: dict[str, Any]) -> Iterator[str]:
    """The branches that a push leaves in being: Cloud nests them in `push`, Data Center has a plain list."""
    push = body.get("push")
    changes = push.get("changes") if isinstance(push, dict) else body.get("changes")
    for change in changes if isinstance(changes, list) else ():
        if not isinstance(change, dict) or change.get("type") == "DELETE":
            continue
        new = change.get("new") or change.get("ref")
        if isinstance(new, dict) and str(new.get("type", "")).lower() == "branch":
            yield str(new.get("name") or new.get("displayId"))


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    return {"x-hub-signature": f"sha256={digest(secret, incoming.body).hex()}"}


def _sample(branch: str) -> tuple[dict[str, Any], dict[str, str]]:
    body = {"push": {"changes": [{"new": {"type": "branch", "name": branch}}]}}
    return body, {"x-event-key": "repo:push"}


PROVIDER = Provider(name="bitbucket", verify=_verify, parse=_parse, sign=_sign, sample=_sample)
