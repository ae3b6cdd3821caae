"""When a build is due, what a stop does to it, and how messages are tried again."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publisher.config import NotifySettings, WebhookSettings
from publisher.notify import Message, open_client
from publisher.webhook.command import Surroundings
from publisher.webhook.inbox import Inbox
from publisher.webhook.providers import Delivery
from publisher.webhook.sender import MOST_TRIES, send_next
from publisher.webhook.steps import Workshop, messages
from publisher.webhook.worker import Worker, WorkerThread
from tests.pipeline.sites import jekyll_site
from tests.webhook.world import Hub, hub_running, until

HOME = "https://tide.example/"


def workshop_of(home: Path, **webhook: object) -> Workshop:
    return Workshop(home=home, webhook=WebhookSettings(**webhook), notify=NotifySettings())  # type: ignore[arg-type]


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox(tmp_path / ".publisher-webhook" / "inbox.sqlite3")) as inbox:
        yield inbox


@pytest.fixture
def worker(tmp_path: Path, inbox: Inbox) -> Worker:
    around = Surroundings(environ=dict(os.environ), seconds=60)
    shop = workshop_of(tmp_path, quiet_ms=1500, most_ms=10_000, run=("false",))
    return Worker(shop, inbox, around, now=lambda: 100.0, chance=random.Random(1))


def deliver(inbox: Inbox, name: str, now: float) -> None:
    inbox.record([("github", Delivery(id=name, event="push"), now)])


def test_a_build_waits_for_quiet_and_ten_seconds_at_most(worker: Worker, inbox: Inbox) -> None:
    assert worker.wait() == float("inf")
    deliver(inbox, "a", 99.0)
    assert worker.wait() == pytest.approx(0.5)
    deliver(inbox, "b", 100.0)
    assert worker.wait() == pytest.approx(1.5)
    deliver(inbox, "c", 91.0)
    assert worker.wait() == pytest.approx(1.0)


def test_a_failed_build_waits_longer_unless_something_new_comes(worker: Worker, inbox: Inbox) -> None:
    deliver(inbox, "a", 90.0)
    assert not worker.build()
    first = worker.wait()
    assert 2.5 <= first <= 5.0
    for _ in range(8):
        worker.build()
    assert 320.0 <= worker.wait() <= 900.0
    deliver(inbox, "b", 99.5)
    assert worker.wait() == pytest.approx(1.0)


def test_a_bug_in_a_step_is_a_failed_build(worker: Worker, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("pages")

    monkeypatch.setattr("publisher.webhook.worker.carry_out", broken)
    deliver(inbox, "a", 90.0)
    assert not worker.build()
    unfinished = inbox.unfinished()
    assert unfinished
    assert unfinished.error == "a bug: KeyError: 'pages'"


def test_a_stop_hands_a_long_build_back(tmp_path: Path, inbox: Inbox) -> None:
    jekyll_site(tmp_path, 1)
    deliver(inbox, "a", time.time() - 60)
    thread = WorkerThread(workshop_of(tmp_path, run=("sleep", "60")), dict(os.environ))
    thread.start()
    until(inbox.unfinished)
    time.sleep(0.3)
    started = time.monotonic()
    thread.stop(0.2)
    assert time.monotonic() - started < 5
    unfinished = inbox.unfinished()
    assert unfinished
    assert (unfinished.state, unfinished.attempts, unfinished.not_before) == ("waiting", 0, 0.0)
    assert inbox.waiting()


def put(inbox: Inbox, url: str) -> None:
    build = inbox.begin(1.0)
    message = Message(
        target="hub", url=url, type="application/x-www-form-urlencoded", body="hub.mode=publish&hub.url=x"
    )
    inbox.finish(build, revision="r", report="{}", told={}, messages=[message], now=1.0)


def test_a_message_is_sent_once_after_the_hub_has_come_back(inbox: Inbox) -> None:
    with hub_running(Hub(failing=[503, 503])) as hub, open_client() as client:
        put(inbox, hub.url)
        now, tries = 0.0, 0
        while now < 1000.0:
            tries += send_next(inbox, client, now, random.Random(now))
            now += 10.0
    assert tries == 3
    assert hub.pings == ["x"]
    assert inbox.counts()["outbox_sent"] == 1


def test_a_hub_that_never_comes_back_is_given_up(inbox: Inbox) -> None:
    put(inbox, "http://127.0.0.1:9/")
    with open_client() as client:
        tries = sum(send_next(inbox, client, day * 86_400.0, random.Random(day)) for day in range(MOST_TRIES + 5))
    assert tries == MOST_TRIES
    assert inbox.counts()["outbox_failed"] == 1


def test_only_what_differs_from_what_was_told_is_told() -> None:
    notify = NotifySettings(hubs=("https://hub.example/",), indexnow="https://api.example/", indexnow_key="0123456789")
    told = {f"feed {HOME}rss.xml": "1", f"feed {HOME}atom.xml": "1"}
    told |= {f"page {HOME}kept": "1", f"page {HOME}edited": "1", f"page {HOME}gone": "1"}
    feeds = {f"{HOME}rss.xml": "1", f"{HOME}atom.xml": "2"}
    pages = {f"{HOME}kept": "1", f"{HOME}edited": "2", f"{HOME}new": "1"}
    ping, notice = messages(notify, HOME, told, feeds, pages)
    assert ping.target == f"websub https://hub.example/ {HOME}atom.xml"
    for url in ("edited", "gone", "new"):
        assert f'"{HOME}{url}"' in notice.body
    assert "kept" not in notice.body
    after = {f"feed {url}": digest for url, digest in feeds.items()} | {f"page {url}": d for url, d in pages.items()}
    assert messages(notify, HOME, after, feeds, pages) == ()
