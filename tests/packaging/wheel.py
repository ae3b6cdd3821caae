"""Proof that the wheel works away from the checkout: `python tests/packaging/wheel.py [--compiled] [--accept]`.

Builds the wheel, installs it into a new virtual environment, draws a card of the demo site from an empty folder and
compares it with golden/card.png. A compiled one must draw it to the byte as the sources do, and pass the tests of what
is compiled. Not a pytest test, because installing needs the package index.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
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
    parser.add_argument("--compiled", action="store_true", help="of the wheel that hatch_build.py compiles")
    options = parser.parse_args()
    if options.compiled and (absent := without_compiler()):
        print(f"skipped: there {absent}, without which nothing can be compiled")
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary).resolve()
        command = install(build(work, compiled=options.compiled), work)
        card = draw(command, work)
        if options.accept:
            GOLDEN.parent.mkdir(exist_ok=True)
            shutil.copyfile(card, GOLDEN)
        compare(card)
        if options.compiled:
            compare_bytes(card, work)
            test(command.with_name("python"), work)


def without_compiler() -> str:
    """What is absent of the C compiler and the headers that a compiled build takes; "" when both are there."""
    if shutil.which(os.environ.get("CC") or (sysconfig.get_config_var("CC") or "cc").split()[0]) is None:
        return "is no C compiler"
    return "" if Path(sysconfig.get_path("include"), "Python.h").is_file() else "are no headers of Python"


def build(work: Path, *, compiled: bool) -> Path:
    """The wheel, checked to carry the sources, fonts, licences and templates, and libraries if it is `compiled`."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", work / "dist", ROOT, HATCH_BUILD_HOOKS_ENABLE=compiled)
    (wheel,) = (work / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = [path.relative_to(ROOT).as_posix() for path in (ROOT / "publisher").rglob("*.py")]
    if absent := [name for name in (*MUST_HAVE, *sources) if name not in names]:
        sys.exit(f"{wheel.name} lacks {', '.join(absent)}")
    if compiled == wheel.stem.endswith("-any"):
        sys.exit(f"{wheel.name} is for the wrong platforms")
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


def compare_bytes(card: Path, work: Path) -> None:
    """Fail unless the card is, to the byte, the one that the checkout draws."""
    run(sys.executable, "-c", "from publisher.cli import main; main()", "card", POST, "-o", work / "ours.png", cwd=ROOT)
    if card.read_bytes() != (work / "ours.png").read_bytes():
        sys.exit("compiled modules draw another card than their sources")
    print("the card has the bytes of one drawn by the sources")


def test(python: Path, work: Path) -> None:
    """Run the tests of what is compiled against what is installed, in a folder without the sources."""
    where = "from publisher.cards import health; raise SystemExit(not health.compiled())"
    run(python, "-c", where, cwd=work)
    apart = work / "apart"
    shutil.copytree(ROOT / "tests", apart / "tests")
    shutil.copyfile(ROOT / "pyproject.toml", apart / "pyproject.toml")
    run(python, "-m", "pip", "install", "--quiet", "pytest", "hypothesis", "trustme")
    run(python, "-m", "pytest", "-q", "tests/cards/text", "tests/cards/layout", "tests/cards/paint", cwd=apart)


def run(*command: str | Path, cwd: Path | None = None, **switches: bool) -> None:
    """Run a command apart from this process's Python settings; its failure is ours. `switches` are variables."""
    apart = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PUBLISHER_"))}
    apart |= {name: str(int(on)) for name, on in switches.items()}
    subprocess.run([*map(str, command)], cwd=cwd, env=apart, check=True)


if __name__ == "__main__":
    main()
