"""What a card depends on, as digests: templates, the renderer. Imports none of what it fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from publisher.cards.system_fonts import font_files
from publisher.model import Post
from publisher.resources import templates_dir, version_of

_LIBRARIES = ("budoux", "deflate", "icu4py", "pillow", "stretchable", "uharfbuzz", "zlib-ng")


def digest(value: object) -> str:
    """A stable digest of plain data or text: the same on every machine and under every hash seed."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def card_digest(post: Post, face: bytes, hero: str, shared: str) -> str:
    """A digest of all that a card's document is made from: the post, the address of its picture, what all cards share.

    `face` is the post's own part of it. Equal digests, equal documents, and rendering takes twenty times as long.
    """
    told = f"{shared}\0{post.slug}\0{post.url}\0{hero}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(face + told, digest_size=16).hexdigest()


@cache
def renderer() -> str:
    """What draws: a digest of this room's source, and the versions of the libraries whose output shows in a card."""
    source = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        source.update(path.read_bytes())
    return " ".join([f"cards/{source.hexdigest()[:16]}", *(f"{name}/{version_of(name)}" for name in _LIBRARIES)])


def template_folders(site_root: Path | None) -> tuple[Path, ...]:
    """Where card templates are looked for: the site's own `templates/cards/`, then ours."""
    own = (site_root / "templates" / "cards",) if site_root else ()
    return (*own, templates_dir() / "cards")


def templates_digest(folders: Iterable[Path]) -> str:
    """A digest of every template there is: one may include any other."""
    return digest(
        {
            f"{order}/{path.name}": path.read_text(encoding="utf-8", errors="replace")
            for order, folder in enumerate(folders)
            for path in sorted(folder.glob("*.html"))
        }
    )


def system_fonts_digest() -> str:
    """A digest of the names and sizes of the machine's fonts: a card that borrowed one depends on it."""
    return digest([(path.name, path.stat().st_size) for path in font_files()])
