from __future__ import annotations

import pytest

from publisher.errors import LoadError
from publisher.load.dialects import pelican_urls

from .conftest import Build

CONFIG = 'SITENAME = "T"\nSITEURL = "https://example.com"\nPATH = "content"\nTIMEZONE = "Asia/Tokyo"\n'
ARTICLE = "Title: A Title\nDate: 2026-01-02 23:30\nAuthor: Umi Hama\n\nText.\n"


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("{slug}.html", "/a-title.html"),
        ("posts/{date:%Y}/{date:%m}/{date:%-d}-{slug}/", "/posts/2026/01/2-a-title/"),
        ("{author}/{category}/{slug}", "/umi-hama/misc/a-title"),
        ("{series}/{slug}", "/%7Bseries%7D/a-title"),
        ("{date.__class__}/{slug}", "/%7Bdate.__class__%7D/a-title"),
        ("{date:%Q}/{slug}", "/%7Bdate:%25Q%7D/a-title"),
    ],
)
def test_article_urls(build: Build, pattern: str, url: str) -> None:
    loaded = build({"pelicanconf.py": f'{CONFIG}ARTICLE_URL = "{pattern}"\n', "content/a.md": ARTICLE})
    assert [post.url for post in loaded.posts] == [f"https://example.com{url}"]


def test_nothing_of_the_settings_is_run(build: Build) -> None:
    settings = """
import os
os.mkdir("made")
SITENAME = "".join(["a", "b"])
SITENAME = "T"
BASE = "https://example.com"
SITEURL = BASE + "/blog"
AUTHOR = open("secret").read()
DEFAULT_LANG = "ja" if True else "en"
ARTICLE_URL = f"{BASE}"
PATH = "content"
"""
    loaded = build({"pelicanconf.py": settings, "content/a.md": ARTICLE})
    assert (loaded.site.title, loaded.site.home, loaded.site.authors) == ("T", "https://example.com/blog/", ())


def test_what_is_published_stands_on_publishconf(build: Build) -> None:
    local = CONFIG.replace("https://example.com", "")
    publish = 'from pelicanconf import *\nSITEURL = "https://published.example"\n'
    loaded = build({"pelicanconf.py": local, "publishconf.py": publish, "content/a.md": ARTICLE})
    assert loaded.posts[0].url == "https://published.example/a-title.html"


def test_yaml_by_its_plugin(build: Build) -> None:
    article = '---\ntitle: "Quoted"\ndate: 2026-01-02\ntags: [a, b]\n---\nText.\n'
    config = f'{CONFIG}PLUGINS = ["yaml_metadata"]\n'
    loaded = build({"pelicanconf.py": config, "content/a.md": article})
    (post,) = loaded.posts
    assert (post.title, post.tags, loaded.bodies.of(post)) == ("Quoted", ("a", "b"), "Text.\n")


def test_broken_settings_are_told_with_their_line(build: Build) -> None:
    with pytest.raises(LoadError, match=r"pelicanconf\.py:2: not Python"):
        build({"pelicanconf.py": "A = 1\nB = (\n"})
    pattern = f"{CONFIG}FILENAME_METADATA = '('\n"
    loaded = build({"pelicanconf.py": pattern, "content/a.md": ARTICLE})
    assert [problem.code for problem in loaded.problems] == ["config-pattern"]
    assert len(loaded.posts) == 1


def test_without_unidecode_a_slug_that_needs_it_is_told(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pelican_urls, "_unidecode", lambda: None)
    pelican_urls._slug.cache_clear()
    titles = {"content/a.md": "Déjà vu", "content/b.md": "海の声"}
    loaded = build(
        {"pelicanconf.py": CONFIG, **{path: ARTICLE.replace("A Title", title) for path, title in titles.items()}}
    )
    pelican_urls._slug.cache_clear()
    assert [(problem.path, problem.code, problem.level) for problem in loaded.problems] == [
        ("content/b.md", "pelican-slug", "warning")
    ]
    assert {post.path: post.url.rsplit("/", 1)[1] for post in loaded.posts} == {
        "content/a.md": "deja-vu.html",
        "content/b.md": "%E6%B5%B7%E3%81%AE%E5%A3%B0.html",
    }


def test_the_future_may_be_hidden(build: Build) -> None:
    config = f"{CONFIG}WITH_FUTURE_DATES = False\n"
    loaded = build({"pelicanconf.py": config, "content/a.md": ARTICLE.replace("2026", "2099")})
    assert [hidden.reason for hidden in loaded.hidden] == ["future"]
