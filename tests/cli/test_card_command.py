"""`publisher card`, from outside."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from tests.cli.calls import publisher
from tests.pipeline.sites import jekyll_site, post


def test_one_card_is_drawn_with_its_sites_name(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    publisher("build", site, "-o", tmp_path / "out")
    done = publisher("card", site / "_posts" / "2026-01-02-post-2.md", "-o", tmp_path / "card.png")
    assert done.returncode == 0
    assert done.stdout == f"{tmp_path / 'card.png'}: {(tmp_path / 'card.png').stat().st_size} bytes\n"
    (built,) = (tmp_path / "out" / "cards").glob("post-2.*.png")
    assert built.read_bytes() == (tmp_path / "card.png").read_bytes()


def test_the_size_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(post("四角いカード"), encoding="utf-8")
    publisher("card", tmp_path / "a.md", "-o", tmp_path / "square.png", "--width", "1200", "--height", "1200")
    with Image.open(tmp_path / "square.png") as image:
        assert image.size == (1200, 1200)


def test_a_markdown_file_on_its_own_has_a_card(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(post("ひとりの覚え書き"), encoding="utf-8")
    done = publisher("card", "note.md", "-o", "x.png", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["bytes"] == (tmp_path / "x.png").stat().st_size


def test_a_file_of_a_jekyll_site_outside_its_posts_has_one_too(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    (site / "about.md").write_text(post("この場所について"), encoding="utf-8")
    assert publisher("card", site / "about.md", "-o", tmp_path / "x.png").returncode == 0


def test_what_is_no_post_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00bad")
    done = publisher("card", "bad.md", "-o", "x.png", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.png").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(post("題"), encoding="utf-8")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = publisher("card", "a.md", "-o", "file/x.png", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot write" in done.stderr


def test_the_page_of_a_card_is_printed_or_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(post("港の灯台、電気を止めて三年"), encoding="utf-8")
    printed = publisher("card", "a.md", "--html", cwd=tmp_path)
    assert printed.returncode == 0
    assert printed.stdout.startswith("<!doctype html>")
    assert "港の灯台、" in printed.stdout
    assert "var(" not in printed.stdout
    written = publisher("card", "a.md", "--html", "-o", "x.html", cwd=tmp_path)
    page = (tmp_path / "x.html").read_bytes()
    assert written.stdout == f"x.html: {len(page)} bytes\n"
    assert page.decode() == printed.stdout


def test_the_page_has_the_size_and_template_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(post("縦書きの題"), encoding="utf-8")
    chosen = ("--template", "tategaki", "--width", "1080", "--height", "1920")
    done = publisher("card", "a.md", "--html", *chosen, cwd=tmp_path)
    assert "<title>templates/cards/tategaki.html, 1080 x 1920</title>" in done.stdout
    assert "writing-mode: vertical-rl" in done.stdout


def test_a_picture_wants_a_file_and_a_page_no_debug(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(post("題"), encoding="utf-8")
    for arguments, said in (((), "'-o'"), (("--html", "--debug"), "--debug"), (("--html", "--json"), "-o x.html")):
        done = publisher("card", "a.md", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert not done.stdout
