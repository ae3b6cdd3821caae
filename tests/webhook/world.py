"""The world around the service, real: a bare git repository, the service as a process, a WebSub hub."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

from tests.pipeline.sites import jekyll_site, post

_Seen = TypeVar("_Seen")

SECRET = "a-secret-that-only-the-test-knows"
ROOT = Path(__file__).parents[2]


def git(*arguments: object, cwd: Path) -> str:
    """What git prints; its configuration and its clock are the test's own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ["-c", "user.name=編集室", "-c", "user.email=desk@tide.example", "-c", "init.defaultBranch=main"]
    command = ["git", *who, *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


@dataclass
class Blog:
    """A site in a clone, and the bare repository that it is pushed to."""

    clone: Path
    bare: Path

    @classmethod
    def make(cls, folder: Path, posts: int = 2) -> Blog:
        """A Jekyll blog of some posts, pushed."""
        bare, clone = folder / "blog.git", folder / "clone"
        bare.mkdir(parents=True)
        git("init", "--quiet", "--bare", ".", cwd=bare)
        git("clone", "--quiet", bare, clone, cwd=folder)
        jekyll_site(clone, posts)
        blog = cls(clone, bare)
        blog.push()
        return blog

    def write(self, name: str, title: str, **more: str) -> None:
        """Write a post of that file name."""
        (self.clone / "_posts" / name).write_text(post(title, **more), encoding="utf-8")

    def push(self) -> str:
        """The commit that is now the branch's."""
        git("add", "--all", cwd=self.clone)
        git("commit", "--quiet", "--allow-empty", "-m", "記事", cwd=self.clone)
        git("push", "--quiet", "origin", "HEAD:main", cwd=self.clone)
        return git("rev-parse", "HEAD", cwd=self.clone)


def configuration(blog: Blog | None, **webhook: object) -> str:
    """A publisher.toml for the service."""
    values: dict[str, object] = {"port": 0, "quiet_ms": 200, "most_ms": 2000, "reconcile": 0} | webhook
    notify = values.pop("notify", {})
    if blog:
        values["remote"] = str(blog.bare)
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    assert isinstance(notify, dict)
    more = [f"{key} = {json.dumps(value)}" for key, value in notify.items()]
    return "\n".join(["[webhook]", *lines, "[notify]", *more, ""])


@dataclass
class Service:
    """`publisher webhook` as a process of its own, in a folder of its own."""

    home: Path
    environ: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    port: int = 0

    @property
    def out(self) -> Path:
        return self.home / "public"

    @property
    def log(self) -> str:
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def command(self, *arguments: object) -> list[str]:
        code = "from publisher.cli import main; main()"
        return [sys.executable, "-c", code, "webhook", "--home", str(self.home), *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        own = {"PUBLISHER_SECRET_GITHUB": SECRET, "PYTHONPATH": str(ROOT), "TZ": "UTC"}
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PUBLISHER_", "GIT_"))}
        return plain | own | self.environ

    def start(self) -> None:
        """Start it, and return when it answers."""
        with (self.home / "log").open("ab") as log:
            before = log.tell()
            self.process = subprocess.Popen(self.command(), env=self.environment(), stdout=log, stderr=log)
        self.port = int(until(lambda: self._address(before)))
        until(lambda: self.get("/healthz")[0] == 200)

    def _address(self, before: int) -> str:
        assert self.process
        assert self.process.poll() is None, self.log
        text = (self.home / "log").read_bytes()[before:].decode()
        found = re.search(r'"address": "http://127\.0\.0\.1:(\d+)"', text)
        return found[1] if found else ""

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal and return the exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    def once(self) -> subprocess.CompletedProcess[str]:
        """`publisher webhook --once`, finished."""
        return self.call("--once")

    def call(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Another command of the same home, finished."""
        return subprocess.run(
            self.command(*arguments), env=self.environment(), capture_output=True, text=True, check=False, timeout=120
        )

    def request(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> tuple[int, bytes]:
        """Status and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        try:
            return self.request("GET", path, **headers)
        except OSError:
            return 0, b""

    def status(self) -> dict[str, Any]:
        """`/status` as JSON."""
        answer: dict[str, Any] = json.loads(self.get("/status")[1])
        return answer

    def push_event(self, delivery: str, **fields: object) -> tuple[int, bytes]:
        """A delivery as GitHub signs it."""
        body = json.dumps({"ref": "refs/heads/main"} | fields).encode()
        return self.request("POST", "/hooks/github", body, **signed(body) | {"X_GitHub_Delivery": delivery})

    def published(self, revision: str) -> bool:
        """True when that revision is what was last built."""
        done = self.status()["last_published"]
        return bool(done) and done["revision"] == revision


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """GitHub's headers of a push."""
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "Content_Type": "application/json",
        "X_GitHub_Event": "push",
        "X_Hub_Signature_256": f"sha256={mac}",
    }


@contextmanager
def serving(home: Path, toml: str, *, start: bool = True, environ: dict[str, str] | None = None) -> Iterator[Service]:
    """A service that is ended at the end of the block, whatever happens in it."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "publisher.toml").write_text(toml, encoding="utf-8")
    service = Service(home, environ or {})
    try:
        if start:
            service.start()
        yield service
    finally:
        if service.process and service.process.poll() is None:
            service.kill()


def until(look: Callable[[], _Seen], seconds: float = 30.0) -> _Seen:
    """The first true thing that `look` gives; a failure when that takes too long."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


@dataclass
class Hub:
    """A WebSub hub: it takes subscriptions (asking the subscriber first), fetches what it is pinged for, and brings it.

    `feeds` gives the bytes of a topic. `failing` answers to pings come first, as statuses.
    """

    feeds: Callable[[str], bytes] = lambda _topic: b"<feed/>"
    failing: list[int] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    subscribers: dict[str, tuple[str, str]] = field(default_factory=dict)
    delivered: list[int] = field(default_factory=list)
    url: str = ""

    def take(self, fields: dict[str, str]) -> int:
        """The answer to a form."""
        if self.failing:
            return self.failing.pop(0)
        if fields.get("hub.mode") == "publish":
            self.pings.append(fields["hub.url"])
            threading.Thread(target=self.bring, args=(fields["hub.url"],)).start()
            return 204
        threading.Thread(target=self.verify, args=(fields,)).start()
        return 202

    def verify(self, fields: dict[str, str]) -> None:
        """Ask the subscriber whether it meant it (WebSub §5.3)."""
        asked = {"hub.mode": "subscribe", "hub.topic": fields["hub.topic"], "hub.challenge": "zh4f-n0nce"}
        status, body = call("GET", fields["hub.callback"], query=asked)
        if status == 200 and body == b"zh4f-n0nce":
            self.subscribers[fields["hub.topic"]] = (fields["hub.callback"], fields.get("hub.secret", ""))

    def bring(self, topic: str) -> None:
        """The feed to its subscriber, signed (WebSub §7)."""
        if topic in self.subscribers:
            callback, secret = self.subscribers[topic]
            body = self.feeds(topic)
            mac = hmac.new(secret.encode(), body, hashlib.sha512).hexdigest()
            headers = {"Content-Type": "application/atom+xml", "X-Hub-Signature": f"sha512={mac}"}
            self.delivered.append(call("POST", callback, body=body, headers=headers)[0])


def call(
    method: str,
    url: str,
    *,
    query: dict[str, str] | None = None,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    """An HTTP request on this machine."""
    import httpx2

    response = httpx2.request(method, url, params=query, content=body, headers=headers, timeout=10)
    return response.status_code, response.content


@contextmanager
def hub_running(hub: Hub) -> Iterator[Hub]:
    """A hub that listens on this machine; JSON sent to it counts as an IndexNow notice."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers["Content-Type"].startswith("application/json"):
                hub.notices.append(json.loads(body))
                status = 202
            else:
                status = hub.take({name: values[0] for name, values in parse_qs(body.decode()).items()})
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
