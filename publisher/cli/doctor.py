"""`publisher doctor`: what this machine can draw, what it found, and the next step for what is missing."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import click

from publisher import __version__
from publisher.cards import Template, health
from publisher.cli.cache import cache_dir
from publisher.cli.options import configured_for, now, shared_options
from publisher.cli.output import say, say_json
from publisher.config import Settings
from publisher.errors import FontError, PublisherError
from publisher.lazy import dataclass
from publisher.load import GENERATORS
from publisher.pipeline import Request
from publisher.pipeline.remote import remote_pictures
from publisher.pipeline.site import Found, find_site

Verdict = Literal["ok", "warning", "error"]

_FRIBIDI = "install FriBiDi (Debian: libfribidi0; macOS: brew install fribidi)"
_REINSTALL = "install feed-card-publisher again"
_COLORS: dict[Verdict, str] = {"ok": "green", "warning": "yellow", "error": "red"}
_PACKAGES = {
    "Korean": "fonts-noto-cjk",
    "Simplified Chinese": "fonts-noto-cjk",
    "Traditional Chinese": "fonts-noto-cjk",
    "Emoji": "fonts-noto-color-emoji",
}
_COMMANDS = {"jekyll": "jekyll", "hugo": "hugo", "zenn": "zenn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: what it is, how it is, and the next step when it is not as it should be."""

    about: str
    verdict: Verdict
    text: str
    step: str = ""


@click.command("doctor")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".")
@shared_options
def command(site: Path, **options: Any) -> int:
    """Say what this machine can draw, what was found in SITE, and the next step for what is missing.

    The exit code is 1 when something keeps cards or feeds from being made.
    """
    as_json = options.pop("as_json")
    options.pop("verbose")
    findings = [*_versions(), *_libraries(), *_fonts(), *_site(site, options), *_places()]
    if as_json:
        say_json({"findings": [_fields(finding) for finding in findings]})
    else:
        for finding in findings:
            _show(finding)
    return int(any(finding.verdict == "error" for finding in findings))


def _show(finding: Finding) -> None:
    say(f"{finding.verdict:<8} {finding.about}: {finding.text}", fg=_COLORS[finding.verdict])
    if finding.step:
        say(f"         next: {finding.step}")


def _fields(finding: Finding) -> dict[str, str]:
    return {"about": finding.about, "verdict": finding.verdict, "text": finding.text, "step": finding.step}


def _versions() -> Iterator[Finding]:
    text = f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Finding(about="publisher", verdict="ok", text=text)


def _libraries() -> Iterator[Finding]:
    found = health.libraries()
    text = "compiled for this machine" if health.compiled() else "not compiled (for many thousand cards see the README)"
    yield Finding(about="drawing", verdict="ok", text=text)
    for name in ("pillow", "uharfbuzz", "icu4py", "budoux", "freetype2"):
        yield Finding(about=name, verdict="ok", text=found[name])
    shaping = bool(found["raqm"] and found["fribidi"])
    text = f"raqm {found['raqm'] or 'is missing'}, fribidi {found['fribidi'] or 'is missing'}"
    yield Finding(about="right-to-left text", verdict=_or_warning(shaping), text=text, step="" if shaping else _FRIBIDI)
    encoders = {"PNG": found["deflate"], "JPEG": found["libjpeg_turbo"], "WebP": found["webp"], "AVIF": found["avif"]}
    here = ", ".join(f"{name} {number}" for name, number in encoders.items() if number)
    lacking = ", ".join(name for name, number in encoders.items() if not number)
    text = f"{here}; not {lacking}" if lacking else here
    step = "" if found["libjpeg_turbo"] else "install Pillow from its wheel: pip install --force-reinstall pillow"
    yield Finding(about="encoders", verdict=_or_warning(not step), text=text, step=step)


