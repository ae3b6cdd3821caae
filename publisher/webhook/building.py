"""The build step, a process of its own: `python -P -m publisher.webhook.building REQUEST RESULT`.

REQUEST is a JSON file that says what to build, RESULT the JSON file that says what was built. A process, because a
template or a post may take all the memory and time it is given, and the service must not notice.

Exit codes: 0 built (single posts may have problems), 1 nothing was published and the result says why.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publisher.cards.fingerprint import digest
from publisher.config import load_settings
from publisher.errors import PublisherError
from publisher.fetch import Net
from publisher.load import load, scan
from publisher.manifest import Manifest
from publisher.model import Post, Report, Site
from publisher.pipeline import Request, build
from publisher.publish import read_manifest, write_file

_NO_FEEDS = (".css", ".opml", ".txt")
_PROBLEMS = 200  # told of one build


def main(request: Path, result: Path) -> int:
    """The exit code; the result is written in any case but a kill."""
    wanted = json.loads(request.read_bytes())
    try:
        told: dict[str, Any] = _built(wanted)
    except PublisherError as error:
        told = {"error": f"{error.message} ({error.hint})" if error.hint else error.message}
    except MemoryError:
        told = {"error": "it takes more memory than a build may (memory in [webhook])"}
    write_file(result, json.dumps(told, ensure_ascii=True).encode())
    return int("error" in told)


def _built(wanted: dict[str, Any]) -> dict[str, Any]:
    """The report, and what there now is to tell of: the digest of each feed and each page by URL."""
    root, now = Path(wanted["root"]), datetime.fromisoformat(wanted["now"])
    settings = load_settings(root, environ=wanted["environ"], flags=wanted["flags"])
    out = Path(wanted["out"]) if wanted["out"] else None
    request = Request(root=root, out=out, settings=settings, jobs=1, cache=Path(wanted["cache"]), net=Net)
    report = build(request, now=now)
    scanned = scan(root, settings, out=Path(report.out))
    loaded = load(scanned, settings, now=now)
    return {
        "report": _report(report),
        "out": report.out,
        "home": loaded.site.home,
        "feeds": _feeds(read_manifest(Path(report.out)), loaded.site),
        "pages": {
            post.url: _page(post, loaded.bodies.of(post)) for post in loaded.posts if post.in_feeds
        },  # others are not to be found
    }


def _report(report: Report) -> dict[str, Any]:
    table = asdict(report) | {"failed": report.failed, "problem_count": len(report.problems)}
    return table | {"problems": table["problems"][:_PROBLEMS]}


def _feeds(manifest: Manifest, site: Site) -> dict[str, str]:
    return {
        site.home + quote(path): entry.sha256
        for path, entry in sorted(manifest.files.items())
        if entry.kind == "feed" and not path.endswith(_NO_FEEDS)
    }


def _page(post: Post, body: str) -> str:
    return digest([repr(post), body])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
