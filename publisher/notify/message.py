"""What is said and what came of it."""

from __future__ import annotations

from typing import Literal

from publisher.lazy import dataclass

State = Literal["sent", "waiting", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One POST: `target` names it for the outbox, where a newer message of the same target replaces an older one."""

    target: str
    url: str
    type: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a try came to; `after` is the number of seconds the other side asked us to wait, 0 if it did not."""

    state: State
    detail: str
    after: float = 0.0
