"""The one place where messages leave: bounded in time, in bytes read, in hops (none)."""

from __future__ import annotations

import httpx2

from publisher import USER_AGENT
from publisher.notify.message import Message, Outcome

SECONDS = 10.0
_WAIT = (408, 425, 429)
_LONGEST_WAIT = 86_400


def open_client() -> httpx2.Client:
    """An HTTP client that gives up after ten seconds and follows no redirect; to be closed."""
    return httpx2.Client(timeout=SECONDS, follow_redirects=False, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})


def send(client: httpx2.Client, message: Message) -> Outcome:
    """What came of one try. Never raises for what the other side or the network does.

    2xx is sent; 408, 425, 429, 5xx and silence are tried again, as late as Retry-After asks; anything else would only
    fail again.
    """
    try:
        headers = {"Content-Type": message.type}
        with client.stream("POST", message.url, content=message.body.encode(), headers=headers) as response:
            return judged(response.status_code, response.headers.get("Retry-After", ""))
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        return Outcome(state="failed", detail=f"not an address to send to: {error}")
    except httpx2.HTTPError as error:
        return Outcome(state="waiting", detail=f"{type(error).__name__}: {error}")


def judged(status: int, retry_after: str = "") -> Outcome:
    """What an answer means."""
    if 200 <= status < 300:
        return Outcome(state="sent", detail=str(status))
    if status in _WAIT or status >= 500:
        return Outcome(state="waiting", detail=str(status), after=_seconds(retry_after))
    hint = "; name the address it redirects to" if 300 <= status < 400 else ""
    return Outcome(state="failed", detail=f"{status}{hint}")


def _seconds(retry_after: str) -> float:
    """Retry-After in seconds (RFC 9110 §10.2.3); 0 for a date, which our own delay stands in for."""
    text = retry_after.strip()
    return float(min(int(text), _LONGEST_WAIT)) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0
