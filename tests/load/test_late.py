"""Posts out of the cache: the same as those they were made from, without taking out what nobody asks for."""

from __future__ import annotations

import pickle
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load.late import LatePost, post_of, post_row
from publisher.model import Author, Enclosure, Image, Post, Source

ZONE = ZoneInfo("Asia/Tokyo")
TEXTS = st.text(max_size=5)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.builds(
    lambda seconds, zone: (EPOCH + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(-62_000_000_000, 253_000_000_000),  # the years 5 to 9987
    st.sampled_from([UTC, ZONE, timezone(timedelta(hours=-3, minutes=-30))]),
)
POSTS = st.builds(
    Post,
    **dict.fromkeys(("path", "slug", "id", "url", "title", "headline", "subhead", "guid", "summary"), TEXTS),
    date=MOMENTS,
    updated=MOMENTS,
    categories=st.lists(TEXTS, max_size=2).map(tuple),
    authors=st.lists(st.builds(Author, name=TEXTS, url=TEXTS), max_size=2).map(tuple),
    image=st.none() | st.builds(Image, url=TEXTS, width=st.integers(0, 9)),
    source=st.none() | st.builds(Source, url=TEXTS),
    enclosure=st.none() | st.builds(Enclosure, url=TEXTS, type=TEXTS),
    in_feeds=st.booleans(),
    body_line=st.integers(1, 99),
)
POST = Post(path="a.md", slug="a", id="i", url="u", title="t", headline="h", date=datetime(2026, 1, 2, tzinfo=UTC),
            updated=datetime(2026, 1, 3, tzinfo=ZONE), authors=(Author(name="n"),), tags=("x",))  # fmt: skip


def kept(post: Post) -> Post:
    return post_of(post.path, post_row(post, "Asia/Tokyo"), ZONE)


@given(POSTS)
def test_a_kept_post_is_the_post(post: Post) -> None:
    late = kept(post)
    assert late == post
    assert post == kept(post)
    assert hash(kept(post)) == hash(post)
    assert repr(kept(post)) == repr(post)
    assert kept(post).updated.isoformat() == post.updated.isoformat()
    assert asdict(kept(post)) == asdict(post)
    assert kept(post) != replace(post, body_line=0)


@pytest.mark.parametrize("name", [field.name for field in fields(Post)])
def test_any_field_may_be_the_first_that_is_asked_for(name: str) -> None:
    assert getattr(kept(POST), name) == getattr(POST, name)


def test_a_changed_one_has_the_other_fields() -> None:
    assert replace(kept(POST), slug="b") == replace(POST, slug="b")
    assert pickle.loads(pickle.dumps(kept(POST))) == POST


def test_what_is_not_asked_for_is_not_taken_out() -> None:
    row = (*post_row(POST, "Asia/Tokyo")[:-1], b"no fields at all")
    late = post_of("a.md", row, ZONE)
    assert (late.path, late.slug, late.id, late.url, late.guid) == ("a.md", "a", "i", "u", "")
    assert (late.image, late.in_feeds, late.date) == (None, True, POST.date)
    with pytest.raises(ValueError, match="marshal"):
        _ = late.title


def test_it_is_frozen_and_has_no_other_fields() -> None:
    late = kept(POST)
    with pytest.raises(AttributeError):
        late.title = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="body"):
        _ = late.body  # type: ignore[attr-defined]
    assert isinstance(late, LatePost)
