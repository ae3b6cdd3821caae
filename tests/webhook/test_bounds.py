"""What one sender can take: time, bytes, connections. Against the real service, over real sockets."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.webhook.load import Load, memory
from tests.webhook.world import Service, configuration, serving, signed


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path / "home", configuration(None, quiet_ms=60_000, most_ms=600_000)) as service:
        yield service


def answer(service: Service, *parts: bytes, pause: float = 0.0) -> tuple[bytes, float]:
    """What comes back, to the end of the connection, when these bytes are sent with pauses; and the seconds it took."""
    started, received = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        try:
            for part in parts:
                connection.sendall(part)
                if select.select([connection], [], [], pause)[0]:
                    chunk = connection.recv(65_536)
                    received += chunk
                    if not chunk or b"connection: close" in received:
                        break
            while chunk := connection.recv(65_536):
                received += chunk
        except ConnectionError:
            pass  # whoever sends on is cut off; what came before that counts
    return received, time.monotonic() - started


def head(body: bytes, **more: str) -> bytes:
    headers = signed(body) | {"Content_Length": str(len(body))} | more
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /hooks/github HTTP/1.1", "Host: hook.example", *lines, "", ""]).encode()


def test_a_slow_head_is_ended_after_five_seconds_however_it_trickles(service: Service) -> None:
    trickle = [b"POST /hooks/github HTTP/1.1\r\n", *(f"X-{number}: 1\r\n".encode() for number in range(70))]
    received, seconds = answer(service, *trickle, pause=0.1)
    assert received.startswith(b"HTTP/1.1 408") or not received
    assert 4.5 < seconds < 8.5


def test_a_silent_connection_is_ended(service: Service) -> None:
    received, seconds = answer(service)
    assert received.startswith(b"HTTP/1.1 408")
    assert 4.5 < seconds < 7


def test_a_slow_body_is_ended_after_five_seconds(service: Service) -> None:
    body = b"{" + b" " * 100 + b"}"
    received, seconds = answer(service, head(body), *(bytes([byte]) for byte in body[:65]), pause=0.1)
    assert received.startswith(b"HTTP/1.1 408")
    assert 4.5 < seconds < 8


def test_a_second_slow_head_on_a_kept_connection_is_ended_too(service: Service) -> None:
    body = json.dumps({"ref": "refs/heads/main"}).encode()
    slow = [b"\r\n"] + [b"P", b"O", b"S", b"T"] + [b" "] * 60
    received, seconds = answer(service, head(body) + body, *slow, pause=0.1)
    assert received.startswith(b"HTTP/1.1 202")
    assert 4.5 < seconds < 8.5


def test_a_large_head_is_refused_at_once(service: Service) -> None:
    received, seconds = answer(service, b"POST / HTTP/1.1\r\n", *[b"X-Pad: " + b"x" * 8000 + b"\r\n"] * 8, pause=0.01)
    assert received.startswith(b"HTTP/1.1 431")
    assert seconds < 3


def test_a_body_said_to_be_large_is_refused_unread(service: Service) -> None:
    received, seconds = answer(service, head(b"{}", Content_Length=str(6 * 1024 * 1024)))
    assert received.startswith(b"HTTP/1.1 413")
    assert seconds < 2


def test_what_is_not_http_is_refused(service: Service) -> None:
    assert answer(service, b"\x16\x03\x01\x02\x00\x01\x00")[0].startswith(b"HTTP/1.1 400")


def test_several_requests_on_one_connection_are_answered(service: Service) -> None:
    body = json.dumps({"ref": "refs/heads/main"}).encode()
    three = (head(body, X_GitHub_Delivery=f"p-{number}") + body for number in range(3))
    received, _ = answer(service, b"".join(three) + b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert received.count(b"HTTP/1.1 202") == 3
    assert received.count(b"HTTP/1.1 200") == 1
    assert service.status()["waiting"] == 3


def test_three_hundred_slow_connections_fail_no_good_request(service: Service) -> None:
    slow = [socket.create_connection(("127.0.0.1", service.port), timeout=20) for _ in range(300)]
    try:
        for number, connection in enumerate(slow):
            body = head(b"{}", Content_Length="100000") + b"{" if number % 2 else b"POST /hooks/github HTTP/1.1\r\nX-"
            connection.sendall(body)
        result = Load(service.port).run(count=300, rate=150)
        assert result.statuses == {202: 300}
        assert memory(service) < 150
    finally:
        for connection in slow:
            connection.close()


def test_a_flood_of_large_bodies_takes_no_more_memory_than_it_may(service: Service) -> None:
    large = head(b"{}", Content_Length=str(5 * 1024 * 1024)) + b" " * (1024 * 1024)
    flood = []
    try:
        for _ in range(60):
            connection = socket.create_connection(("127.0.0.1", service.port), timeout=20)
            connection.setblocking(False)
            flood.append((connection, memoryview(large)))
        until = time.monotonic() + 2
        while time.monotonic() < until:
            for number, (connection, rest) in enumerate(flood):
                try:
                    flood[number] = (connection, rest[connection.send(rest[:65_536]) :])
                except OSError:
                    continue
            time.sleep(0.01)
        assert memory(service) < 150
        assert Load(service.port).run(count=50, rate=100).statuses == {202: 50}
    finally:
        for connection, _ in flood:
            connection.close()
