"""Whole builds beside what real generators made: tags in every page, URLs and content from the pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from publisher.config import HeadSettings, Settings, SiteSettings
from publisher.head import inject
from publisher.load import load, scan
from publisher.model import Report
from tests.head.sites import BUILT, OUTPUT, built_copy, json_ld, open_graph, pages
from tests.pipeline.sites import NOW, built, contents, stamps

NAMES = sorted(OUTPUT)


def build(site: Path, settings: Settings | None = None) -> Report:
    return built(site, site / OUTPUT[site.name], settings=settings or Settings())


def feed(out: Path) -> dict[str, str]:
    """Each item's content by its URL."""
    items = json.loads((out / "feed.json").read_text(encoding="utf-8"))["items"]
    return {item["url"]: item["content_html"] for item in items}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_tags_and_nothing_else_is_touched(name: str, tmp_path: Path) -> None:
    site = built_copy(name, tmp_path)
    report = build(site)
    before, after = pages(BUILT / name), pages(site / OUTPUT[name])
    assert report.pages_tagged == report.pages == len(before) == len(after)
    for path, data in after.items():
        assert inject(data, (), url="").data == before[path], path
        found = open_graph(data)
        assert found["og:title"], path
        assert found["og:url"][0].startswith("https://")
        assert all(len(values) == 1 for key, values in found.items() if key != "article:tag"), path
        assert found["og:type"] in (["article"], ["website"])
        feeds = [link.attributes["type"] for link in LexborHTMLParser(data).css("head > link[rel=alternate]")]
        assert feeds[-3:] == ["application/atom+xml", "application/rss+xml", "application/feed+json"], path


