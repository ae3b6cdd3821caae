from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from publisher.config import Settings, SiteSettings
from publisher.errors import LoadError, UsageError
from publisher.load import scan
from publisher.load.discover import MAX_BYTES

SETTINGS = Settings()


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("---\ndate: 2026-01-01\n---\nx\n", encoding="utf-8")


def paths(root: Path, out: Path | None = None) -> list[str]:
    return [file.path for file in scan(root, SETTINGS, out=out).files]


@pytest.mark.parametrize(
    ("names", "dialect"),
    [
        (["a.md"], "plain"),
        (["_posts/2026-01-01-a.md"], "jekyll"),
        (["_config.yml"], "jekyll"),
        (["hugo.toml", "content/a.md"], "hugo"),
        (["config.toml", "content/a.md"], "hugo"),
        (["config.toml", "a.md"], "plain"),
        (["articles/a.md"], "plain"),
        (["pelicanconf.py", "content/a.md"], "pelican"),
        ([".eleventy.js", "posts/a.md"], "eleventy"),
        (["eleventy.config.mjs"], "eleventy"),
        (["astro.config.ts", "src/pages/a.md"], "astro"),
        (["_config.yml", "source/_posts/a.md", "scaffolds/post.md"], "hexo"),
        (["_config.yml", "source/_posts/2026-01-01-a.md"], "jekyll"),
    ],
)
def test_the_generator_is_known_by_its_folder(tmp_path: Path, names: list[str], dialect: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert scan(tmp_path, SETTINGS).dialect == dialect


@pytest.mark.parametrize(
    ("files", "dialect"),
    [
        ({"_config.yml": "title: a\nnew_post_name: :title.md\n", "source/_posts/a.md": ""}, "hexo"),
        ({"_config.yml": "title: a\n", "package.json": '{"dependencies": {"hexo": "^8"}}'}, "hexo"),
        ({"package.json": '{"devDependencies": {"@11ty/eleventy": "^3"}}', "posts/a.md": ""}, "eleventy"),
        ({"package.json": '{"name": "hexo-like"}', "a.md": ""}, "plain"),
    ],
)
def test_generators_of_one_name_are_told_apart(tmp_path: Path, files: dict[str, str], dialect: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert scan(tmp_path, SETTINGS).dialect == dialect


def test_zenn_is_known_by_its_articles(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.md").write_text('---\ntitle: a\nemoji: "🐟"\ntopics: []\n---\n', encoding="utf-8")
    assert scan(tmp_path, SETTINGS).dialect == "zenn"


def test_the_generator_may_be_named(tmp_path: Path) -> None:
    write(tmp_path, "_posts/2026-01-01-a.md")
    assert scan(tmp_path, Settings(site=SiteSettings(generator="plain"))).dialect == "plain"
    with pytest.raises(UsageError, match="jekyl"):
        scan(tmp_path, Settings(site=SiteSettings(generator="jekyl")))
    with pytest.raises(UsageError):
        scan(tmp_path / "missing", SETTINGS)


def test_what_is_left_aside(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b/c.markdown", "b/.hidden/x.md", ".git/x.md", "node_modules/x/y.md", "vendor/x.md")
    write(tmp_path, "out/x.md", "README.md", "b/readme.md", "x.txt")
    assert paths(tmp_path, tmp_path / "out") == ["a.md", "b/c.markdown", "b/readme.md"]


def test_jekyll_excludes(tmp_path: Path) -> None:
    write(tmp_path, "_posts/2026-01-01-a.md", "old/_posts/2026-01-01-b.md", "drafts.bak/_posts/2026-01-01-c.md")
    write(tmp_path, "_site/_posts/2026-01-01-d.md", "keep/_posts/2026-01-01-e.md", "_posts/2026-01-01-f.png")
    (tmp_path / "_config.yml").write_text("exclude: [old/, '*.bak', keep]\ninclude: [keep]\n", encoding="utf-8")
    assert paths(tmp_path) == ["_config.yml", "_posts/2026-01-01-a.md", "keep/_posts/2026-01-01-e.md"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "site", tmp_path / "outside"
    write(root, "a.md", "sub/b.md")
    write(outside, "secret.md")
    (root / "leak.md").symlink_to(outside / "secret.md")
    (root / "leaks").symlink_to(outside)
    (root / "inside.md").symlink_to(root / "a.md")
    (root / "sub/loop").symlink_to(root)
    assert paths(root) == ["a.md", "inside.md", "sub/b.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md")
    (tmp_path / "b.md").chmod(0)
    found = scan(tmp_path, SETTINGS)
    assert [file.path for file in found.files] == ["a.md"]
    assert [(problem.path, problem.code) for problem in found.problems] == [("b.md", "file-unreadable")]


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "big.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "just.md").write_bytes(b"x" * MAX_BYTES)
    found = scan(tmp_path, SETTINGS)
    assert [file.path for file in found.files] == ["a.md", "just.md"]
    assert [(problem.path, problem.code) for problem in found.problems] == [
        ("big.md", "file-large"),
        ("gone.md", "file-unreadable"),
        ("pipe.md", "file-unreadable"),
    ]


def test_a_broken_configuration_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: x\nurl: [\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"_config.yml:3"):
        scan(tmp_path, SETTINGS)
    (tmp_path / "_config.yml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"_config.yml"):
        scan(tmp_path, SETTINGS)


def test_equal_digests_mean_equal_input(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, "a.md", "b.md")
    shutil.copytree(one, two)
    first = scan(one, SETTINGS).digest
    assert scan(two, SETTINGS).digest == first
    assert scan(one, Settings(site=SiteSettings(title="x"))).digest != first
    (two / "c.txt").write_text("not read", encoding="utf-8")
    assert scan(two, SETTINGS).digest == first
    (two / "gone.md").symlink_to(two / "nowhere.md")
    assert scan(two, SETTINGS).digest != first, "a file that cannot be read is part of the result"
    (two / "gone.md").unlink()
    (two / "b.md").rename(two / "c.md")
    assert scan(two, SETTINGS).digest != first
    (one / "b.md").write_text("---\ndate: 2026-01-02\n---\nx\n", encoding="utf-8")
    assert scan(one, SETTINGS).digest != first


def test_the_language_is_guessed(tmp_path: Path) -> None:
    texts = {
        "ja": "これは日本語です",
        "ko": "한국어 글입니다",
        "zh-Hans": "这是简体中文的文章",
        "en": "An English text",
    }
    for lang, text in texts.items():
        root = tmp_path / lang
        root.mkdir()
        (root / "a.md").write_text(text, encoding="utf-8")
        assert scan(root, SETTINGS).lang == lang


def test_names_that_cannot_be_written_are_problems(tmp_path: Path) -> None:
    write(tmp_path, "日本語\u3000名.md", "a\nb.md", "c\x1b[31m.md")
    (tmp_path / os.fsdecode(b"\xff\xfe.md")).write_text("x", encoding="utf-8")
    found = scan(tmp_path, SETTINGS)
    assert [file.path for file in found.files] == ["日本語\u3000名.md"]
    assert sorted(problem.path for problem in found.problems) == ["a\ufffdb.md", "c\ufffd[31m.md", "\ufffd\ufffd.md"]


def test_a_configuration_outside_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("title: secret", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/_config.yml").symlink_to(tmp_path / "secret.yml")
    with pytest.raises(LoadError, match="link"):
        scan(tmp_path / "site", SETTINGS)
