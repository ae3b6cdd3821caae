"""Fifty bilingual posts in our own words, and sites of any number of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from publisher.model import Post, Site, Source

SITE = Site(title="潮目ダイジェスト", url="https://demo.example", timezone="Asia/Tokyo", generator="jekyll")
_EXCERPT = "{}が、{}から確かめた。{}と、{}を短くまとめる"
_PARTS = (
    ("現場を歩いた記者", "町に二年住んだ記者", "夜明けに港へ通った記者", "古書を読み解いた記者", "海を渡った取材班"),
    ("数字と声の両方", "帳簿と写真の束", "百通あまりの手紙", "地図と航海の記録", "議事録と古い日記"),
    ("背景にある仕組み", "語られなかった経緯", "四十年の積み重ね", "現地で見えたこと", "制度のひずみ"),
    ("これから起きること", "次に変わる暮らし", "残された三つの課題", "町が選んだ道", "来年の見通し"),
)


@cache
def headlines() -> list[tuple[str, str]]:
    """English and Japanese headlines, fifty pairs."""
    lines = (Path(__file__).parent / "headlines.tsv").read_text(encoding="utf-8").splitlines()
    return [(english, japanese) for english, _, japanese in (line.partition("\t") for line in lines)]


def posts(count: int = 50) -> list[Post]:
    """That many posts; beyond fifty the headlines come again, numbered."""
    return list(each(count))


def each(count: int) -> Iterator[Post]:
    """The same, one after the other: ten thousand together take 14 MB."""
    return map(_post, range(count))


def excerpt(number: int) -> str:
    """A sentence or two; 625 different ones come in turn."""
    return _EXCERPT.format(*(parts[number // 5**place % 5] for place, parts in enumerate(_PARTS)))


def _post(number: int) -> Post:
    english, japanese = headlines()[number % 50]
    if number >= 50:
        japanese = f"{japanese}（{number}）"
    moment = datetime(2020, 1, 1, 9, tzinfo=UTC) + timedelta(hours=3 * number)
    return Post(
        path=f"_posts/{moment:%Y-%m-%d}-bench-{number}.md",
        slug=f"bench-{number}",
        id=f"tag:demo.example,2020:bench-{number}",
        url=f"https://demo.example/bench-{number}",
        title=f"{english} - {japanese}",
        headline=japanese,
        subhead=english,
        date=moment,
        updated=moment,
        summary=excerpt(number),
        categories=("tech", "world-news"),
        tags=("tech-news", "japan"),
        source=Source(url="https://example.com/a", title=f"{english} | Technology | The Harbour Ledger"),
    )


def write_site(root: Path, count: int) -> Path:
    """A Jekyll folder of that many posts, with bodies of some paragraphs."""
    (root / "_posts").mkdir(parents=True)
    config = f"title: {SITE.title}\nurl: {SITE.url}\nlang: ja\ntimezone: Asia/Tokyo\n"
    (root / "_config.yml").write_text(config, encoding="utf-8")
    body = "\n\n".join(f"## 見出し{part}\n\n{excerpt(part) * 4}。\n\n- 一つめ\n- 二つめ" for part in range(3))
    for post in posts(count):
        text = (
            f'---\nlayout: post\ntitle: "{post.title}"\ndate: {post.date:%Y-%m-%dT%H:%M:%SZ}\n'
            f"categories: [tech, world-news]\ntags: [tech-news, japan]\nsource_url: https://example.com/a\n"
            f'excerpt: "{post.summary}"\n---\n\n{body}\n'
        )
        (root / post.path).write_text(text, encoding="utf-8")
    return root
