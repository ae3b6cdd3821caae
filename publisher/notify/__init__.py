"""Telling the world: WebSub hubs and IndexNow, one message at a time.

    changed feeds, pages ──messages──▶ Message ──send──▶ Outcome: sent, again later, or never

What to say is pure; `send` alone touches the network. Keeping messages until they are sent is the caller's outbox.
"""

from publisher.notify.indexnow import indexnow_messages
from publisher.notify.message import Message, Outcome
from publisher.notify.retry import retry_delay
from publisher.notify.send import open_client, send
from publisher.notify.websub import ping_messages, subscription

__all__ = [
    "Message",
    "Outcome",
    "indexnow_messages",
    "open_client",
    "ping_messages",
    "retry_delay",
    "send",
    "subscription",
]
