"""WebSub (W3C Recommendation, 2018): telling a hub that feeds have changed, and asking one to tell us."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from publisher.notify.message import Message

_FORM = "application/x-www-form-urlencoded"


def ping_messages(hubs: Iterable[str], feeds: Iterable[str]) -> tuple[Message, ...]:
    """A publish ping to each hub for each feed URL, in their order.

    §6 leaves the form of a ping to hub and publisher; what the public hubs share is `hub.mode=publish` with `hub.url`,
    and `hub.topic` as older ones read it.
    """
    changed = tuple(feeds)
    return tuple(_ping(hub, feed) for hub in hubs for feed in changed)


def _ping(hub: str, feed: str) -> Message:
    fields = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
    return Message(target=f"websub {hub} {feed}", url=hub, type=_FORM, body=urlencode(fields))


def subscription(hub: str, topic: str, callback: str, secret: str = "", *, lease: int = 864_000) -> Message:
    """The request that `hub` tell `callback` whenever `topic` changes, for `lease` seconds (§5.1)."""
    fields = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback, "hub.lease_seconds": str(lease)}
    signed = {"hub.secret": secret} if secret else {}
    return Message(target=f"subscribe {hub} {topic}", url=hub, type=_FORM, body=urlencode(fields | signed))
