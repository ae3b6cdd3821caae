"""Other engines drawing the same posts, for `python -m tests.bench cards --peers`.

takumi, satori + resvg (npm) and typst (pip) come into a folder of the benchmark's own. Their card has the boxes of
`news` with the headline at one size: they neither fit it nor break by phrase.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from publisher.resources import fonts_dir
from tests.bench.cold import timed
from tests.bench.posts import SITE, posts

_HERE = Path(__file__).parent


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Warm ms of processor time per card, bytes, peak MB and cold ms, by engine."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("package.json", "draw.mjs", "typeset.py", "card.typ"):
            shutil.copy(_HERE / name, folder)
        subprocess.run(["npm", "install", "--silent", "--no-package-lock", "--no-fund"], cwd=folder, check=True)
        (folder / "input.json").write_text(json.dumps({"cards": _cards(), "fonts": _fonts()}), encoding="utf-8")
        (folder / "one.json").write_text(json.dumps({"cards": _cards()[:1], "fonts": _fonts()}), encoding="utf-8")
        peers = {engine: _node(engine, folder, rounds) for engine in ("takumi", "satori")}
        peers["typst"] = _typst(folder, rounds)
    return peers | {"plain Pillow": _pillow(rounds)}


def _fonts() -> list[dict[str, object]]:
    folder = fonts_dir() / "noto-sans-jp"
    return [
        {"path": str(folder / "NotoSansJP-Regular.ttf"), "weight": 400},
        {"path": str(folder / "NotoSansJP-Bold.ttf"), "weight": 700},
    ]


def _cards() -> list[dict[str, str]]:
    return [
        {
            "site": SITE.title,
            "category": "TECH・WORLD-NEWS",
            "headline": post.headline,
            "subhead": post.subhead,
            "excerpt": post.summary,
            "date": f"{post.date.year}年{post.date.month}月{post.date.day}日",
            "source": "出典 The Harbour Ledger",
            "tags": "#tech-news  #japan",
        }
        for post in posts()
    ]


def _node(engine: str, folder: Path, rounds: int) -> dict[str, float]:
    return _measured(["node", "draw.mjs", engine], folder, rounds, {})


def _typst(folder: Path, rounds: int) -> dict[str, float]:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", "typst-package", "typst>=0.13"]
    subprocess.run(install, cwd=folder, check=True)
    path = str(folder / "typst-package")
    return _measured([sys.executable, "typeset.py"], folder, rounds, {"PYTHONPATH": path})


def _measured(command: list[str], folder: Path, rounds: int, more: dict[str, str]) -> dict[str, float]:
    """What a script says of all cards, drawn again and again, and how long one card takes it in a new process."""
    environ = os.environ | more
    done = subprocess.run(
        [*command, "input.json", str(rounds)], cwd=folder, env=environ, check=True, capture_output=True, text=True
    )
    result: dict[str, float] = {name: round(value, 2) for name, value in json.loads(done.stdout).items()}
    return result | timed([*command, "one.json", "0"], rounds, cwd=folder, env=environ)


def _pillow(rounds: int) -> dict[str, float]:
    """The straightforward way: RGB, one text call a line, lines cut by the number of characters."""
    regular, bold = (str(font["path"]) for font in _fonts())
    faces = {size: ImageFont.truetype(bold if size > 40 else regular, size) for size in (26, 60)}
    times = []
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "x.png"
        for _ in range(rounds):
            start, size = time.process_time(), 0
            for card in _cards():
                _straightforward(card, faces).save(out)
                size += out.stat().st_size
            times.append((time.process_time() - start) / len(_cards()) * 1e3)
    return {"warm ms/card": round(statistics.median(times), 2), "bytes": size // len(_cards())}


def _straightforward(card: dict[str, str], faces: dict[int, ImageFont.FreeTypeFont]) -> Image.Image:
    image = Image.new("RGB", (1200, 630), "#fbf8f1")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 20, 630), fill="#c0341d")
    draw.text((80, 42), card["site"], font=faces[26], fill="#1b1a17")
    for line in range(0, len(card["headline"]), 17):
        draw.text((80, 120 + 80 * (line // 17)), card["headline"][line : line + 17], font=faces[60], fill="#1b1a17")
    draw.text((80, 420), card["subhead"], font=faces[26], fill="#6b665c")
    draw.text((80, 470), card["excerpt"][:40], font=faces[26], fill="#45413a")
    draw.text((80, 560), f"{card['date']}　{card['source']}", font=faces[26], fill="#6b665c")
    return image
