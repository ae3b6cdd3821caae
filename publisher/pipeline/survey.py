"""A site looked over before it is shared: its posts, its cards, the pages that name them. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from publisher import cards, head
from publisher.cards.picture_files import PictureError
from publisher.errors import Problem, TemplateError
from publisher.lazy import dataclass
from publisher.load import Loaded, built_site, load, scan
from publisher.manifest import Manifest
from publisher.model import Post
from publisher.pipeline.check import Checked, check_feeds
from publisher.pipeline.jobs import context_of
from publisher.pipeline.pages import Pages, content_of, find_pages
from publisher.pipeline.pictures import picture_src
from publisher.pipeline.remote import RemotePictures, remote_pictures
from publisher.pipeline.request import Request
from publisher.pipeline.whole import default_out, pages_folder
from publisher.plan import CardFacts, check_card, check_contrast, check_posts, check_text
from publisher.publish import read_manifest

_STATIC = ("", "static", "public", "assets", "source", "src", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What there is to look over: the posts, the pages they are on, and what the last build published in `out`."""

    request: Request
    out: Path
    loaded: Loaded
    pages: Pages
    manifest: Manifest
    now: datetime


def survey(request: Request, *, now: datetime) -> Survey:
    """The site as of `now`; raises what a build does for a site that cannot be read."""
    found = scan(request.root, request.settings, out=request.out or request.root / "public")
    out = request.out or default_out(request.root, found)
    loaded = load(found, request.settings, now=now)
    pages = find_pages(loaded, built_site(request.pages or pages_folder(request.root, found, out)))
    return Survey(request=request, out=out, loaded=loaded, pages=pages, manifest=read_manifest(out), now=now)


def survey_posts(seen: Survey) -> Checked:
    """The findings about the posts' own files: what the loader says, titles, summaries, dates, pictures, pages."""
    selector = seen.request.settings.head.selector
    problems = [*seen.loaded.problems, *seen.pages.problems]
    said = {(problem.path, problem.code) for problem in problems}
    more = check_posts(seen.pages.posts, seen.loaded.hidden)
    problems += [problem for problem in more if (problem.path, problem.code) not in said]
    for post in seen.pages.posts:
        content = content_of(seen.pages, post, seen.loaded, selector)
        problems += content.problems
        problems += _lost_pictures(seen, post, head.pictures(content.html))
    return _checked((post.path for post in seen.pages.posts), problems)


def survey_cards(seen: Survey) -> Checked:
    """The findings about the published cards, about posts that have none, and about pictures that cards lack."""
    files: list[str] = []
    template = cards.Template.find(seen.request.settings.cards.template, seen.request.root, seen.request.cache)
    remote = RemotePictures()
    if template.shows_images:
        remote = remote_pictures(seen.pages.posts, seen.loaded.site, seen.request, seen.now)
    problems = list(remote.problems())
    for post in seen.pages.posts:
        entry = seen.manifest.cards.get(post.path)
        if entry is None or not (seen.out / entry.file).is_file():
            hint = "run `publisher build`"
            problems.append(Problem(path=post.path, code="card-missing", message="it has no card", hint=hint))
            continue
        files.append(entry.file)
        found = check_card(_facts(seen, entry.file))
        problems += [replace(one, path=_shown(seen, seen.out, one.path)) for one in found]
        problems += _text_problems(seen, post, template, remote)
        problems += [_glyphs(post, entry.missing)] if entry.missing else []
    return _checked(files, problems)


def survey_feeds(seen: Survey) -> Checked:
    """The findings about every feed in the output, whoever wrote it."""
    found = check_feeds(seen.out)
    about_files = [one for one in found.problems if one.path != seen.out.name]
    about_all = [one for one in found.problems if one.path == seen.out.name]
    return _checked(
        found.files, [*about_all, *(replace(one, path=_shown(seen, seen.out, one.path)) for one in about_files)]
    )


def survey_pages(seen: Survey) -> Checked:
    """The findings about the head of every page of the built site; none when no page is any post's."""
    if not seen.pages.of:
        return _checked((), ())
    site, built = seen.loaded.site, seen.pages.built
    posts = {file: post for post in reversed(seen.pages.posts) if (file := seen.pages.of.get(post.path))}
    lookup = cache(lambda url: _picture(seen, url))
    problems: list[Problem] = []
    for file in built.stamps:
        post = posts.get(file)
        page = head.Expected(
            path=_shown(seen, built.folder, file),
            url=post.url if post else head.page_url(site, file),
            card=_card_url(seen, post) if post else "",
            home=site.home,
            is_post=post is not None,
        )
        try:
            found = head.read_head(built.read(file), as_served=True)
        except OSError as error:
            problems.append(_unreadable(page.path, error))
            continue
        problems += head.check_page(found, page, lookup)
    return _checked((_shown(seen, built.folder, file) for file in built.stamps), problems)


