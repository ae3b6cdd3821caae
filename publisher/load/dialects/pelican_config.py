"""`pelicanconf.py` and `publishconf.py` -> what the reader of articles must know.

Their literals are read, nothing is run. Defaults are those of Pelican 4.12's `DEFAULT_CONFIG`.
"""

from __future__ import annotations

import ast
import fnmatch
import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.common import plan_site
from publisher.load.text import decode
from publisher.model import Site

# What is published is published with publishconf.py, which stands on pelicanconf.py.
CONFIG_FILES = ("pelicanconf.py", "publishconf.py")

Substitutions = tuple[tuple[re.Pattern[str], str], ...]

_SUBSTITUTIONS = ((r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-"))
_FILE_NAME = r"(?P<date>\d{4}-\d{2}-\d{2}).*"


@dataclass(frozen=True, slots=True, kw_only=True)
class PelicanConfig:
    """The configuration's values, each of the type it must have; patterns are compiled."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    content: str
    output: str
    article_paths: tuple[str, ...]
    excluded: tuple[str, ...]
    ignored: tuple[str, ...]
    article_url: str
    article_lang_url: str
    default_lang: str
    default_category: str
    default_date: object
    default_metadata: Mapping[str, str]
    folder_is_category: bool
    file_pattern: re.Pattern[str] | None
    path_pattern: re.Pattern[str] | None
    slug_source: str
    slug_unicode: bool
    slug_cased: bool
    substitutions: Substitutions
    category_substitutions: Substitutions
    author_substitutions: Substitutions
    yaml: bool
    future: bool

    def inner(self, path: str) -> str:
        """A path below the content folder."""
        return path.removeprefix(f"{self.content}/") if self.content else path

    def excludes(self, path: str) -> bool:
        """Whether a file or folder is left out: pages, ARTICLE_EXCLUDES, IGNORE_FILES."""
        inner = self.inner(path)
        if any(inner == one or inner.startswith(f"{one}/") for one in self.excluded):
            return True
        return any(fnmatch.fnmatch(part, one.removeprefix("**/")) for part in inner.split("/") for one in self.ignored)


def pelican_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> PelicanConfig:
    """The configuration from the bytes of the files. Raises `LoadError` when one is not Python."""
    config: dict[str, Any] = {}
    for name in CONFIG_FILES:
        if name in files:
            _read(name, files[name], config)
    path = CONFIG_FILES[1] if CONFIG_FILES[1] in files and config.get("SITEURL") else CONFIG_FILES[0]
    plan = plan_site(_known(config), settings, lang, generator="pelican", path=path, url_key="SITEURL")
    patterns, wrong = _patterns(config, path)
    return PelicanConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems + wrong,
        content=_folder(config, "PATH", "."),
        output=_folder(config, "OUTPUT_PATH", "output"),
        article_paths=tuple(one.strip("/") for one in _texts(config, "ARTICLE_PATHS", ("",))),
        excluded=_excluded(config),
        ignored=_texts(config, "IGNORE_FILES", ("**/.*",)),
        article_url=_text(config, "ARTICLE_URL", "{slug}.html"),
        article_lang_url=_text(config, "ARTICLE_LANG_URL", "{slug}-{lang}.html"),
        default_lang=_text(config, "DEFAULT_LANG", "en").lower(),
        default_category=_text(config, "DEFAULT_CATEGORY", "misc"),
        default_date=config.get("DEFAULT_DATE"),
        default_metadata=_metadata(config.get("DEFAULT_METADATA")),
        folder_is_category=config.get("USE_FOLDER_AS_CATEGORY") is not False,
        file_pattern=patterns["FILENAME_METADATA"],
        path_pattern=patterns["PATH_METADATA"],
        slug_source=_text(config, "SLUGIFY_SOURCE", "title"),
        slug_unicode=config.get("SLUGIFY_USE_UNICODE") is True,
        slug_cased=config.get("SLUGIFY_PRESERVE_CASE") is True,
        substitutions=_substitutions(config, "SLUG"),
        category_substitutions=_substitutions(config, "CATEGORY", "SLUG"),
        author_substitutions=_substitutions(config, "AUTHOR", "SLUG"),
        yaml=any("yaml_metadata" in name for name in _texts(config, "PLUGINS", ())),
        future=config.get("WITH_FUTURE_DATES") is not False,
    )


def _read(path: str, data: bytes, config: dict[str, Any]) -> None:
    """Add the values that a settings file assigns at its top level and that can be told without running it."""
    try:
        tree = ast.parse(decode(path, data).text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        line = getattr(e, "lineno", None) or 1
        problem = Problem(path=path, code="config-invalid", message="not Python", hint="run it with python", line=line)
        raise LoadError(f"{path}:{line}: not Python", "the site cannot be read without it", problem=problem) from e
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if names and isinstance(statement, ast.Assign):
            try:
                value = _value(statement.value, config)
            except (ValueError, TypeError, RecursionError):
                continue
            config.update(dict.fromkeys(names, value))


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    """A literal, a name known by now, `+` between texts, or an f-string of these. Else raises ValueError."""
    if isinstance(node, ast.Name):
        if node.id not in known:
            raise ValueError(node.id)
        return known[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, known), _value(node.right, known)
        if isinstance(left, str) and isinstance(right, str) and len(left) + len(right) < 10_000:
            return left + right
        raise ValueError("+")
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        return "".join(str(_value(part, known)) for part in parts)
    return ast.literal_eval(node)


def _known(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": config.get("SITENAME"),
        "description": config.get("SITEDESCRIPTION") or config.get("SITESUBTITLE"),
        "url": config.get("SITEURL"),
        "timezone": config.get("TIMEZONE"),
        "lang": config.get("DEFAULT_LANG") or "en",
        "author": config.get("AUTHOR"),
    }


def _text(config: Mapping[str, Any], key: str, default: str) -> str:
    value = config.get(key)
    return value if isinstance(value, str) else default


def _texts(config: Mapping[str, Any], key: str, default: Sequence[str]) -> tuple[str, ...]:
    value = config.get(key)
    value = [value] if isinstance(value, str) else value
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else tuple(default)


def _folder(config: Mapping[str, Any], key: str, default: str) -> str:
    path = posixpath.normpath(_text(config, key, default)).strip("/")
    return "" if path in (".", "..") or path.startswith("../") else path


def _excluded(config: Mapping[str, Any]) -> tuple[str, ...]:
    listed = (*_texts(config, "ARTICLE_EXCLUDES", ()), *_texts(config, "PAGE_PATHS", ("pages",)))
    return tuple(one.strip("/") for one in listed if one.strip("/"))


def _metadata(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return {str(pair[0]).lower(): str(pair[1]) for pair in pairs if isinstance(pair, tuple) and len(pair) == 2}


def _patterns(config: Mapping[str, Any], path: str) -> tuple[dict[str, re.Pattern[str] | None], tuple[Problem, ...]]:
    found: dict[str, re.Pattern[str] | None] = {}
    problems: list[Problem] = []
    for key, default in (("FILENAME_METADATA", _FILE_NAME), ("PATH_METADATA", "")):
        written = _text(config, key, default)
        try:
            found[key] = re.compile(written) if written else None
        except re.error as e:
            found[key] = None
            message = f"'{key}' is not a regular expression: {fields.shown(e)}"
            problems.append(Problem(path=path, code="config-pattern", message=message, hint="mend it", field=key))
    return found, tuple(problems)


def _substitutions(config: Mapping[str, Any], *kinds: str) -> Substitutions:
    for kind in kinds:
        value = config.get(f"{kind}_REGEX_SUBSTITUTIONS")
        if isinstance(value, list | tuple):
            return tuple(_compiled(pair[0], pair[1]) for pair in value if isinstance(pair, tuple) and len(pair) == 2)
    return tuple(_compiled(*pair) for pair in _SUBSTITUTIONS)


def _compiled(pattern: object, replacement: object) -> tuple[re.Pattern[str], str]:
    try:
        return re.compile(str(pattern), re.IGNORECASE), str(replacement)
    except re.error:
        # Pelican stops at such a pattern; here it matches itself alone.
        return re.compile(re.escape(str(pattern))), str(replacement)
