"""How fast cards are drawn: `python -m tests.bench cards [--peers] [--rounds N] [--many N]`.

Warm: milliseconds of one core per card over fifty different cards, median of the rounds, with the caches that depend on
a text emptied between rounds, so that every card is set anew. Cold: a card by the command line in a new process, as
installed and used before: modules, template and expressions are compiled already. Its processor time is that of all its
processes.
`--many N` prints the memory of N different cards instead.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from publisher.cards import Template, card_context, draw
from publisher.cards.text import paragraph
from tests.bench.cold import timed
from tests.bench.posts import SITE, each, posts, write_site

_RUN = "from publisher.cli import script; script()"


def warm(rounds: int) -> dict[str, float]:
    """ms per card (process time) and mean bytes."""
    template = Template.find("news")
    wanted = posts()

    def one_round() -> tuple[float, int]:
        paragraph._prepare.cache_clear()
        gc.collect()
        start, size = time.process_time(), 0
        for post in wanted:
            document = template.render(card_context(post, SITE, width=1200, height=630))
            size += len(draw(document, 1200, 630, path=template.path).data)
        return (time.process_time() - start) / len(wanted) * 1e3, size // len(wanted)

    one_round()
    results = [one_round() for _ in range(rounds)]
    return {"warm ms/card": round(statistics.median(ms for ms, _ in results), 2), "bytes": results[0][1]}


def cold(rounds: int) -> dict[str, float]:
    """ms for one card by the command line in a new process, interpreter start included."""
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder) / "site", 1)
        (post,) = (site / "_posts").iterdir()
        command = [sys.executable, "-c", _RUN, "card", str(post), "-o", str(Path(folder) / "x.png")]
        env = _installed(Path(folder) / "bytecode")
        for _ in range(2):  # what is to be kept is kept
            subprocess.run(command, check=True, capture_output=True, env=env)
        return timed(command, rounds, env=env)


def _installed(bytecode: Path) -> dict[str, str]:
    """This environment, but that modules are compiled once, as pip does when it installs a package.

    Where PYTHONDONTWRITEBYTECODE is set, a checkout's modules would be compiled again in every process.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode), "XDG_CACHE_HOME": str(bytecode.parent / "cache")}


def memory(count: int) -> None:
    """Print the resident MB of one process after 1, 50, 1,000 ... and `count` different cards."""
    template = Template.find("news")
    for number, post in enumerate(each(count), 1):
        draw(template.render(card_context(post, SITE, width=1200, height=630)), 1200, 630, path=template.path)
        if number in {1, 50, 1_000, 2_000, 5_000, 10_000, count}:
            print(f"{number:6} cards: {_resident():6.1f} MB")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Print a table; with --peers beside the others', drawn in the same run."""
    parser = argparse.ArgumentParser(description="How fast cards are drawn.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="also takumi, satori + resvg, typst, plain Pillow")
    parser.add_argument("--many", type=int, default=0, metavar="N", help="only the memory that N different cards take")
    options = parser.parse_args()
    if options.many:
        memory(options.many)
        return
    ours = warm(options.rounds) | cold(options.rounds)
    ours["RSS MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    results = {"publisher": ours}
    if options.peers:
        from tests.bench.peers import measure

        results |= measure(options.rounds)
    for name, figures in results.items():
        print(f"{name:18} {json.dumps(figures)}")
    if "takumi" in results:
        ratio = results["takumi"]["warm ms/card"] / ours["warm ms/card"]
        print(f"takumi / publisher, warm: {ratio:.2f}")


if __name__ == "__main__":
    main()
