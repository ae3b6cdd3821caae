"""pull, run, build, deploy: what is done for the deliveries that wait; `notify` is the outbox's.

Each step may fail without harm: what was published before stays up until the build's own publish, which is atomic.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from publisher.config import NotifySettings, WebhookSettings
from publisher.manifest import NAME
from publisher.notify import Message, indexnow_messages, ping_messages
from publisher.publish import write_file
from publisher.webhook.command import StepFailed, Surroundings, run
from publisher.webhook.git import pull


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where the service works and what it is told to do; `home` is the folder of its configuration.

    `fetch` are the hosts that builds may fetch pictures from; what the repository says of that has no say.
    """

    home: Path
    webhook: WebhookSettings
    notify: NotifySettings
    fetch: tuple[str, ...] = ()

    @property
    def state(self) -> Path:
        """The folder of the inbox, the lock, the checkout and the cache."""
        return self.home / self.webhook.state

    @property
    def checkout(self) -> Path:
        """What is pulled; the service's own folder when nothing is."""
        return self.state / "checkout" if self.webhook.remote else self.home

    @property
    def site(self) -> Path:
        """The site's folder in what is pulled."""
        return self.checkout / self.webhook.site

    @property
    def out(self) -> Path | None:
        """Where to publish; None leaves it to the site's generator."""
        return self.home / self.webhook.out if self.webhook.out else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A build that was published: `told` and `messages` are for the outbox, `report` is JSON."""

    revision: str
    report: str
    told: Mapping[str, str]
    messages: tuple[Message, ...]


def carry_out(shop: Workshop, around: Surroundings, told: Mapping[str, str], now: datetime) -> Result:
    """Run every step. Raises StepFailed for the first that fails, and Stopped."""
    settings = shop.webhook
    revision = pull(settings.remote, settings.branch, shop.checkout, around) if settings.remote else ""
    if not shop.site.resolve().is_relative_to(shop.checkout.resolve()) or not shop.site.is_dir():
        raise StepFailed("pull", f"there is no folder {settings.site!r} in what was pulled")
    if settings.run:
        run("run", settings.run, around, cwd=shop.site, more=_names(shop, revision))
    built = _build(shop, around, now)
    deployed = _deployed(shop, built, revision)
    if settings.deploy and (settings.run or told.get("deployed") != deployed):
        run("deploy", settings.deploy, around, cwd=shop.home, more=_names(shop, revision, built["out"]))
    pages, feeds = built["pages"], built["feeds"]
    return Result(
        revision=revision,
        report=json.dumps(built["report"], ensure_ascii=False),
        told={"deployed": deployed, **_named("feed", feeds), **_named("page", pages)},
        messages=messages(shop.notify, built["home"], told, feeds, pages),
    )


def messages(
    notify: NotifySettings, home: str, told: Mapping[str, str], feeds: Mapping[str, str], pages: Mapping[str, str]
) -> tuple[Message, ...]:
    """What to say: a ping for each feed that differs from what was told, the pages that are new, changed or gone.

    A service that has told of no page yet does not announce all that were there before it.
    """
    changed = [url for url, digest in feeds.items() if told.get(f"feed {url}") != digest]
    pings = ping_messages(notify.hubs, changed)
    before = {name.removeprefix("page "): digest for name, digest in told.items() if name.startswith("page ")}
    if not notify.indexnow or not before:
        return pings
    urls = [url for url in {**before, **pages} if before.get(url) != pages.get(url)]
    return (*pings, *indexnow_messages(notify.indexnow, notify.indexnow_key, home, urls))


def _named(kind: str, digests: Mapping[str, str]) -> dict[str, str]:
    return {f"{kind} {url}": digest for url, digest in digests.items()}


def _names(shop: Workshop, revision: str, out: str = "") -> dict[str, str]:
    """What commands are told by their environment."""
    where = out or str(shop.out or "")
    return {"PUBLISHER_REVISION": revision, "PUBLISHER_OUT": where, "PUBLISHER_CHECKOUT": str(shop.checkout)}


def _build(shop: Workshop, around: Surroundings, now: datetime) -> dict[str, Any]:
    request, result = shop.state / "request.json", shop.state / "result.json"
    result.unlink(missing_ok=True)
    wanted = {
        "root": str(shop.site),
        "out": str(shop.out) if shop.out else "",
        "cache": str(shop.state / "cache"),
        "now": now.isoformat(),
        "environ": {name: value for name, value in around.environ.items() if name.startswith(_SETTINGS)},
        "flags": {
            "feeds.hubs": list(shop.notify.hubs) or None,
            "notify.indexnow_key": shop.notify.indexnow_key or None,
            "cards.fetch": list(shop.fetch),
        },
    }
    write_file(request, json.dumps(wanted).encode())
    # -P: nothing in the working folder can stand in for a module.
    command = [sys.executable, "-P", "-m", "publisher.webhook.building", str(request), str(result)]
    try:
        # Each of glibc's arenas, one a thread, takes 64 MiB of the address space that `memory` bounds.
        more = {"MALLOC_ARENA_MAX": "2"}
        run("build", command, around, cwd=shop.home, memory=shop.webhook.memory, more=more)
    except StepFailed as failure:
        raise StepFailed("build", _reason(result) or failure.reason) from failure
    built: dict[str, Any] = json.loads(result.read_bytes())
    return built


_SETTINGS = ("PUBLISHER_SITE_", "PUBLISHER_FEEDS_", "PUBLISHER_CARDS_")


def _reason(result: Path) -> str:
    """Why nothing was built, in the build's own words if it came to say so."""
    try:
        return str(json.loads(result.read_bytes()).get("error", ""))
    except (OSError, ValueError):
        return ""


def _deployed(shop: Workshop, built: Mapping[str, Any], revision: str) -> str:
    """What deploying this would bring: the same digest, nothing new."""
    manifest = Path(built["out"]) / NAME
    data = manifest.read_bytes() if manifest.is_file() else b""
    return hashlib.sha256(
        b"\0".join([data, revision.encode(), *(word.encode() for word in shop.webhook.deploy)])
    ).hexdigest()
