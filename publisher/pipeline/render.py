"""What is published: the cards that are drawn, one by one, then the feeds that name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher import cards
from publisher.errors import Problem, PublisherError
from publisher.model import Artifact
from publisher.pipeline.feeds import feed_documents
from publisher.pipeline.request import Progress
from publisher.pipeline.work import Work, stale_job
from publisher.plan import FeedFile, card_path, entry_of

_PER_WORKER = 8  # cards: for fewer, starting another process costs more than it saves


def artifacts(work: Work, documents: Sequence[FeedFile], progress: Progress) -> Iterator[Artifact]:
    """The files to publish: drawing a card enters it in `work.entries`, which the feeds behind it look up."""
    yield from _drawn_cards(work, progress)
    yield from feed_documents(work, documents)
    key = work.request.settings.notify.indexnow_key
    if key:
        yield Artifact(path=f"{key}.txt", data=key.encode())  # by it, search engines know that a notice is ours


def _drawn_cards(work: Work, progress: Progress) -> Iterator[Artifact]:
    total = len(work.stale)
    jobs = (stale_job(work, path) for path in tuple(work.stale))
    workers = min(work.request.jobs, max(1, total // _PER_WORKER))
    for done, (key, result) in enumerate(cards.draw_all(jobs, workers=workers), 1):
        progress(done, total)
        sheet = work.stale[key]
        if isinstance(result, PublisherError):
            work.problems.append(Problem(path=key, code="card-failed", message=result.message, hint=result.hint))
            continue
        file = card_path(work.request.settings.cards.path, sheet.post.slug, result.data, result.type)
        work.entries[key] = entry_of(
            sheet,
            file,
            result.fonts,
            result.missing,
            work.basis,
            borrowed=result.borrowed,
            pictures=result.pictures,
            refused=result.refused,
        )
        work.sizes[file] = len(result.data)
        work.drawn += 1
        yield Artifact(path=file, data=result.data)
