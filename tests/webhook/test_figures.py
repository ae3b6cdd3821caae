"""The figures that the webhook is judged by; see tests/webhook/figures.py for how to run them at full length."""

from __future__ import annotations

import collections
import json
import random
import socket
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from publisher.publish import read_manifest
from tests.webhook.figures import FULL, scaled, show
from tests.webhook.load import Load, Result, memory
from tests.webhook.world import Blog, Hub, Service, configuration, hub_running, serving, until

pytestmark = pytest.mark.long


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def builds(service: Service) -> list[tuple[str, int]]:
    """Revision and files written of each build that is done."""
    with closing(sqlite3.connect(service.home / ".publisher-webhook" / "inbox.sqlite3")) as db:
        rows = db.execute("SELECT revision, report FROM build WHERE state='done' ORDER BY id").fetchall()
    return [(revision, json.loads(report)["files_written"]) for revision, report in rows]


def unbuilt(service: Service, names: list[str]) -> list[str]:
    """Those of the deliveries that no build answered."""
    with closing(sqlite3.connect(service.home / ".publisher-webhook" / "inbox.sqlite3")) as db:
        built = {row[0] for row in db.execute("SELECT delivery FROM inbox WHERE build IS NOT NULL")}
    return [name for name in names if name not in built]


def drained(service: Service, revision: str) -> bool:
    status = service.status()
    return status["waiting"] == 0 and status["outbox"]["waiting"] == 0 and service.published(revision)


def test_no_acknowledged_delivery_is_lost_and_no_revision_published_twice(tmp_path: Path) -> None:
    """Deliveries, pushes and SIGKILLs at once; a kill may come at any moment of a request, a build or a publish."""
    deliveries, kills = scaled(10_000, 300), scaled(100, 4)
    blog, port, chance, hub = Blog.make(tmp_path / "git"), free_port(), random.Random(7), Hub()
    toml_of = {"port": port, "quiet_ms": 100, "most_ms": 500, "reconcile": 5}
    result: list[Result] = []
    with (
        hub_running(hub),
        serving(tmp_path / "home", configuration(blog, notify={"hubs": [hub.url]}, **toml_of)) as service,
    ):
        sender = threading.Thread(
            target=lambda: result.append(Load(port).run(count=deliveries, rate=deliveries / (kills * 2.2)))
        )
        sender.start()
        revision, pushes = "", 0
        for number in range(kills):
            day = str(date(2026, 2, 1) + timedelta(days=number))  # each the newest, so that each changes the feeds
            blog.write(f"{day}-kill.md", f"{number}回目の停電", day=day)
            revision, pushes = blog.push(), pushes + 1
            time.sleep(chance.uniform(0.1, 3.0))
            service.kill()
            service.start()
        sender.join()
        until(lambda: drained(service, revision), 120)
        acknowledged = result[0].acknowledged
        lost = unbuilt(service, acknowledged)
        done = builds(service)
        wrote = collections.Counter(revision for revision, files in done if files)
        generation = read_manifest(service.out).generation
        sent = service.status()["outbox"]["sent"]
        show(
            "kill -9",
            deliveries=deliveries,
            acknowledged=len(acknowledged),
            kills=kills,
            lost=len(lost),
            builds=len(done),
            pushes=pushes,
            publishes=generation,
            revisions_published_twice=sum(count > 1 for count in wrote.values()),
            pings=len(hub.pings),
            pings_recorded=sent,
        )
        assert lost == []
        assert len(acknowledged) > deliveries * 0.2
        assert max(wrote.values()) == 1
        assert generation <= pushes + 1
        assert f"{kills - 1}回目の停電" in (service.out / "feed.json").read_text(encoding="utf-8")
        assert sent <= len(hub.pings) <= sent + kills


def test_a_burst_is_three_builds_at_most_and_the_last_push_is_out(tmp_path: Path) -> None:
    seconds, rate = scaled(10, 3), 100
    blog = Blog.make(tmp_path / "git")
    with serving(tmp_path / "home", configuration(blog, quiet_ms=1500, most_ms=10_000)) as service:
        result: list[Result] = []
        load = threading.Thread(target=lambda: result.append(Load(service.port).run(count=rate * seconds, rate=rate)))
        load.start()
        revision = ""
        for number in range(seconds):
            blog.write(f"2026-01-21-burst-{number}.md", f"{number}番目の波", day="2026-01-21")
            revision = blog.push()
            time.sleep(0.8)
        load.join()
        service.push_event("the last")
        until(lambda: drained(service, revision), 60)
        done = builds(service)
        show("burst", deliveries=rate * seconds, seconds=seconds, answers=dict(result[0].statuses), builds=len(done))
        assert result[0].statuses == {202: rate * seconds}
        assert len(done) <= 3
        assert f"{seconds - 1}番目の波" in (service.out / "atom.xml").read_text(encoding="utf-8")


def test_acknowledging_is_fast(tmp_path: Path) -> None:
    count = scaled(10_000, 1_000)
    with serving(tmp_path / "home", configuration(None, quiet_ms=60_000, most_ms=600_000)) as service:
        Load(service.port, "warm").run(count=200, rate=500)
        result = Load(service.port).run(count=count, rate=500)
        peak = memory(service, "VmHWM")
        show(
            "acknowledge at 500/s",
            deliveries=count,
            p50=f"{result.percentile(0.5):.1f} ms",
            p99=f"{result.percentile(0.99):.1f} ms",
            most=f"{max(result.seconds) * 1000:.1f} ms",
            peak_memory=f"{peak:.0f} MiB",
        )
        assert result.statuses == {202: count}
        assert service.status()["waiting"] == count + 200
        assert peak < 150
        assert result.percentile(0.99) < (50 if FULL else 500)
