"""The schema of RFC 4287 as libxml2 applies it and, where it is installed, as jing does; and what we make of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from publisher.feeds import check, render
from publisher.feeds.check import relaxng
from publisher.model import Feed
from tests.feeds.samples import HOSTILE, feed, item
from tests.feeds.test_archives import ARCHIVE, CURRENT
from tests.feeds.test_check import ATOM_DAMAGE, WHOLE

JING = shutil.which("jing")
FINE: dict[str, Feed] = {
    **{name: feed(each) for name, each in HOSTILE.items()},
    "all": feed(*HOSTILE.values(), hubs=("https://hub.example/",), stylesheet="/feed.css"),
    "empty": feed(),
    "current": CURRENT,
    "archive": ARCHIVE,
}
FOREIGN_XHTML = '<rights type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b xmlns="urn:x"/></div></rights>'
# What our own rules do not look for, and a word of what is said of it.
MORE = [
    ("<published>", "stray text<published>", "text"),
    ("<generator>", "stray text<generator>", "text"),
    ("<name>Kim</name>", '<name>Kim<b xmlns="urn:x"/></name>', "b"),
    ("<id>urn:a:2</id>", '<id>urn:a:2<b xmlns="urn:x"/></id>', "b"),
    ("<published>", f"{FOREIGN_XHTML}<published>", "rights"),
    ("</feed>", "<rights>x</rights></feed>", "mixed"),
]


def damaged(whole: str, broken: str) -> str:
    text = render(WHOLE, "atom").decode()
    assert whole in text
    return text.replace(whole, broken, 1)


DAMAGED = [
    *(damaged(whole, broken) for code, whole, broken in ATOM_DAMAGE if code != "not-xml"),
    *(damaged(whole, broken) for whole, broken, _ in MORE),
]


@pytest.mark.parametrize("name", FINE)
def test_every_feed_is_as_the_schema_has_it(name: str) -> None:
    document = etree.fromstring(render(FINE[name], "atom"), etree.XMLParser(huge_tree=True))
    assert relaxng.schema().validate(document), relaxng.schema().error_log


@pytest.mark.skipif(JING is None, reason="no jing here")
def test_jing_says_of_every_document_what_libxml2_says(tmp_path: Path) -> None:
    texts = [*(render(each, "atom").decode() for each in FINE.values()), *DAMAGED]
    paths = [tmp_path / f"{number}.xml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    schema = Path(relaxng.__file__).with_name("atom.rng")
    command = [str(JING), str(schema), *map(str, paths)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120).stdout
    refused = {int(number) for number in re.findall(r"/(\d+)\.xml:\d+:\d+: error:", said)}
    assert "fatal" not in said
    assert refused == {
        number
        for number, text in enumerate(texts)
        if not relaxng.schema().validate(etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True)))
    }
    assert min(refused) >= len(FINE)
    assert len(refused) > 20


@pytest.mark.parametrize(("whole", "broken", "said"), MORE)
def test_what_only_the_schema_finds_is_a_warning_near_its_line(whole: str, broken: str, said: str) -> None:
    text = damaged(whole, broken)
    (problem,) = check(text.encode(), "atom", path="atom.xml")
    assert (problem.code, problem.level, bool(problem.hint)) == ("schema", "warning", True)
    assert said in problem.message
    at = text.index(broken)
    is_in_entry = text.index("<entry") < at < text.rindex("</entry>")
    assert is_in_entry == ("(entry" in problem.message)
    first = text.count("\n", 0, text.rindex("<entry", 0, at)) + 1 if is_in_entry else 1
    assert first <= problem.line <= text.count("\n", 0, at) + 1


def test_each_entry_that_is_broken_is_named_and_no_other() -> None:
    first, second, third, end = render(feed(*(item(id=f"urn:a:{n}") for n in range(3))), "atom").split(b"</entry>")
    found = check(b"</entry>".join((first + b"x", second, third + b"y", end)), "atom", path="atom.xml")
    starts = [text.count(b"\n") + 2 for text in (first[: first.index(b"<entry>") - 3], first + second)]
    assert [problem.line for problem in found] == starts
    assert all("(entry " in problem.message for problem in found)


def test_what_our_own_rules_find_is_not_said_twice() -> None:
    for code, whole, broken in ATOM_DAMAGE:
        found = check(render(WHOLE, "atom").decode().replace(whole, broken, 1).encode(), "atom", path="atom.xml")
        assert code in {problem.code for problem in found}
        assert "schema" not in {problem.code for problem in found}
