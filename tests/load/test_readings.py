"""The cache of readings: the same result, without parsing what has not changed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.config import Settings, SiteSettings
from publisher.load import Loaded, Scan, SourceFile, load, loader, scan

from .conftest import NOW
from .golden import SITES
from .test_fuzz import FILES, PATHS, SOUND

NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir())
EVERYTHING = Settings()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are parsed, as they are."""
    paths: list[str] = []
    read = loader._read

    def noted(reader: object, path: str, data: bytes, now: datetime) -> object:
        paths.append(path)
        return read(reader, path, data, now)  # type: ignore[arg-type]

    monkeypatch.setattr(loader, "_read", noted)
    return paths


def write(root: Path, **dates: str) -> Path:
    for name, date in dates.items():
        rest = "image: {path: https://i.test/a.png, alt: b}\nauthor: c\nsource_url: https://s.test/\n"
        rest += f"enclosure: {{url: /{name}.mp3, length: 5}}\nguid: tag:s.test,2026:{name}\nnoindex: true\n---\nBody.\n"
        text = f"---\ntitle: {name}\ndate: {date}\n{rest}"
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def loaded(root: Path, cache: Path, now: datetime = NOW, settings: Settings = EVERYTHING) -> Loaded:
    return load(scan(root, settings), settings, now=now, cache=cache)


@pytest.mark.parametrize("name", NAMES)
def test_a_warm_load_is_a_cold_one(name: str, tmp_path: Path, parsed: list[str]) -> None:
    found = scan(SITES / name, EVERYTHING)
    cold = load(found, EVERYTHING, now=NOW)
    assert load(found, EVERYTHING, now=NOW, cache=tmp_path) == cold
    parsed.clear()
    warm = load(found, EVERYTHING, now=NOW, cache=tmp_path)
    assert warm == cold
    assert [post.date.isoformat() for post in warm.posts] == [post.date.isoformat() for post in cold.posts]
    assert not parsed


def test_one_edit_is_one_parse(tmp_path: Path, parsed: list[str]) -> None:
    root = write(tmp_path, a="2026-01-01", b="2026-01-02")
    before = loaded(root, tmp_path / "cache")
    parsed.clear()
    write(root, b="2026-01-03")
    after = loaded(root, tmp_path / "cache")
    assert parsed == ["b.md"]
    assert before.posts[1] == after.posts[1]
    assert after.posts[0].date.day == 3
    (root / "a.md").rename(root / "c.md")
    parsed.clear()
    assert [post.path for post in loaded(root, tmp_path / "cache").posts] == ["b.md", "c.md"]
    assert parsed == ["c.md"], "a file's path decides its URL"


@pytest.mark.parametrize(
    "site", [SiteSettings(timezone="Asia/Tokyo"), SiteSettings(url="https://x.test"), SiteSettings(lang="en")]
)
def test_other_settings_forget_all(tmp_path: Path, parsed: list[str], site: SiteSettings) -> None:
    root = write(tmp_path, a="2026-01-01")
    loaded(root, tmp_path / "cache")
    parsed.clear()
    found = Settings(site=site)
    assert loaded(root, tmp_path / "cache", settings=found) == load(scan(root, found), found, now=NOW)
    assert parsed == ["a.md", "a.md"]


def test_a_changed_configuration_forgets_all(tmp_path: Path, parsed: list[str]) -> None:
    (tmp_path / "_posts").mkdir()
    config = tmp_path / "_config.yml"
    config.write_text("url: https://a.test\ntitle: T\n", encoding="utf-8")
    (tmp_path / "_posts/2026-01-01-a.md").write_text("x", encoding="utf-8")
    loaded(tmp_path, tmp_path / "cache")
    config.write_text("url: https://b.test\ntitle: T\n", encoding="utf-8")
    parsed.clear()
    assert loaded(tmp_path, tmp_path / "cache").posts[0].url.startswith("https://b.test/")
    assert parsed


def test_what_comes_from_other_files_is_not_kept(tmp_path: Path) -> None:
    """Hugo's section pages hand values down; its bundles turn their neighbours into resources."""
    page = tmp_path / "content/blog/a/note.md"
    page.parent.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text('baseURL = "https://a.test/"\ntitle = "T"\n', encoding="utf-8")
    page.write_text("---\ntitle: a\ndate: 2026-01-01\n---\n", encoding="utf-8")
    assert loaded(tmp_path, tmp_path / "cache").posts[0].tags == ()
    (tmp_path / "content/_index.md").write_text("---\ncascade: {tags: [x]}\n---\n", encoding="utf-8")
    assert loaded(tmp_path, tmp_path / "cache").posts[0].tags == ("x",)
    (page.parent / "index.md").write_text("---\ntitle: b\ndate: 2026-01-01\n---\n", encoding="utf-8")
    assert [post.title for post in loaded(tmp_path, tmp_path / "cache").posts] == ["b"]


def test_the_clock_goes_on_and_back(tmp_path: Path) -> None:
    root, cache = write(tmp_path, a="2026-01-01", b="2026-06-01"), tmp_path / "cache"
    for month, posts in ((5, 1), (7, 2), (5, 1), (7, 2)):
        now = datetime(2026, month, 1, tzinfo=UTC)
        assert loaded(root, cache, now) == loaded(root, tmp_path / f"fresh-{os.urandom(4).hex()}", now)
        assert len(loaded(root, cache, now).posts) == posts


def test_a_post_expires(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text('baseURL = "https://a.test/"\n', encoding="utf-8")
    text = "---\ntitle: a\ndate: 2026-01-01\nexpiryDate: 2026-02-01\n---\n"
    (tmp_path / "content/a.md").write_text(text, encoding="utf-8")
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    assert len(loaded(tmp_path, tmp_path / "cache", moment).posts) == 1
    assert not loaded(tmp_path, tmp_path / "cache", moment + timedelta(days=1)).posts


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damage: bytes | None) -> None:
    root, cache = write(tmp_path, a="2026-01-01"), tmp_path / "cache"
    first = loaded(root, cache)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    assert loaded(root, cache) == first
    assert file.read_bytes() == data, "the cache is mended"


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, a="2026-01-01")
    (tmp_path / "blocked").write_text("a file, not a folder", encoding="utf-8")
    assert len(loaded(root, tmp_path / "blocked").posts) == 1
    assert len(loaded(root, tmp_path / "blocked" / "below").posts) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PATHS)), FILES | SOUND)
def test_whatever_a_file_holds_it_is_kept_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: bytes
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    files = (SourceFile.of(PATHS[kind], data),)
    found = Scan(root=Path(), dialect=kind, files=files, problems=(), digest="", lang="ja", output_dir="public")
    cold = load(found, EVERYTHING, now=NOW, cache=cache)
    warm = load(found, EVERYTHING, now=NOW, cache=cache)
    assert warm == cold == load(replace(found), EVERYTHING, now=NOW)
    assert [str(post) + warm.bodies.of(post) for post in warm.posts] == [
        str(post) + cold.bodies.of(post) for post in cold.posts
    ]
