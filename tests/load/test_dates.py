from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load.dates import DateError, iso_date, ruby_date
from publisher.load.safe_yaml import Timestamp

TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Timestamp("2021-03-04 23:30:00"), "2021-03-05T08:30:00+09:00"),
        ("2021-03-04 23:30:00", "2021-03-04T23:30:00+09:00"),
        (Timestamp("2021-03-04"), "2021-03-04T00:00:00+09:00"),
        ("2021-03-04 23:30:00 JST", "2021-03-04T23:30:00+09:00"),
        ("2021-03-04 23:30:00 PST", "2021-03-05T16:30:00+09:00"),
        ("2021-03-04 11:30 pm", "2021-03-04T23:30:00+09:00"),
        ("12:05 a.m. 4 March 2021", "2021-03-04T00:05:00+09:00"),
        ("2021.3.4", "2021-03-04T00:00:00+09:00"),
        ("20210304T233000Z", "2021-03-05T08:30:00+09:00"),
        ("2021-02-31", "2021-03-03T00:00:00+09:00"),
        ("2021-03-04T23:30:00 +0900 JST", "2021-03-04T23:30:00+09:00"),
        (20210304, "2021-03-04T00:00:00+09:00"),
        ("2021-03-04 23:30:00 Asia/Tokyo", "2021-03-04T23:30:00+09:00"),
        ("03/04/2021", "2021-04-03T00:00:00+09:00"),
        (date(2021, 3, 4), "2021-03-04T00:00:00+09:00"),
    ],
)
def test_ruby_reads_dates_like_this(value: object, expected: str) -> None:
    assert ruby_date(value, TOKYO).isoformat() == expected


NO_DATES = """
2021-03 2021年3月4日 2021-13-01 2021-00-10 2021-01-32 2021-01-01T25:00 2021-01-01T00:61:00 yesterday ::
0000-00-00 9999-99-99 2021-01-01T00:00+99:00 0001-01-01T00:00+09:00
"""


@pytest.mark.parametrize("value", [*NO_DATES.split(), "", 1614868200, None, True, [], {}, 1.5])
def test_what_is_not_a_date(value: object) -> None:
    with pytest.raises(DateError):
        ruby_date(value, NEW_YORK)


def test_zones_that_are_none_are_told() -> None:
    for read in (ruby_date, iso_date):
        with pytest.raises(DateError):
            read("2021-01-01T00:00+99:00", TOKYO)


def test_iso_dates_keep_the_zone_they_name() -> None:
    assert iso_date("2021-03-04T23:30:00Z", TOKYO).isoformat() == "2021-03-04T23:30:00+00:00"
    assert iso_date("2021-03-04T23:30", TOKYO).isoformat() == "2021-03-04T23:30:00+09:00"
    assert iso_date(0, TOKYO) == datetime(1970, 1, 1, tzinfo=UTC)
    gmt = "Thu, 04 Mar 2021 23:30:00 GMT"
    assert iso_date(gmt, TOKYO, named_zones=False).isoformat() == "2021-03-04T23:30:00+09:00"
    assert iso_date(gmt, TOKYO).isoformat() == "2021-03-04T23:30:00+00:00"


@given(st.integers(min_value=-30_000_000_000, max_value=250_000_000_000))
def test_every_iso_date_is_read_back(seconds: int) -> None:
    aware = datetime.fromtimestamp(seconds, UTC)
    assert iso_date(aware.isoformat(), NEW_YORK) == aware
    # In UTC: an hour that comes twice in a zone equals nothing outside it (PEP 495), though it is the same instant.
    assert ruby_date(aware.isoformat(), NEW_YORK).astimezone(UTC) == aware


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"[0-9:/ TZ+.-]{1,30}", fullmatch=True), st.integers(), st.floats())
)
def test_anything_is_a_date_or_a_date_error(value: object) -> None:
    for read in (ruby_date, iso_date):
        try:
            assert read(value, TOKYO).tzinfo is not None
        except DateError:
            continue
