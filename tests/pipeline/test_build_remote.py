"""Hero pictures on other hosts: fetched from a real server, shown from the cache, refused with a reason."""

from __future__ import annotations

import gzip
import io
import shutil
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from PIL import Image

from publisher.config import CardSettings, Settings
from publisher.errors import Problem
from publisher.fetch import Net
from publisher.model import Report
from publisher.pipeline import Request, card_of, page_of
from publisher.pipeline.survey import survey, survey_cards
from tests.cards.images.pictures import BAD, GOOD
from tests.fetch.web import Web, answer
from tests.pipeline.sites import CONFIG, NOW, built, contents, post

FIRST = "_posts/2026-01-01-tide.md"


def site_of(root: Path, *images: str) -> Path:
    """A Jekyll site with a post for each image, the first one newest."""
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text(CONFIG, encoding="utf-8")
    for number, image in enumerate(images):
        name = "01-tide" if number == 0 else f"{number + 1:02}-more"
        day = "2026-02-01" if number == 0 else f"2026-01-{number + 1:02}"
        text = post(f"第{number}話", day=day, more=f'image: "{image}"\n')
        (root / "_posts" / f"2026-01-{name}.md").write_text(text, encoding="utf-8")
    return root


def photos(*hosts: str) -> Settings:
    return Settings(cards=CardSettings(template="photo", theme="dark", fetch=hosts))


def build(web: Web, root: Path, out: Path, *hosts: str, **request: object) -> Report:
    net = request.pop("net", web.net)
    wanted = {"settings": photos(*(hosts or [web.listed("*")])), "net": net} | request
    return built(root, out, **wanted)  # type: ignore[arg-type]


def cards(out: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(out).items() if path.startswith("cards/")}


def card(out: Path, slug: str = "tide") -> tuple[str, bytes]:
    ((name, data),) = [(path, data) for path, data in cards(out).items() if path.startswith(f"cards/{slug}.")]
    return name, data


def shows_the_picture(data: bytes) -> bool:
    """Whether the card has the left half's red where it is."""
    with Image.open(io.BytesIO(data)) as shown:
        red, green, blue = shown.convert("RGB").getpixel((100, 60))  # type: ignore[misc]
        return bool(red > 150 and green < 90 and blue < 60)


@pytest.fixture
def plain(tmp_path: Path) -> bytes:
    """The card of the first post without a picture."""
    root = site_of(tmp_path / "plain", "")
    built(root, tmp_path / "plain-out", settings=photos())
    return card(tmp_path / "plain-out")[1]


