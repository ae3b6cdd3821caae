"""Proof that the wheel works away from the checkout: `python tests/packaging/wheel.py [--accept]`.

Builds the wheel, installs it into a new virtual environment, draws a card of the demo site from an empty folder and
compares it with golden/card.png. Not a pytest test, because installing needs the package index.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POST = ROOT / "tests/sites/demo/_posts/2026-01-05-tide-cooled-data-centre.md"
GOLDEN = Path(__file__).parent / "golden/card.png"

MUST_HAVE = (
    "publisher/py.typed",
    "publisher/fonts/noto-sans-jp/NotoSansJP-Regular.ttf",
    "publisher/fonts/noto-sans-jp/NotoSansJP-Bold.ttf",
    "publisher/fonts/noto-sans-jp/OFL.txt",
    "publisher/fonts/noto-sans-jp/font.toml",
    "publisher/fonts/noto-color-emoji/NotoColorEmoji.ttf",
    "publisher/fonts/noto-color-emoji/OFL.txt",
    "publisher/templates/cards/news.html",
)


def main() -> None:
    """Run all of it; an exception is the failure."""
    parser = argparse.ArgumentParser(description="Prove that the wheel works away from the checkout.")
    parser.add_argument("--accept", action="store_true", help="make the card drawn the golden one: look at it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary).resolve()
        card = draw(install(build(work), work), work)
        if options.accept:
            GOLDEN.parent.mkdir(exist_ok=True)
            shutil.copyfile(card, GOLDEN)
        compare(card)


def build(work: Path) -> Path:
    """The wheel, checked to carry fonts, licences and templates."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", work / "dist", ROOT)
    (wheel,) = (work / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    if absent := [name for name in MUST_HAVE if name not in names]:
        sys.exit(f"{wheel.name} lacks {', '.join(absent)}")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {len(names)} files")
    return wheel


def install(wheel: Path, work: Path) -> Path:
    """The `publisher` command of a new environment that has the wheel and what it depends on."""
    environment = work / "environment"
    venv.create(environment, with_pip=True)
    run(environment / "bin/python", "-m", "pip", "install", "--quiet", wheel)
    return environment / "bin/publisher"


def draw(command: Path, work: Path) -> Path:
    """The card of a Japanese post, drawn by the installed command in an empty folder."""
    empty = work / "empty"
    empty.mkdir()
    run(command, "card", POST, "-o", "card.png", cwd=empty)
    return empty / "card.png"


def compare(card: Path) -> None:
    """Fail unless the card is the golden one."""
    sys.path.insert(0, str(ROOT))
    from tests.packaging.pixels import assert_same

    assert_same(card, GOLDEN, ROOT / "tests/packaging/failed")
    print("the card is the golden one")


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a command apart from this process's Python settings; its failure is ours."""
    apart = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PUBLISHER_"))}
    subprocess.run([*map(str, command)], cwd=cwd, env=apart, check=True)


if __name__ == "__main__":
    main()
