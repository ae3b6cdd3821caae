from __future__ import annotations

import pytest

from .conftest import Build

CONFIG = "module.exports = () => ({});\n"
DATA = 'module.exports = {\n  title: "T", // the name\n  url: "https://example.com",\n  language: "ja",\n};\n'
POST = "---\ntitle: A Title\ndate: 2026-01-02\n{}---\nText.\n"
BASE = {".eleventy.js": CONFIG, "_data/metadata.js": DATA}


@pytest.mark.parametrize(
    ("permalink", "url", "code"),
    [
        ("/x/", "/x/", ""),
        ("/x/index.html", "/x/", ""),
        ("x.html", "/x.html", ""),
        ('"{{ page.filePathStem }}.html"', "/posts/a.html", ""),
        ("\"{{ page.date | date: '%Y/%m/%d' }}/{{ page.fileSlug }}/\"", "/2026/01/02/a/", ""),
        ("{build: /y/}", "/y/", ""),
        ('"{{ collections.all | size }}/"', "/posts/a/", "permalink-dynamic"),
        ('"{% if x %}a{% endif %}/"', "/posts/a/", "permalink-dynamic"),
        ('"{{ page.date | readable }}/"', "/posts/a/", "permalink-dynamic"),
    ],
)
def test_permalinks(build: Build, permalink: str, url: str, code: str) -> None:
    loaded = build({**BASE, "posts/a.md": POST.format(f"permalink: {permalink}\n")})
    assert [post.url for post in loaded.posts] == [f"https://example.com{url}"]
    assert [(problem.code, problem.line) for problem in loaded.problems] == ([(code, 4)] if code else [])


def test_the_configuration_in_its_newer_form(build: Build) -> None:
    config = """
export default function (config) {
  config.setInputDirectory("src");
  config.setOutputDirectory("build");
  config.addPlugin(feedPlugin, { metadata: { language: "ja", title: "T", base: "https://example.com/" } });
}
"""
    loaded = build({"eleventy.config.js": config, "src/posts/a.md": POST.format(""), "a.md": POST.format("")})
    assert [post.url for post in loaded.posts] == ["https://example.com/posts/a/"]
    assert (loaded.output_dir, loaded.site.title, loaded.site.lang) == ("build", "T", "ja")


def test_data_files_in_javascript(build: Build) -> None:
    data = 'export default { tags: ["posts", "river"], permalink: "/r/{{ page.fileSlug }}/" };\n'
    (post,) = build({**BASE, "river/river.11tydata.js": data, "river/a.md": POST.format("tags: [b]\n")}).posts
    assert (post.tags, post.url) == (("river", "b"), "https://example.com/r/a/")


def test_what_is_no_post(build: Build) -> None:
    files = {"about.md": "---\ntitle: About\n---\n", "index.md": POST.format(""), "README.md": POST.format("")}
    ignored = {".eleventyignore": "# not these\nold/\n", "old/2026-01-01-a.md": POST.format("")}
    loaded = build({**BASE, **files, **ignored, "data/list.json": "[1]"})
    assert not loaded.posts
    assert not loaded.problems


def test_a_post_without_a_date_is_warned_about(build: Build) -> None:
    loaded = build({**BASE, "blog/a.md": "---\ntitle: a\ndate: git Last Modified\n---\n", "blog/b.md": "x"})
    assert [(problem.path, problem.code, problem.line) for problem in loaded.problems] == [
        ("blog/a.md", "date-missing", 3),
        ("blog/b.md", "date-missing", 0),
    ]


def test_the_users_own_permalink_is_above_all(build: Build) -> None:
    loaded = build({**BASE, "posts/a.md": POST.format("permalink: /x/\n")}, permalink="/:year/:slug/")
    assert loaded.posts[0].url == "https://example.com/2026/a/"
