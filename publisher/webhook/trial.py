"""What the service's owner sends by hand: a signed delivery to try it, and a subscription to a hub."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from publisher.errors import PublisherError, UsageError
from publisher.notify import Outcome, open_client, send, subscription
from publisher.webhook.providers import PROVIDERS, Incoming
from publisher.webhook.secrets import PREFIX, read_secrets
from publisher.webhook.service import workshop

SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the service answered."""

    status: int
    message: str


def send_trial(home: Path, environ: Mapping[str, str], name: str, url: str | None) -> Answer:
    """The answer to a delivery like the provider's. Raises UsageError, and PublisherError when nobody answers."""
    shop = workshop(home, environ)
    secrets = read_secrets(environ, shop.webhook.topics)
    if name not in secrets:
        known = ", ".join(sorted(secrets))
        raise UsageError(f"no secret is set for {name!r}", f"set {PREFIX}{name.upper()}; there are: {known}")
    base = (url or _address(shop.webhook.host, shop.webhook.port)).rstrip("/")
    path, headers, body = _delivery(name, secrets[name], shop.webhook.branch, urlsplit(base).path)
    try:
        response = httpx2.post(base + path, headers=headers, content=body, timeout=SECONDS)
    except httpx2.HTTPError as error:
        raise PublisherError(f"{base} does not answer: {error}", "start it: publisher webhook") from error
    return Answer(status=response.status_code, message=_message(response))


def send_subscription(home: Path, environ: Mapping[str, str], hub: str, topic: str, callback: str) -> Outcome:
    """What the hub said to our asking for `topic`, signed with the WebSub secret if there is one. Raises UsageError."""
    shop = workshop(home, environ)
    if topic not in shop.webhook.topics:
        raise UsageError(f"{topic!r} is not among 'topics' in [webhook]", "add it, and start the service again")
    secrets = read_secrets(environ, shop.webhook.topics)["websub"]
    with open_client() as client:
        return send(client, subscription(hub, topic, callback, secrets[-1].decode() if secrets else ""))


def _address(host: str, port: int) -> str:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def _delivery(name: str, secrets: tuple[bytes, ...], branch: str, base: str) -> tuple[str, dict[str, str], bytes]:
    """Path, headers and body; the newest secret, which is the last, signs."""
    provider, path = PROVIDERS[name], f"/hooks/{name}"
    fields, event = provider.sample(branch)
    identity = str(uuid.uuid4())
    body = json.dumps(fields | {"trial": identity}).encode()
    incoming = Incoming(target=base + path, headers=event, body=body, now=time.time())
    signed = provider.sign(
        replace(incoming, headers=event | {"webhook-id": f"msg_{identity}"}), (secrets or (b"",))[-1]
    )
    key = signed.pop("", "")
    return path + (f"/{key}" if key else ""), {"content-type": "application/json"} | event | signed, body


def _message(response: httpx2.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return response.text[:200]
