"""Posts and cards, looked over before anyone shares them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.model import Hidden, Post, is_dated

TITLE_LONGEST = 150  # characters; LinkedIn cuts there, Facebook and X sooner
OLDEST = 1990  # the web has no older posts

# Bytes. X and LinkedIn refuse cards over 5 MB, Facebook over 8; WhatsApp's senders fetch up to 600 KB by phone, and are
# reported to give up at 300 (checked November 2026).
REFUSED, PHONES, WANTED = 5_000_000, 600_000, 300_000
SMALLEST = (600, 315)  # pixels; below, Facebook shows a thumbnail beside the text
RATIO = 1200 / 630
# Pixels of a card 630 high: X and KakaoTalk crop to 2:1, X lays the title over the lower edge.
CROP, OVERLAID = 15, 90
LARGE = 48  # pixels; shown at half the size, that is WCAG's large text


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """A picture file: its path in the output, its type ("image/png" ..., "" if it is none), pixels and bytes."""

    path: str
    type: str
    width: int
    height: int
    size: int


def check_posts(posts: Sequence[Post], hidden: Iterable[Hidden]) -> Iterator[Problem]:
    """What sharers of these posts would see go wrong: titles, summaries, dates."""
    titles: dict[str, str] = {}
    for post in sorted(posts, key=lambda post: (post.date, post.path)):
        yield from _title(post, titles)
        yield from _dates(post)
        if not post.summary:
            hint = "add an excerpt (or description) to the front matter, or begin the text with a paragraph"
            yield _warning(post, "summary-missing", "it has no summary", hint, "excerpt")
    yield from (_future(one, one.until) for one in hidden if one.until)


def check_card(facts: CardFacts) -> Iterator[Problem]:
    """What platforms would make of a card, or of any picture that a page names."""
    hint = "draw it with a flatter template, or as JPEG"
    if not facts.type:
        yield Problem(path=facts.path, code="card-unreadable", message="it is no picture", hint="run `publisher build`")
        return
    if facts.size > REFUSED:
        yield _too_large(facts, "error", "X and LinkedIn refuse it over 5 MB", hint)
    elif facts.size > PHONES:
        yield _too_large(facts, "warning", "WhatsApp takes 600 KB", hint)
    elif facts.size > WANTED:
        yield _too_large(facts, "warning", "WhatsApp is reported to give up at 300 KB", hint)
    size = f"{facts.width}x{facts.height} pixels"
    if facts.width < SMALLEST[0] or facts.height < SMALLEST[1]:
        message = f"{size}; below 600x315 it is shown as a thumbnail"
        yield Problem(path=facts.path, code="card-small", message=message, hint="make it 1200x630", level="warning")
    elif not 0.95 < facts.width / facts.height / RATIO < 1.06:
        message = f"{size}; platforms crop it to 1.91:1 or 2:1"
        yield Problem(path=facts.path, code="card-ratio", message=message, hint="make it 1200x630", level="warning")
    if facts.type not in ("image/png", "image/jpeg", "image/gif"):
        message = f"it is {facts.type.removeprefix('image/')}; not all platforms show that"
        yield Problem(
            path=facts.path, code="card-type", message=message, hint="make it a PNG or a JPEG", level="warning"
        )


def check_text(path: str, top: float, bottom: float, title_bottom: float, *, height: int) -> Iterator[Problem]:
    """What platforms cut from the text of the card of the post at `path`; pixels from the top of `height`."""
    scale = height / 630
    if top and (top < CROP * scale or bottom > (630 - CROP) * scale):
        message = f"the card's text reaches from {top:.0f} to {bottom:.0f} of {height} pixels"
        hint = f"keep the text between {CROP * scale:.0f} and {(630 - CROP) * scale:.0f}, where a 2:1 crop leaves it"
        yield Problem(path=path, code="card-cropped", message=message, hint=hint, level="warning")
    if title_bottom > (630 - OVERLAID) * scale:
        message = f"the card's largest text ends {height - title_bottom:.0f} pixels above the lower edge"
        hint = f"keep the lowest {OVERLAID * scale:.0f} pixels for small text"
        yield Problem(path=path, code="card-overlaid", message=message, hint=hint, level="warning")


def check_contrast(path: str, contrast: float, size: float) -> Iterator[Problem]:
    """Whether text of `size` px stands out enough: WCAG 2.2 (1.4.3), at the half size that timelines show."""
    wanted = 3.0 if size >= LARGE else 4.5
    if 0 < contrast < wanted:
        message = f"text of {size:.0f} px has a contrast of {contrast:.1f}:1 to what it stands on"
        hint = f"choose colours with {wanted}:1 or more"
        yield Problem(path=path, code="card-faint", message=message, hint=hint, level="warning")


def _title(post: Post, titles: dict[str, str]) -> Iterator[Problem]:
    if not post.title:
        yield _warning(post, "title-missing", "it has no title", "add a title to the front matter", "title")
        return
    if len(post.title) > TITLE_LONGEST:
        message = f"'title' has {len(post.title)} characters; platforms cut it at {TITLE_LONGEST} or sooner"
        yield _warning(post, "title-cut", message, "say the main thing first, or shorten it", "title")
    first = titles.setdefault(post.title, post.path)
    if first != post.path:
        yield _warning(post, "title-twice", f"'title' is that of {first}", "tell the two apart", "title")


def _dates(post: Post) -> Iterator[Problem]:
    if not is_dated(post):
        yield _warning(post, "date-missing", "it has no date", "add a date to the front matter", "date")
    elif post.date.year < OLDEST:
        message = f"'date' is before {OLDEST}: {post.date.date().isoformat()}"
        yield _warning(post, "date-old", message, "write the day it was published", "date")
    if post.updated < post.date:
        message = f"it was updated ({post.updated.isoformat()}) before it was published ({post.date.isoformat()})"
        yield _warning(post, "date-order", message, "take the later one for the update", "updated")


def _future(hidden: Hidden, until: datetime) -> Problem:
    return Problem(
        path=hidden.path,
        code="post-future",
        message=f"it is not published until {until.isoformat()}",
        hint="build again then, or give it an earlier date",
        field="date",
        level="warning",
    )


def _warning(post: Post, code: str, message: str, hint: str, field: str) -> Problem:
    return Problem(path=post.path, code=code, message=message, hint=hint, field=field, level="warning")


def _too_large(facts: CardFacts, level: str, reason: str, hint: str) -> Problem:
    return Problem(
        path=facts.path,
        code="card-heavy",
        message=f"{facts.size / 1000:,.0f} KB; {reason}",
        hint=hint,
        level="error" if level == "error" else "warning",
    )
