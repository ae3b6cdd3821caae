"""The browser view, looked at in a real browser where one is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
import tinycss2
from PIL import Image

from publisher.feeds import render
from tests.feeds.samples import feed, item

STYLESHEET = Path(__file__).parents[2] / "templates" / "feed.css"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
PAPER, SHEET, WASH = (246, 244, 239), (255, 254, 251), (251, 238, 227)
DARK_PAPER, DARK_SHEET = (21, 23, 26), (29, 32, 36)
LIGHT_FLAG, DARK_FLAG = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"
WIDE = item(id="urn:a:2", url="https://demo.example/" + "long" * 60, title="W" * 300)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(STYLESHEET, folder / "feed.css")
    document = feed(item(), WIDE, item(id="urn:a:3", lang="ar", title="عنوان"), stylesheet="/feed.css")
    (folder / "rss.xml").write_bytes(render(document, "rss"))
    (folder / "atom.xml").write_bytes(render(document, "atom"))
    (folder / "look.html").write_text(LOOK, encoding="utf-8")
    archive = replace(document, current_url="https://demo.example/rss.xml")
    (folder / "archive-rss.xml").write_bytes(render(archive, "rss"))
    (folder / "archive-atom.xml").write_bytes(render(archive, "atom"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_stylesheet_parses() -> None:
    rules = tinycss2.parse_stylesheet(STYLESHEET.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    assert len(rules) > 20
    for rule in rules:
        assert rule.type == "qualified-rule"
        declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        assert all(declaration.type == "declaration" for declaration in declarations)


def shot(url: str, width: int, flag: str, folder: Path) -> Image.Image:
    """The page as the browser shows it, 1600 pixels high."""
    picture = folder / "feed.png"
    command = [str(CHROMIUM), *FLAGS, flag, f"--user-data-dir={folder / 'profile'}", f"--screenshot={picture}"]
    subprocess.run([*command, f"--window-size={width},1600", url], check=True, capture_output=True, timeout=60)
    with Image.open(picture) as image:
        return image.convert("RGB")


def box(pixels: Image.Image, colour: tuple[int, ...]) -> int:
    """How many rows of the picture have the colour."""
    return sum(any(pixels.getpixel((x, y)) == colour for x in range(0, pixels.width, 7)) for y in range(pixels.height))


# What a script sees of a feed in a frame as wide as a phone: how wide it is, and of some elements where they are.
LOOK = """<!doctype html><body style="margin:0"><iframe id="f" style="border:0;width:390px;height:1600px"></iframe>
<script>
f.onload = () => {
  const page = f.contentDocument, all = (name) => [...page.getElementsByTagName(name)];
  const box = (each) => each.getBoundingClientRect();
  const dates = all("pubDate").concat(all("published")).filter((each) => box(each).width);
  const texts = all("title").concat(all("description"), all("subtitle")).filter((each) => box(each).width);
  document.body.replaceChildren(JSON.stringify({
    width: page.documentElement.scrollWidth,
    languages: texts.map((each) => page.defaultView.getComputedStyle(each).webkitLocale),
    dates: dates.map((each) => [Math.round(each.scrollWidth / box(each).width * 100) / 100, box(each).height]),
    order: [...page.querySelectorAll(":is(channel, feed) > :is(title, description, subtitle, link, item, entry)")]
      .filter((each) => box(each).height).sort((one, other) => box(one).top - box(other).top)
      .map((each) => each.localName),
  }));
};
f.src = location.hash.slice(1);
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_on_a_phone_a_feed_is_set_by_the_rules_of_its_language(served: str, tmp_path: Path, name: str) -> None:
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    command += ["--virtual-time-budget=5000", "--window-size=500,1600", f"{served}/look.html#/{name}"]
    dom = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    seen = json.loads(dom[dom.index("{") : dom.rindex("}") + 1])
    assert seen["width"] == 390
    assert set(seen["languages"]) == {'"ja"', "auto"}
    # Of a date the day is shown: 16 of the 31 letters of RSS, 10 of the 25 of Atom, on one line.
    shown = 31 / 16 if name == "rss.xml" else 25 / 10
    assert [(each[0], each[1] < 30) for each in seen["dates"]] == [(pytest.approx(shown, abs=0.1), True)] * 3
    about = "description" if name == "rss.xml" else "subtitle"
    assert seen["order"][:3] == ["title", about, "link"]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_an_archive_shows_the_address_of_its_feed_as_one_line_more(served: str, tmp_path: Path, name: str) -> None:
    feed_itself = box(shot(f"{served}/{name}", 1200, LIGHT_FLAG, tmp_path), WASH)
    archive = box(shot(f"{served}/archive-{name}", 1200, LIGHT_FLAG, tmp_path), WASH)
    assert feed_itself + 20 < archive < feed_itself + 40


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize(
    ("width", "flag", "paper", "sheet"),
    [(500, LIGHT_FLAG, PAPER, SHEET), (1200, LIGHT_FLAG, PAPER, SHEET), (1200, DARK_FLAG, DARK_PAPER, DARK_SHEET)],
)
def test_a_feed_is_laid_out_as_a_page_of_articles(
    served: str, tmp_path: Path, name: str, width: int, flag: str, paper: tuple[int, ...], sheet: tuple[int, ...]
) -> None:
    pixels = shot(f"{served}/{name}", width, flag, tmp_path)
    count = {colour: number for number, colour in pixels.getcolors(1 << 20) or ()}
    # The margins on both sides stay empty, so nothing, however long its words, runs over the edge.
    assert {pixels.getpixel((x, y)) for x in (2, width - 3) for y in range(0, 1600, 2)} == {paper}
    assert count[sheet] > 100_000
    # Each article stands on a sheet of its own, with paper between them.
    column = [pixels.getpixel((width // 2, y)) for y in range(1600)]
    sheets = sum(before == paper != after for before, after in pairwise(column))
    assert sheets >= 3
