"""Draw cards with typst: `python typeset.py INPUT ROUNDS`, its package on the path; prints JSON as `draw.mjs` does."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path

import typst

given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
rounds = int(sys.argv[2])
folders = sorted({str(Path(font["path"]).parent) for font in given["fonts"]})
source = Path(__file__).with_name("card.typ")
compiler = typst.Compiler(source, font_paths=folders, ignore_system_fonts=True)


def one_round() -> tuple[float, int]:
    start, size = time.process_time(), 0
    for card in given["cards"]:
        size += len(compiler.compile(format="png", ppi=72, sys_inputs={"card": json.dumps(card)}))
    return (time.process_time() - start) / len(given["cards"]) * 1e3, size // len(given["cards"])


found = [one_round() for _ in range(rounds + 1)]
kept = found[1:] or found
print(
    json.dumps(
        {
            "warm ms/card": statistics.median(ms for ms, _ in kept),
            "bytes": kept[0][1],
            "RSS MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
