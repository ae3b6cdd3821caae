"""The JSON Schema and the example file say what the types say, and what the loader takes."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import FILE, Settings, configure, load_settings
from publisher.errors import UsageError
from publisher.schema import KEYS, SECTIONS, example, json_schema, to_toml

NAMES = [
    f"{section.name}.{key.name}"
    for section in fields(Settings)
    for key in fields(get_type_hints(Settings)[section.name])
]
NO_HOSTS = (
    "",
    "/",
    "a.example/x",
    "https://",
    "ftp://a.example",
    "a b.example",
    "a.*.example",
    "u@a.example",
    "a..example",
)
SCHEMA = jsonschema.Draft202012Validator(json_schema())


def accepted(folder: Path, text: str) -> bool:
    (folder / FILE).write_text(text, encoding="utf-8")
    try:
        load_settings(folder, environ={})
    except UsageError:
        return False
    return True


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_setting_is_described_and_in_the_schema() -> None:
    assert set(NAMES) <= set(KEYS)
    assert {section.name for section in fields(Settings)} == set(SECTIONS)
    properties = json_schema()["properties"]
    assert {f"{section}.{key}" for section in properties for key in properties[section]["properties"]} == set(NAMES)


def test_the_defaults_of_the_schema_are_those_of_the_types() -> None:
    for name in NAMES:
        section, key = name.split(".")
        default = getattr(getattr(Settings(), section), key)
        schema = json_schema()["properties"][section]["properties"][key]
        if default is None:
            assert "default" not in schema
        elif not isinstance(default, tuple):
            assert schema["default"] == default
            jsonschema.validate(default, schema)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[feeds]\nlimit = 5",
        "[feeds]\nlimit = 0",
        "[feeds]\nlimit = '5'",
        "[feeds]\nlimit = 5.5",
        "[feeds]\nlimit = true",
        "[feeds]\nlimits = 5",
        "[feed]\nlimit = 5",
        "limit = 5",
        "[feeds]\ncontent = 'all'",
        "[feeds]\ncontent = 'summary'",
        "[feeds]\nhubs = ['https://hub.example/']",
        "[feeds]\nhubs = [1]",
        "[head]\nenabled = false",
        "[head]\nenabled = 1",
        "[head]\npages = 'some'",
        "[cards]\nwidth = 5000",
        "[cards]\nfetch = ['a.example', '.b.example', '*.c.example', '*', 'http://d.example', 'https://e.example:8443']",
        "[cards]\nfetch = ['[2001:db8::1]', '潮.example', 'xn--9m1a.example']",
        "[cards]\nfetch = 5",
        *(f"[cards]\nfetch = ['{host}']" for host in NO_HOSTS),
        "[site]\ntitle = 5",
        "[site]\ntitle = '題'",
    ],
)
def test_the_schema_takes_what_the_loader_takes(text: str, tmp_path: Path) -> None:
    if text == "[feeds]\nlimit = '5'":  # the environment gives strings, so the loader reads them too
        assert accepted(tmp_path, text)
        return
    assert SCHEMA.is_valid(tomllib.loads(text)) == accepted(tmp_path, text)


def test_a_host_that_no_address_can_have_is_refused(tmp_path: Path) -> None:
    for host in ("a" * 64 + ".example", "\u05d0a.example", *NO_HOSTS):
        (tmp_path / FILE).write_text(f'[cards]\nfetch = ["{host}"]', encoding="utf-8")
        with pytest.raises(UsageError, match="names no host") as caught:
            load_settings(tmp_path, environ={})
        assert ".example" in caught.value.hint
    found = load_settings(tmp_path / "none", environ={"PUBLISHER_CARDS_FETCH": "a.example *.b.example"})
    assert found.cards.fetch == ("a.example", "*.b.example")


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_written_as_toml(text: str) -> None:
    assert tomllib.loads(f"a = {to_toml(text)}") == {"a": text}


@pytest.mark.parametrize(
    ("value", "read"),
    [(True, True), (20, 20), (("a", 'b"'), ["a", 'b"']), ((), []), (None, ""), ((("a", "b"),), {"a": "b"})],
)
def test_values_as_toml(value: Any, read: object) -> None:
    assert tomllib.loads(f"a = {to_toml(value)}") == {"a": read}


def test_the_example_is_the_default(tmp_path: Path) -> None:
    text = example({}, {})
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert load_settings(tmp_path, environ={}) == Settings()


def test_the_example_without_its_comments_is_valid(tmp_path: Path) -> None:
    lines = [
        line.removeprefix("# ") if " = " in line.partition("  #")[0] else line for line in example({}, {}).splitlines()
    ]
    table = tomllib.loads("\n".join(lines))
    assert {f"{section}.{key}" for section, keys in table.items() for key in keys} == set(NAMES)
    table["site"] = {}  # whose defaults are nobody's values
    SCHEMA.validate(table)


def test_the_example_sets_what_is_known_and_says_what_others_say() -> None:
    text = example({"site.url": "https://a.example"}, {"site.title": ("潮\n目", "from _config.yml")})
    assert '\nurl = "https://a.example"' in text
    assert '\n# title = "潮\\n目"' in text
    assert "(from _config.yml)" in text
    assert tomllib.loads(text)["site"] == {"url": "https://a.example"}


def test_each_value_knows_its_origin(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[feeds]\nlimit = 5\n[cards]\nwidth = 800\nheight = 400", encoding="utf-8")
    environ = {"PUBLISHER_CARDS_WIDTH": "900", "PUBLISHER_CARDS_HEIGHT": "450"}
    found = configure(tmp_path, environ=environ, flags={"cards.width": 1000, "site.url": None})
    assert (found.settings.feeds.limit, found.settings.cards.width, found.settings.cards.height) == (5, 1000, 450)
    assert found.origins == {
        "feeds.limit": FILE,
        "cards.width": "the command line",
        "cards.height": "PUBLISHER_CARDS_HEIGHT",
    }
