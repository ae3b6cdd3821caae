"""Looking over only what is new finds all that looking over everything finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds import FORMATS, Known, check, render
from publisher.feeds.check import _RULES
from publisher.model import FeedFormat
from tests.feeds.samples import HOSTILE, feed, item
from tests.feeds.test_check import DAMAGE, WHOLE

ITEMS = tuple(item(id=f"urn:a:{number}", title=f"題 {number}") for number in range(6))
WRITTEN: dict[FeedFormat, bytes] = {format_: render(feed(*ITEMS), format_) for format_ in FORMATS}
SNIPPETS: dict[FeedFormat, list[bytes]] = {
    "rss": [
        *(b"<item>", b"</item>", b"<item/>", b"<!-- </item> -->", b"<![CDATA[<item>]]>", b"<?a </item> ?>", b"x"),
        *(b'<guid isPermaLink="false">urn:a:1</guid>', b"<ttl>60</ttl>", b"</channel>", b"<item></item>", b"\n"),
    ],
    "atom": [
        *(b"<entry>", b"</entry>", b"<entry/>", b"<!-- </entry> -->", b"<![CDATA[<entry>]]>", b"<?a </entry> ?>"),
        *(b"<id>urn:a:1</id>", b"<rights>x</rights>", b"</feed>", b"<entry></entry>", b"\n", b"x"),
    ],
    "json": [b"{", b"}", b"},\n    {", b'"items": [', b'\n  "items": [\n    {', b"[", b"]", b",", b'"', b"\n", b"x"],
}


@pytest.mark.parametrize(("format_", "code", "whole", "broken"), DAMAGE)
def test_each_fault_is_found_beside_entries_that_are_known(
    format_: FeedFormat, code: str, whole: str, broken: str
) -> None:
    known = Known()
    data = render(WHOLE, format_)
    damaged = data.decode().replace(whole, broken, 1).encode()
    for document in (data, damaged, data, damaged):
        assert check(document, format_, path="feed", known=known) == check(document, format_, path="feed")
    assert code in {problem.code for problem in check(damaged, format_, path="feed", known=known)}


@given(st.data())
def test_any_damage_is_found_beside_entries_that_are_known(data: Any) -> None:
    format_ = data.draw(st.sampled_from(list(FORMATS)))
    known = Known()
    check(WRITTEN[format_], format_, path="feed", known=known)
    document = WRITTEN[format_]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(document)))
        end = start + data.draw(st.sampled_from([0, 0, 1, 9]))
        document = document[:start] + data.draw(st.sampled_from([b"", *SNIPPETS[format_]])) + document[end:]
    assert check(document, format_, path="feed", known=known) == check(document, format_, path="feed")


@pytest.mark.parametrize("format_", FORMATS)
def test_two_entries_of_one_id_are_found_though_each_is_known_to_be_fine(format_: FeedFormat) -> None:
    known = Known()
    one, other = (item(id="urn:a:1", title=title) for title in ("一", "二"))
    for each in (one, other):
        assert check(render(feed(each), format_), format_, path="feed", known=known) == ()
    for items in ((one, other), (one, one)):
        (problem,) = check(render(feed(*items), format_), format_, path="feed", known=known)
        assert problem.code == "id-duplicate"


@pytest.mark.parametrize("format_", FORMATS)
def test_an_entry_is_looked_over_once_and_the_frame_each_time(format_: FeedFormat) -> None:
    known, seen = Known(), []

    def read(data: bytes) -> Any:
        seen.append(data)
        return _RULES[format_].read(data)

    rules = _RULES[format_]._replace(read=read)
    first, second = render(feed(*ITEMS[:4]), format_), render(feed(*ITEMS[2:], title="別"), format_)
    assert known.is_fine(first, format_, rules)
    assert known.is_fine(second, format_, rules)
    assert seen[0] == first
    assert [text.encode() in seen[1] for text in ("題 3", "題 4", "題 5", "別")] == [False, True, True, True]
    assert not known.is_fine(render(feed(*ITEMS, home_url="/"), format_), format_, rules)


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_entries_are_found_fine(format_: FeedFormat) -> None:
    known = Known()
    for each in HOSTILE.values():
        assert known.is_fine(render(feed(each), format_), format_, _RULES[format_])
