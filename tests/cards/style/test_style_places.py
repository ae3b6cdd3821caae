"""Kept styles are those that would be computed, for the very style sheets they were computed from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cards.style import Element, parse_document, places, skeletons
from publisher.cards.style.cascade import Cascade, cascade
from publisher.errors import TemplateError

CSS = """<style>
:root { --accent: #c0341d; font-size: 10px }
.a { color: var(--accent); margin: 1rem 2% auto; background-image: linear-gradient(to top, red, blue 20%) }
.a > p { line-height: 20px; letter-spacing: 0; border-radius: 1px 2px / 3px; box-shadow: 1px 2px 3px red }
p { flex: 1; text-fit: shrink; --fit-min: 4rem; width: 3.5px; z-index: 0; opacity: 1 }
</style>"""
ONE = f"{CSS}<body class=a dir=rtl><p lang=en>one</p><p style='color: blue'>two <b>three</b></p></body>"
TWO = f"{CSS}<body class=a dir=rtl><p lang=en>four</p><div><p>five</p></div></body>"


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tags of the places computed; no cascade is known from before."""
    tags: list[str] = []
    node = Cascade.node

    def noted(self: Cascade, parent: object, key: tuple[str, ...], *rest: object) -> object:
        tags.append(key[0])
        return node(self, parent, key, *rest)  # type: ignore[arg-type]

    cascade.cache_clear()
    monkeypatch.setattr(Cascade, "node", noted)
    return tags


def parsed(html: str, kept: Path | None) -> Element:
    """As in a process of its own."""
    cascade.cache_clear()
    skeletons._known.clear()
    return parse_document(html, kept=kept)


def test_a_second_process_computes_nothing(tmp_path: Path, computed: list[str]) -> None:
    first = parsed(ONE, tmp_path)
    assert computed == ["html", "body", "p", "p", "b"]
    del computed[:]
    again = parsed(ONE, tmp_path)
    assert again == first == parse_document(ONE)
    assert repr(again) == repr(first)  # types too: 0.0 is not 0
    assert again.style is first.style  # one object for equal ones, from wherever
    del computed[:]
    parsed(ONE, tmp_path)
    assert computed == []


def test_a_document_with_other_elements_adds_its_own(tmp_path: Path, computed: list[str]) -> None:
    first, second = parsed(ONE, tmp_path), parsed(TWO, tmp_path)
    del computed[:]
    assert (parsed(ONE, tmp_path), parsed(TWO, tmp_path)) == (first, second)
    assert computed == []


@pytest.mark.parametrize(
    "change",
    [
        lambda html: html.replace("2%", "3%"),
        lambda html: f"\n{html}",
        lambda html: html.replace("</style>", "</style><style>p { color: red }</style>"),
    ],
)
def test_other_style_sheets_are_other_styles(tmp_path: Path, computed: list[str], change: Callable[[str], str]) -> None:
    parsed(ONE, tmp_path)
    del computed[:]
    assert parsed(change(ONE), tmp_path) == parsed(change(ONE), None)
    assert computed


def test_another_language_is_other_styles(tmp_path: Path, computed: list[str]) -> None:
    assert parse_document(ONE, lang="ja", kept=tmp_path).style.lang == "ja"
    assert parse_document(ONE, lang="ko", kept=tmp_path).style.lang == "ko"


def test_what_is_refused_is_refused_each_time(tmp_path: Path) -> None:
    parsed(ONE, tmp_path)
    for wrong in ("<blink>", "<p onclick=x>", "<rt>", "<p lang='?'>", "<p style='colour: red'>"):
        said = set()
        for kept in (tmp_path, tmp_path, None):
            with pytest.raises(TemplateError) as caught:
                parsed(ONE.replace("</body>", f"{wrong}</body>"), kept)
            said.add(str(caught.value))
        assert len(said) == 1


def test_other_modules_compute_other_styles(
    tmp_path: Path, computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed(ONE, tmp_path)
    del computed[:]
    monkeypatch.setattr(places, "version_of", lambda _: "0")
    parsed(ONE, tmp_path)
    assert computed


def test_a_folder_that_others_may_write_to_is_passed_over(tmp_path: Path, computed: list[str]) -> None:
    parsed(ONE, tmp_path)
    tmp_path.chmod(0o777)
    del computed[:]
    parsed(ONE, tmp_path)
    assert computed


def test_neither_places_nor_files_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MAX_PLACES", 20)
    monkeypatch.setattr(places, "_MAX_FILES", 3)
    sheets = (("p { top: 0 }", 1),)
    for number in range(40):
        parsed(f"<style>{sheets[0][0]}</style><body><p id=n{number}></body>", tmp_path)
        top = places.kept_places(tmp_path, sheets, "ja")
        assert top is not None
        assert places._count(top) <= 20
    for number in range(10):
        parsed(f"<style>p {{ top: {number}px }}</style><body><p></body>", tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
