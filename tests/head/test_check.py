"""What platforms would get wrong about a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from publisher.head import Expected, Picture, check_page, located, missing, page_tags, read_head
from publisher.model import Post, Site

CARD = "https://a.example/cards/a.png"
PAGE = Expected(path="a/index.html", url="https://a.example/a/", card=CARD, home="https://a.example/", is_post=True)
GOOD = {
    "og:title": "題",
    "og:description": "要約",
    "og:url": "https://a.example/a/",
    "og:image": CARD,
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:type": "image/png",
    "twitter:card": "summary_large_image",
}


def look_up(url: str) -> Picture | None:
    return Picture(type="image/png", width=1200, height=630) if url == CARD else None


def found(tags: dict[str, str], more: str = "", page: Expected = PAGE) -> list[tuple[str, str]]:
    metas = "".join(f'<meta property="{name}" content="{value}">' for name, value in tags.items())
    head = read_head(f"<!doctype html><html><head><title>題</title>{metas}{more}</head>".encode())
    return [(problem.code, problem.level) for problem in check_page(head, page, look_up)]


def test_a_good_page_has_nothing_to_mend() -> None:
    assert found(GOOD) == []
    assert found(GOOD, '<link rel=canonical href="https://a.example/a/">') == []


def test_a_page_without_tags_is_one_finding() -> None:
    assert found({}) == [("tags-missing", "error")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"og:title": ""}, [("tag-missing", "error")]),
        ({"og:description": ""}, [("tag-missing", "warning")]),
        ({"twitter:card": "summary"}, [("card-shown-small", "warning")]),
        ({"twitter:image:alt": "あ" * 421}, [("alt-long", "warning")]),
        ({"og:image:width": ""}, [("picture-unsized", "warning")]),
        ({"og:image:width": "1201"}, [("picture-size", "error")]),
        ({"og:image:type": "image/jpeg"}, [("picture-type", "error")]),
        ({"og:image": "/cards/a.png"}, [("address-relative", "error")]),
        ({"og:url": "http://a.example/a/"}, [("address-insecure", "warning")]),
        ({"og:url": "http://localhost:4000/a/"}, [("address-local", "error")]),
        (
            {"og:image": "https://a.example/gone.png"},
            [("card-not-named", "warning"), ("picture-missing", "error")],
        ),
        ({"og:image": "https://elsewhere.example/a.png"}, [("card-not-named", "warning")]),
    ],
)
def test_one_thing_wrong(change: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(GOOD | change) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("<meta name=og:title content=別>", [("tag-twice", "warning")]),
        ("<meta name=og:title content=題>", []),
        ("<meta property=og:image content=https://elsewhere.example/b.png>", []),
        ("<link rel=canonical href=https://b.example/>", [("canonical-differs", "warning")] * 2),
        ("<link rel=canonical href=/a/>", [("address-relative", "warning")]),
        (
            "<link rel=canonical href=https://a.example/a/><link rel=canonical href=https://a.example/b/>",
            [("tag-twice", "error")],
        ),
    ],
)
def test_what_contradicts_itself(more: str, expected: list[tuple[str, str]]) -> None:
    assert found(GOOD, more) == expected


def test_of_other_pages_only_what_they_say_is_looked_at() -> None:
    other = Expected(path="x.html", url="https://a.example/x.html", card="", home="https://a.example/", is_post=False)
    assert found({}, page=other) == []
    assert found({"og:image": "/gone.png"}, page=other) == [("address-relative", "error"), ("picture-missing", "error")]


NO_ADDRESS = "https://[::1/x"


@pytest.mark.parametrize("name", ["og:url", "og:image", "twitter:image", "og:image:secure_url"])
def test_what_is_no_address_is_a_finding(name: str) -> None:
    codes = [code for code, _ in found({**GOOD, name: NO_ADDRESS})]
    assert "address-relative" in codes


def test_a_canonical_link_that_is_no_address_is_a_finding() -> None:
    codes = [code for code, _ in found(GOOD, f'<base href="{NO_ADDRESS}"><link rel="canonical" href="{NO_ADDRESS}">')]
    assert "address-relative" in codes


def test_a_page_whose_addresses_are_none_is_still_placed_and_tagged() -> None:
    page = f"""<!doctype html><html><head><base href="{NO_ADDRESS}"><link rel="canonical" href="{NO_ADDRESS}">
<link rel="alternate" href="{NO_ADDRESS}"><meta property="og:image" content="{NO_ADDRESS}"></head>"""
    head = read_head(page.encode())
    site = Site(title="s", url="https://a.example")
    post = Post(
        path="a.md",
        slug="a",
        id="a",
        url="https://a.example/old/",
        title="題",
        headline="題",
        date=datetime(2026, 1, 2, tzinfo=UTC),
        updated=datetime(2026, 1, 2, tzinfo=UTC),
    )
    assert located(post, "a/index.html", head, site).url == "https://a.example/a/"
    tags = page_tags(title="題", description="", url="https://a.example/a/", site=site)
    assert list(missing(tags, head, "https://a.example/a/"))
