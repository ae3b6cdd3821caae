"""What Hugo's section pages and configuration hand down to pages: `cascade`, with its targets.

After https://gohugo.io/configuration/cascade/ and Hugo's `resources/page/page_matcher.go`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.hugo_urls import Page
from publisher.load.frontmatter import JSON, TOML, YAML, read_front_matter
from publisher.load.text import decode

_KINDS = ("path", "kind", "lang", "environment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """Values for the pages below `folder` (of the content folder) whose path, kind and language match the globs."""

    folder: str
    values: Mapping[str, Any]
    target: Mapping[str, str]

    def applies(self, page: Page) -> bool:
        """Whether the page is meant; only regular pages are read, for a production build."""
        if self.folder and not f"{page.folder}/".startswith(f"{self.folder}/"):
            return False
        name = "" if page.base == "index" else page.base
        path = posixpath.join("/", page.folder, name).lower().rstrip("/")
        told = {"path": path, "kind": "page", "lang": page.lang, "environment": "production"}
        return all(_glob(pattern.lower()).fullmatch(told[key]) for key, pattern in self.target.items())


def cascaded(cascades: Sequence[Cascade], page: Page) -> dict[str, Any]:
    """What is handed down to a page; `cascades` come from the top, so the nearest value wins."""
    values: dict[str, Any] = {}
    for cascade in cascades:
        if cascade.applies(page):
            values.update(cascade.values)
    return values


def read_cascades(
    config: Mapping[str, Any], files: Mapping[str, bytes], roots: Sequence[str]
) -> tuple[tuple[Cascade, ...], tuple[Problem, ...]]:
    """The configuration's cascades and the section pages', from the top, and a problem for each unreadable page."""
    found = _cascades("", config.get("cascade"))
    problems: list[Problem] = []
    for name in sorted(files):
        root = max((one for one in roots if name.startswith(f"{one}/")), key=len, default=None)
        if root is None or not posixpath.basename(name).startswith("_index.") or b"cascade" not in files[name].lower():
            continue
        try:
            front = read_front_matter(
                decode(name, files[name]), blocks=(YAML, TOML, JSON), flavour="core", skip_blank=True
            )
        except LoadError as e:
            problems += [e.problem] if e.problem else []
            continue
        found += _cascades(posixpath.dirname(name.removeprefix(f"{root}/")), lowered(dict(front.data)).get("cascade"))
    return tuple(sorted(found, key=lambda one: one.folder.count("/") + bool(one.folder))), tuple(problems)


def _cascades(folder: str, value: object) -> list[Cascade]:
    """The entries of one `cascade`: a mapping, or a list of them; `params` count as values too."""
    found: list[Cascade] = []
    for part in fields.flatten(value):
        table = part if isinstance(part, dict) else {}
        target = table.get("target") or table.get("_target")
        globs = {key: fields.scalar_text(target.get(key)) for key in _KINDS} if isinstance(target, dict) else {}
        params = table.get("params")
        values = {key: item for key, item in table.items() if key not in ("target", "_target", "params")}
        values |= params if isinstance(params, dict) else {}
        wanted = {key: glob for key, glob in globs.items() if glob}
        found.append(Cascade(folder=folder, values=values, target=wanted))
    return found


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """A glob in which `*` stays within a folder, `**` does not, and `{a,b}` is either."""
    kinds = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
    if pattern.count("{") != pattern.count("}") or re.search(r"\{[^}]*\{", pattern):
        kinds = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*|[*?{},])", pattern)
    return re.compile("".join(kinds.get(piece) or re.escape(piece) for piece in pieces))


def lowered(value: Any) -> Any:
    """Mappings with lower-case keys at every level: Hugo's keys have no case."""
    if isinstance(value, dict):
        return {str(key).lower(): lowered(item) for key, item in value.items()}
    return [lowered(item) for item in value] if isinstance(value, list) else value
