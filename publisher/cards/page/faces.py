"""The faces of a card, as a browser finds them: `@font-face` rules for bundled files and for borrowed ones."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.cards.fonts import Face, FontStack
from publisher.cards.page.css import quoted, uri
from publisher.cards.system_fonts import COLLECTIONS
from publisher.cards.text import Cluster
from publisher.resources import families


def family_list(fonts: FontStack, clusters: Iterable[Cluster] = ()) -> str:
    """The `font-family` of clusters, in the order the typesetter asks the faces: its own, emoji, the machine's."""
    used = [glyph.face for cluster in clusters for glyph in cluster.glyphs]
    own = names(fonts)
    emoji = [face.family for face in used if face.bitmap]
    return ", ".join(map(quoted, dict.fromkeys([*own, *emoji, *borrowed(clusters)])))


def borrowed(clusters: Iterable[Cluster]) -> list[str]:
    """The full names of the machine's own faces that clusters are set in, in the order they come."""
    used = (glyph.face for cluster in clusters for glyph in cluster.glyphs)
    return list(dict.fromkeys(face.full_name for face in used if not face.bundled))


def names(fonts: FontStack) -> tuple[str, ...]:
    """The families of a stack that are its own, first choice first."""
    return tuple(face.family for face in fonts.faces)


def font_faces(faces: Iterable[Face]) -> list[str]:
    """A rule for every bundled file, and for those of `faces` that are the machine's own."""
    bundled = [
        _rule(family.name, str(file.weight), f"url({uri(file.path)})") for family in families() for file in family.files
    ]
    borrowed = [_rule(face.full_name, "1 1000", _source(face)) for face in faces if not face.bundled]
    return [*bundled, *borrowed]


def _rule(family: str, weight: str, source: str) -> str:
    return f"@font-face {{ font-family: {quoted(family)}; font-weight: {weight}; src: {source} }}"


def _source(face: Face) -> str:
    """By name, since a URL cannot say which face of a collection it means; by file too, where it holds only one."""
    named = f"local({quoted(face.full_name)})"
    return named if face.path.suffix.lower() in COLLECTIONS else f"{named}, url({uri(face.path)})"
