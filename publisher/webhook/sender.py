"""The sender: a thread that empties the outbox, one message after the other."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from pathlib import Path

import httpx2

from publisher.notify import open_client, retry_delay, send
from publisher.webhook.inbox import Inbox, opened
from publisher.webhook.lock import sole
from publisher.webhook.logs import log

_LOOK = 1.0  # seconds
MOST_TRIES = 16  # about two days


def send_next(inbox: Inbox, client: httpx2.Client, now: float, chance: random.Random) -> bool:
    """True when a message was due; what came of it is written down."""
    letter = inbox.due_letter(now)
    if letter is None:
        return False
    outcome = send(client, letter.message)
    tries = letter.attempts + 1
    state = "failed" if outcome.state == "waiting" and tries >= MOST_TRIES else outcome.state
    delay = max(outcome.after, retry_delay(tries, chance))
    inbox.settle(letter, state, outcome.detail, now + delay)
    facts = {"target": letter.message.target, "state": state, "detail": outcome.detail, "tries": tries}
    (log.info if state == "sent" else log.warning)("told", extra={"facts": facts})
    return True


class SenderThread(threading.Thread):
    """Sends what is due until stopped."""

    def __init__(self, path: Path) -> None:
        super().__init__(name="sender", daemon=True)
        self._path, self._ending = path, threading.Event()

    def stop(self) -> None:
        """End after the message that is on its way."""
        self._ending.set()
        self.join()

    def run(self) -> None:
        """Look every second."""
        with sole(self._path.with_name("sender.lock"), lambda: not self._ending.is_set()) as lock:
            if lock is not None:
                self._send()

    def _send(self) -> None:
        chance = random.SystemRandom()
        with opened(self._path) as inbox, open_client() as client:
            while not self._ending.is_set():
                try:
                    busy = send_next(inbox, client, time.time(), chance)
                except sqlite3.Error:
                    log.exception("the outbox cannot be written")
                    busy = False
                if not busy:
                    self._ending.wait(_LOOK)
