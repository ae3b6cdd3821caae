"""The HTTP side: hooks in, status out.

POST /hooks/{provider}          a delivery: 202 recorded, 200 ignored, 4xx refused, 503 not recorded
POST /hooks/path/{secret}       the same, for senders that sign nothing
GET  /hooks/websub              a hub asks whether we subscribed
GET  /healthz /status /metrics  how we do
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from publisher.webhook.inbox import Inbox
from publisher.webhook.logs import log
from publisher.webhook.providers import PROVIDERS, Incoming, Malformed, Provider, Unsigned
from publisher.webhook.receive import Refused, Room, check_type, read_body
from publisher.webhook.recorder import Recorder, Unrecorded
from publisher.webhook.secrets import Secrets
from publisher.webhook.status import Metrics, as_json, look, page

_PLAIN = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


@dataclass
class Desk:
    """What the requests need: who may send, where it is recorded, and what is looked at."""

    secrets: Secrets
    branch: str
    topics: tuple[str, ...]
    recorder: Recorder
    inbox: Inbox
    healthy: Callable[[], bool] = lambda: True
    now: Callable[[], float] = time.time
    room: Room = field(default_factory=Room)

    def __post_init__(self) -> None:
        self.metrics = Metrics(self.inbox)


def make_app(
    desk: Desk, lifespan: Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]] | None = None
) -> Starlette:
    """The application."""

    async def hook(request: Request) -> Response:
        return await _hook(desk, request)

    async def intent(request: Request) -> Response:
        return _intent(desk, request.query_params)

    def seen(answer: Callable[[Desk, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return answer(desk, request)
            except sqlite3.Error as error:
                log.error("the inbox cannot be read", extra={"facts": {"reason": str(error)}})
                return _answer(503, "the inbox cannot be read")

        return endpoint

    return Starlette(
        routes=[
            Route("/hooks/websub", intent, methods=["GET"]),
            Route("/hooks/{provider}", hook, methods=["POST"]),
            Route("/hooks/{provider}/{key}", hook, methods=["POST"]),
            Route("/healthz", seen(_health), methods=["GET"]),
            Route("/status", seen(_status), methods=["GET"]),
            Route("/metrics", seen(_metrics), methods=["GET"]),
        ],
        lifespan=lifespan,
    )


async def _hook(desk: Desk, request: Request) -> Response:
    name = request.path_params["provider"]
    started = time.perf_counter()
    if name not in desk.secrets or ("key" in request.path_params) is not (name == "path"):
        return _answer(404, "there is no such hook")
    try:
        response = await _received(desk, request, PROVIDERS[name])
    except Refused as refusal:
        response = _answer(refusal.status, refusal.reason, close=True)
    except Unsigned as verdict:
        response = _answer(401, str(verdict))
    except Malformed as verdict:
        response = _answer(400, str(verdict))
    except Unrecorded as error:
        log.error("a delivery is not recorded", extra={"facts": {"provider": name, "reason": str(error)}})
        response = _answer(503, "not recorded: send it again")
        response.headers["retry-after"] = "30"
    desk.metrics.deliveries.labels(name, response.status_code).inc()
    desk.metrics.seconds.observe(time.perf_counter() - started)
    if response.status_code >= 400:
        facts = {
            "provider": name,
            "status": response.status_code,
            "reason": json.loads(bytes(response.body))["message"],
        }
        log.warning("a request is refused", extra={"facts": facts})
    return response


async def _received(desk: Desk, request: Request, provider: Provider) -> Response:
    check_type(request, provider)
    body = await read_body(request, provider, desk.room)
    incoming = _incoming(request, body, desk.now())
    provider.verify(incoming, desk.secrets[provider.name])
    delivery = provider.parse(incoming, desk.branch)
    if delivery.ignored:
        return _answer(200, f"ignored: {delivery.ignored}")
    new = await desk.recorder.record(provider.name, delivery, incoming.now)
    return _answer(202, "recorded" if new else "recorded before")


def _incoming(request: Request, body: bytes, now: float) -> Incoming:
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope.get("query_string", b"")
    target = raw.partition(b"?")[0] + (b"?" + query if query else b"")
    # Latin-1 is what ASGI's bytes mean, and cannot fail; a header given twice is joined (RFC 9110 §5.3).
    headers: dict[str, str] = {}
    for name, value in request.scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return Incoming(
        target=target.decode("latin-1"),
        headers=headers,
        body=body,
        now=now,
        method=request.method,
        key=request.path_params.get("key", ""),
    )


def _intent(desk: Desk, query: Mapping[str, str]) -> Response:
    """WebSub §5.3: the challenge echoed for a subscription of ours, 404 for any other; §5.2: a denial is noted."""
    mode, topic, challenge = (query.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge"))
    if mode == "denied" and topic in desk.topics:
        log.warning(
            "a hub denies a subscription", extra={"facts": {"topic": topic, "reason": query.get("hub.reason", "")}}
        )
        return PlainTextResponse("noted", headers=_PLAIN)
    wanted = (mode == "subscribe") if topic in desk.topics else (mode == "unsubscribe" and "websub" in desk.secrets)
    if not wanted or not challenge or "websub" not in desk.secrets:
        return _answer(404, "there is no such subscription")
    return PlainTextResponse(challenge, headers=_PLAIN)


def _health(desk: Desk, request: Request) -> Response:
    del request
    desk.inbox.waiting()
    return _answer(200, "ok") if desk.healthy() else _answer(503, "a thread has ended")


def _status(desk: Desk, request: Request) -> Response:
    status = look(desk.inbox)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(page(status), headers=_PLAIN)
    return JSONResponse(as_json(status), headers=_PLAIN)


def _metrics(desk: Desk, request: Request) -> Response:
    del request
    return Response(generate_latest(desk.metrics.registry), media_type=CONTENT_TYPE_LATEST, headers=_PLAIN)


def _answer(status: int, message: str, *, close: bool = False) -> Response:
    """A JSON answer; `close` ends the connection, whose body was not read to its end."""
    headers = _PLAIN | ({"connection": "close"} if close else {})
    return JSONResponse({"status": status, "message": message}, status_code=status, headers=headers)
