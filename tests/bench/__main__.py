"""Benchmarks: `python -m tests.bench cards | build | feeds | head | load [options]`. They assert nothing."""

from __future__ import annotations

import runpy
import sys

if __name__ == "__main__":
    names = ("cards", "build", "feeds", "head", "load")
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        sys.exit(f"usage: python -m tests.bench {{{'|'.join(names)}}} [options]")
    name = sys.argv.pop(1)
    runpy.run_module(f"tests.bench.{name}", run_name="__main__")
