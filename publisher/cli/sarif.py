"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines they are about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from publisher import __version__
from publisher.cli.reasons import REASONS
from publisher.errors import Problem

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Sequence[Problem]) -> str:
    """One SARIF log with one run; paths are relative to the site's folder. Equal findings give equal text."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "publisher",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {"SITE": {"description": {"text": "The site's folder."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, object]:
    rule: dict[str, object] = {"id": code, "name": "".join(part.capitalize() for part in code.split("-"))}
    reason = REASONS.get(code)
    return rule | {"fullDescription": {"text": reason}, "help": {"text": reason}} if reason else rule


def _result(problem: Problem, rule: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.path), "uriBaseId": "SITE"}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
