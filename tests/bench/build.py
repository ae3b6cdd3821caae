"""How long builds take: `python -m tests.bench build [--posts 1000,10000] [--jobs 1,2]`.

Each is a process of its own by the command line: cold (no output), again with nothing changed, after one changed title.
Seconds, and the main process's peak memory.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.posts import write_site

_RUN = "from publisher.cli import script; script()"


def timed(site: Path, out: Path, jobs: int, cache: Path) -> tuple[float, float, str]:
    """Seconds, peak MB and the summary of one build."""
    read, write = os.pipe()
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", _RUN, "build", str(site), "-o", str(out), "--jobs", str(jobs)],
        os.environ | {"XDG_CACHE_HOME": str(cache)},
        file_actions=[(os.POSIX_SPAWN_DUP2, write, 1)],
    )
    os.close(write)
    with os.fdopen(read) as output:
        said = output.read().strip()
    _, _, usage = os.wait4(process, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, said


def main() -> None:
    """Print a line per build."""
    parser = argparse.ArgumentParser(description="How long builds take.")
    parser.add_argument("--posts", default="1000,10000")
    parser.add_argument("--jobs", default="1,2")
    options = parser.parse_args()
    for count in map(int, options.posts.split(",")):
        for jobs in map(int, options.jobs.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                run(Path(folder), count, jobs)


def run(folder: Path, count: int, jobs: int) -> None:
    """Cold, unchanged, one edit."""
    site, out = write_site(folder / "site", count), folder / "out"
    for what in ("cold", "unchanged", "unchanged", "one edit"):
        if what == "one edit":
            post = sorted((site / "_posts").iterdir())[count // 2]
            post.write_text(post.read_text(encoding="utf-8").replace('title: "', 'title: "速報 ', 1), encoding="utf-8")
        seconds, peak, said = timed(site, out, jobs, folder / "cache")
        print(f"{count:6} posts, {jobs} jobs, {what:9}: {seconds:7.2f} s {peak:6.0f} MB   {said}")


if __name__ == "__main__":
    main()
