"""The service: HTTP in the main thread, and a thread each for recording, building and telling."""

from __future__ import annotations

import random
import signal
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from publisher.config import load_settings
from publisher.errors import PublisherError, UsageError
from publisher.notify import open_client
from publisher.notify.indexnow import check_key
from publisher.webhook.app import Desk, make_app
from publisher.webhook.command import Surroundings
from publisher.webhook.git import check_remote
from publisher.webhook.inbox import opened
from publisher.webhook.lock import sole
from publisher.webhook.logs import log, start_logging
from publisher.webhook.protocol import BoundedProtocol
from publisher.webhook.recorder import Recorder
from publisher.webhook.secrets import Secrets, read_secrets
from publisher.webhook.sender import SenderThread, send_next
from publisher.webhook.steps import Workshop
from publisher.webhook.worker import Worker, WorkerThread

GRACE = 20.0  # seconds that a running build may take to finish when we are asked to end
_CONNECTIONS = 600


def workshop(home: Path, environ: Mapping[str, str]) -> Workshop:
    """The service as configured in `home`. Raises UsageError."""
    settings = load_settings(home, environ=environ)
    webhook, notify = settings.webhook, settings.notify
    if webhook.remote:
        check_remote(webhook.remote, webhook.branch)
    if Path(webhook.site).is_absolute() or ".." in Path(webhook.site).parts:
        raise UsageError(f"'site' in [webhook] leads out of what is pulled: {webhook.site!r}", "a folder inside it")
    if notify.indexnow:
        check_key(notify.indexnow_key)
    for url in (*notify.hubs, *filter(None, [notify.indexnow])):
        if not url.startswith(("https://", "http://")):
            raise UsageError(f"[notify] names no web address: {url!r}", "https://...")
    return Workshop(home=home.absolute(), webhook=webhook, notify=notify, fetch=settings.cards.fetch)


def inbox_path(shop: Workshop) -> Path:
    """The inbox's file."""
    return shop.state / "inbox.sqlite3"


def serve(home: Path, environ: Mapping[str, str]) -> int:
    """Serve until told to end (SIGTERM, SIGINT); the exit code. Raises UsageError, PublisherError."""
    shop = workshop(home, environ)
    secrets = read_secrets(environ, shop.webhook.topics)
    start_logging()
    listening = _listen(shop.webhook.host, shop.webhook.port)
    with opened(inbox_path(shop)) as inbox:
        worker = WorkerThread(shop, dict(environ))
        recorder, sender = Recorder(inbox_path(shop), worker.wake.set), SenderThread(inbox_path(shop))
        threads = (recorder, worker, sender)
        desk = Desk(
            secrets=secrets,
            branch=shop.webhook.branch,
            topics=shop.webhook.topics,
            recorder=recorder,
            inbox=inbox,
            healthy=lambda: all(thread.is_alive() for thread in threads),
        )

        @asynccontextmanager
        async def lifespan(app: Starlette) -> AsyncIterator[None]:
            del app
            for thread in threads:
                thread.start()
            yield
            recorder.stop()
            sender.stop()
            worker.stop(GRACE)

        _announce(listening, shop, secrets)
        return _run(make_app(desk, lifespan), listening)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
        # Connections inherit it. An answer is two writes, and without it the second waits 40 ms for the first's ACK.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}", "host and port in [webhook]") from error
    return listening


def _announce(listening: socket.socket, shop: Workshop, secrets: Secrets) -> None:
    host, port = listening.getsockname()[:2]
    facts = {"address": f"http://{host}:{port}", "home": str(shop.home), "hooks": sorted(secrets)}
    log.info("serving", extra={"facts": facts})


def _run(app: Starlette, listening: socket.socket) -> int:
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
    )
    server = uvicorn.Server(config)
    # uvicorn raises the signal again when it has shut down, which would end us as if killed.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    server.run(sockets=[listening])
    log.info("ended")
    return 0 if server.started else 1


def drain(home: Path, environ: Mapping[str, str], *, wait: float = 30.0) -> bool:
    """Build what waits or what the remote has anew, send the outbox once, and return whether all went well.

    Raises PublisherError when another worker holds the lock for over `wait` seconds.
    """
    shop = workshop(home, environ)
    start_logging()
    until = time.monotonic() + wait
    with sole(shop.state / "worker.lock", lambda: time.monotonic() < until) as lock:
        if lock is None:
            raise PublisherError("another worker is at work in this folder", "stop that service, or leave it to it")
        with opened(inbox_path(shop)) as inbox:
            around = Surroundings(environ=environ, seconds=shop.webhook.timeout, lock=lock)
            worker = Worker(shop, inbox, around)
            inbox.hand_back()
            worker.reconcile()
            due = inbox.waiting() is not None or inbox.unfinished() is not None or not shop.webhook.remote
            built = worker.build() if due else True
            with open_client() as client:
                while send_next(inbox, client, time.time(), random.SystemRandom()):
                    pass
            return built and not inbox.counts()["outbox_waiting"]
