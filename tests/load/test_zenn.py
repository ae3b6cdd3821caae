from __future__ import annotations

from .conftest import Build

ARTICLE = '---\ntitle: "題名"\nemoji: "🐟"\ntype: "tech"\ntopics: [a, b]\npublished: true\n{}---\n\n最初の段落です。\n'


def test_articles(build: Build) -> None:
    loaded = build(
        {
            "articles/first-article-x.md": ARTICLE.format("published_at: 2026-01-31 09:00\n"),
            "articles/20260202-second.md": ARTICLE.format(""),
            "articles/hidden-article.md": ARTICLE.replace("published: true", "published: false").format(""),
            "articles/README.md": "# Notice\n",
        },
        author="umi",
    )
    second, first = loaded.posts
    assert first.url == first.id == "https://zenn.dev/umi/articles/first-article-x"
    assert first.date.isoformat() == "2026-01-31T09:00:00+09:00"
    assert second.date.isoformat() == "2026-02-02T00:00:00+09:00"
    assert (first.title, first.tags, first.summary) == ("題名", ("a", "b"), "最初の段落です。")
    assert [hidden.path for hidden in loaded.hidden] == ["articles/hidden-article.md"]
    assert loaded.site.home == "https://zenn.dev/umi/"
    assert not loaded.problems


def test_without_the_user_name_there_is_one_problem(build: Build) -> None:
    loaded = build({"articles/first-article-x.md": ARTICLE.format("published_at: 2026-01-31 09:00\n")})
    (problem,) = loaded.problems
    assert (problem.code, problem.level, problem.field) == ("zenn-user", "error", "author")
    assert loaded.posts[0].url == "https://zenn.dev/articles/first-article-x"


def test_what_zenn_refuses_is_warned_about(build: Build) -> None:
    text = (
        ARTICLE.replace("[a, b]", "[a, b, c, d, e, f]").replace("題名", "題" * 71).format("published_at: 2026-01-31\n")
    )
    loaded = build({"articles/Short.md": text}, author="umi")
    assert [problem.code for problem in loaded.problems] == ["zenn-slug", "zenn-title", "zenn-topics"]
    assert len(loaded.posts) == 1
