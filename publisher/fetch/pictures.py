"""Many pictures: each looked up among the copies, asked for where that is called for, at most four at a time."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from datetime import datetime, timedelta
from ssl import SSLContext

from publisher.fetch.get import check_allowed, get
from publisher.fetch.hosts import Allowed, FetchError, target_of
from publisher.fetch.net import Deadline, Net, TooSlowError
from publisher.fetch.store import Copy, Store
from publisher.lazy import dataclass

FRESH = timedelta(days=1)  # for so long a copy is used without asking for it again
RETRY = timedelta(hours=1)  # and so long a build that finds nothing else changed waits after a failure

_LANES = 4
_PATIENCE = 2  # failures to reach a host, after which the rest of a lane does not try

Check = Callable[[bytes], None]
"""Raises FetchError for bytes that cannot be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one address: its copy, or None; why it could not be had anew, or None; when to look again.

    Both are there when an older copy stands in. Neither is when there is no copy and no network was given.
    """

    copy: Copy | None = None
    error: FetchError | None = None
    again: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Everything that all fetches of a build share.

    Without `net` nothing is asked for: there are the copies, and no more. `force` asks for fresh ones too.
    """

    store: Store
    allowed: Sequence[Allowed]
    check: Check
    now: datetime
    net: Net | None
    force: bool = False


def fetch_pictures(urls: Iterable[str], fetcher: Fetcher) -> dict[str, Outcome]:
    """What came of each address, in their order. The same answers give the same outcomes, however fast they come."""
    wanted = sorted(set(urls))
    outcomes = {url: _standing(url, fetcher) for url in wanted}
    stale = [url for url, outcome in outcomes.items() if outcome.error is None and outcome.again <= fetcher.now]
    if stale and fetcher.net is not None:
        outcomes |= _ask_all(stale, {url: outcomes[url].copy for url in stale}, fetcher, fetcher.net)
        fetcher.store.clear(wanted, fetcher.now)
    return outcomes


def _standing(url: str, fetcher: Fetcher) -> Outcome:
    """What there is before anything is asked for; its `again` has come when that is to be done."""
    now = fetcher.now
    try:
        check_allowed(target_of(url), fetcher.allowed)
    except FetchError as error:
        return Outcome(error=error, again=now + FRESH)
    copy = fetcher.store.look_up(url)
    if copy is None or fetcher.force or not now - FRESH < copy.checked <= now:
        return Outcome(copy=copy, again=now)
    return Outcome(copy=copy, again=copy.checked + FRESH)


def _ask_all(urls: Sequence[str], copies: Mapping[str, Copy | None], fetcher: Fetcher, net: Net) -> dict[str, Outcome]:
    """Every address asked for. Which of them share a lane is fixed, so that none depends on how fast another is."""
    lanes = [urls[first::_LANES] for first in range(min(_LANES, len(urls)))]
    lane = _Lane(fetcher=fetcher, net=net, copies=copies, trust=net.tls(), until=Deadline.after(net.budget))
    with ThreadPoolExecutor(len(lanes), thread_name_prefix="fetch") as pool:
        try:
            return {url: outcome for part in pool.map(lane.run, lanes) for url, outcome in part.items()}
        finally:
            lane.ending.set()  # an interrupt does not wait for the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """Addresses asked for one after the other."""

    fetcher: Fetcher
    net: Net
    copies: Mapping[str, Copy | None]
    trust: SSLContext
    until: Deadline
    ending: threading.Event = field(default_factory=threading.Event)
    one_check: threading.Lock = field(default_factory=threading.Lock)

    def run(self, urls: Sequence[str]) -> dict[str, Outcome]:
        """What came of each."""
        silent: dict[str, int] = {}
        outcomes: dict[str, Outcome] = {}
        for url in urls:
            host, copy = target_of(url).host, self.copies[url]
            try:
                self._check_patience(silent.get(host, 0))
                fresh = self._ask(url, copy)
                outcomes[url] = Outcome(copy=fresh, again=self.fetcher.now + FRESH)
                silent[host] = 0
            except FetchError as error:
                outcomes[url] = Outcome(copy=copy, error=error, again=self.fetcher.now + RETRY)
                silent[host] = silent.get(host, 0) + 1 if error.silent else 0
        return outcomes

    def _check_patience(self, failures: int) -> None:
        """Raise FetchError when it is no use, or no time is left, to ask for the next."""
        later = "it is asked for in an hour, or with --force"
        if failures >= _PATIENCE:
            raise FetchError("picture-unreachable", "its host did not answer for others before it", later, silent=True)
        try:
            self.until.left()
        except TooSlowError as error:
            message = f"all pictures together took over {self.net.budget:g} seconds"
            raise FetchError("picture-unreachable", message, later) from error
        if self.ending.is_set():
            raise FetchError("picture-unreachable", "the build was interrupted", later)

    def _ask(self, url: str, copy: Copy | None) -> Copy:
        """The picture as it is now, kept. Raises FetchError."""
        fetcher, now = self.fetcher, self.fetcher.now
        conditions = copy.conditions if copy else {}
        answer = get(url, fetcher.allowed, self.net, self.trust, known=conditions)
        if answer.status == 304 and copy:
            fresh = replace(copy, checked=now)
            fetcher.store.keep(url, fresh)
            return fresh
        with self.one_check:  # a picture of 25 million pixels is 75 MB while it is looked at
            fetcher.check(answer.data)
        sha256 = hashlib.sha256(answer.data).hexdigest()
        fresh = Copy(sha256=sha256, checked=now, etag=answer.etag, modified=answer.modified)
        fetcher.store.keep(url, fresh, answer.data)
        return fresh
