"""What is drawn for a post: its template's context and the job, with and without its picture."""

from __future__ import annotations

from pathlib import Path

from publisher import cards
from publisher.config import CardSettings
from publisher.model import Post, Site


def context_of(post: Post, site: Site, settings: CardSettings, hero: str) -> cards.Context:
    """What the template is given; `hero` is the address of the post's picture, "" for none."""
    return cards.card_context(post, site, width=settings.width, height=settings.height, settings=settings, image=hero)


def job_of(
    post: Post, site: Site, settings: CardSettings, *, hero: str, document: str, template: cards.Template, root: Path
) -> cards.Job:
    """The job of a rendered document; should its picture be unfit to be shown, the card is drawn without."""
    plain = template.render(context_of(post, site, settings, "")) if hero and hero in document else ""
    return cards.Job(
        key=post.path,
        document=document,
        width=settings.width,
        height=settings.height,
        path=template.path,
        lang=post.lang,
        root=root,
        hero=hero,
        plain=plain,
        wanted=settings.file_type,
    )