def _fonts() -> Iterator[Finding]:
    try:
        for family in health.shipped():
            broken = health.damaged(family)
            text = f"{family.version}, {len(family.files)} files" + (
                f", damaged: {', '.join(broken)}" if broken else ""
            )
            verdict: Verdict = "error" if broken else "ok"
            yield Finding(about=family.name, verdict=verdict, text=text, step=_REINSTALL if broken else "")
        yield Finding(about="fonts of this machine", verdict="ok", text=str(health.system_font_count()))
        yield from map(_script, health.coverage())
    except FontError as error:
        yield Finding(about="fonts", verdict="error", text=error.message, step=error.hint)


def _script(found: health.Coverage) -> Finding:
    if found.font:
        text = found.font if found.bundled else f"{found.font}, of this machine"
        return Finding(about=found.script, verdict="ok", text=text)
    package = _PACKAGES.get(found.script, "fonts-noto-core")
    step = f"install a font for it, if your titles use it (Debian: {package})"
    return Finding(about=found.script, verdict="warning", text="no font; 〓 will stand for its letters", step=step)


def _site(site: Path, options: dict[str, Any]) -> Iterator[Finding]:
    try:
        configured = configured_for(site, options)
        found = find_site(site, configured, now=now())
        pictures = list(_pictures(site, configured.settings, found))
    except PublisherError as error:
        yield Finding(about="site", verdict="error", text=error.message, step=error.hint)
        return
    yield _generator(found)
    posts, problems = len(found.loaded.posts), sum(one.level == "error" for one in found.loaded.problems)
    text = f"{posts} published, {len(found.loaded.hidden)} not, {problems} unreadable"
    step = "" if posts else "name the folder that holds the posts: publisher doctor SITE"
    yield Finding(about="posts", verdict=_or_warning(bool(posts)), text=text, step=step)
    known = "localhost" not in found.loaded.site.url
    step = "" if known else "say it in the generator's configuration, or run publisher init"
    yield Finding(about="address", verdict=_or_warning(known), text=found.loaded.site.home, step=step)
    step = "" if found.pages else "run the generator before `publisher build`, so that pages get their tags"
    text = f"{found.pages} pages in {found.out}"
    yield Finding(about="built site", verdict=_or_warning(bool(found.pages)), text=text, step=step)
    yield from pictures


def _pictures(site: Path, settings: Settings, found: Found) -> Iterator[Finding]:
    """Posts' pictures on other hosts, if there are any and the cards' template shows them."""
    request = Request(root=site, settings=settings, cache=cache_dir())
    remote = list(remote_pictures(found.loaded.posts, found.loaded.site, request, now()).of.values())
    if not remote or not Template.find(settings.cards.template, site).shows_images:
        return
    strange = [one.host for one in remote if one.outcome is None]
    here = sum(1 for one in remote if one.src)
    text = f"{len(remote)}, of which {len(remote) - len(strange)} may be fetched and {here} have been"
    step = f'if you trust it, list the host: fetch = ["{strange[0]}"] under [cards]' if strange else ""
    if here < len(remote) - len(strange):
        step = "run publisher build: it fetches them, or says why it cannot"
    yield Finding(about="pictures on other hosts", verdict=_or_warning(not step), text=text, step=step)


def _generator(found: Found) -> Finding:
    name, program = found.generator, _COMMANDS.get(found.generator, "")
    here = f", {shutil.which(program)}" if program and shutil.which(program) else ""
    text = f"{name} ({found.file})" if found.file else name
    if name == "plain":
        text += f": no {', '.join(one for one in GENERATORS if one != 'plain')} found"
    return Finding(about="generator", verdict="ok", text=text + here)


def _places() -> Iterator[Finding]:
    folder = cache_dir()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    writable = os.access(nearest, os.W_OK)
    step = (
        "" if writable else "make it writable, or name another with XDG_CACHE_HOME; without it each build looks closely"
    )
    yield Finding(about="cache", verdict=_or_warning(writable), text=str(folder), step=step)


def _or_warning(good: bool) -> Verdict:  # noqa: FBT001 - it reads as the question it answers
    return "ok" if good else "warning"
