"""YAML, TOML and JSON texts -> values, with one error for all three."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from publisher.load.safe_yaml import Flavour, YamlError, read_yaml


def read_toml(text: str) -> Any:
    """The document's table; raises `YamlError` with the line."""
    import tomllib  # noqa: PLC0415 - most sites have none

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        at = re.search(r"\(at line (\d+)", str(e))
        raise YamlError(str(e), int(at[1]) if at else text.count("\n") + 1, "toml") from e
    except RecursionError as e:
        raise YamlError("nested too deeply", 1, "toml") from e


def read_json(text: str) -> Any:
    """The document's value; raises `YamlError` with the line."""
    import json  # noqa: PLC0415 - most sites have none

    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as e:
        raise YamlError(e.msg, e.lineno, "json") from e
    except RecursionError as e:
        raise YamlError("nested too deeply", 1, "json") from e


READERS: Mapping[str, Callable[[str], Any]] = {".toml": read_toml, ".json": read_json}

__all__ = ["READERS", "Flavour", "YamlError", "read_json", "read_toml", "read_yaml"]
