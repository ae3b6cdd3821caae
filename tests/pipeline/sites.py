"""Small sites to build, and their builds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from publisher.config import Settings
from publisher.model import Report
from publisher.pipeline import Request, build

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

CONFIG = "title: 潮目ノート\nurl: https://tide.example\nlang: ja\ntimezone: Asia/Tokyo\nauthor: 編集室\n"


def post(
    title: str, *, day: str = "2026-01-17", excerpt: str = "短い抜粋です。", body: str = "本文です。", more: str = ""
) -> str:
    """A post's file."""
    return f'---\ntitle: "{title}"\ndate: {day} 09:00:00 +0900\nexcerpt: "{excerpt}"\n{more}---\n\n{body}\n'


def jekyll_site(root: Path, posts: int = 3) -> Path:
    """A Jekyll folder with some posts, one a day."""
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text(CONFIG, encoding="utf-8")
    for number in range(1, posts + 1):
        day = f"2026-01-{number:02}"
        (root / "_posts" / f"{day}-post-{number}.md").write_text(post(f"第{number}回の話", day=day), encoding="utf-8")
    return root


def built(root: Path, out: Path, *, now: datetime = NOW, **request: object) -> Report:
    """The report of a build."""
    wanted = {"settings": Settings(), "cache": root.parent / "cache"} | request
    return build(Request(root=root, out=out, **wanted), now=now)  # type: ignore[arg-type]


def contents(out: Path) -> dict[str, bytes]:
    """Every file of an output folder by its path, our manifest aside."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".publisher.json"
    }


def stamps(out: Path) -> dict[str, int]:
    """When every file and folder of an output was last changed."""
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in [out, *sorted(out.rglob("*"))]}
