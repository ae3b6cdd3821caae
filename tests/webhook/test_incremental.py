"""What a build makes does not depend on what was built before; what is malformed costs nothing else."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from publisher.config import CardSettings, Settings
from publisher.publish import read_manifest
from tests.pipeline.sites import built, contents, jekyll_site, post
from tests.webhook.figures import scaled, show

SMALL = Settings(cards=CardSettings(width=300, height=200))
NAMES = st.from_regex(r"2026-01-(0[1-9]|[12][0-9])-[a-f]{1,2}", fullmatch=True).map(lambda stem: f"{stem}.md")
TITLES = st.sampled_from(["潮の満ち引き", "Harbour lights", "港の灯り Harbour lights", "長い" * 40, "😀", "한국어"])


def published(out: Path) -> dict[str, bytes]:
    """What the manifest vouches for: cards kept only for old links are not among it."""
    return {path: (out / path).read_bytes() for path in read_manifest(out).files}


class Edits(RuleBasedStateMachine):
    """Posts are added, edited, deleted and renamed, and the site is built after each."""

    names: Bundle[str] = Bundle("names")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = jekyll_site(self.folder / "site", 1)
        self.runs = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def place(self, name: str) -> Path:
        return self.root / "_posts" / name

    @rule(target=names, name=NAMES, title=TITLES, body=TITLES)
    def add(self, name: str, title: str, body: str) -> str:
        self.place(name).write_text(post(title, body=body), encoding="utf-8")
        return name

    @rule(name=names, title=TITLES, body=TITLES)
    def edit(self, name: str, title: str, body: str) -> None:
        self.place(name).write_text(post(title, body=body), encoding="utf-8")

    @rule(name=consumes(names))
    def delete(self, name: str) -> None:
        self.place(name).unlink(missing_ok=True)

    @rule(target=names, name=consumes(names), to=NAMES)
    def rename(self, name: str, to: str) -> str:
        if self.place(name).exists():
            self.place(name).replace(self.place(to))
        return to

    @invariant()
    def incremental_is_clean(self) -> None:
        self.runs += 1
        clean = self.folder / f"clean-{self.runs}"
        built(self.root, self.folder / "out", settings=SMALL)
        built(self.root, clean, settings=SMALL, cache=None)
        assert published(self.folder / "out") == published(clean)
        shutil.rmtree(clean)


TestEdits = pytest.mark.long(Edits.TestCase)
TestEdits.settings = settings(
    max_examples=scaled(60, 8), stateful_step_count=scaled(15, 6), deadline=timedelta(seconds=60)
)

MALFORMED: tuple[Callable[[random.Random], bytes], ...] = (
    lambda _: b"---\ntitle: [\ndate: 2026-01-01\n---\nx\n",
    lambda _: b"---\ntitle: 'open\ndate: 2026-01-01\n---\nx\n",
    lambda _: b"---\ntitle: a\n\tdate: 2026-01-01\n---\nx\n",
    lambda _: b"---\ntitle: a\ndate: 2026-13-45\n---\nx\n",
    lambda chance: f"---\ntitle: a\ndate: {chance.choice(['soon', '31/31/2026', 'あした'])}\n---\nx\n".encode(),
    lambda _: b"---\ntitle: &a [*a]\n---\nx\n",
    lambda chance: b"---\ntitle: " + b"[" * chance.randint(25, 200) + b"\n---\nx\n",
    lambda _: b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nx\n",
    lambda chance: b"---\ntitle: \xff\xfe" + chance.randbytes(20).replace(b"\n", b"") + b"\n---\nx\n",
    lambda _: b"---\ntitle: a: b: c\n---\nx\n",
    lambda _: b"---\n- a\n- list\n---\nx\n",
    lambda _: b"---\ntitle: a\n- b\n---\nx\n",
    lambda _: b"---\ntitle: %x\n @y\n---\nx\n",
    lambda _: b"---\n" + b"k: v\n" * 20_000 + b"---\nx\n",
)


@pytest.mark.long
def test_malformed_posts_are_each_reported_with_file_and_line(tmp_path: Path) -> None:
    count, chance = scaled(10_000, 280), random.Random(11)
    root = jekyll_site(tmp_path / "site", 3)
    built(root, tmp_path / "before")
    names = [f"_posts/2026-02-{1 + number % 28:02}-bad-{number:05}.md" for number in range(count)]
    for number, name in enumerate(names):
        (root / name).write_bytes(MALFORMED[number % len(MALFORMED)](chance))
    report = built(root, tmp_path / "after")
    found = {problem.path: problem for problem in report.problems if problem.level == "error"}
    show("malformed posts", posts=count, reported=len(found), published=report.posts)
    assert sorted(found) == sorted(names)
    # A file with NUL bytes is no text, and has no lines to count.
    assert all(problem.line > 0 or problem.code == "binary" for problem in found.values())
    assert all(problem.message and "\n" not in problem.message for problem in found.values())
    assert not any(re.search(r"Traceback|Error\(", problem.message) for problem in found.values())
    assert report.posts == 3
    assert contents(tmp_path / "after") == contents(tmp_path / "before")
