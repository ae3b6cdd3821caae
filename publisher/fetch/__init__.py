"""Pictures on other hosts, brought here: the only room that asks the web for anything but to tell it something.

    URLs ──list of hosts──▶ Target ──resolve once, public addresses alone──▶ connection ──GET──▶ bytes ──check──▶ Copy
      └─ a copy of less than a day, or no network: the copy as it is

`fetch_pictures` does it all; copies lie in the user's cache folder by their SHA-256, so that a build without network
draws the same cards. Whoever calls gives the network (`Net`), the clock, and the check that bytes are a picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.fetch.hosts import Allowed, FetchError, allowed_hosts, is_listed, shown
    from publisher.fetch.net import Net
    from publisher.fetch.pictures import Fetcher, Outcome, fetch_pictures
    from publisher.fetch.store import Store

__all__ = [
    "Allowed",
    "FetchError",
    "Fetcher",
    "Net",
    "Outcome",
    "Store",
    "allowed_hosts",
    "fetch_pictures",
    "is_listed",
    "shown",
]

__getattr__ = exports(
    __name__,
    {
        "hosts": ("Allowed", "FetchError", "allowed_hosts", "is_listed", "shown"),
        "net": ("Net",),
        "pictures": ("Fetcher", "Outcome", "fetch_pictures"),
        "store": ("Store",),
    },
)
