"""What a push says about our branch, in the words that GitHub, GitLab, Gitea and Forgejo share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.webhook.providers.base import Delivery


def pushed(identity: str, event: str, body: Mapping[str, Any], branch: str, *, is_push: bool) -> Delivery:
    """The delivery, ignored unless it is a push to `branch` that leaves it in being."""
    ref = body.get("ref")
    if not is_push:
        return Delivery(id=identity, event=event, ignored=f"{event[:80]!r} is not a push")
    if ref not in (f"refs/heads/{branch}", branch):
        return Delivery(id=identity, event=event, ignored="the push is to another branch")
    after = body.get("after")
    if body.get("deleted") is True or (isinstance(after, str) and after and not after.strip("0")):
        return Delivery(id=identity, event=event, ignored="the branch was deleted")
    return Delivery(id=identity, event=event)
