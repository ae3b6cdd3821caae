"""The inbox's laws: nothing is forgotten, nothing is built for what came after it began."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.notify import Message
from publisher.webhook.inbox import KEPT, Inbox
from publisher.webhook.providers import Delivery


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox(tmp_path / "state" / "inbox.sqlite3")) as inbox:
        yield inbox


def deliver(inbox: Inbox, name: str, *, now: float = 1.0, dirty: bool = False) -> bool:
    (new,) = inbox.record([("github", Delivery(id=name, event="push", dirty=dirty), now)])
    return new


def finish(inbox: Inbox, *messages: Message, now: float = 9.0, told: dict[str, str] | None = None) -> None:
    build = inbox.unfinished()
    assert build
    inbox.finish(build, revision="r", report="{}", told=told or {}, messages=messages, now=now)


def message(target: str, body: str = "") -> Message:
    return Message(target=target, url="https://hub.example/", type="text/plain", body=body)


def test_a_build_answers_what_came_before_it_began(inbox: Inbox) -> None:
    deliver(inbox, "before")
    inbox.begin(2.0)
    deliver(inbox, "during", now=3.0)
    finish(inbox)
    waiting = inbox.waiting()
    assert waiting
    assert (waiting.count, waiting.first) == (1, 3.0)


def test_the_same_delivery_is_recorded_once(inbox: Inbox) -> None:
    assert deliver(inbox, "one")
    assert not deliver(inbox, "one")
    inbox.begin(2.0)
    finish(inbox)
    assert not deliver(inbox, "one")
    assert inbox.waiting() is None


def test_one_without_an_id_of_its_own_is_looked_at_again_even_during_its_build(inbox: Inbox) -> None:
    deliver(inbox, "body", dirty=True)
    inbox.begin(2.0)
    assert deliver(inbox, "body", dirty=True)
    finish(inbox)
    waiting = inbox.waiting()
    assert waiting
    assert waiting.count == 1


def test_a_failed_build_is_the_same_build_when_it_is_tried_again(inbox: Inbox) -> None:
    deliver(inbox, "one")
    first = inbox.begin(2.0)
    inbox.fail(first, "run: exit code 1", 3.0, 99.0)
    deliver(inbox, "two")
    again = inbox.begin(4.0)
    assert (again.id, again.attempts) == (first.id, 1)
    assert again.upto > first.upto
    finish(inbox)
    assert inbox.waiting() is None
    last = inbox.last_done()
    assert last
    assert last.error == ""


def test_a_newer_message_takes_the_place_of_one_that_waits(inbox: Inbox) -> None:
    inbox.begin(1.0)
    finish(inbox, message("hub feed", "old"), message("other", "kept"))
    inbox.begin(2.0)
    finish(inbox, message("hub feed", "new"))
    letters = []
    while letter := inbox.due_letter(10.0):
        letters.append(letter.message.body)
        inbox.settle(letter, "sent", "200", 0.0)
    assert letters == ["kept", "new"]
    assert inbox.counts()["outbox_sent"] == 2


def test_a_message_waits_until_its_time(inbox: Inbox) -> None:
    inbox.begin(1.0)
    finish(inbox, message("hub"))
    letter = inbox.due_letter(10.0)
    assert letter
    inbox.settle(letter, "waiting", "503", 50.0)
    assert inbox.due_letter(49.0) is None
    later = inbox.due_letter(50.0)
    assert later
    assert later.attempts == 1


def test_old_rows_are_forgotten_and_waiting_ones_never(inbox: Inbox) -> None:
    deliver(inbox, "old", now=1.0)
    inbox.begin(2.0)
    finish(inbox, message("waits"), now=3.0)
    deliver(inbox, "new", now=KEPT + 10)
    inbox.begin(KEPT + 10)
    finish(inbox, now=KEPT + 10)
    assert deliver(inbox, "old")
    assert inbox.due_letter(KEPT + 10)


def test_a_transaction_that_fails_leaves_everything(inbox: Inbox) -> None:
    deliver(inbox, "one")
    build = inbox.begin(2.0)
    with pytest.raises(sqlite3.Error):
        inbox.finish(build, revision="r", report="{}", told={"a": None}, messages=(), now=3.0)  # type: ignore[dict-item]
    assert inbox.waiting()
    unfinished = inbox.unfinished()
    assert unfinished
    assert unfinished.state == "running"
    inbox.hand_back()
    assert deliver(inbox, "two")


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 20, None])
def test_a_file_that_is_no_inbox_is_told_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "inbox.sqlite3"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(PublisherError, match="cannot open"):
        Inbox(path)


def test_an_inbox_of_a_newer_publisher_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "inbox.sqlite3")) as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(PublisherError, match="newer"):
        Inbox(tmp_path / "inbox.sqlite3")
