"""Build hooks as Netlify has them: nothing is signed, the secret is the last part of the path.

The body means nothing and is not read as anything, so what `curl -d '{}'` calls a form is as good as JSON.
"""

from __future__ import annotations

from publisher.webhook.providers.base import Delivery, Incoming, Provider
from publisher.webhook.providers.signatures import require_equal, windowed_id


def _verify(incoming: Incoming, secrets: tuple[bytes, ...]) -> None:
    require_equal(incoming.key.encode("utf-8", "replace"), secrets)


def _parse(incoming: Incoming, branch: str) -> Delivery:
    del branch
    return Delivery(id=windowed_id(incoming), event="trigger", dirty=True)


def _sign(incoming: Incoming, secret: bytes) -> dict[str, str]:
    del incoming
    return {"": secret.decode()}


PROVIDER = Provider(name="path", verify=_verify, parse=_parse, sign=_sign, types=("json", "x-www-form-urlencoded"))
