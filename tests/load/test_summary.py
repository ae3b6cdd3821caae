from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load.html import field_text, plain_text
from publisher.load.summary import LONGEST, cut, first_heading, summarise


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("One.\n\nTwo.", "One."),
        ("# Head\n\nText.", "Text."),
        ("Head\n====\n\nText.", "Text."),
        ("```\ncode\n```\n\nText.", "Text."),
        ("    code\n\nText.", "Text."),
        ("![p](p.png)\n\nText.", "Text."),
        ("---\n\n***\n\nText.", "Text."),
        ("<!-- note -->\n\nText.", "Text."),
        ("{% include x %}\n\n:::message\nText.\n:::", "Text."),
        ("*a* [b](c) `d` <b>e</b> &amp; f", "a b d e & f"),
        ("日本語の一行目。\n日本語の二行目。", "日本語の一行目。日本語の二行目。"),
        ("- one\n- two", "one two"),
        ("[a][1]\n\n[1]: http://x.test/", "a"),
        ("<script>x</script>\n\nText.", "Text."),
        ("", ""),
        ("![p](p.png)", ""),
        ("🎉\n\n...", ""),
    ],
)
def test_the_first_paragraph_that_says_something(body: str, summary: str) -> None:
    assert summarise(body) == summary


def test_html_posts_and_separators() -> None:
    assert summarise("<h2>a</h2><p>b</p>", is_html=True) == "a b"
    assert summarise("One.\n\nTwo.\n<!--more-->\nThree.", separator="<!--more-->") == "One."


def test_long_texts_end_at_a_sentence() -> None:
    text = "これは最初の文です。" * 10 + "長い文がここから始まって" * 20
    assert cut(text) == "これは最初の文です。" * 10
    assert cut("切れ目のない文" * 100)[-1] == "…"
    assert cut("word " * 100).endswith("word…")
    assert cut("「はい。」" * 60).endswith("。」")


def test_no_character_is_cut_in_two() -> None:
    family = "👩\u200d👧"
    assert cut(family * 100).strip(family + "…") == ""
    assert len(cut(family * 100)) % 3 == 1
    assert cut("か\u3099" * 150)[-2:] == "\u3099…"
    assert cut("あ" * 190 + "…" * 20) == "あ" * 190 + "…"


@given(st.text(max_size=600))
def test_a_cut_text_is_short_and_whole_at_its_start(text: str) -> None:
    short = cut(text)
    assert len(short) <= LONGEST
    assert "\n" not in short


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_has_a_plain_summary(text: str) -> None:
    assert len(summarise(text)) <= LONGEST
    assert len(summarise(text, is_html=True)) <= LONGEST


def test_headings_are_found_without_their_marks() -> None:
    assert first_heading("# *A* & `b` #\n") == "A & b"
    assert first_heading("text\n\n## two\n") == ""
    assert plain_text("<p>a<br>b</p><p>c</p>") == "a b c"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("E *x* <b>y</b> &amp; z", "E *x* y & z"),
        ("Box<T> & friends", "Box<T> & friends"),
        ("a < b > c", "a < b > c"),
        ("Vec<String>, <br/>next", "Vec<String>, next"),
        ('<a href="x">link</a> <script>alert(1)</script>', "link"),
        ("<T>は型引数である", "<T>は型引数である"),
        ("<Button> and <my-card>, <T extends U>", "<Button> and <my-card>, <T extends U>"),
        ("List<object> の話", "List<object> の話"),
        ("<details><summary>見出し</summary>中</details>", "見出し中"),
        ("no marks", "no marks"),
    ],
)
def test_fields_may_hold_html(value: str, text: str) -> None:
    assert field_text(value) == text
