"""Card templates: Jinja2 in a sandbox, from the site's own `templates/cards/` first, then ours."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from publisher.cards.bytecode import KeptTemplates
from publisher.cards.contrast import readable_on
from publisher.cards.dates import long_date
from publisher.cards.fingerprint import template_folders
from publisher.cards.languages import language_of
from publisher.config import CardSettings
from publisher.errors import TemplateError
from publisher.lazy import dataclass, pattern
from publisher.model import LOCAL_HOSTS, Post, Site, is_dated

MAX_DOCUMENT = 1_000_000  # characters of HTML; a card has a few thousand
_MAX_TEXT = 12_000  # characters of a title or an excerpt that reach a template

Context = dict[str, Any]
_PLAIN = CardSettings()
_DICT = frozenset(dir(dict))
_MAY_SHOW = pattern("image|include|import|extends")  # without these no template asks for a picture
_INITIALS = pattern(r"(?<![A-Za-z0-9&.'’-])(?<![A-Za-z0-9] )[A-Z]{1,3}(?![A-Za-z0-9;.'’-])(?! [A-Za-z0-9])", re.ASCII)


def card_context(
    post: Post, site: Site, *, width: int, height: int, settings: CardSettings = _PLAIN, image: str = ""
) -> Context:
    """What a template may use: plain strings, lists and dictionaries under `post`, `site` and `card`.

    `image` is the address of the file that the post's picture is, "" when there is none to show.
    """
    return {
        "post": _texts(post) | _facts(post, site, image),
        "site": {
            "title": _name(site),
            "description": site.description,
            "lang": site.lang,
            "host": site.host,
            "seal": seal_of(_name(site)),
        },
        "card": {
            "width": width,
            "height": height,
            "theme": settings.theme,
            "accent": settings.accent_of((*post.categories, *post.tags)),
        },
    }


def _texts(post: Post) -> Context:
    """What is read on a card, each text with its language."""
    return {
        "title": post.title[:_MAX_TEXT],
        "headline": post.headline[:_MAX_TEXT],
        "headline_lang": language_of(post.headline, post.lang),
        "subhead": post.subhead[:_MAX_TEXT],
        "subhead_lang": language_of(post.subhead, "en"),
        "excerpt": post.summary[:_MAX_TEXT],
        "excerpt_lang": language_of(post.summary, post.lang),
        "lang": post.lang,
    }


def _facts(post: Post, site: Site, image: str) -> Context:
    """What is known of a post; its date as it is in the site's time zone."""
    day = post.date.astimezone(ZoneInfo(site.timezone)).date() if is_dated(post) else None
    source = post.source
    return {
        "date": day.isoformat() if day else "",
        "date_text": long_date(day, post.lang) if day else "",
        "categories": list(post.categories),
        "tags": list(post.tags),
        "authors": [author.name for author in post.authors],
        "source": {"name": source.name, "title": source.title, "url": source.url} if source else None,
        "image": {"src": image, "alt": post.image.alt if post.image else ""} if image else None,
        "slug": post.slug,
        "url": post.url,
    }


def _name(site: Site) -> str:
    """The site's title; "" for one that was only given the name of a machine, for want of both title and address."""
    return "" if site.title in LOCAL_HOSTS else site.title


def seal_of(title: str) -> str:
    """The character a site signs with: the first letter of its name."""
    return next((char.upper() for char in title if char.isalpha()), "")


def initials(text: str) -> Markup:
    """The text as HTML with its short capital words (AI, GPU) in `<span class="initials">`.

    In vertical Japanese they stand upright, letter under letter, where longer Latin words lie on their side.
    """
    return Markup(_INITIALS.sub(r'<span class="initials">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox; what a dictionary holds is found without an exception for the attribute that it is not."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As the sandbox has it: an attribute first, then an item."""
        if type(obj) is dict and attribute in obj and attribute not in _DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)


@dataclass(frozen=True)
class Template:
    """One card template by name, found in `folders` in order; `cache` is a folder for what it is compiled to."""

    name: str
    folders: tuple[Path, ...]
    cache: Path | None = field(default=None, compare=False)

    @classmethod
    def find(cls, name: str, site_root: Path | None = None, cache: Path | None = None) -> Template:
        """The template of that name. Raises TemplateError, with the names there are, when there is none.

        With `cache`, the user's cache folder, it is compiled once and not in every process.
        """
        template = cls(name, template_folders(site_root), cache)
        _ = template._compiled
        return template

    @property
    def path(self) -> str:
        """How messages call it."""
        return f"templates/cards/{self.name}.html"

    @cached_property
    def _environment(self) -> _Environment:
        loader = jinja2.FileSystemLoader([str(folder) for folder in self.folders])
        basis = Path(__file__).read_bytes()  # this environment, which decides what a source is compiled to
        kept = KeptTemplates(self.cache / "templates", basis) if self.cache else None
        environment = _Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, bytecode_cache=kept
        )
        environment.filters["readable_on"] = readable_on
        environment.filters["initials"] = initials
        return environment

    @cached_property
    def _compiled(self) -> jinja2.Template:
        try:
            return self._environment.get_template(f"{self.name}.html")
        except jinja2.TemplateNotFound as error:
            names = sorted({path.stem for folder in self.folders for path in folder.glob("*.html")})
            if error.name != f"{self.name}.html":
                raise TemplateError(f"{self.path}: includes {error.name!r}, which is not there") from error
            raise TemplateError(
                f"no card template is called {self.name!r}", f"there are: {', '.join(names)}"
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{self.path}:{error.lineno}: {error.message}") from error

    @cached_property
    def shows_images(self) -> bool:
        """Whether the template, or one it includes, asks for `post.image`."""
        seen: set[str] = set()
        waiting = [f"{self.name}.html"]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                source = self._source(name)
                if not _MAY_SHOW.search(source):
                    continue  # most need not be parsed to know
                tree = self._environment.parse(source)
                if any(node.attr == "image" for node in tree.find_all(nodes.Getattr)):
                    return True
                waiting += [other for other in meta.find_referenced_templates(tree) if other]
        return False

    def _source(self, name: str) -> str:
        """A template's source; an empty one when it is not there."""
        source = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        return source.read_text(encoding="utf-8") if source else ""

    def render(self, context: Context) -> str:
        """The HTML document for one card. Raises TemplateError with file and line."""
        try:
            html = self._compiled.render(context)
        except jinja2.TemplateError as error:
            raise TemplateError(
                f"{self.path}{_line(error)}: {error}", "see the README for what a template is given"
            ) from error
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise TemplateError(f"{self.path}{_line(error)}: {error}") from error
        if len(html) > MAX_DOCUMENT:
            raise TemplateError(f"{self.path}: makes {len(html)} characters of HTML", f"the limit is {MAX_DOCUMENT}")
        return html


def _line(error: BaseException) -> str:
    """`:n`, the template's line that was being rendered when the error was raised."""
    trace, line = error.__traceback__, ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return line
