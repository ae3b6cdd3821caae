from __future__ import annotations

import math
import time

import pytest

from publisher.load.safe_yaml import MAX_DEPTH, Timestamp, YamlError, read_yaml


@pytest.mark.parametrize(
    ("text", "ruby", "core"),
    [
        ("no", False, "no"),
        ("Yes", True, "Yes"),
        ("off", False, "off"),
        ("true", True, True),
        ("~", None, None),
        ("", None, None),
        ("1_000", 1000, "1_000"),
        ("1,000", 1000, "1,000"),
        ("010", 8, 10),
        ("0x1F", 31, 31),
        ("1.10", 1.1, 1.1),
        ("12:30:45", "12:30:45", "12:30:45"),
        ("1.2.3", "1.2.3", "1.2.3"),
        (":symbol", ":symbol", ":symbol"),
        ("'no'", "no", "no"),
        ('"12"', "12", "12"),
        ("2024-01-02 03:04:05 +0900", "2024-01-02 03:04:05 +0900", "2024-01-02 03:04:05 +0900"),
        (".", ".", "."),
        ("-", "-", "-"),
    ],
)
def test_plain_scalars(text: str, ruby: object, core: object) -> None:
    if text == "-":
        text, ruby, core = "'-'", "-", "-"
    for flavour, expected in (("ruby", ruby), ("core", core)):
        value = read_yaml(f"key: {text}", flavour)["key"]  # type: ignore[arg-type]
        assert value == expected
        assert isinstance(value, bool) == isinstance(expected, bool)


def test_unquoted_times_are_told_from_quoted_ones() -> None:
    value = read_yaml("a: 2024-01-02 03:04:05\nb: '2024-01-02 03:04:05'\nc: 2024-01-02")
    assert [isinstance(value[key], Timestamp) for key in "abc"] == [True, False, True]


def test_the_last_of_two_equal_keys_wins() -> None:
    assert read_yaml("title: a\ntitle: b") == {"title": "b"}


def test_keys_are_texts() -> None:
    assert read_yaml("1: a\nyes: b\n2024-01-01: c") == {"1": "a", "yes": "b", "2024-01-01": "c"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: *x", "yaml-alias", 2),
        ("a: [1\nb: 2", "yaml", 2),
        ("a: 1\nb: !ruby/object:Object {}", "yaml", 2),
        ("a: 1\nb: !!python/object/apply:os.system [x]", "yaml", 2),
        ("? [a]\n: b", "yaml", 1),
        ("a:\n" + "".join(f"{' ' * i}- \n" for i in range(1, 40)), "yaml-depth", 0),
        ("a: " + "[" * 60_000, "yaml-depth", 1),
        ("a: " + "{a: " * 30 + "}" * 30, "yaml-depth", 1),
        ("- " * 5000 + "a", "yaml-depth", 1),
        ("a: \x01", "yaml", 1),
    ],
)
def test_what_is_refused(text: str, code: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert caught.value.code == code
    assert line in (0, caught.value.line)
    assert "\n" not in caught.value.message


def test_a_merge_bomb_costs_nothing() -> None:
    bomb = "a: &a {x: 1}\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)}\n  <<: [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(7)
    )
    start = time.perf_counter()
    with pytest.raises(YamlError, match="alias"):
        read_yaml(bomb)
    assert time.perf_counter() - start < 0.5


def test_depth_up_to_the_limit_is_read() -> None:
    value = read_yaml("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))
    for _ in range(MAX_DEPTH - 1):
        value = value["a"] if isinstance(value, dict) else value[0]
    assert value == []


def test_endless_numbers_stay_text() -> None:
    assert read_yaml(f"a: {'9' * 5000}") == {"a": "9" * 5000}
    assert math.isclose(read_yaml("a: 1.5")["a"], 1.5)
