"""Posts and cards looked over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from publisher.model import Hidden, Post
from publisher.plan import CardFacts, check_card, check_contrast, check_posts, check_text

DAY = datetime(2026, 1, 2, tzinfo=UTC)


def post(path: str = "a.md", title: str = "題", summary: str = "要約", date: datetime = DAY, later: int = 0) -> Post:
    updated = date + timedelta(days=later)
    return Post(
        path=path,
        slug=path,
        id=path,
        url=f"https://a.example/{path}",
        title=title,
        headline=title,
        summary=summary,
        date=date,
        updated=updated,
    )


def facts(width: int = 1200, height: int = 630, size: int = 30_000, kind: str = "image/png") -> CardFacts:
    return CardFacts(path="cards/a.png", type=kind, width=width, height=height, size=size)


@pytest.mark.parametrize(
    ("posts", "codes"),
    [
        ([post()], []),
        ([post(title="")], ["title-missing"]),
        ([post(title="あ" * 150)], []),
        ([post(title="あ" * 151)], ["title-cut"]),
        ([post(summary="")], ["summary-missing"]),
        ([post(), post("b.md")], ["title-twice"]),
        ([post(date=datetime(1970, 1, 1, tzinfo=UTC))], ["date-missing"]),
        ([post(date=datetime(1989, 12, 31, tzinfo=UTC))], ["date-old"]),
        ([post(later=-1)], ["date-order"]),
    ],
)
def test_posts(posts: list[Post], codes: list[str]) -> None:
    assert [problem.code for problem in check_posts(posts, ())] == codes


def test_the_later_of_two_equal_titles_is_named() -> None:
    later = post("a.md", date=DAY + timedelta(days=1))
    (problem,) = check_posts([later, post("b.md")], ())
    assert (problem.path, problem.message) == ("a.md", "'title' is that of b.md")


def test_a_post_of_the_future_is_said_to_wait() -> None:
    hidden = [Hidden(path="a.md", reason="future", until=DAY), Hidden(path="b.md", reason="draft")]
    (problem,) = check_posts((), hidden)
    assert (problem.path, problem.code) == ("a.md", "post-future")


@pytest.mark.parametrize(
    ("card", "found"),
    [
        (facts(), []),
        (facts(size=300_001), [("card-heavy", "warning")]),
        (facts(size=600_001), [("card-heavy", "warning")]),
        (facts(size=5_000_001), [("card-heavy", "error")]),
        (facts(400, 210), [("card-small", "warning")]),
        (facts(1200, 1200), [("card-ratio", "warning")]),
        (facts(1200, 627), []),
        (facts(2400, 1260), []),
        (facts(kind="image/webp"), [("card-type", "warning")]),
        (facts(0, 0, kind=""), [("card-unreadable", "error")]),
    ],
)
def test_cards(card: CardFacts, found: list[tuple[str, str]]) -> None:
    assert [(problem.code, problem.level) for problem in check_card(card)] == found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ((15, 615, 540), []),
        ((14, 500, 500), ["card-cropped"]),
        ((15, 616, 500), ["card-cropped"]),
        ((15, 615, 541), ["card-overlaid"]),
        ((0, 0, 0), []),
    ],
)
def test_where_a_cards_text_may_stand(text: tuple[float, float, float], codes: list[str]) -> None:
    assert [problem.code for problem in check_text("a.md", *text, height=630)] == codes
    assert [problem.code for problem in check_text("a.md", *(2 * at for at in text), height=1260)] == codes


@pytest.mark.parametrize(
    ("contrast", "size", "codes"),
    [(4.5, 20, []), (4.4, 20, ["card-faint"]), (3.0, 48, []), (2.9, 48, ["card-faint"]), (0, 0, [])],
)
def test_how_a_cards_text_stands_out(contrast: float, size: float, codes: list[str]) -> None:
    assert [problem.code for problem in check_contrast("a.md", contrast, size)] == codes
