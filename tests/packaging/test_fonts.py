"""The shipped fonts are the recorded ones, and have what Japanese typesetting needs."""

from __future__ import annotations

import hashlib
import itertools
import struct
import tomllib
from pathlib import Path

import pytest
import uharfbuzz as hb

from publisher.resources import FontFile, families, fonts_dir

FILES = [file for family in families() for file in family.files]
JAPANESE = [file for file in FILES if file.path.parent.name == "noto-sans-jp"]

# OpenType 1.9, glyf: bit 6 of the first point's flags, bit 10 of a component's.
OVERLAP_SIMPLE = 0x40
OVERLAP_COMPOUND = 0x0400


def named(file: FontFile) -> str:
    return file.path.name


def face_of(file: FontFile) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(file.path)))


def table(face: hb.Face, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_file_is_the_recorded_one(file: FontFile) -> None:
    assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256


def test_every_font_file_is_recorded() -> None:
    shipped = {path for path in fonts_dir().glob("*/*") if path.suffix in {".ttf", ".otf", ".ttc", ".woff2"}}
    assert shipped == {file.path for file in FILES}


@pytest.mark.parametrize("recipe", sorted(fonts_dir().glob("*/font.toml")), ids=lambda path: path.parent.name)
def test_every_family_has_its_source_and_a_licence_that_lets_it_keep_its_name(recipe: Path) -> None:
    font = tomllib.loads(recipe.read_text(encoding="utf-8"))
    licence = (recipe.parent / font["licence-file"]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert font["source"].keys() == {"registry", "package", "version", "sha256"}
    notice = licence.split("This Font Software is licensed", 1)[0]
    reserved = notice.split("Reserved Font Name", 1)[1].strip(" '\n") if "Reserved Font Name" in notice else ""
    assert not reserved or reserved not in font["family"]


def test_regular_and_bold_are_there() -> None:
    (japanese,) = (family for family in families() if family.name == "Noto Sans JP")
    assert [file.weight for file in japanese.files] == [400, 700]


@pytest.mark.parametrize("file", JAPANESE, ids=named)
def test_japanese_is_covered_and_may_be_set_vertically_and_proportionally(file: FontFile) -> None:
    face = face_of(file)
    assert set("限界「」、。ー〓―…AZaz09éЖ") <= {chr(code) for code in face.unicodes}
    assert {"vert", "vrt2", "hwid"} <= features(face, "GSUB")
    assert {"palt", "vpal", "halt", "vhal", "kern"} <= features(face, "GPOS")
    assert set(face.table_tags) >= {"vhea", "vmtx"}
    assert face.variation_selectors


def features(face: hb.Face, tag: str) -> set[str]:
    """The features of the script `kana` in its default language."""
    kana = face.get_table_script_tags(tag).index("kana")
    return set(face.get_language_feature_tags(tag, kana))


@pytest.mark.parametrize("file", JAPANESE, ids=named)
def test_no_glyph_is_drawn_oversampled(file: FontFile) -> None:
    face = face_of(file)
    glyf, loca = table(face, "glyf"), table(face, "loca")
    long = struct.unpack_from(">h", table(face, "head"), 50)[0]
    offsets = (
        struct.unpack(f">{len(loca) // 4}L", loca)
        if long
        else [2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca)]
    )
    drawn = [start for start, end in itertools.pairwise(offsets) if end > start]
    assert len(drawn) > 17_000
    assert not any(overlaps(glyf, start) for start in drawn)


def overlaps(glyf: bytes, start: int) -> bool:
    contours = struct.unpack_from(">h", glyf, start)[0]
    if contours < 0:
        return bool(struct.unpack_from(">H", glyf, start + 10)[0] & OVERLAP_COMPOUND)
    after_ends = start + 10 + 2 * contours
    instructions = struct.unpack_from(">H", glyf, after_ends)[0]
    return bool(glyf[after_ends + 2 + instructions] & OVERLAP_SIMPLE)


@pytest.mark.parametrize("file", JAPANESE, ids=named)
def test_no_hinter_moves_the_outlines(file: FontFile) -> None:
    face = face_of(file)
    assert not {"fpgm", "cvt ", "hdmx", "VDMX", "LTSH"} & set(face.table_tags)
    assert len(table(face, "prep")) > 7  # FreeType auto-hints a font whose programs are 7 bytes or fewer