def test_it_is_off_unless_asked_for(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"), web.url("/a.png"))
    report = built(root, tmp_path / "out", settings=photos(), net=web.net)
    (problem,) = report.problems
    assert problem.code == "picture-remote"
    assert f'fetch = ["{web.listed()}"]' in problem.hint
    assert "that of another post" in problem.message
    assert (web.asked, web.resolved) == ([], [])


@pytest.mark.parametrize("name", [*sorted(GOOD)])
def test_every_good_picture_is_shown(web: Web, tmp_path: Path, name: str) -> None:
    web.put("/wrong-name.txt", GOOD[name], kind="text/plain")
    root, out = site_of(tmp_path / "site", web.url("/wrong-name.txt?size=1&fit=(a)")), tmp_path / "out"
    web.pages["/wrong-name.txt?size=1&fit=(a)"] = web.pages["/wrong-name.txt"]
    report = build(web, root, out)
    assert report.problems == ()
    file, data = card(out)
    assert file.endswith(".jpg")
    assert name == "grey16.png" or shows_the_picture(data)
    again = build(web, root, out)
    assert (again.cards_drawn, again.problems, len(web.asked)) == (0, (), 1)


def drip(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Content-Length": "90000"})
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def endless(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Content-Type": "image/png"})
    while True:
        handler.wfile.write(bytes(100_000))


def cut(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Content-Length": "9000"}, GOOD["halves.png"])


def bomb(web: Web) -> None:
    web.put("/a.png", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")


EVILS = {
    "missing": (Web.clear, "picture-unreachable", "answers 404"),
    "error": (lambda web: web.put("/a.png", b"", status=503), "picture-unreachable", "answers 503"),
    "page": (lambda web: web.put("/a.png", b"<!doctype html><p>x"), "picture-format", "is not a PNG"),
    "gzip bomb": (bomb, "picture-format", "compressed"),
    "redirect loop": (lambda web: web.move("/a.png", "/a.png"), "picture-refused", "more than 3 times"),
    "redirect inside": (lambda web: web.move("/a.png", "https://127.0.0.1/x"), "picture-refused", "127.0.0.1"),
    "redirect elsewhere": (lambda web: web.move("/a.png", "http://evil.test/"), "picture-refused", "evil.test"),
    "slow drip": (lambda web: web.pages.update({"/a.png": drip}), "picture-unreachable", "took over"),
    "endless": (lambda web: web.pages.update({"/a.png": endless}), "picture-large", "larger than 10 MB"),
    "cut off": (lambda web: web.pages.update({"/a.png": cut}), "picture-unreachable", "before its end"),
}


@pytest.mark.parametrize("evil", EVILS)
def test_what_a_host_may_do_costs_the_picture_and_nothing_else(
    web: Web, tmp_path: Path, evil: str, plain: bytes
) -> None:
    prepare, code, words = EVILS[evil]
    prepare(web)
    web.put("/good.png", GOOD["halves.png"])
    root, out = site_of(tmp_path / "site", web.url("/a.png?token=secret"), web.url("/good.png")), tmp_path / "out"
    if "/a.png" in web.pages:
        web.pages["/a.png?token=secret"] = web.pages["/a.png"]
    started = time.monotonic()
    report = build(web, root, out, net=lambda: web.net(seconds=0.8))
    assert time.monotonic() - started < 6
    (problem,) = report.problems
    assert not report.failed
    assert (problem.path, problem.field, problem.level, problem.code) == (FIRST, "image", "warning", code)
    assert words in problem.message
    assert f"https://{web.listed()}/a.png?…" in problem.message
    assert problem.hint
    assert "secret" not in str(problem) + problem.hint
    assert report.cards_drawn == 2
    assert card(out)[1] == plain
    assert shows_the_picture(card(out, "more")[1])


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_bytes_are_refused_as_those_of_the_site_are(web: Web, tmp_path: Path, name: str, plain: bytes) -> None:
    web.put("/a.png", BAD[name][0])
    root, out = site_of(tmp_path / "site", web.url("/a.png")), tmp_path / "out"
    for asked in (1, 1):
        report = build(web, root, out)
        (problem,) = report.problems
        assert (problem.path, problem.field, problem.code) == (FIRST, "image", BAD[name][1])
        assert problem.message.startswith(f"'image' is not shown on the card: https://{web.listed()}/a.png: it ")
        assert (report.failed, len(web.asked)) == (False, asked)
        assert card(out)[1] == plain
    assert not list((tmp_path / "cache").glob("pictures/*"))


def test_a_name_that_leads_to_this_machine_is_refused_by_the_real_network(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png", "localhost"), web.url("/a.png", "127.0.0.1"))
    report = build(web, root, tmp_path / "out", net=Net)
    assert [(one.code, one.path) for one in report.problems] == [
        ("picture-refused", FIRST),
        ("picture-refused", "_posts/2026-01-02-more.md"),
    ]
    assert "localhost has no public address" in report.problems[0].message
    assert web.asked == []


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("https://me:hunter2@pictures.example/a.png", "picture-refused"),
        ("https://hunter2@pictures.example/a.png", "picture-refused"),
        ("http://pictures.example/a.png?key=hunter2", "picture-refused"),
        ("https://pictures.example:22/a.png", "picture-refused"),
    ],
)
def test_addresses_that_are_not_asked_for(web: Web, tmp_path: Path, image: str, code: str) -> None:
    root, out = site_of(tmp_path / "site", image), tmp_path / "out"
    for hosts in ((web.listed("*"), "*"), ()):
        report = built(root, out, settings=photos(*hosts), net=web.net)
        (problem,) = [one for one in report.problems if one.field == "image"]
        assert problem.code == (code if hosts else "picture-remote")
        assert all("hunter2" not in str(one) + one.hint for one in report.problems)
        assert web.asked == []


def test_without_network_the_same_card_is_drawn_from_the_cache(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"))
    build(web, root, tmp_path / "online")
    for name, now in (("soon", NOW), ("later", NOW + timedelta(days=40))):
        report = build(web, root, tmp_path / name, net=None, now=now)
        assert (report.problems, report.cards_drawn) == ((), 1)
        assert cards(tmp_path / name) == cards(tmp_path / "online")
    assert len(web.asked) == 1
    assert not list((tmp_path / "online").rglob("*pictures*"))


def test_a_failure_later_on_keeps_the_card_and_says_so_once(web: Web, tmp_path: Path) -> None:
    for path in ("/a.png", "/b.png", "/c.png"):
        web.put(path, GOOD["halves.png"])
    root, out = site_of(tmp_path / "site", *(web.url(f"/{name}.png") for name in "abc")), tmp_path / "out"
    build(web, root, out)
    before = cards(out)
    web.pages.clear()
    report = build(web, root, out, now=NOW + timedelta(days=2))
    (problem,) = report.problems
    assert (problem.code, problem.path, problem.level) == ("picture-kept", FIRST, "warning")
    assert "answers 404; so are those of 2 other posts" in problem.message
    assert (cards(out), report.cards_drawn) == (before, 0)


def test_a_picture_that_changed_redraws_its_card_and_no_other(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"], ETag='"1"')
    web.put("/b.png", GOOD["halves.png"], ETag='"1"')
    root, out = site_of(tmp_path / "site", web.url("/a.png"), web.url("/b.png")), tmp_path / "out"
    build(web, root, out)
    first = cards(out)
    web.put("/a.png", GOOD["halves.jpg"])
    assert build(web, root, out).cards_drawn == 0
    assert len(web.asked) == 2
    report = build(web, root, out, now=NOW + timedelta(hours=25))
    assert (report.cards_drawn, report.cards_unchanged, len(web.asked)) == (1, 1, 4)
    assert set(first) < set(cards(out))
    clean = build(web, root, tmp_path / "clean")
    assert clean.cards_drawn == 2
    assert set(cards(tmp_path / "clean")) <= set(cards(out))


def test_a_build_that_finds_nothing_changed_does_not_ask(web: Web, tmp_path: Path) -> None:
    root, out = site_of(tmp_path / "site", web.url("/a.png")), tmp_path / "out"
    first = build(web, root, out)
    shutil.rmtree(tmp_path / "cache" / "pictures", ignore_errors=True)
    assert build(web, root, out, now=NOW + timedelta(minutes=59)).problems == first.problems
    assert len(web.asked) == 1
    web.put("/a.png", GOOD["halves.png"])
    report = build(web, root, out, now=NOW + timedelta(minutes=61))
    assert (report.problems, report.cards_drawn) == ((), 1)


def test_a_copy_that_is_damaged_is_fetched_anew(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root, out = site_of(tmp_path / "site", web.url("/a.png")), tmp_path / "out"
    build(web, root, out)
    for file in (tmp_path / "cache" / "pictures").iterdir():
        if file.suffix != ".json":
            file.write_bytes(b"damaged")
    (root / FIRST).write_text((root / FIRST).read_text(encoding="utf-8") + "\n加筆。\n", encoding="utf-8")
    report = build(web, root, out)
    assert (report.problems, len(web.asked)) == ((), 2)
    assert shows_the_picture(card(out)[1])


@pytest.mark.parametrize("jobs", [1, 4])
def test_many_posts_give_the_same_bytes_however_many_draw(web: Web, tmp_path: Path, jobs: int) -> None:
    for number in range(20):
        web.put(f"/{number}.png", GOOD["halves.png" if number % 2 else "halves.jpg"])
    images = [web.url(f"/{number}.png") for number in range(20)]
    root = site_of(tmp_path / "site", *images, web.url("/none.png"))
    report = build(web, root, tmp_path / "out", jobs=jobs)
    assert (report.cards_drawn, [one.code for one in report.problems]) == (21, ["picture-unreachable"])
    build(web, root, tmp_path / "alone", jobs=1, cache=tmp_path / "other")
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


def test_a_dry_run_and_a_template_without_pictures_ask_for_nothing(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"))
    assert build(web, root, tmp_path / "out", dry_run=True).cards_drawn == 1
    news = Settings(cards=CardSettings(fetch=(web.listed("*"),)))
    assert built(root, tmp_path / "out", settings=news, net=web.net).problems == ()
    assert built(root, tmp_path / "feeds", settings=photos("*"), net=web.net, draw=False).problems == ()
    assert (web.asked, web.resolved) == ([], [])


def test_without_a_cache_folder_nothing_is_fetched(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"))
    (problem,) = build(web, root, tmp_path / "out", cache=None).problems
    assert (problem.code, web.asked) == ("picture-unfetched", [])


def test_one_card_is_drawn_with_its_picture(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"), web.url("/none.png"))
    out, settings = tmp_path / "card.jpg", photos(web.listed())
    wanted = {"now": NOW, "cache": tmp_path / "cache", "net": web.net}
    assert card_of(root / FIRST, root, out, settings, **wanted).problems == ()  # type: ignore[arg-type]
    assert shows_the_picture(out.read_bytes())
    lacking = card_of(root / "_posts" / "2026-01-02-more.md", root, out, settings, **wanted)  # type: ignore[arg-type]
    assert [one.code for one in lacking.problems] == ["picture-unreachable"]
    assert not shows_the_picture(out.read_bytes())


def test_the_page_of_a_card_names_the_copy(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"))
    page = page_of(root / FIRST, root, photos(web.listed()), now=NOW, cache=tmp_path / "cache", net=web.net)
    assert page.problems == ()
    (copy,) = [file for file in (tmp_path / "cache" / "pictures").iterdir() if file.suffix != ".json"]
    assert f'src="{copy.as_uri()}"' in page.html


def checked(web: Web, root: Path, out: Path, cache: Path) -> list[Problem]:
    request = Request(root=root, out=out, settings=photos(web.listed()), cache=cache, net=None)
    return [one for one in survey_cards(survey(request, now=NOW)).problems if one.field == "image"]


def test_check_says_which_pictures_are_lacking_without_asking_for_any(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    images = web.url("/a.png"), web.url("/none.png"), "https://stranger.example/a.png"
    root, out = site_of(tmp_path / "site", *images), tmp_path / "out"
    build(web, root, out, web.listed())
    asked = len(web.asked)
    found = {one.code: one.path for one in checked(web, root, out, tmp_path / "cache")}
    assert found == {
        "picture-unfetched": "_posts/2026-01-02-more.md",
        "picture-remote": "_posts/2026-01-03-more.md",
    }
    assert len(web.asked) == asked


def test_a_post_cannot_name_a_copy_itself(web: Web, tmp_path: Path) -> None:
    web.put("/a.png", GOOD["halves.png"])
    root = site_of(tmp_path / "site", web.url("/a.png"))
    build(web, root, tmp_path / "out")
    (copy,) = [file for file in (tmp_path / "cache" / "pictures").iterdir() if file.suffix != ".json"]
    other = site_of(tmp_path / "other", f"fetched:{copy.name}")
    (problem,) = build(web, other, tmp_path / "other-out").problems
    assert problem.code == "picture-outside"
    assert not shows_the_picture(card(tmp_path / "other-out")[1])
