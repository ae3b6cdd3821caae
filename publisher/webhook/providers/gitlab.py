"""GitLab: a token sent as it is, or a signing token (`whsec_...`) by Standard Webhooks.

It disables a hook after forty failures, so whatever is ignored must be answered with success.
"""

from __future__ import annotations

from typing import Any

from publisher.webhook.providers import standard
from publisher.webhook.providers.base import Delivery, Incoming, Provider, Unsigned
from publisher.webhook.providers.refs import pushed
from publisher.webhook.providers.signatures import delivery_id, require_equal

_PREFIX = b"whsec_"


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    """A secret that starts with `whsec_` signs and is never taken as a token: it is not on the wire."""
    if incoming.header("webhook-signature"):
        keys = (secret.decode() for secret in secrets if secret.startswith(_PREFIX))
        standard.verify(incoming, tuple(standard.decode(key) for key in keys))
        return
    tokens = tuple(secret for secret in secrets if not secret.startswith(_PREFIX))
    if not tokens:
        raise Unsigned("a signature is asked for, and there is none")
    require_equal(incoming.header("x-gitlab-token").encode("latin-1", "replace"), tokens)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    event = incoming.header("x-gitlab-event") or "Push Hook"
    names = ("webhook-id", "idempotency-key", "x-gitlab-event-uuid")
    identity = next((value for name in names if (value := incoming.header(name))), "")
    return pushed(
        delivery_id(identity, incoming), event, incoming.json(), branch, is_push=event in ("Push Hook", "System Hook")
    )


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    if secret.startswith(_PREFIX):
        return standard.sign(incoming, standard.decode(secret.decode()))
    return {"x-gitlab-token": secret.decode()}


def _decode(text: str) -> bytes:
    if text.startswith("whsec_"):
        standard.decode(text)
    return text.encode()


def _sample(branch: str) -> tuple[dict[str, Any], dict[str, str]]:
    return {"object_kind": "push", "ref": f"refs/heads/{branch}"}, {"x-gitlab-event": "Push Hook"}


PROVIDER = Provider(name="gitlab", verify=_verify, parse=_parse, sign=_sign, sample=_sample, decode=_decode)