@pytest.mark.parametrize("name", NAMES)
def test_every_post_has_its_card(name: str, tmp_path: Path) -> None:
    site = built_copy(name, tmp_path)
    report = build(site)
    out = site / OUTPUT[name]
    articles = [data for data in pages(out).values() if open_graph(data)["og:type"] == ["article"]]
    assert len(articles) == report.posts
    for data in articles:
        found = open_graph(data)
        (about,) = json_ld(data)
        assert about["@type"] == "BlogPosting"
        assert about["url"] == found["og:url"][0]
        if "rope" not in found["og:url"][0]:  # whose theme names a picture of the post's own
            card = out / "cards" / found["og:image"][0].rpartition("/cards/")[2]
            assert card.is_file() or "%" in card.name
            assert found["og:image:width"] == ["1200"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_again_and_after_the_generator(name: str, tmp_path: Path) -> None:
    site = built_copy(name, tmp_path)
    out = site / OUTPUT[name]
    build(site)
    first, when = contents(out), stamps(out)
    assert build(site).pages_tagged == 0
    assert stamps(out) == when
    shutil.copytree(BUILT / name, out, dirs_exist_ok=True)
    assert build(site).pages_tagged == len(pages(out))
    assert contents(out) == first
    assert build(site).pages_tagged == 0


def test_one_page_written_again_is_tagged_again(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    build(site)
    out = site / "_site"
    first = contents(out)
    shutil.copy(BUILT / "demo" / "index.html", out / "index.html")
    assert build(site).pages_tagged == 1
    assert contents(out) == first


def test_liquid_is_resolved_in_feeds(tmp_path: Path) -> None:
    site = built_copy("jekyll-seo", tmp_path)
    report = build(site)
    content = feed(site / "_site")["https://lighthouse.example/log/2026/lens/"]
    assert "36段" in content
    assert '<a href="https://lighthouse.example/log/2026/rope/">' in content
    assert 'src="https://lighthouse.example/log/images/window.png"' in content
    assert "<h1>" not in content
    assert not [problem for problem in report.problems if problem.code == "construct-left-out"]


def test_shortcodes_are_resolved_in_feeds(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    build(site)
    assert "<strong>182 cm</strong>" in feed(site / "public")["https://hugo.example/blog/post/first/"]


def test_what_a_theme_says_stays(tmp_path: Path) -> None:
    site = built_copy("jekyll-seo", tmp_path)
    build(site)
    rope = open_graph((site / "_site" / "2026" / "rope" / "index.html").read_bytes())
    assert rope["og:image"] == ["https://lighthouse.example/log/images/rope.png"]
    assert "og:image:width" not in rope


def test_a_post_whose_page_lies_elsewhere_is_found(tmp_path: Path) -> None:
    """By its canonical address, then by title and day."""
    site = built_copy("jekyll-seo", tmp_path)
    out = site / "_site"
    (out / "2026" / "lens").rename(out / "moved")
    build(site)
    assert "https://lighthouse.example/log/2026/lens/" in feed(out)
    page = out / "moved" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"https://lighthouse.example/log/2026/lens/", b""))
    report = build(site)
    assert "https://lighthouse.example/log/moved/" in feed(out)
    assert not [problem for problem in report.problems if problem.code == "page-missing"]


def test_a_post_without_a_page_is_a_problem(tmp_path: Path) -> None:
    site = built_copy("jekyll-seo", tmp_path)
    shutil.rmtree(site / "_site" / "2026" / "lens")
    report = build(site)
    (problem,) = [problem for problem in report.problems if problem.code == "page-missing"]
    assert (problem.path, problem.level) == ("_posts/2026-02-01-lens.md", "warning")
    assert len(feed(site / "_site")) == 2


def test_pages_of_another_site_are_left_alone(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    shutil.rmtree(site / "_site")
    shutil.copytree(BUILT / "hugo-tide", site / "_site")
    before = pages(site / "_site")
    report = build(site)
    assert pages(site / "_site") == before
    codes = [problem.code for problem in report.problems if problem.level == "warning"]
    assert [code for code in codes if code != "glyph-missing"] == ["pages-unknown"]  # not every machine has all fonts


def test_another_output_folder_leaves_the_pages_alone_unless_they_are_named(tmp_path: Path) -> None:
    site = built_copy("jekyll-seo", tmp_path)
    before = pages(site / "_site")
    built(site, tmp_path / "out")
    assert pages(site / "_site") == before
    assert "36段" in feed(tmp_path / "out")["https://lighthouse.example/log/2026/lens/"]
    assert built(site, tmp_path / "out", pages=site / "_site").pages_tagged == 3


def test_without_an_address_nothing_is_written(tmp_path: Path) -> None:
    site = built_copy("jekyll-seo", tmp_path)
    config = site / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("url: https", "# url: https"), encoding="utf-8")
    assert build(site).pages_tagged == 0


def test_settings(tmp_path: Path) -> None:
    site = built_copy("demo", tmp_path)
    assert build(site, settings=Settings(head=HeadSettings(enabled=False))).pages_tagged == 0
    assert build(site, settings=Settings(head=HeadSettings(pages="posts", json_ld=False))).pages_tagged == 18
    assert not json_ld((site / "_site" / "brief/2026/01/24/morning-brief.html").read_bytes())
    assert build(site, settings=Settings(site=SiteSettings(title="別の名"))).pages_tagged == 19
    assert open_graph((site / "_site" / "index.html").read_bytes())["og:site_name"] == ["別の名"]


def test_a_selector_that_finds_nothing_is_a_warning(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    report = build(site, settings=Settings(head=HeadSettings(selector=".nothing")))
    assert [problem.code for problem in report.problems].count("article-missing") == 2
    assert "けさの港" in feed(site / "public")["https://hugo.example/blog/post/first/"]


def test_permissions_and_other_files_stay(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    page = site / "public" / "index.html"
    page.chmod(0o640)
    (site / "public" / "google1.html").write_bytes(b"google-site-verification: google1.html")
    report = build(site)
    assert report.pages_tagged == report.pages - 1
    assert page.stat().st_mode & 0o777 == 0o640


def test_a_page_in_utf_16_is_named(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    page = site / "public" / "post" / "first" / "index.html"
    data = page.read_text(encoding="utf-8").encode("utf-16")
    page.write_bytes(data)
    report = build(site)
    assert page.read_bytes() == data
    assert "page-without-head" in [problem.code for problem in report.problems]


@pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed")
def test_jekyll_itself(tmp_path: Path) -> None:
    """Built twice by Jekyll, tagged twice: the same bytes."""
    site = built_copy("jekyll-seo", tmp_path)
    results = []
    for _ in range(2):
        shutil.rmtree(site / "_site")
        subprocess.run(["jekyll", "build", "--quiet"], cwd=site, check=True, timeout=60)
        (site / "_site" / "feed.xml").unlink()
        build(site)
        results.append(contents(site / "_site"))
    assert results[0] == results[1]


def test_the_scan_sees_the_same_posts_with_and_without_pages(tmp_path: Path) -> None:
    site = built_copy("hugo-tide", tmp_path)
    found = load(scan(site, Settings(), out=site / "public"), Settings(), now=NOW)
    assert {post.path for post in found.posts} == {"content/post/first.md", "content/post/second.md"}
