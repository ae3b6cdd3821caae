"""Theme, accents and file type from `publisher.toml` and the environment to the template."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.cards import Template, card_context, draw
from publisher.config import CardSettings, load_settings
from publisher.errors import UsageError
from publisher.model import Site
from tests.cards.samples import POSTS


def settings(tmp_path: Path, toml: str, **environ: str) -> CardSettings:
    (tmp_path / "publisher.toml").write_text(toml, encoding="utf-8")
    return load_settings(tmp_path, environ=environ).cards


def test_the_first_category_or_tag_with_a_colour_decides(tmp_path: Path) -> None:
    cards = settings(tmp_path, '[cards]\naccent = "#111111"\n[cards.accents]\nTech = "#0b6e4f"\n"文化" = "#7a1f5c"\n')
    assert cards.accent_of(("world", "tech", "文化")) == "#0b6e4f"
    assert cards.accent_of(("文化",)) == "#7a1f5c"
    assert cards.accent_of(("world",)) == "#111111"
    assert CardSettings().accent_of(("tech",)) == ""


def test_the_environment_writes_it_on_one_line(tmp_path: Path) -> None:
    cards = settings(tmp_path, "", PUBLISHER_CARDS_ACCENTS="b=#222 a=#111", PUBLISHER_CARDS_THEME="dark")
    assert cards.accents == (("a", "#111"), ("b", "#222"))
    assert cards.theme == "dark"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('theme = "sepia"', "publisher.toml: cards.theme is 'sepia'"),
        ('format = "gif"', "publisher.toml: cards.format is 'gif'"),
        ('accent = "red"', "publisher.toml: cards.accent is not a colour: 'red'"),
        ('accents = { tech = "green" }', "publisher.toml: cards.accents.tech is not a colour: 'green'"),
        ("accents = { tech = 3 }", "publisher.toml: cards.accents.tech is not a colour: 3"),
        ("accents = 3", "publisher.toml: cards.accents is not a table of colours: 3"),
    ],
)
def test_what_is_no_colour_is_said(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings(tmp_path, f"[cards]\n{toml}\n")
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize("template", ["news", "photo", "minimal", "quote", "tategaki"])
def test_a_site_without_title_and_address_signs_with_nothing(template: str) -> None:
    nobody = Site(title="localhost", url="http://localhost")
    context = card_context(POSTS["news"], nobody, width=1200, height=630)
    assert context["site"]["title"] == context["site"]["host"] == context["site"]["seal"] == ""
    document = Template.find(template).render(context)
    assert "localhost" not in document
    assert draw(document, 1200, 630, path="t", lang="ja").data
    known = card_context(POSTS["news"], Site(title="", url="https://tide.example:8443"), width=1200, height=630)
    assert known["site"]["host"] == "tide.example:8443"
