"""The application: whatever comes, the answer is a 2xx, a 4xx, or a 503 that says it was not recorded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from publisher.webhook.app import Desk, make_app
from publisher.webhook.inbox import Inbox
from publisher.webhook.providers import PROVIDERS, Incoming
from publisher.webhook.receive import MOST, Room
from publisher.webhook.recorder import Recorder

SECRET = b"0123456789abcdef" * 2
TOPIC = "https://tide.example/atom.xml"
HEADERS = st.dictionaries(
    st.sampled_from(
        "x-hub-signature-256 x-hub-signature x-gitlab-token webhook-id webhook-timestamp webhook-signature"
        " x-github-event x-gitea-signature x-contentful-signature x-contentful-timestamp x-contentful-signed-headers"
        " content-type x-microcms-signature sanity-webhook-signature accept".split()
    ),
    st.binary(max_size=60).filter(lambda value: not set(value) & {10, 13, 0}),
    max_size=6,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "inbox.sqlite3"
    inbox, recorder = Inbox(path), Recorder(path, lambda: None)
    recorder.start()
    yield Desk(dict.fromkeys(PROVIDERS, (SECRET,)), "main", (TOPIC,), recorder, inbox)
    recorder.stop()
    inbox.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(desk)) as client:
        yield client


def delivery(desk: Desk, name: str, body: bytes | None = None) -> tuple[str, dict[str, str], bytes]:
    fields, event = PROVIDERS[name].sample("main")
    body = json.dumps(fields).encode() if body is None else body
    request = Incoming(target=f"/hooks/{name}", headers=event, body=body, now=desk.now())
    made = PROVIDERS[name].sign(request, SECRET)
    key = made.pop("", "")
    path = f"/hooks/{name}/{key}" if key else f"/hooks/{name}"
    return path, {"content-type": "application/json"} | event | made, body


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS"]),
    path=st.one_of(
        st.sampled_from([f"/hooks/{name}" for name in PROVIDERS] + ["/status", "/healthz", "/metrics", "/"]),
        st.binary(max_size=30).map(lambda raw: "/hooks/" + "".join(f"%{byte:02x}" for byte in raw)),
        st.binary(max_size=30).map(lambda raw: "/hooks/path/" + "".join(f"%{byte:02x}" for byte in raw)),
    ),
    query=st.text(st.characters(max_codepoint=127), max_size=20),
    headers=HEADERS,
    body=st.binary(max_size=300),
)
def test_any_request_is_answered(
    client: TestClient, method: str, path: str, query: str, headers: dict[str, bytes], body: bytes
) -> None:
    raw: list[tuple[bytes, bytes]] = [(name.encode(), value) for name, value in headers.items()]
    response = client.request(method, path, params={"q": query}, headers=raw, content=body)
    assert 200 <= response.status_code < 500


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(PROVIDERS)), body=st.binary(max_size=200) | st.just(b"[" * 100_000))
def test_any_signed_bytes_are_answered(client: TestClient, desk: Desk, name: str, body: bytes) -> None:
    path, headers, content = delivery(desk, name, body)
    assert client.post(path, headers=headers, content=content).status_code in (200, 202, 400)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_delivery_is_recorded_once(client: TestClient, desk: Desk, name: str) -> None:
    path, headers, body = delivery(desk, name)
    for message in ("recorded", "recorded before"):
        response = client.post(path, headers=headers, content=body)
        assert response.status_code == 202
        dirty = name in ("microcms", "path", "websub")
        assert response.json()["message"] == ("recorded" if dirty else message)
    waiting = desk.inbox.waiting()
    assert waiting
    assert waiting.count == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_without_its_signature_it_is_refused(client: TestClient, desk: Desk, name: str) -> None:
    _, headers, body = delivery(desk, name)
    plain = {"content-type": headers["content-type"]}
    expected = 404 if name == "path" else 401
    assert client.post(f"/hooks/{name}", headers=plain, content=body).status_code == expected
    assert client.post("/hooks/path/wrong", headers=plain, content=body).status_code == 401
    assert desk.inbox.waiting() is None


def test_a_provider_without_a_secret_is_not_there(client: TestClient, desk: Desk) -> None:
    desk.secrets = {"gitlab": (SECRET,)}
    path, headers, body = delivery(desk, "github")
    assert client.post(path, headers=headers, content=body).status_code == 404
    assert client.get("/hooks/websub", params={"hub.mode": "unsubscribe", "hub.topic": "x"}).status_code == 404


@pytest.mark.parametrize("given", ["application/x-www-form-urlencoded", "text/plain", "image/png", "json", "é"])
def test_anything_but_json_is_refused(client: TestClient, desk: Desk, given: str) -> None:
    path, headers, body = delivery(desk, "github")
    raw = [(name.encode(), value.encode()) for name, value in (headers | {"content-type": given}).items()]
    assert client.post(path, headers=raw, content=body).status_code == 415
    del headers["content-type"]
    assert client.post(path, headers=headers, content=body).status_code == 415


@pytest.mark.parametrize("given", ["application/json; charset=utf-8", "application/vnd.contentful.management.v1+json"])
def test_json_by_any_name_is_taken(client: TestClient, desk: Desk, given: str) -> None:
    path, headers, body = delivery(desk, "github")
    assert client.post(path, headers=headers | {"content-type": given}, content=body).status_code == 202


def test_a_build_hook_takes_what_curl_sends(client: TestClient) -> None:
    url = f"/hooks/path/{SECRET.decode()}"
    assert client.post(url).status_code == 202
    assert client.post(url, data={"trigger": "新しい記事"}).status_code == 202
    assert client.post(url, content=b"x", headers={"content-type": "image/png"}).status_code == 415


def test_a_body_over_the_limit_is_refused(client: TestClient, desk: Desk) -> None:
    path, headers, body = delivery(desk, "github", b"[" + b" " * MOST)
    assert client.post(path, headers=headers, content=body).status_code == 413
    chunks = (b" " * 65_536 for _ in range(200))
    assert client.post(path, headers=headers, content=chunks).status_code == 413


def test_large_bodies_share_their_room_and_small_ones_need_none(client: TestClient, desk: Desk) -> None:
    desk.room = Room(100_000)
    path, headers, body = delivery(desk, "github", b"{" + b" " * 200_000 + b"}")
    assert client.post(path, headers=headers, content=body).status_code == 503
    assert desk.room.left == 100_000
    path, headers, body = delivery(desk, "github")
    assert client.post(path, headers=headers, content=body).status_code == 202


def test_what_cannot_be_written_is_not_acknowledged(client: TestClient, desk: Desk) -> None:
    with sqlite3.connect(desk.recorder._path) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    other.close()
    path, headers, body = delivery(desk, "github")
    response = client.post(path, headers=headers, content=body)
    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_a_hub_s_question_is_answered_for_our_topics_alone(client: TestClient) -> None:
    def ask(**fields: str) -> Any:
        return client.get("/hooks/websub", params={f"hub.{name}": value for name, value in fields.items()})

    asked = ask(mode="subscribe", topic=TOPIC, challenge="<b>n0nce</b>", lease_seconds="864000")
    assert (asked.status_code, asked.text) == (200, "<b>n0nce</b>")
    assert asked.headers["content-type"].startswith("text/plain")
    assert asked.headers["x-content-type-options"] == "nosniff"
    assert ask(mode="subscribe", topic="https://other.example/", challenge="n").status_code == 404
    assert ask(mode="unsubscribe", topic=TOPIC, challenge="n").status_code == 404
    assert ask(mode="unsubscribe", topic="https://other.example/", challenge="n").text == "n"
    assert ask(mode="denied", topic=TOPIC, reason="no").status_code == 200
    assert ask().status_code == 404


def test_the_looks(client: TestClient, desk: Desk) -> None:
    assert client.get("/healthz").status_code == 200
    path, headers, body = delivery(desk, "github")
    client.post(path, headers=headers, content=body)
    assert client.get("/status").json()["waiting"] == 1
    page = client.get("/status", headers={"accept": "text/html"})
    assert "<h1>" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    metrics = client.get("/metrics").text
    assert 'publisher_deliveries_total{provider="github",status="202"} 1.0' in metrics
    assert "publisher_waiting_deliveries 1.0" in metrics
    desk.healthy = lambda: False
    assert client.get("/healthz").status_code == 503


def test_the_page_escapes_what_a_step_said(client: TestClient, desk: Desk) -> None:
    build = desk.inbox.begin(0.0)
    desk.inbox.fail(build, "<script>alert(1)</script>", 1.0, 2.0)
    page = client.get("/status", headers={"accept": "text/html"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
