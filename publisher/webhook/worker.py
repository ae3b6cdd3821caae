"""The worker: one thread, under a lock, that builds what waits; and the reconciler that asks the remote by itself.

    deliveries ──quiet for a while──▶ begin ──steps──▶ finish (stamped, outbox filled) or fail (again, later)

It is level-triggered: a build answers every delivery that was recorded before it began, and whatever cuts it short
leaves them waiting.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from publisher.errors import PublisherError
from publisher.notify import retry_delay
from publisher.webhook.command import StepFailed, Stopped, Surroundings
from publisher.webhook.git import remote_revision
from publisher.webhook.inbox import Build, Inbox, opened
from publisher.webhook.lock import sole
from publisher.webhook.logs import log
from publisher.webhook.providers import Delivery
from publisher.webhook.steps import Workshop, carry_out

FIRST_RETRY, LONGEST_RETRY = 5.0, 900.0  # seconds
_LONGEST_LOOK = 60  # seconds for the remote to say where its branch is
_LOOK = 1.0  # seconds between two looks at the inbox, for what other processes put there


@dataclass
class Worker:
    """Builds what waits, one build at a time. `now` is the clock, `environ` that of the steps."""

    shop: Workshop
    inbox: Inbox
    around: Surroundings
    now: Callable[[], float] = time.time
    chance: random.Random = field(default_factory=random.SystemRandom)

    def wait(self) -> float:
        """Seconds until a build is due: 0 now, infinity when nothing waits."""
        now, settings = self.now(), self.shop.webhook
        waiting, unfinished = self.inbox.waiting(), self.inbox.unfinished()
        moments = []
        if unfinished:
            moments.append(unfinished.not_before)
        if waiting and (unfinished is None or waiting.upto > unfinished.upto):
            quiet, most = waiting.last + settings.quiet_ms / 1000, waiting.first + settings.most_ms / 1000
            moments.append(min(quiet, most) if unfinished is None else quiet)
        return max(0.0, min(moments) - now) if moments else float("inf")

    def build(self) -> bool:
        """True when a build was published. A step that fails is written down and tried again later.

        Raises Stopped, the build handed back.
        """
        build = self.inbox.begin(self.now())
        log.info("build begins", extra={"facts": {"build": build.id, "attempt": build.attempts + 1}})
        try:
            moment = datetime.fromtimestamp(self.now(), UTC)
            result = carry_out(self.shop, self.around, self.inbox.told(), moment)
        except Stopped:
            self.inbox.hand_back()
            raise
        except (StepFailed, PublisherError, OSError) as error:
            self._failed(build, str(error))
            return False
        except Exception as error:  # noqa: BLE001 - the thread must outlive a bug: the next push may fare better
            log.exception("a bug in a build")
            self._failed(build, f"a bug: {type(error).__name__}: {error}")
            return False
        self.inbox.finish(
            build,
            revision=result.revision,
            report=result.report,
            told=result.told,
            messages=result.messages,
            now=self.now(),
        )
        facts = {"build": build.id, "revision": result.revision, "messages": len(result.messages)}
        log.info("build is published", extra={"facts": facts})
        return True

    def _failed(self, build: Build, reason: str) -> None:
        delay = retry_delay(build.attempts + 1, self.chance, first=FIRST_RETRY, longest=LONGEST_RETRY)
        self.inbox.fail(build, reason, self.now(), self.now() + delay)
        log.error("build failed", extra={"facts": {"build": build.id, "reason": reason, "again_in": round(delay, 1)}})

    def reconcile(self) -> None:
        """Record a delivery of our own when the remote is not what was last published."""
        settings = self.shop.webhook
        if not settings.remote:
            return
        try:
            around = replace(self.around, seconds=min(self.around.seconds, _LONGEST_LOOK))
            revision = remote_revision(settings.remote, settings.branch, around, self.shop.state)
        except StepFailed as failure:
            log.warning("the remote does not answer", extra={"facts": {"reason": failure.reason}})
            return
        last = self.inbox.last_done()
        if last is None or last.revision != revision:
            self.inbox.record([("reconcile", Delivery(id=revision, event="differs", dirty=True), self.now())])


class WorkerThread(threading.Thread):
    """The worker at work until stopped; `wake` tells it that a delivery has come."""

    def __init__(self, shop: Workshop, environ: dict[str, str]) -> None:
        super().__init__(name="worker", daemon=True)
        self.shop, self._environ = shop, environ
        self.wake = threading.Event()
        self._ending, self._cut = threading.Event(), threading.Event()

    def stop(self, grace: float) -> None:
        """Take up nothing new; let a running build finish for so many seconds, then hand it back."""
        self._ending.set()
        self.wake.set()
        self.join(grace)
        self._cut.set()
        self.join()

    def run(self) -> None:
        """Wait for the lock, take up what was cut short, and work."""
        with sole(self.shop.state / "worker.lock", lambda: not self._ending.is_set()) as lock:
            if lock is None:
                return
            with opened(self.shop.state / "inbox.sqlite3") as inbox:
                seconds = self.shop.webhook.timeout
                around = Surroundings(environ=self._environ, seconds=seconds, stop=self._cut.is_set, lock=lock)
                worker = Worker(self.shop, inbox, around)
                inbox.hand_back()
                try:
                    self._work(worker)
                except Stopped:
                    log.info("the running build is handed back")

    def _work(self, worker: Worker) -> None:
        look_at = 0.0
        while not self._ending.is_set():
            try:
                if self.shop.webhook.reconcile and time.monotonic() >= look_at:
                    worker.reconcile()
                    look_at = time.monotonic() + self.shop.webhook.reconcile
                wait = worker.wait()
                if wait <= 0:
                    worker.build()
                    continue
            except sqlite3.Error:
                log.exception("the inbox cannot be written")
                wait = _LOOK
            self.wake.wait(min(wait, _LOOK))
            self.wake.clear()
