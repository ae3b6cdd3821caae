"""How the service does, for people, programs and Prometheus."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jinja2
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from publisher.resources import templates_dir
from publisher.webhook.inbox import Build, Inbox, Waiting

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One look: the last build, the last one published, what waits."""

    last: Build | None
    done: Build | None
    waiting: Waiting | None
    counts: dict[str, int]


def look(inbox: Inbox) -> Status:
    """The state of the inbox and the outbox now."""
    return Status(last=inbox.last_build(), done=inbox.last_done(), waiting=inbox.waiting(), counts=inbox.counts())


def as_json(status: Status) -> dict[str, Any]:
    """The status as plain values, times in ISO 8601."""
    waiting = status.waiting
    return {
        "schema": 1,
        "last_build": _build(status.last),
        "last_published": _build(status.done),
        "waiting": waiting.count if waiting else 0,
        "waiting_since": _moment(waiting.first) if waiting else None,
        "outbox": {name.removeprefix("outbox_"): number for name, number in status.counts.items() if "_" in name},
    }


def _build(build: Build | None) -> dict[str, Any] | None:
    if build is None:
        return None
    table = asdict(build)
    report = json.loads(build.report) if build.report else None
    times = {name: _moment(table[name]) for name in ("started", "ended")}
    again = _moment(build.not_before) if build.state == "waiting" else None
    shown = {name: table[name] for name in ("id", "state", "revision", "attempts", "error")}
    return shown | times | {"again_at": again, "report": report}


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def page(status: Status) -> str:
    """The status as an HTML page."""
    return _template().render(as_json(status))


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(str(templates_dir() / "pages"))
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined).get_template(
        "status.html"
    )


class Metrics:
    """What Prometheus is told: counted here since the start, and read from the inbox when asked."""

    def __init__(self, inbox: Inbox) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self.deliveries = Counter(
            "publisher_deliveries",
            "Requests to the hooks, by their answer",
            ["provider", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "publisher_acknowledge_seconds",
            "From a request's head to its answer",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.registry.register(_InboxCollector(inbox))


class _InboxCollector(Collector):
    """Gauges that are read from the file at every scrape."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def collect(self) -> Iterable[Metric]:
        """The gauges."""
        status = look(self._inbox)
        values = {
            "publisher_waiting_deliveries": status.waiting.count if status.waiting else 0,
            "publisher_last_published_timestamp_seconds": (status.done.ended or 0.0) if status.done else 0.0,
            "publisher_failed_attempts": status.last.attempts if status.last and status.last.error else 0,
            **{f"publisher_{name}": number for name, number in status.counts.items()},
        }
        for name, value in values.items():
            yield GaugeMetricFamily(name, name.removeprefix("publisher_").replace("_", " "), value=float(value))
