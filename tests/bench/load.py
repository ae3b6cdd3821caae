"""How long loading takes: `python -m tests.bench load [--posts 1000,10000] [--fuzz SECONDS] [SITE ...]`.

Scan and load in a process of its own each: cold (nothing kept), warm (all kept), one edit; seconds and peak memory.
`--fuzz` tries made-up files for that long and counts the exceptions that are not problems.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.bench.posts import write_site

_RUN = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from publisher.config import Settings
start = time.perf_counter()
from publisher.load import load, scan
found = scan(Path(sys.argv[1]), Settings())
middle = time.perf_counter()
loaded = load(found, Settings(), now=datetime(2036, 1, 1, tzinfo=UTC), cache=Path(sys.argv[2]))
end = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
counts = f"{len(loaded.posts)} posts, {len(loaded.hidden)} hidden, {len(loaded.problems)} problems"
print(f"scan {middle - start:6.3f} s  load {end - middle:6.3f} s  {peak:5.0f} MB  {counts}")
"""


def timed(site: Path, cache: Path) -> str:
    """One line of figures from a process that loads the site."""
    read, write = os.pipe()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", _RUN, str(site), str(cache)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, write, 1)],
    )
    os.close(write)
    with os.fdopen(read) as output:
        said = output.read().strip()
    os.waitpid(process, 0)
    return said


def generated(folder: Path, count: int) -> None:
    """Cold, warm, one edit."""
    site, cache = write_site(folder / "site", count), folder / "cache"
    print(f"{count:6} posts, cold:     {timed(site, cache)}")
    print(f"{count:6} posts, warm:     {timed(site, cache)}")
    post = sorted((site / "_posts").iterdir())[count // 2]
    post.write_text(post.read_text(encoding="utf-8") + "\nも一つ。\n", encoding="utf-8")
    print(f"{count:6} posts, one edit: {timed(site, cache)}")


def fuzz(seconds: float) -> None:
    """Made-up files for every dialect until the time is over."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from tests.load.conftest import NOW
    from tests.load.test_fuzz import FILES, PATHS, SOUND, check

    tried: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    end = time.monotonic() + seconds

    @settings(max_examples=2000, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(PATHS)), FILES | SOUND)
    def any_file(dialect: str, data: bytes) -> None:
        tried[dialect] += 1
        try:
            check(dialect, {PATHS[dialect]: data}, NOW)
        except Exception as error:  # noqa: BLE001 - what is counted
            raised[f"{dialect}: {type(error).__name__}: {error}"] += 1

    while time.monotonic() < end:
        any_file()
    print(f"fuzz: {sum(tried.values())} files ({', '.join(f'{name} {n}' for name, n in sorted(tried.items()))})")
    print(f"fuzz: {sum(raised.values())} exceptions", *raised.most_common(5), sep="\n  ")


def main() -> None:
    """Print a line per load."""
    parser = argparse.ArgumentParser(description="How long loading takes.")
    parser.add_argument("--posts", default="1000,10000")
    parser.add_argument("--fuzz", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("sites", nargs="*", type=Path)
    options = parser.parse_args()
    for count in filter(None, options.posts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            generated(Path(folder), int(count))
    for site in options.sites:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{site.name}, cold: {timed(site, Path(folder))}")
            print(f"{site.name}, warm: {timed(site, Path(folder))}")
    if options.fuzz:
        fuzz(options.fuzz)


if __name__ == "__main__":
    main()
