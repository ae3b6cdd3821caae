from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.errors import RenderError
from publisher.feeds.text import (
    ascii_url,
    clean,
    language_tag,
    one_line,
    plain_as_html,
    rfc822,
    rfc3339,
    without_markup,
)

ANY_TEXT = st.text(st.characters())
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.timezones(),
)


@given(ANY_TEXT)
def test_clean_text_is_what_xml_carries(text: str) -> None:
    element = etree.Element("x")
    element.text = clean(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == clean(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    "unwanted", ["\x00", "\x0b", "\x1f", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff"]
)
def test_what_no_feed_may_hold_is_left_out(unwanted: str) -> None:
    assert clean(f"限{unwanted}り") == "限り"


@pytest.mark.parametrize("kept", ["\t", "\n", "👩‍👩‍👧", "🇯🇵", "\u200f", "\u3000", "𠮷", "\u2028"])
def test_what_text_needs_is_kept(kept: str) -> None:
    assert clean(f"限{kept}り") == f"限{kept}り"


def test_line_ends_are_one_line_feed() -> None:
    assert clean("a\r\nb\rc") == "a\nb\nc"


def test_a_title_is_one_line_and_keeps_its_full_width_spaces() -> None:
    assert one_line("\n 一　二\r\n\t三 ") == "一　二 三"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://例え.jp/記事", "https://xn--r8jz45g.jp/%E8%A8%98%E4%BA%8B"),
        ("https://demo.example/%E8%A8%98/記", "https://demo.example/%E8%A8%98/%E8%A8%98"),
        ("https://demo.example/a b?q=<c>", "https://demo.example/a%20b?q=%3Cc%3E"),
        ("https://demo.example/?sig=a%2Fb+c==&x=1#y", "https://demo.example/?sig=a%2Fb+c==&x=1#y"),
        ("https://利用者@例え.jp:8080/", "https://%E5%88%A9%E7%94%A8%E8%80%85@xn--r8jz45g.jp:8080/"),
        ("tag:demo.example,2026:記事", "tag:demo.example,2026:%E8%A8%98%E4%BA%8B"),
        ("", ""),
    ],
)
def test_urls_are_percent_encoded_once(url: str, written: str) -> None:
    assert ascii_url(url) == written
    assert ascii_url(written) == written


@given(ANY_TEXT)
def test_any_url_becomes_ascii_and_stays_as_it_then_is(text: str) -> None:
    written = ascii_url(f"https://{text}")
    assert written.isascii()
    assert ascii_url(written) == written


@given(MOMENTS)
def test_rfc822_reads_back_to_the_second(moment: datetime) -> None:
    # Python's reader takes years of fewer than four significant digits for years of the last century.
    read = parsedate_to_datetime(rfc822(moment)) if moment.year >= 1000 else datetime.fromisoformat(rfc3339(moment))
    assert read.astimezone(UTC) == moment.astimezone(UTC).replace(microsecond=0)
    assert rfc822(moment)[:3] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[read.weekday()]


@given(MOMENTS)
def test_rfc3339_reads_back_to_the_second_with_a_zone_of_whole_minutes(moment: datetime) -> None:
    read = datetime.fromisoformat(rfc3339(moment))
    assert read.astimezone(UTC) == moment.astimezone(UTC).replace(microsecond=0)
    offset = read.utcoffset()
    assert offset is not None
    assert offset.total_seconds() % 60 == 0


def test_dates_are_english_with_a_numeric_zone() -> None:
    assert rfc822(datetime(2026, 1, 7, 9, 5, 3, tzinfo=ZoneInfo("Asia/Tokyo"))) == "Wed, 07 Jan 2026 09:05:03 +0900"
    assert rfc822(datetime(2026, 1, 7, tzinfo=UTC)) == "Wed, 07 Jan 2026 00:00:00 +0000"
    assert (
        rfc3339(datetime(2026, 1, 7, tzinfo=timezone(-timedelta(hours=3, minutes=30)))) == "2026-01-07T00:00:00-03:30"
    )


def test_a_year_has_four_digits() -> None:
    assert rfc822(datetime(33, 4, 3, tzinfo=UTC)) == "Sun, 03 Apr 0033 00:00:00 +0000"


def test_a_zone_of_seconds_is_written_in_minutes_for_the_same_moment() -> None:
    before_standard_time = datetime(1887, 1, 1, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert rfc3339(before_standard_time) == "1887-01-01T12:00:01+09:19"
    assert datetime.fromisoformat(rfc3339(before_standard_time)) == before_standard_time


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(RenderError, match="without a time zone"):
        rfc822(datetime(2026, 1, 7))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("A <b>bold</b> & <EM class='x'>new</EM> one", "A bold & new one"),
        ("<em>a <b>b</b> c</em> <b><b>d</b></b>", "a b c d"),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の話", "漢字の話"),
        ("<code>Vec<T></code> を読む", "Vec<T> を読む"),
        *(
            (same, same)
            for same in ("Vec<T> & Map<K, V>", "</p> を忘れると", "<b> と <i>", "<t>a</t>", "a < b", "&lt;b&gt;")
        ),
        ("<b>" * 50 + "a" + "</b>" * 50, "a"),
        ("<b" * 5000 + ">", "<b" * 5000 + ">"),
    ],
)
def test_a_title_loses_the_elements_that_it_holds_whole(title: str, plain: str) -> None:
    assert without_markup(title) == plain


@given(st.text(st.sampled_from("ab&<>;#lt amp限")))
def test_plain_text_shows_as_itself_in_html(text: str) -> None:
    written = plain_as_html(text)
    assert html.unescape(written) == text
    assert "<" not in written


def test_plain_text_that_html_shows_anyway_is_not_escaped() -> None:
    assert plain_as_html("AT&T > 5") == "AT&T > 5"
    assert plain_as_html("&lt;") == "&amp;lt;"


def test_languages_are_written_with_a_hyphen() -> None:
    assert language_tag("ja_JP") == "ja-JP"
