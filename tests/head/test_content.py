"""The article in a page."""

from __future__ import annotations

import pytest

from publisher.errors import UsageError
from publisher.head import extract, headings


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>a</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "article"),
    [
        ("<article><p>本文</p></article>", "<p>本文</p>"),
        ("<article><h1>題</h1><nav>x</nav><p>本文</p><footer>x</footer></article>", "<p>本文</p>"),
        ("<article><header>x</header><div class='post-content'><h1>節</h1></div></article>", "<h1>節</h1>"),
        ("<div itemprop='articleBody'><p>本文</p></div><article>x</article>", "<p>本文</p>"),
        ("<article>a</article><article>b</article><main>本文</main>", "本文"),
        ("<article>a</article><article>b</article>", ""),
        ("<main><article>本文</article></main><article>x</article>", "本文"),
        ("<div class='entry-content'> </div><main>本文</main>", "本文"),
        ("<div class='entry-content'><img src=a.png></div><main>x</main>", '<img src="a.png">'),
        ("<article><script>x</script><p>本文<a class=anchor href=#a>#</a></p></article>", "<p>本文</p>"),
        ("<p>本文</p>", ""),
    ],
)
def test_where_themes_put_it(body: str, article: str) -> None:
    assert extract(page(body)) == article


def test_the_users_selector_decides() -> None:
    assert extract(page("<article>x</article><div id=story><h1>題</h1>本文</div>"), "#story") == "<h1>題</h1>本文"
    assert extract(page("<article>x</article>"), "#story") == ""


def test_a_selector_that_is_none_is_named() -> None:
    with pytest.raises(UsageError, match="no CSS selector"):
        extract(page("<article>x</article>"), "a[[")


def test_the_page_is_read_in_its_encoding() -> None:
    data = page("<article>表示</article>").replace(b"utf-8", b"shift_jis").decode().encode("cp932")
    assert extract(data) == "表示"


def test_headings_and_days() -> None:
    data = page("<h1> 題\n名 </h1><h2>x</h2><time datetime=2026-01-02>二日</time><time>x</time>")
    assert headings(data) == (("題 名",), ("2026-01-02",))
