"""Make the font files of this folder again from their published packages: `python fonts/prepare.py [FAMILY ...]`.

Each `font.toml` pins the package, its version and the sha256 of everything read and written. The script fetches the
package with its registry's own client (npm, or apt-get and dpkg-deb), checks those sums, and writes the same bytes as
before, or fails. After a deliberate change (another version, other edits) `--accept` records the new sums.

Needs fontTools 4.68.0 (`pip install fonttools==4.68.0`) and, per registry, npm or apt-get and dpkg-deb. The project
itself needs none of them.

Why the edits: upstream sets the overlap flag on every glyph, for which FreeType draws at 4x4 and averages, and has no
instructions, for which FreeType lets its auto-hinter move the outlines. Both cost time; see README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import ttProgram

HERE = Path(__file__).resolve().parent

# OpenType 1.9, glyf: the simple glyph flag bit 6 (first point only) and the component flag bit 10.
OVERLAP_SIMPLE = 0x40
OVERLAP_COMPOUND = 0x0400

HINTING_TABLES = ("fpgm", "cvt ", "cvar", "hdmx", "VDMX", "LTSH")

# SCANCTRL 511, SCANTYPE 4 (the usual prep of an unhinted font, 7 bytes), then PUSHB 0, POP. FreeType auto-hints a font
# whose programs are 7 bytes or fewer; the idle three keep the outlines as they were drawn.
IDLE_PREP = bytes.fromhex("b801ff85b0048d" + "b00021")

SMOOTH_AT_ALL_SIZES = {0xFFFF: 0x0002 | 0x0008}  # GASP_DOGRAY | GASP_SYMMETRIC_SMOOTHING


def main() -> int:
    """0 when every file came out as recorded, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Make the font files again from their published packages.")
    parser.add_argument("families", nargs="*", help="folders here; all when none is named")
    parser.add_argument("--accept", action="store_true", help="record the sums of what came out")
    options = parser.parse_args()
    folders = [HERE / name for name in options.families] or sorted(path.parent for path in HERE.glob("*/font.toml"))
    differing = [line for folder in folders for line in prepare(folder, accept=options.accept)]
    print("\n".join(differing) if differing else "every file is as recorded")
    return 1 if differing else 0


def prepare(folder: Path, *, accept: bool) -> list[str]:
    """The files of one family written into `folder`; one line for each whose bytes are not the recorded ones."""
    recipe_file = folder / "font.toml"
    recipe = tomllib.loads(recipe_file.read_text(encoding="utf-8"))
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        package = fetch(recipe["source"], Path(scratch))
        for file in recipe["files"]:
            print(f"{folder.name}/{file['file']}", file=sys.stderr)
            target = folder / file["file"]
            remake(package / file["member"], target, file)
            made = sha256(target)
            if made == file["sha256"]:
                continue
            if accept:
                text = recipe_file.read_text(encoding="utf-8")
                recipe_file.write_text(text.replace(file["sha256"], made), encoding="utf-8")
            else:
                lines.append(f"{target}: sha256 is {made}, font.toml says {file['sha256']}")
    return lines


def fetch(source: dict[str, Any], scratch: Path) -> Path:
    """The folder the pinned package was unpacked into, its archive checked against the recorded sha256."""
    name, version = source["package"], source["version"]
    unpacked = scratch / "unpacked"
    unpacked.mkdir()
    if source["registry"] == "npm":
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=scratch, check=True)
        archive = only(scratch, "*.tgz")
        check(archive, source["sha256"])
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, filter="data")
    else:
        subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=scratch, check=True)
        archive = only(scratch, "*.deb")
        check(archive, source["sha256"])
        subprocess.run(["dpkg-deb", "-x", archive, unpacked], check=True)
    return unpacked


def only(folder: Path, pattern: str) -> Path:
    """The one file in `folder` that matches."""
    (found,) = folder.glob(pattern)
    return found


def check(path: Path, expected: str) -> None:
    """Stop unless the file's sha256 is the recorded one."""
    if sha256(path) != expected:
        sys.exit(f"{path.name}: sha256 is {sha256(path)}, font.toml says {expected}")


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remake(upstream: Path, target: Path, file: dict[str, Any]) -> None:
    """`target` written from the checked upstream file, with outlines edited or, when it says so, byte for byte."""
    check(upstream, file["member-sha256"])
    if file.get("verbatim"):
        shutil.copyfile(upstream, target)
        return
    font = TTFont(upstream, recalcBBoxes=False, recalcTimestamp=False)
    clear_overlap_flags(font)
    remove_hinting(font)
    font.save(target, reorderTables=True)


def clear_overlap_flags(font: TTFont) -> None:
    """The same outlines, without the flag that makes FreeType oversample them."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite():
            for component in glyph.components:
                component.flags &= ~OVERLAP_COMPOUND
        elif glyph.numberOfContours > 0:
            glyph.flags = bytearray(
                flag & ~OVERLAP_SIMPLE for flag in glyph.flags
            )  # on the first point it is meant; browsers refuse it on others


def remove_hinting(font: TTFont) -> None:
    """No instructions but an idle prep; smoothing asked for at every size."""
    for tag in HINTING_TABLES:
        if tag in font:
            del font[tag]
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyphs[name].removeHinting()
    font["prep"] = newTable("prep")
    font["prep"].program = ttProgram.Program()
    font["prep"].program.fromBytecode(IDLE_PREP)
    font["gasp"] = newTable("gasp")
    font["gasp"].version = 1
    font["gasp"].gaspRange = dict(SMOOTH_AT_ALL_SIZES)


if __name__ == "__main__":
    sys.exit(main())
