"""Hero pictures from outside: shown from the site's own files, redrawn when they change, refused with a reason."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from publisher.config import CardSettings, Settings
from publisher.errors import TemplateError
from publisher.pipeline import card_of
from tests.cards.images.pictures import BAD, GOOD
from tests.pipeline.sites import CONFIG, NOW, built, contents, post, stamps

PHOTO = Settings(cards=CardSettings(template="photo", theme="dark"))


def site_with(root: Path, image: str, *, config: str = CONFIG) -> Path:
    """A Jekyll site of one post with that `image`, and one good picture."""
    (root / "_posts").mkdir(parents=True)
    (root / "images").mkdir()
    (root / "_config.yml").write_text(config, encoding="utf-8")
    (root / "images" / "潮.png").write_bytes(GOOD["halves.png"])
    (root / "_posts" / "2026-01-17-tide.md").write_text(post("潮の話", more=f'image: "{image}"\n'), encoding="utf-8")
    return root


def card(out: Path) -> tuple[str, bytes]:
    """The name and the bytes of the only card."""
    ((name, data),) = [(path, data) for path, data in contents(out).items() if path.startswith("cards/")]
    return name, data


@pytest.mark.parametrize(
    "image", ["/images/潮.png", "images/潮.png", "/images/%E6%BD%AE.png", "https://tide.example/images/潮.png"]
)
def test_a_picture_of_the_site_is_shown(tmp_path: Path, image: str) -> None:
    root, out = site_with(tmp_path / "site", image), tmp_path / "out"
    report = built(root, out, settings=PHOTO)
    assert report.problems == ()
    name, data = card(out)
    assert name.endswith(".jpg")
    with Image.open(io.BytesIO(data)) as shown:
        assert shown.format == "JPEG"
        red, _, blue = shown.convert("RGB").getpixel((100, 60))  # type: ignore[misc]
        assert red > 150
        assert blue < 60
    feed = json.loads((out / "feed.json").read_text(encoding="utf-8"))
    assert name in feed["items"][0]["image"]
    assert 'type="image/jpeg"' in (out / "rss.xml").read_text(encoding="utf-8")


def test_pictures_are_found_where_generators_keep_them(tmp_path: Path) -> None:
    for folder in ("static", "public", "assets", "source"):
        root = site_with(tmp_path / folder, "/images/sea.png")
        (root / folder / "images").mkdir(parents=True)
        (root / folder / "images" / "sea.png").write_bytes(GOOD["halves.png"])
        assert built(root, tmp_path / f"{folder}-out", settings=PHOTO).problems == ()


def test_a_picture_beside_a_plain_post_is_found(tmp_path: Path) -> None:
    root, out = tmp_path / "notes", tmp_path / "out"
    (root / "travel").mkdir(parents=True)
    (root / "travel" / "sea.md").write_text(post("海へ", more="image: sea.png\n"), encoding="utf-8")
    (root / "travel" / "sea.png").write_bytes(GOOD["halves.png"])
    report = built(root, out, settings=PHOTO)
    assert [problem.code for problem in report.problems if problem.field == "image"] == []
    assert card(out)[0].endswith(".jpg")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_pictures_animated_turned_deep_or_in_cmyk_are_shown(tmp_path: Path, name: str) -> None:
    root, out = site_with(tmp_path / "site", f"/images/{name}"), tmp_path / "out"
    (root / "images" / name).write_bytes(GOOD[name])
    assert built(root, out, settings=PHOTO).problems == ()
    file, data = card(out)
    assert file.endswith(".jpg")
    with Image.open(io.BytesIO(data)) as shown:
        red, _, blue = shown.convert("RGB").getpixel((100, 60))  # type: ignore[misc]
        assert red > blue + 50 or (name == "grey16.png" and red == blue)


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_picture_costs_the_picture_and_says_so(tmp_path: Path, name: str) -> None:
    root, out = site_with(tmp_path / "site", f"/images/{name}"), tmp_path / "out"
    (root / "images" / name).write_bytes(BAD[name][0])
    for build in ("first", "again"):
        report = built(root, out, settings=PHOTO)
        assert not report.failed
        (problem,) = report.problems
        assert (problem.path, problem.field, problem.level) == ("_posts/2026-01-17-tide.md", "image", "warning")
        assert problem.code == BAD[name][1]
        assert name in problem.message
        assert problem.hint
        assert report.cards_drawn == (build == "first")
    plain = tmp_path / "plain"
    built(root, plain, settings=Settings(cards=CardSettings(template="news", theme="dark")))
    assert card(out)[1] == card(plain)[1]


@pytest.mark.parametrize(
    "image",
    ["/images/none.png", "../../secret.png", "/../secret.png", "/%2e%2e/secret.png", "/out.png", "file:///etc/passwd"],
)
def test_what_is_not_in_the_site_is_not_shown(tmp_path: Path, image: str) -> None:
    root, out = site_with(tmp_path / "a" / "site", image), tmp_path / "out"
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "secret.png").write_bytes(GOOD["halves.png"])
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (problem,) = built(root, out, settings=PHOTO).problems
    assert problem.code in {"picture-missing", "picture-outside"}
    assert problem.field == "image"
    assert card(out)[0].endswith(".png")


def test_pictures_elsewhere_on_the_web_are_told_of_once(tmp_path: Path) -> None:
    root, out = site_with(tmp_path / "site", "https://elsewhere.example/a.jpg"), tmp_path / "out"
    for number in range(3):
        text = post("別の話", more="image: //elsewhere.example/b.jpg\n")
        (root / "_posts" / f"2026-01-0{number + 1}-more.md").write_text(text, encoding="utf-8")
    (problem,) = [found for found in built(root, out, settings=PHOTO).problems if found.field == "image"]
    assert problem.code == "picture-remote"
    assert "elsewhere.example" in problem.message
    assert "3 other posts" in problem.message
    assert [found for found in built(root, tmp_path / "news").problems if found.field == "image"] == []


def test_a_changed_picture_redraws_its_card_and_no_other(tmp_path: Path) -> None:
    root, out = site_with(tmp_path / "site", "/images/潮.png"), tmp_path / "out"
    (root / "_posts" / "2026-01-01-other.md").write_text(post("別の話"), encoding="utf-8")
    built(root, out, settings=PHOTO)
    before = stamps(out)
    assert built(root, out, settings=PHOTO).cards_drawn == 0
    assert stamps(out) == before
    (root / "images" / "潮.png").write_bytes(GOOD["halves.jpg"])
    report = built(root, out, settings=PHOTO)
    assert (report.cards_drawn, report.cards_unchanged) == (1, 1)
    (root / "images" / "潮.png").unlink()
    report = built(root, out, settings=PHOTO)
    assert (report.cards_drawn, [problem.code for problem in report.problems]) == (1, ["picture-missing"])
    (root / "images" / "潮.png").write_bytes(GOOD["halves.png"])
    report = built(root, out, settings=PHOTO)
    assert (report.cards_drawn, report.problems) == (1, ())


@pytest.mark.parametrize("folder", ["", "static", "_site"])
def test_a_missing_picture_that_turns_up_is_seen(tmp_path: Path, folder: str) -> None:
    root, out = site_with(tmp_path / "site", "/images/late.png"), tmp_path / "out"
    assert [problem.code for problem in built(root, out, settings=PHOTO).problems] == ["picture-missing"]
    (root / folder / "images").mkdir(parents=True, exist_ok=True)
    (root / folder / "images" / "late.png").write_bytes(GOOD["halves.png"])
    report = built(root, out, settings=PHOTO)
    assert (report.cards_drawn, report.problems) == (1, ())


def test_builds_without_a_cache_see_the_same(tmp_path: Path) -> None:
    root, out = site_with(tmp_path / "site", "/images/潮.png"), tmp_path / "out"
    built(root, out, settings=PHOTO, cache=None)
    assert built(root, out, settings=PHOTO, cache=None).cards_drawn == 0
    (root / "images" / "潮.png").write_bytes(GOOD["halves.jpg"])
    assert built(root, out, settings=PHOTO, cache=None).cards_drawn == 1


def test_a_template_that_names_a_picture_which_is_not_there_is_at_fault(tmp_path: Path) -> None:
    root = site_with(tmp_path / "site", "/images/潮.png")
    (root / "templates" / "cards").mkdir(parents=True)
    page = '<!doctype html><html lang="ja"><body>\n<img src="logo.png">\n</body></html>'
    (root / "templates" / "cards" / "own.html").write_text(page, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        built(root, tmp_path / "out", settings=Settings(cards=CardSettings(template="own")))
    assert caught.value.message == "templates/cards/own.html:2: there is no file logo.png"


def test_a_templates_own_picture_is_part_of_every_card(tmp_path: Path) -> None:
    root, out = site_with(tmp_path / "site", "/images/潮.png"), tmp_path / "out"
    (root / "templates" / "cards").mkdir(parents=True)
    page = '<!doctype html><html lang="ja"><body><img src="logo.png"></body></html>'
    (root / "templates" / "cards" / "own.html").write_text(page, encoding="utf-8")
    (root / "logo.png").write_bytes(GOOD["halves.png"])
    own = Settings(cards=CardSettings(template="own"))
    assert built(root, out, settings=own).cards_drawn == 1
    assert built(root, out, settings=own).cards_drawn == 0
    (root / "logo.png").write_bytes(GOOD["halves.webp"])
    assert built(root, out, settings=own).cards_drawn == 1


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.img", "JPEG")])
def test_one_card_is_of_the_kind_its_name_says(tmp_path: Path, name: str, kind: str) -> None:
    root = site_with(tmp_path / "site", "/images/潮.png")
    result = card_of(root / "_posts" / "2026-01-17-tide.md", root, tmp_path / name, PHOTO, now=NOW)
    assert result.problems == ()
    with Image.open(tmp_path / name) as image:
        assert image.format == kind


def test_one_card_tells_of_a_bad_picture(tmp_path: Path) -> None:
    root = site_with(tmp_path / "site", "/images/none.png")
    result = card_of(root / "_posts" / "2026-01-17-tide.md", root, tmp_path / "a.png", PHOTO, now=NOW)
    assert [problem.code for problem in result.problems] == ["picture-missing"]


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_one_kind_of_file_can_be_asked_for(tmp_path: Path, kind: str) -> None:
    root, out = site_with(tmp_path / "site", "/images/潮.png"), tmp_path / "out"
    for template in ("photo", "minimal"):
        built(root, out / template, settings=Settings(cards=CardSettings(template=template, format=kind)))
        assert card(out / template)[0].endswith(".jpg" if kind == "jpeg" else ".png")
