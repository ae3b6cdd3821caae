"""Many pictures at once: copies, conditions, old copies for new failures, and the same outcome every time."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from publisher.fetch import Fetcher, FetchError, Net, Outcome, Store, allowed_hosts, fetch_pictures
from publisher.fetch.pictures import FRESH, RETRY
from tests.fetch.web import Web, answer

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def good(data: bytes) -> None:
    if not data.startswith(b"picture"):
        raise FetchError("picture-format", "it is not a picture")


class Run:
    """Fetches into one cache folder."""

    def __init__(self, web: Web, cache: Path) -> None:
        self.web, self.store = web, Store(cache)

    def __call__(
        self, *urls: str, now: datetime = NOW, online: bool = True, force: bool = False, **net: object
    ) -> list[Outcome]:
        fetcher = Fetcher(
            store=self.store,
            allowed=allowed_hosts([self.web.listed("*")]),
            check=good,
            now=now,
            net=self.web.net(**net) if online else None,
            force=force,
        )
        found = fetch_pictures(urls, fetcher)
        return [found[url] for url in urls]

    def bytes_of(self, outcome: Outcome) -> bytes:
        assert outcome.copy
        return self.store.file(outcome.copy).read_bytes()


@pytest.fixture
def run(web: Web, tmp_path: Path) -> Run:
    return Run(web, tmp_path)


def code(outcome: Outcome) -> str:
    return outcome.error.code if outcome.error else ""


def test_a_picture_is_asked_for_once_a_day_then_on_condition(web: Web, run: Run) -> None:
    web.put("/a", b"picture 1", ETag='"1"', Last_Modified="Sat, 17 Jan 2026 00:00:00 GMT")
    (first,) = run(web.url("/a"))
    assert (run.bytes_of(first), first.error, first.again) == (b"picture 1", None, NOW + FRESH)
    (again,) = run(web.url("/a"), now=NOW + FRESH - timedelta(seconds=1))
    assert (again, len(web.asked)) == (first, 1)
    web.put("/a", b"", status=304)
    (checked,) = run(web.url("/a"), now=LATER)
    assert (run.bytes_of(checked), checked.again, len(web.asked)) == (b"picture 1", LATER + FRESH, 2)
    assert web.headers[1]["If-None-Match"] == '"1"'
    assert web.headers[1]["If-Modified-Since"] == "Sat, 17 Jan 2026 00:00:00 GMT"
    web.put("/a", b"picture 2")
    (changed,) = run(web.url("/a"), now=LATER + FRESH)
    assert run.bytes_of(changed) == b"picture 2"
    assert "If-None-Match" in web.headers[2]
    run(web.url("/a"), now=LATER + FRESH, force=True)
    assert len(web.asked) == 4
    assert "If-None-Match" not in web.headers[3]


def test_a_copy_from_the_future_is_asked_for_anew(web: Web, run: Run) -> None:
    web.put("/a", b"picture")
    run(web.url("/a"), now=LATER)
    run(web.url("/a"), now=NOW)
    assert len(web.asked) == 2


def test_without_network_there_are_the_copies_and_no_more(web: Web, run: Run) -> None:
    web.put("/a", b"picture")
    run(web.url("/a"))
    known, unknown = run(web.url("/a"), web.url("/b"), now=LATER, online=False)
    assert (run.bytes_of(known), known.error) == (b"picture", None)
    assert (unknown.copy, unknown.error) == (None, None)
    assert len(web.asked) == 1


def test_a_failure_leaves_the_copy_and_is_tried_again(web: Web, run: Run) -> None:
    web.put("/a", b"picture")
    run(web.url("/a"))
    for status, body in ((404, b""), (500, b""), (200, b"no longer one")):
        web.put("/a", body, status=status)
        (found,) = run(web.url("/a"), now=LATER)
        assert run.bytes_of(found) == b"picture"
        assert (found.error is not None, found.again) == (True, LATER + RETRY)
    (gone,) = run(web.url("/b"))
    assert (gone.copy, code(gone), gone.again) == (None, "picture-unreachable", NOW + RETRY)


def test_what_is_no_picture_is_not_kept(web: Web, run: Run, tmp_path: Path) -> None:
    web.put("/a", b"<html>")
    (found,) = run(web.url("/a"))
    assert (found.copy, code(found)) == (None, "picture-format")
    assert list(tmp_path.rglob("*")) == []


def test_what_the_list_does_not_allow_is_not_shown_from_a_copy_either(web: Web, run: Run) -> None:
    web.put("/a", b"picture")
    run(web.url("/a"))
    fetcher = Fetcher(store=run.store, allowed=allowed_hosts(["b.example"]), check=good, now=NOW, net=web.net())
    (found,) = fetch_pictures([web.url("/a")], fetcher).values()
    assert (found.copy, code(found)) == (None, "picture-refused")


def test_a_cache_that_cannot_be_written_costs_the_picture(web: Web, run: Run, tmp_path: Path) -> None:
    (tmp_path / "pictures").write_bytes(b"in the way")
    web.put("/a", b"picture")
    (found,) = run(web.url("/a"))
    assert found.error
    assert "cannot be written" in found.error.message


def test_four_are_on_their_way_at_a_time_and_no_more(web: Web, run: Run) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def page(handler: BaseHTTPRequestHandler) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.1)
        with lock:
            now -= 1
        answer(handler, 200, {"Content-Length": "7"}, b"picture")

    urls = [web.url(f"/{number}") for number in range(12)]
    web.pages |= {f"/{number}": page for number in range(12)}
    found = run(*urls, *urls)
    assert all(one.copy for one in found)
    assert (most, len(web.asked)) == (4, 12)


def test_however_fast_they_come_the_outcomes_are_the_same(web: Web, run: Run, tmp_path: Path) -> None:
    def page(number: int, delay: float) -> None:
        def late(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(delay)
            answer(handler, 200 if number % 3 else 404, {"Content-Length": "9"}, f"picture {number % 2}".encode())

        web.pages[f"/{number}"] = late

    urls = [web.url(f"/{number}") for number in range(9)]
    outcomes = []
    for order in (1, -1):
        for number in range(9):
            page(number, 0.02 * (number if order > 0 else 9 - number))
        found = Run(web, tmp_path / str(order))(*urls)
        outcomes.append([(one.copy, code(one), one.again) for one in found])
    assert outcomes[0] == outcomes[1]


def test_a_dead_host_is_not_tried_for_every_picture(web: Web, run: Run) -> None:
    def resolve(host: str, port: int) -> list[str]:
        web.resolved.append(host)
        if host == "dead.example":
            raise OSError("unreachable")
        return ["127.0.0.1"]

    web.put("/a", b"picture")
    dead = [web.url(f"/{number}", "dead.example") for number in range(40)]
    *failed, alive = run(*dead, web.url("/a"), resolve=resolve)
    assert alive.copy
    assert {code(one) for one in failed} == {"picture-unreachable"}
    assert web.resolved.count("dead.example") == 8


def test_all_together_have_a_time_too(web: Web, run: Run) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        answer(handler, 200, {"Content-Length": "7"}, b"picture")

    web.pages |= {f"/{number}": page for number in range(40)}
    found = run(*(web.url(f"/{number}") for number in range(40)), budget=0.5)
    assert 4 <= sum(one.copy is not None for one in found) <= 16
    assert any(one.error and "all pictures together" in one.error.message for one in found)


def test_the_real_network_is_guarded_unless_told_otherwise() -> None:
    from publisher.fetch.addresses import is_public
    from publisher.fetch.net import MAX_BYTES, SECONDS, system_addresses

    net = Net()
    assert (net.resolve, net.allows) == (system_addresses, is_public)
    assert (net.max_bytes, net.seconds) == (MAX_BYTES, SECONDS) == (10_000_000, 10.0)
