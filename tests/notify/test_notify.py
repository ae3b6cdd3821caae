"""What is said, to whom, and what is made of the answer."""

from __future__ import annotations

import json
import random
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import UsageError
from publisher.notify import Message, indexnow_messages, open_client, ping_messages, retry_delay, send, subscription
from publisher.notify.indexnow import AT_ONCE
from publisher.notify.send import judged
from tests.webhook.world import Hub, hub_running

HOME = "https://tide.example/blog/"
KEY = "0123456789abcdef"


def test_each_hub_is_pinged_for_each_feed() -> None:
    messages = ping_messages(["https://a.example/", "https://b.example/"], [f"{HOME}rss.xml", f"{HOME}潮.xml"])
    assert [message.url for message in messages] == ["https://a.example/"] * 2 + ["https://b.example/"] * 2
    assert parse_qs(messages[1].body) == {
        "hub.mode": ["publish"],
        "hub.url": [f"{HOME}潮.xml"],
        "hub.topic": [f"{HOME}潮.xml"],
    }
    assert len({message.target for message in messages}) == 4


def test_a_subscription_names_topic_callback_and_secret() -> None:
    message = subscription("https://a.example/", f"{HOME}rss.xml", "https://me.example/hooks/websub", "s" * 20)
    fields = parse_qs(message.body)
    assert fields["hub.callback"] == ["https://me.example/hooks/websub"]
    assert fields["hub.secret"] == ["s" * 20]
    assert "hub.secret" not in subscription("https://a.example/", HOME, "https://me.example/").body


@given(st.sets(st.integers(0, 30_000), max_size=3).map(lambda ends: max(ends, default=0)))
def test_indexnow_names_every_page_once_within_its_limit(count: int) -> None:
    urls = [f"{HOME}{number}" for number in range(count)]
    messages = indexnow_messages("https://api.example/indexnow", KEY, HOME, [*urls, *urls, "https://other.example/x"])
    bodies = [json.loads(message.body) for message in messages]
    assert sorted(url for body in bodies for url in body["urlList"]) == sorted(urls)
    assert all(0 < len(body["urlList"]) <= AT_ONCE for body in bodies)
    assert all(body["keyLocation"] == f"{HOME}{KEY}.txt" and body["host"] == "tide.example" for body in bodies)


@pytest.mark.parametrize("key", ["", "short", "with space 0", "../../etc/passwd", "x" * 129, "キー" * 8])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="IndexNow key"):
        indexnow_messages("https://api.example/", key, HOME, [f"{HOME}1"])


@given(attempts=st.integers(1, 10_000), seed=st.integers())
def test_delays_grow_and_never_pass_the_longest(attempts: int, seed: int) -> None:
    delay = retry_delay(attempts, random.Random(seed), first=10.0, longest=600.0)
    assert min(5.0 * 2 ** min(attempts - 1, 40), 300.0) <= delay <= 600.0


@pytest.mark.parametrize(
    ("state", "statuses"),
    [
        ("sent", (200, 202, 204)),
        ("failed", (301, 307, 400, 403, 404, 410, 422)),
        ("waiting", (408, 425, 429, 500, 502, 503)),
    ],
)
def test_answers_mean_what_they_say(state: str, statuses: tuple[int, ...]) -> None:
    assert {judged(status).state for status in statuses} == {state}


@given(st.text())
def test_any_retry_after_is_understood(text: str) -> None:
    assert 0 <= judged(503, text).after <= 86_400


def test_retry_after_is_kept_to() -> None:
    assert judged(429, "120").after == 120.0
    assert judged(503, "Wed, 21 Oct 2026 07:28:00 GMT").after == 0.0


def test_sending_for_real() -> None:
    with hub_running(Hub(failing=[503])) as hub, open_client() as client:
        (message,) = ping_messages([hub.url], [f"{HOME}rss.xml"])
        assert send(client, message).state == "waiting"
        assert send(client, message).state == "sent"
    assert hub.pings == [f"{HOME}rss.xml"]


@pytest.mark.parametrize(
    ("url", "state"), [("http://127.0.0.1:9/", "waiting"), ("ftp://h.example/", "failed"), ("http://h:port/", "failed")]
)
def test_what_cannot_be_reached_is_an_outcome(url: str, state: str) -> None:
    with open_client() as client:
        outcome = send(client, Message(target="t", url=url, type="text/plain", body=""))
    assert outcome.state == state
    assert outcome.detail
