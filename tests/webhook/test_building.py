"""What the build process tells the service of."""

from __future__ import annotations

import json
from pathlib import Path

from publisher.webhook.building import main

POST = "---\ntitle: {title}\ndate: 2026-01-0{day}\n{more}---\n\n潮の満ち引きの話。\n"


def test_pages_that_are_not_to_be_found_are_not_told_of(tmp_path: Path) -> None:
    posts = tmp_path / "site" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "site" / "_config.yml").write_text("title: 潮\nurl: https://tide.example\n", encoding="utf-8")
    for day, more in ((1, ""), (2, "noindex: true\n"), (3, "feed: false\n")):
        text = POST.format(title=f"第{day}報", day=day, more=more)
        (posts / f"2026-01-0{day}-report-{day}.md").write_text(text, encoding="utf-8")
    request, result = tmp_path / "request.json", tmp_path / "result.json"
    wanted = {"root": str(tmp_path / "site"), "out": "", "cache": str(tmp_path / "cache"), "environ": {}, "flags": {}}
    request.write_text(json.dumps(wanted | {"now": "2026-02-01T00:00:00+00:00"}), encoding="utf-8")
    assert main(request, result) == 0
    told = json.loads(result.read_bytes())
    assert told["report"]["posts"] == 3
    assert list(told["pages"]) == ["https://tide.example/2026/01/01/report-1.html"]