def _checked(files: Iterator[str] | list[str] | tuple[str, ...], problems: list[Problem] | tuple[()]) -> Checked:
    """Findings once each, by file and line."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.path, problem.line, problem.code))
    return Checked(files=tuple(sorted(files)), problems=tuple(ordered))


def _shown(seen: Survey, folder: Path, file: str) -> str:
    """The path of a file of `folder` as the user sees it: relative to the site, if the folder lies in it."""
    folder, root = folder.resolve(), seen.request.root.resolve()
    return (folder / file).relative_to(root).as_posix() if folder.is_relative_to(root) else file


def _card_url(seen: Survey, post: Post) -> str:
    entry = seen.manifest.cards.get(post.path)
    return seen.loaded.site.home + quote(entry.file) if entry else ""


def _facts(seen: Survey, file: str) -> CardFacts:
    data = (seen.out / file).read_bytes()
    kind, width, height = cards.measure(data)
    return CardFacts(path=file, type=kind, width=width, height=height, size=len(data))


def _picture(seen: Survey, url: str) -> head.Picture | None:
    path = _served(seen, url, (seen.pages.built.folder, seen.out))
    if path is None:
        return None
    kind, width, height = cards.measure(path.read_bytes())
    return head.Picture(type=kind, width=width, height=height)


def _lost_pictures(seen: Survey, post: Post, urls: tuple[str, ...]) -> Iterator[Problem]:
    """The site's own pictures in a post that no file is there for.

    The built site decides when the post has a page there; else every place that generators take such files from.
    """
    root = seen.request.root
    folders: tuple[Path, ...] = (seen.pages.built.folder, seen.out)
    if post.path not in seen.pages.of:
        folders = (*folders, *(root / name for name in _STATIC))
    named = (*((post.image.url,) if post.image else ()), *urls)
    for url in dict.fromkeys(named):
        if url.startswith(seen.loaded.site.home) and _served(seen, url, folders) is None:
            if (root / post.path).parent.joinpath(unquote(url.rpartition("/")[2])).is_file():
                continue  # beside the post, as in a page bundle: its generator puts it where the page is
            yield Problem(
                path=post.path,
                code="image-missing",
                message=f"no file is there for its picture {unquote(urlsplit(url).path)}",
                hint="add the file, or correct its address",
            )


def _served(seen: Survey, url: str, folders: tuple[Path, ...]) -> Path | None:
    """The file a server would send for a URL of the site, in the first of the folders that has it."""
    base, path = seen.loaded.site.base_path, unquote(urlsplit(url).path)
    for name in dict.fromkeys((path.removeprefix(unquote(base)), path)):
        for folder in folders:
            file = folder / name.lstrip("/")
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                return file
    return None


def _text_problems(seen: Survey, post: Post, template: cards.Template, remote: RemotePictures) -> Iterator[Problem]:
    """What the card's text, laid out anew, would lose."""
    width, height = seen.request.settings.cards.width, seen.request.settings.cards.height
    settings, root = seen.request.settings.cards, seen.request.root
    own = picture_src(post, seen.loaded.site, root, seen.loaded.output_dir) if template.shows_images else ""
    hero = remote.src_of(post) or own
    entry = seen.manifest.cards.get(post.path)
    hero = "" if entry and entry.refused else hero
    try:
        document = template.render(context_of(post, seen.loaded.site, settings, hero))
        text = cards.text_facts(
            document, width, height, path=template.path, lang=post.lang, root=root, fetched=remote.files
        )
    except (TemplateError, PictureError) as error:
        yield Problem(path=post.path, code="card-failed", message=error.message, hint=error.hint)
        return
    yield from check_text(post.path, text.top, text.bottom, text.title_bottom, height=height)
    yield from check_contrast(post.path, text.contrast, text.size)


def _glyphs(post: Post, missing: tuple[str, ...]) -> Problem:
    return Problem(
        path=post.path,
        code="glyph-missing",
        message=f"no font here has {' '.join(missing[:12])}; 〓 stands for it on the card",
        hint="install a font for that script, for instance Noto (Debian: fonts-noto-core, fonts-noto-cjk)",
        level="warning",
    )


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    hint = "check the file's permissions"
    return Problem(path=path, code="page-unreadable", message=f"cannot be read: {reason}", hint=hint)
