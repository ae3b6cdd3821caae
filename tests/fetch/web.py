"""A web on loopback: HTTPS and HTTP servers that say what a test has them say, and a network that leads to them."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

from publisher.fetch import Net

Page = Callable[[BaseHTTPRequestHandler], None]

NAMES = ("pictures.example", "*.cdn.example", "other.example", "localhost")


@dataclass
class Web:
    """Every host of it is this server; `asked` has (host, path) of each request, `headers` its fields.

    `resolved` are the names that were asked for, `named` those that TLS was for.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    named: list[str | None] = field(default_factory=list)
    secure: int = 0
    plain: int = 0

    def put(self, path: str, data: bytes, kind: str = "image/png", status: int = 200, **more: str) -> None:
        """Answer for a path with those bytes."""

        def page(handler: BaseHTTPRequestHandler) -> None:
            fields = {"Content-Type": kind, "Content-Length": str(len(data))}
            answer(handler, status, fields | {name.replace("_", "-"): value for name, value in more.items()}, data)

        self.pages[path] = page

    def move(self, path: str, location: str, status: int = 302) -> None:
        """Send whoever asks for a path elsewhere."""
        self.put(path, b"", status=status, Location=location)

    def clear(self) -> None:
        """Forget all pages, and what was asked."""
        for state in (self.pages, self.asked, self.headers, self.resolved, self.named):
            state.clear()

    def net(self, **changes: object) -> Net:
        """A network in which every name is this machine's loopback address, and that address may be reached."""

        def resolve(host: str, port: int) -> list[str]:
            del port
            self.resolved.append(host)
            return ["127.0.0.1"]

        wanted = {"resolve": resolve, "allows": lambda _: True, "tls": trusting, "seconds": 5.0} | changes
        return Net(**wanted)  # type: ignore[arg-type]

    def url(self, path: str, host: str = "pictures.example") -> str:
        """The address of a path on the HTTPS server."""
        return f"https://{host}:{self.secure}{path}"

    def listed(self, host: str = "pictures.example") -> str:
        """How the list of hosts names the HTTPS server."""
        return f"{host}:{self.secure}"


def answer(handler: BaseHTTPRequestHandler, status: int, fields: Mapping[str, str], data: bytes = b"") -> None:
    """Send an answer with just those fields."""
    handler.send_response_only(status)
    for name, value in fields.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


@cache
def authority() -> trustme.CA:
    """Who signs this web's certificates."""
    return trustme.CA()


def trusting() -> ssl.SSLContext:
    """TLS that trusts this web, and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority().configure_trust(context)
    return context


@contextmanager
def serving() -> Iterator[Web]:
    """A web, gone afterwards."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append((self.headers.get("Host", ""), self.path))
            web.headers.append(dict(self.headers))
            self.close_connection = True
            page = web.pages.get(self.path)
            if page:
                page(self)
            else:
                answer(self, 404, {"Content-Length": "0"})

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that leaves is no error here."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(*NAMES).configure_cert(context)
    context.sni_callback = lambda _socket, name, _context: web.named.append(name)
    servers = [Server(("127.0.0.1", 0), Handler) for _ in range(2)]
    servers[0].socket = context.wrap_socket(servers[0].socket, server_side=True, do_handshake_on_connect=False)
    web.secure, web.plain = (server.server_port for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield web
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()
