"""Which feeds there are, where they lie, and which posts are in which document."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import FeedSettings
from publisher.manifest import check_path
from publisher.model import Author, Post, Site
from publisher.plan import Channel, FeedFile, channels, feed_files, feed_ids, page_path
from publisher.plan.names import file_name, file_names

SITE = Site(title="潮目ノート", url="https://tide.example", base_path="/blog", authors=(Author(name="編集室"),))
START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = st.text(st.characters() | st.sampled_from("aAﬀſ./\\:?*C+# がカ゛か"), max_size=8) | st.text(
    min_size=80, max_size=200
)


def post(
    number: int, *tags: str, categories: tuple[str, ...] = (), authors: tuple[str, ...] = (), lang: str = "ja"
) -> Post:
    return Post(
        path=f"{number:04}.md",
        slug=f"post-{number}",
        id=f"https://tide.example/blog/{number}",
        url=f"https://tide.example/blog/{number}.html",
        title=f"第{number}回",
        headline=f"第{number}回",
        date=START + timedelta(days=number),
        updated=START + timedelta(days=number),
        tags=tags,
        categories=categories,
        authors=tuple(Author(name=name) for name in authors),
        lang=lang,
    )


def newest_first(*posts: Post) -> tuple[Post, ...]:
    return tuple(reversed(posts))


def numbered(count: int) -> tuple[Post, ...]:
    return newest_first(*(post(number) for number in range(1, count + 1)))


def rss(posts: tuple[Post, ...], **settings: object) -> list[FeedFile]:
    chosen = FeedSettings(atom="", json="", **settings)  # type: ignore[arg-type]
    return list(feed_files(posts, SITE, chosen))


def test_a_site_has_one_feed_in_three_formats_until_more_is_asked_for() -> None:
    files = feed_files(numbered(30), SITE, FeedSettings())
    assert [(file.format, file.path, len(file.posts)) for file in files] == [
        ("rss", "rss.xml", 20),
        ("atom", "atom.xml", 20),
        ("json", "feed.json", 20),
    ]
    assert files[0].posts == numbered(30)[:20]


def test_each_tag_category_author_and_language_has_a_feed_of_its_own() -> None:
    posts = newest_first(
        post(1, "C++", "日本語", categories=("World News",)),
        post(2, "C#", "C++", authors=("山田", "Kim"), lang="en"),
        post(3, lang="zh_Hans"),
    )
    files = {
        file.path: [post.path for post in file.posts] for file in rss(posts, by=("lang", "author", "category", "tag"))
    }
    assert files == {
        "rss.xml": ["0003.md", "0002.md", "0001.md"],
        "feeds/tag/C#/rss.xml": ["0002.md"],
        "feeds/tag/C++/rss.xml": ["0002.md", "0001.md"],
        "feeds/tag/日本語/rss.xml": ["0001.md"],
        "feeds/category/World-News/rss.xml": ["0001.md"],
        "feeds/author/Kim/rss.xml": ["0002.md"],
        "feeds/author/山田/rss.xml": ["0002.md"],
        "feeds/author/編集室/rss.xml": ["0003.md", "0001.md"],
        "feeds/lang/en/rss.xml": ["0002.md"],
        "feeds/lang/ja/rss.xml": ["0001.md"],
        "feeds/lang/zh-Hans/rss.xml": ["0003.md"],
    }


def test_the_folder_may_be_another_or_none() -> None:
    posts = newest_first(post(1, "a"))
    assert [file.path for file in rss(posts, by=("tag",), folder="/購読/")] == ["rss.xml", "購読/tag/a/rss.xml"]
    assert [file.path for file in rss(posts, by=("tag",), folder="")] == ["rss.xml", "tag/a/rss.xml"]


def test_names_that_look_the_same_are_one_channel_and_a_post_is_in_it_once() -> None:
    decomposed = unicodedata.normalize("NFD", "ガ")
    (_, tag) = channels(newest_first(post(1, "ガ", decomposed, " ガ ")), SITE, ("tag",))
    assert (tag.name, len(tag.posts)) == ("ガ", 1)


def test_a_tag_keeps_its_file_when_another_that_differs_in_case_appears() -> None:
    first = newest_first(post(1, "Rust"))
    both = newest_first(post(1, "Rust"), post(2, "rust", "RUST"))
    files = {channel.name: channel.file for channel in channels(both, SITE, ("tag",))[1:]}
    assert channels(first, SITE, ("tag",))[1].file == files["Rust"] == "Rust"
    assert len({file.casefold() for file in files.values()}) == 3
    assert files["rust"] == channels(newest_first(post(0, "Rust"), post(9, "rust")), SITE, ("tag",))[2].file


@given(st.lists(NAMES, max_size=12))
def test_no_two_names_share_a_file_on_any_file_system(names: list[str]) -> None:
    given_names = file_names(names)
    assert given_names.keys() == set(names)
    folded = [
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", file).casefold()) for file in given_names.values()
    ]
    assert len(set(folded)) == len(folded)
    for file in given_names.values():
        check_path(f"feeds/tag/{file}/rss.xml")
        assert len(file.encode()) <= 255
        assert not file.startswith(".")
        assert not file.endswith((".", " "))
        assert not set('<>:"|?*') & set(file)
        assert quote(file).isascii()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        *[("C++", "C++"), ("日本語", "日本語"), ("C#", "C#"), ("R&D", "R&D"), ("a b　c", "a-b-c"), (".NET", "NET")],
        *[("CI/CD", "CI-CD"), ("../..", "-"), ("con", "_con"), ("👩‍💻", "👩💻"), ("カ\u3099", "ガ"), ("\u200b", "-")],
    ],
)
def test_a_name_stays_as_it_is_where_it_can(name: str, file: str) -> None:
    assert file_name(name) == file


@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_while_all_posts_are_in_the_current_document_there_is_no_archive(count: int) -> None:
    (only,) = rss(numbered(count), limit=5, archive=True)
    assert (only.path, only.archive, only.older) == ("rss.xml", 0, "")
    assert only.posts == numbered(count)


def test_archives_are_blocks_counted_from_the_oldest_post_and_name_their_neighbours() -> None:
    current, second, first = rss(numbered(12), limit=5, archive=True)
    assert [file.path for file in (current, second, first)] == ["rss.xml", "feeds/rss-2.xml", "feeds/rss-1.xml"]
    assert [post.slug for post in first.posts] == ["post-5", "post-4", "post-3", "post-2", "post-1"]
    assert [post.slug for post in second.posts] == ["post-10", "post-9", "post-8", "post-7", "post-6"]
    assert [post.slug for post in current.posts] == ["post-12", "post-11", "post-10", "post-9", "post-8"]
    assert (current.older, second.older, first.older) == ("feeds/rss-2.xml", "feeds/rss-1.xml", "")
    assert (current.newer, second.newer, first.newer) == ("", "", "feeds/rss-2.xml")
    assert {file.current for file in (current, second, first)} == {"rss.xml"}


@given(st.integers(0, 60), st.integers(1, 9))
def test_no_post_is_lost_and_every_archive_is_full(count: int, limit: int) -> None:
    current, *archives = rss(numbered(count), limit=limit, archive=True)
    assert current.posts == numbered(count)[:limit]
    assert all(len(file.posts) == limit for file in archives)
    assert {post for file in (current, *archives) for post in file.posts} == set(numbered(count))


@given(st.integers(0, 60), st.integers(1, 9))
def test_a_new_post_changes_only_the_newest_documents(count: int, limit: int) -> None:
    before = {file.path: file for file in rss(numbered(count), limit=limit, archive=True)}
    after = {file.path: file for file in rss(numbered(count + 1), limit=limit, archive=True)}
    known = [file for path, file in before.items() if file.archive]
    assert all(after[file.path].posts == file.posts for file in known)
    changed = [
        file.archive for file in known if (after[file.path].older, after[file.path].newer) != (file.older, file.newer)
    ]
    # The newest archive gains its link to the next one, once.
    assert changed in ([], [max((file.archive for file in known), default=0)])


def test_archives_of_a_tag_lie_beside_its_feed() -> None:
    posts = newest_first(*(post(number, "日本語") for number in range(1, 4)))
    paths = [file.path for file in rss(posts, limit=2, archive=True, by=("tag",))]
    assert paths == ["rss.xml", "feeds/rss-1.xml", "feeds/tag/日本語/rss.xml", "feeds/tag/日本語/rss-1.xml"]


@pytest.mark.parametrize(
    ("template", "page"),
    [
        *[
            ("", ""),
            ("tags/:slug/", "tags/c-17-%E5%85%A5%E9%96%80/"),
            ("/t/:name/", "t/C%2B%2B%2F17%20%E5%85%A5%E9%96%80/"),
        ],
        ("x", "x"),
    ],
)
def test_the_page_of_a_tag_is_what_the_template_makes_of_its_name(template: str, page: str) -> None:
    channel = Channel(by="tag", name="C++/17 入門", posts=())
    assert page_path(channel, FeedSettings(tag_page=template)) == page


def test_a_name_without_words_is_its_own_slug() -> None:
    assert page_path(Channel(by="tag", name="++", posts=()), FeedSettings(tag_page=":slug")) == "%2B%2B"


def test_ids_are_the_generators_the_url_or_a_tag_uri() -> None:
    posts = newest_first(post(1), post(2))
    assert feed_ids(posts, SITE, "compat")[0]["0001.md"] == "https://tide.example/blog/1"
    assert feed_ids(posts, SITE, "url")[0]["0001.md"] == "https://tide.example/blog/1.html"
    assert feed_ids(posts, SITE, "tag")[0]["0001.md"] == "tag:tide.example,2026-01-02:/blog/post-1"


@pytest.mark.parametrize("kind", ["compat", "url", "tag"])
def test_an_id_of_its_own_comes_first_unless_an_older_post_is_known_by_it(kind: str) -> None:
    first, second = post(1), replace(post(2), guid="urn:a:2")
    known = feed_ids((first,), SITE, kind)[0]["0001.md"]
    third = replace(post(3), guid=known)
    ids, (problem,) = feed_ids(newest_first(first, second, third), SITE, kind)
    assert (ids["0001.md"], ids["0002.md"]) == (known, "urn:a:2")
    assert ids["0003.md"] == feed_ids((post(3),), SITE, kind)[0]["0003.md"]
    assert (problem.path, problem.code, problem.hint) == ("0003.md", "id-collision", "give one of the two another id")


@pytest.mark.parametrize("kind", ["compat", "url"])
def test_a_taken_id_is_told_and_the_oldest_post_keeps_it(kind: str) -> None:
    posts = newest_first(
        *(replace(post(number), id="https://a.example/", url="https://a.example/") for number in (1, 2, 3))
    )
    ids, problems = feed_ids(posts, SITE, kind)
    assert ids == {
        "0001.md": "https://a.example/",
        "0002.md": "https://a.example/#post-2",
        "0003.md": "https://a.example/#post-3",
    }
    assert [(problem.path, problem.code, problem.level) for problem in problems] == [
        ("0002.md", "id-collision", "warning"),
        ("0003.md", "id-collision", "warning"),
    ]


@given(
    st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=6, unique=True),
    st.sampled_from(["compat", "url", "tag"]),
)
def test_every_post_has_an_id_of_its_own(slugs: list[str], kind: str) -> None:
    posts = tuple(
        replace(post(number), slug=slug, id="x", url="https://a.example/") for number, slug in enumerate(slugs)
    )
    ids, _ = feed_ids(posts, SITE, kind)
    assert len(set(ids.values())) == len(posts)
