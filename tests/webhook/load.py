"""Deliveries at a rate, from one process to the service on this machine; bounded in number, and it ends by itself."""

from __future__ import annotations

import asyncio
import collections
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.webhook.world import Service, signed

_CONNECTIONS = 16


@dataclass
class Result:
    """Answers by status, the seconds each took, and the ids that were acknowledged (202)."""

    statuses: dict[int, int] = field(default_factory=collections.Counter)
    seconds: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def percentile(self, part: float) -> float:
        """Milliseconds below which that part of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(part * len(self.seconds)))] * 1000


@dataclass
class Load:
    """A sender: `prefix` begins its deliveries' ids. A lost connection is no answer, and is not counted as one."""

    port: int
    prefix: str = "d"

    def run(self, *, count: int, rate: float) -> Result:
        """Send so many, so many a second, over a few kept connections."""
        return asyncio.run(self._run(count, rate))

    async def _run(self, count: int, rate: float) -> Result:
        result = Result()
        numbers = iter(range(count))
        started = time.perf_counter()
        await asyncio.gather(*(self._sender(numbers, started, rate, result) for _ in range(_CONNECTIONS)))
        return result

    async def _sender(
        self, numbers: collections.abc.Iterator[int], started: float, rate: float, result: Result
    ) -> None:
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        for number in numbers:
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            try:
                if streams is None:
                    streams = await asyncio.open_connection("127.0.0.1", self.port)
                await self._send(f"{self.prefix}-{number}", *streams, result)
            except (OSError, EOFError, asyncio.IncompleteReadError):
                if streams:
                    streams[1].close()
                streams = None
                result.statuses[0] = result.statuses.get(0, 0) + 1
        if streams:
            streams[1].close()

    async def _send(
        self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, result: Result
    ) -> None:
        body = json.dumps({"ref": "refs/heads/main", "head_commit": {"message": "記事" * 200}}).encode()
        headers = signed(body) | {"X_GitHub_Delivery": name, "Content_Length": str(len(body)), "Host": "hook.example"}
        lines = [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
        sent = time.perf_counter()
        writer.write("\r\n".join(["POST /hooks/github HTTP/1.1", *lines, "", ""]).encode() + body)
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:] if b": " in line)
        await reader.readexactly(int(fields[b"content-length"]))
        status = int(head.split(b" ", 2)[1])
        result.seconds.append(time.perf_counter() - sent)
        result.statuses[status] = result.statuses.get(status, 0) + 1
        if status == 202:
            result.acknowledged.append(name)


def memory(service: Service, what: str = "VmRSS") -> float:
    """The service's memory in MiB, now or (VmHWM) at its most."""
    assert service.process
    lines = Path(f"/proc/{service.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))
