"""`publisher init`, `config`, `doctor` and `head`, as a user calls them."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from publisher.cards import card
from publisher.config import FILE, load_settings
from tests.cli.calls import publisher
from tests.head.sites import built_copy, open_graph


def test_init_leaves_to_the_generator_what_it_says(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    done = publisher("init", site)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{site / FILE}: jekyll, 18 posts, 19 built pages\n"
    assert "keep_files: [cards, rss.xml" in done.stderr
    text = (site / FILE).read_text(encoding="utf-8")
    assert not any(tomllib.loads(text).values())
    assert '# title = "潮目ダイジェスト"' in text
    assert "(from _config.yml)" in text
    assert publisher("build", site).returncode == 0


def test_init_does_not_replace_a_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[feeds]\nlimit = 3\n", encoding="utf-8")
    done = publisher("init", tmp_path)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert load_settings(tmp_path, environ={}).feeds.limit == 3
    assert publisher("init", tmp_path, "--force").returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "url"),
    [
        ("CNAME", "tide.example\n", "https://tide.example"),
        ("package.json", '{"homepage": "https://tide.example/log"}', "https://tide.example/log"),
        ("package.json", "[", ""),
    ],
)
def test_init_finds_out_the_address(name: str, text: str, url: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 題\ndate: 2026-01-02\n---\n\n本文。\n", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = publisher("init", tmp_path)
    assert done.returncode == 0
    assert (load_settings(tmp_path, environ={}).site.url or "") == url
    assert ("hint: set url" in done.stderr) is not bool(url)


def test_config_shows_values_and_their_origins(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    (site / FILE).write_text('[site]\ntitle = "別の名"\n', encoding="utf-8")
    done = publisher("config", site, "--json", "--lang", "en", PUBLISHER_FEEDS_LIMIT="7")
    assert done.returncode == 0, done.stderr
    shown = {name: (one["value"], one["origin"]) for name, one in json.loads(done.stdout)["settings"].items()}
    assert shown["site.title"] == ("別の名", "publisher.toml")
    assert shown["site.url"] == ("https://demo.example", "_config.yml")
    assert shown["site.lang"] == ("en", "the command line")
    assert shown["feeds.limit"] == (7, "PUBLISHER_FEEDS_LIMIT")
    assert shown["cards.width"] == (1200, "default")
    rows = publisher("config", site).stdout.splitlines()
    assert len(rows) == len(shown)
    assert rows[0].split() == ["site.title", '"別の名"', "publisher.toml"]


def test_config_prints_the_schema() -> None:
    schema = json.loads(publisher("config", "--schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["properties"]["head"]["properties"]["pages"]["enum"] == ["all", "posts"]


def test_doctor(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    done = publisher("doctor", site, "--json")
    assert done.returncode == 0
    found = {one["about"]: one for one in json.loads(done.stdout)["findings"]}
    for about in ("Japanese", "Latin", "Emoji", "Noto Sans JP", "Noto Color Emoji", "encoders", "built site"):
        assert found[about]["verdict"] == "ok", found[about]
    assert found["generator"]["text"].startswith("hugo (hugo.toml)")
    assert found["posts"]["text"] == "2 published, 0 not, 0 unreadable"
    assert found["drawing"]["text"].startswith("compiled" if card.__file__.endswith(".so") else "not compiled")
    assert all(one["step"] for one in found.values() if one["verdict"] != "ok")


def test_doctor_counts_pictures_on_other_hosts(tmp_path: Path) -> None:
    for number, host in enumerate(("one.example", "img.example", "img.example")):
        text = f"---\ntitle: 題{number}\ndate: 2026-01-02\nimage: https://{host}/a.png\n---\n\n本文。\n"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")

    def found(template: str, fetch: str) -> dict[str, str]:
        done = publisher("doctor", tmp_path, "--json", PUBLISHER_CARDS_TEMPLATE=template, PUBLISHER_CARDS_FETCH=fetch)
        findings = json.loads(done.stdout)["findings"]
        return next((one for one in findings if one["about"] == "pictures on other hosts"), {})

    assert found("news", "one.example") == {}
    listed = found("photo", "one.example")
    assert (listed["verdict"], listed["text"]) == ("warning", "3, of which 1 may be fetched and 0 have been")
    assert "run publisher build" in listed["step"]
    assert 'fetch = ["one.example"]' in found("photo", "")["step"]


def test_doctor_names_the_next_step(tmp_path: Path) -> None:
    done = publisher("doctor", tmp_path, "--generator", "gatsby")
    assert done.returncode == 1
    shown = done.stdout.splitlines()
    at = next(number for number, line in enumerate(shown) if line.startswith("error"))
    assert shown[at] == "error    site: site generator 'gatsby' is not known"
    assert shown[at + 1].strip().startswith("next: use one of")


def test_doctor_and_init_of_an_empty_folder(tmp_path: Path) -> None:
    assert publisher("doctor", tmp_path).returncode == 0
    assert publisher("init", tmp_path).returncode == 0


def test_head_prints_a_posts_tags(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    post = site / "content" / "post" / "first.md"
    before = publisher("head", post)
    assert before.returncode == 0
    assert "card-missing" not in before.stdout
    assert "it has no card yet" in before.stderr
    assert "og:image" not in before.stdout
    publisher("build", site)
    done = publisher("head", post)
    assert done.stderr == ""
    found = open_graph(f"<html><head>{done.stdout}</head></html>".encode())
    assert found["og:url"] == ["https://hugo.example/blog/post/first/"]
    assert found["og:image"][0].startswith("https://hugo.example/blog/cards/first.")


def test_head_prints_all_posts_for_templates(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    publisher("build", site)
    table = json.loads(publisher("head", site).stdout)
    assert table["urls"]["/post/first/"] == "content/post/first.md"
    entry = table["posts"]["content/post/first.md"]
    assert entry["tags"][0]["attributes"] == {"property": "og:title", "content": "満潮の朝に"}
    found = open_graph(f"<html><head>{entry['html']}</head></html>".encode())
    page = open_graph((site / "public" / "post" / "first" / "index.html").read_bytes())
    assert found == page


def test_head_of_what_is_no_post(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    shutil.copy(site / "_posts" / "2026-01-16-snow.md", site / "_posts" / "2026-01-16-draft.md")
    draft = site / "_posts" / "2026-01-16-draft.md"
    draft.write_text(draft.read_text(encoding="utf-8").replace("---\n", "---\npublished: false\n", 1), encoding="utf-8")
    done = publisher("head", draft)
    assert done.returncode == 1
    assert "is not a published post" in done.stderr
