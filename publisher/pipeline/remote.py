"""Posts' pictures on other hosts: those of hosts in the user's list are fetched; what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from publisher import cards, fetch
from publisher.cards.picture_files import Fetched, PictureError, fetched_src
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.model import Post, Site
from publisher.pipeline.pictures import remote_host
from publisher.pipeline.request import Request

_LATER = "`publisher build` fetches it, given a network and a cache folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A post's picture on another host; `outcome` is None when that host is not in the list."""

    post: str
    url: str
    host: str
    outcome: fetch.Outcome | None

    @property
    def src(self) -> str:
        """The address by which a document names its copy, "" when there is none."""
        return fetched_src(self.outcome.copy.sha256) if self.outcome and self.outcome.copy else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemotePictures:
    """All of them by post path, newest post first, and the files of the copies by the addresses they have in cards."""

    of: Mapping[str, Elsewhere] = field(default_factory=dict)
    files: Fetched = field(default_factory=dict)

    def src_of(self, post: Post) -> str:
        """The address of the copy of a post's picture, "" when there is none."""
        found = self.of.get(post.path)
        return found.src if found else ""

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each copy by its address, as they were seen to be."""
        return {one.src: one.outcome.copy.sha256 for one in self.of.values() if one.outcome and one.outcome.copy}

    @property
    def again(self) -> datetime | None:
        """When to look again, None for never."""
        return min((one.outcome.again for one in self.of.values() if one.outcome), default=None)

    def problems(self) -> Iterator[Problem]:
        """A warning for each picture that could not be had, one for all not to be fetched, one for all old copies."""
        yield from _not_listed([one for one in self.of.values() if one.outcome is None])
        yield from (_not_had(one, one.outcome) for one in self.of.values() if one.outcome and not one.src)
        yield from _kept([(one, one.outcome.error) for one in self.of.values() if one.src and one.outcome])


def remote_pictures(posts: Iterable[Post], site: Site, request: Request, now: datetime) -> RemotePictures:
    """What there is of the posts' pictures on other hosts as of `now`, fetched first where that is called for.

    Without `request.net` nothing is asked for, and without `request.cache` there is no copy either.
    """
    remote = [(post.path, post.image.url, host) for post in posts if post.image and (host := remote_host(post, site))]
    allowed = fetch.allowed_hosts(request.settings.cards.fetch) if remote else ()
    listed = [url for _, url, _ in remote if fetch.is_listed(url, allowed)]
    outcomes, files = _fetched(listed, allowed, request, now) if listed else ({}, {})
    of = {path: Elsewhere(post=path, url=url, host=host, outcome=outcomes.get(url)) for path, url, host in remote}
    return RemotePictures(of=of, files=files)


def _fetched(
    urls: Sequence[str], allowed: Sequence[fetch.Allowed], request: Request, now: datetime
) -> tuple[Mapping[str, fetch.Outcome], Fetched]:
    if request.cache is None:
        return {url: fetch.Outcome(again=now) for url in urls}, {}
    store = fetch.Store(request.cache)
    outcomes = fetch.fetch_pictures(
        urls,
        fetch.Fetcher(
            store=store,
            allowed=allowed,
            check=_check,
            now=now,
            net=request.net() if request.net and not request.dry_run else None,
            force=request.force,
        ),
    )
    copies = [outcome.copy for outcome in outcomes.values() if outcome.copy]
    return outcomes, {fetched_src(copy.sha256): store.file(copy) for copy in copies}


def _check(data: bytes) -> None:
    try:
        cards.check_picture(data)
    except PictureError as error:
        raise fetch.FetchError(error.code, error.message, error.hint) from error


def _not_had(one: Elsewhere, outcome: fetch.Outcome) -> Problem:
    error = outcome.error or fetch.FetchError("picture-unfetched", "it has not been fetched yet", _LATER)
    message = f"'image' is not shown on the card: {fetch.shown(one.url)}: {error.message}"
    return _warning(one, error.code, message, error.hint)


def _not_listed(pictures: Sequence[Elsewhere]) -> Iterator[Problem]:
    if pictures:
        host, others = pictures[0].host, _others(len(pictures), ", nor is that", ", nor are those")
        message = f"'image' is on another host ({host}) and is not fetched{others}: the cards are drawn without"
        hint = f'keep the pictures in the site, or let them be fetched: fetch = ["{host}"] under [cards]'
        yield _warning(pictures[0], "picture-remote", message, hint)


def _kept(pictures: Sequence[tuple[Elsewhere, fetch.FetchError | None]]) -> Iterator[Problem]:
    kept = [(one, error) for one, error in pictures if error]
    if kept:
        (one, error), others = kept[0], _others(len(kept), "; so is that", "; so are those")
        message = f"'image' is shown as it was, for {fetch.shown(one.url)}: {error.message}{others}"
        yield _warning(one, "picture-kept", message, error.hint)


def _others(count: int, one: str, many: str) -> str:
    return "" if count == 1 else f"{one} of another post" if count == 2 else f"{many} of {count - 1} other posts"


def _warning(one: Elsewhere, code: str, message: str, hint: str) -> Problem:
    return Problem(path=one.post, code=code, message=message, hint=hint, field="image", level="warning")
