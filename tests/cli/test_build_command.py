"""`publisher build` and `publisher feed`, from outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.calls import publisher
from tests.fetch.web import Web
from tests.pipeline.sites import contents, jekyll_site, post


def test_the_summary_is_one_line_on_stdout(tmp_path: Path) -> None:
    done = publisher("build", jekyll_site(tmp_path / "site"), "-o", tmp_path / "out")
    assert done.returncode == 0
    assert re.fullmatch(
        r"3 posts, 3 cards drawn, 0 unchanged, 3 feeds, 0 problems in \d+\.\d\d s -> .*out\n", done.stdout
    )
    assert done.stderr == ""


def test_without_out_the_generators_folder_is_used_if_it_is_there(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    publisher("build", cwd=site)
    assert (site / "public" / "rss.xml").is_file()
    (site / "_site").mkdir()
    publisher("build", cwd=site)
    assert (site / "_site" / "rss.xml").is_file()


def test_json_says_the_same_in_fields(tmp_path: Path) -> None:
    done = publisher("build", jekyll_site(tmp_path / "site"), "-o", tmp_path / "out", "--json")
    result = json.loads(done.stdout)
    assert result["schema"] == 1
    assert (result["posts"], result["cards_drawn"], result["cards_unchanged"], result["problems"]) == (3, 3, 0, [])


def test_a_bad_post_is_one_line_and_a_hint_and_the_others_are_published(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    (site / "_posts" / "2026-01-09-bad.md").write_text('---\ntitle: "never closed\ndate: 2026-01-09\n---\n', "utf-8")
    done = publisher("build", site, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.startswith("error: _posts/2026-01-09-bad.md:")
    assert "\n  hint: " in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("3 posts, 3 cards drawn")


BAD = {
    "yaml": b'---\ntitle: "never closed\n---\n',
    "tab": b"---\ntitle: a\n\tb: c\n---\n",
    "binary": bytes(range(256)) * 40,
    "latin1": "---\ntitle: café\n---\n".encode("latin-1"),
    "utf16": "---\ntitle: 題\n---\n".encode("utf-16"),
    "date": b"---\ntitle: a\ndate: 2026-13-41\n---\n",
    "unclosed": b"---\ntitle: a\nno end in sight\n",
    "alias": b"---\na: &a [x]\ntitle: *a\n---\n",
}
FINE = {
    "bom": "\ufeff---\ntitle: BOMつき\n---\n本文\n".encode(),
    "zero": b"---\ntitle: a\x00b\n---\nbody\x00\n",
    "crlf": "---\r\ntitle: 改行\r\n---\r\n本文\r\n".encode(),
    "plain": "前書きのない本文\n".encode(),
    "empty": b"",
    "long": f"---\ntitle: {'長' * 10_000}\n---\n".encode(),
    "spaces": b'---\ntitle: "   "\n---\n',
    "emoji": "---\ntitle: 🎉👨‍👩‍👧‍👦🇯🇵\n---\n".encode(),
    "word": b"---\ntitle: " + b"x" * 300 + b"\n---\n",
    "marks": b"---\ntitle: a" + "\u0301".encode() * 500 + b"\n---\n",
    "rtl": "---\ntitle: שלום 123 world עולם\n---\n".encode(),
    "markup": b'---\ntitle: "<script>&amp;]]> <T> {{ x }}"\n---\n',
}


def test_every_bad_file_is_named_and_every_good_one_published(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    for number, (name, data) in enumerate((BAD | FINE).items(), 1):
        (site / "_posts" / f"2026-03-{number:02}-{name}.md").write_bytes(data)
    done = publisher("build", site, "-o", tmp_path / "out", "-v", "--json")
    result = json.loads(done.stdout)
    assert "Traceback" not in done.stderr
    errors = {problem["path"] for problem in result["problems"] if problem["level"] == "error"}
    cards = {path.name.rsplit(".", 2)[0] for path in (tmp_path / "out" / "cards").iterdir()}
    assert FINE.keys() <= cards
    named = {name for name in BAD if any(path.endswith(f"-{name}.md") for path in errors)}
    assert named == BAD.keys() - cards, "what is not published is named"
    assert all(problem["hint"] for problem in result["problems"])


def test_a_wrong_key_in_the_configuration_is_a_usage_error(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    (site / "publisher.toml").write_text('[cards]\ntemplte = "news"\n', encoding="utf-8")
    done = publisher("build", site, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert (
        done.stderr == "error: publisher.toml: no key is called 'templte' in [cards]\nhint: did you mean 'template'?\n"
    )


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    (site / "publisher.toml").write_text('[site]\ntitle = "File"\n[feeds]\nlimit = 2\n', encoding="utf-8")
    publisher("build", site, "-o", tmp_path / "out", PUBLISHER_SITE_TITLE="Environment")
    feed = json.loads((tmp_path / "out" / "feed.json").read_text(encoding="utf-8"))
    assert (feed["title"], len(feed["items"])) == ("Environment", 2)
    publisher("build", site, "-o", tmp_path / "out", "--title", "Flag", PUBLISHER_SITE_TITLE="Environment")
    assert json.loads((tmp_path / "out" / "feed.json").read_text(encoding="utf-8"))["title"] == "Flag"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "nowhere"], "is not a folder"),
        (["build", ".", "--template", "fancy"], "no card template is called 'fancy'"),
        (["build", ".", "--generator", "jekyl"], "'jekyl' is not known"),
        (["build", ".", "--jobs", "0"], "0 is not in the range"),
        (["nonsense"], "No such command"),
    ],
)
def test_a_wrong_call_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = publisher(*arguments, cwd=jekyll_site(tmp_path / "site"))
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_a_template_names_its_line_and_leaves_the_output_whole(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    publisher("build", site, "-o", out)
    before = contents(out)
    own = site / "templates" / "cards"
    own.mkdir(parents=True)
    (own / "news.html").write_text("<html><body>\n<p style='colour: red'>{{ post.title }}</p></body></html>", "utf-8")
    done = publisher("build", site, "-o", out)
    assert done.returncode == 1
    assert done.stderr.startswith("error: templates/cards/news.html:2: ")
    assert "color" in done.stderr
    assert contents(out) == before
    (own / "news.html").write_text("<html><body>\n\n{{ post.titel }}</body></html>", "utf-8")
    assert "templates/cards/news.html:3: " in publisher("build", site, "-o", out).stderr


def test_a_template_cannot_reach_out_of_its_sandbox(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site", posts=1)
    own = site / "templates" / "cards"
    own.mkdir(parents=True)
    for source in ("{{ ''.__class__.__mro__ }}", "{% include '/etc/hostname' %}", "{% include '../../_config.yml' %}"):
        (own / "news.html").write_text(f"<html><body><p>{source}</p></body></html>", "utf-8")
        done = publisher("build", site, "-o", tmp_path / "out")
        assert done.returncode == 1, source
        assert "Traceback" not in done.stderr


def test_the_feeds_alone(tmp_path: Path) -> None:
    site, out = jekyll_site(tmp_path / "site"), tmp_path / "out"
    done = publisher("feed", site, "-o", out)
    assert done.stdout.startswith("3 posts, 3 feeds, 0 problems")
    assert not (out / "cards").exists()
    publisher("build", site, "-o", out)
    with_cards = contents(out)
    publisher("feed", site, "-o", out)
    assert contents(out) == with_cards, "cards that are there stay, and stay named"


def test_a_plain_folder_of_markdown_needs_no_configuration(tmp_path: Path) -> None:
    site = tmp_path / "notes"
    site.mkdir()
    (site / "one.md").write_text(post("ひとつめ"), encoding="utf-8")
    (site / "two.md").write_text("# 見出しが題になる\n\n最初の段落。\n", encoding="utf-8")
    done = publisher("build", site, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "2 posts, 2 cards drawn" in done.stdout
    assert "localhost" in done.stderr


def test_colour_only_where_it_is_wanted(tmp_path: Path) -> None:
    site = jekyll_site(tmp_path / "site")
    (site / "_posts" / "2026-01-09-bad.md").write_text('---\ntitle: "open\n---\n', "utf-8")
    assert "\x1b[" not in publisher("build", site, "-o", tmp_path / "out").stderr
    assert "\x1b[" in publisher("build", site, "-o", tmp_path / "out", FORCE_COLOR="1").stderr
    assert "\x1b[" not in publisher("build", site, "-o", tmp_path / "out", FORCE_COLOR="1", NO_COLOR="1").stderr


@pytest.mark.parametrize(("zone", "locale", "seed"), [("UTC", "C", "0"), ("America/St_Johns", "C.UTF-8", "4711")])
def test_the_same_bytes_whatever_the_machines_zone_locale_and_hash_seed(
    tmp_path: Path, zone: str, locale: str, seed: str
) -> None:
    site = jekyll_site(tmp_path / "site")
    publisher("build", site, "-o", tmp_path / "one", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    later = str(1795338000 + 86_400)
    publisher(
        "build", site, "-o", tmp_path / "two", TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=later
    )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_pictures_elsewhere_are_asked_for_only_where_the_settings_say_so_and_never_inside(
    web: Web, tmp_path: Path
) -> None:
    web.put("/a.png", b"")
    image = web.url("/a.png?key=secret", "localhost")
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 題\ndate: 2026-01-02\nimage: {image}\n---\n\n本文。\n", encoding="utf-8"
    )
    for fetch, words in (("", "is not fetched"), (web.listed("localhost"), "localhost has no public address")):
        done = publisher(
            "build", tmp_path, "--template", "photo", "--url", "https://a.example", PUBLISHER_CARDS_FETCH=fetch
        )
        assert done.returncode == 0
        assert "warning: a.md: 'image' is" in done.stderr
        assert words in done.stderr
        assert "secret" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
    assert web.asked == []
