"""Fifty bilingual posts in our own words, and sites of any number of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from publisher.model import Post, Site, Source

SITE = Site(title="潮目ダイジェスト", url="https://demo.example", timezone="Asia/Tokyo", generator="jekyll")
_HERE = Path(__file__).parent


def headlines() -> list[tuple[str, str]]:
    """English and Japanese headlines, fifty pairs."""
    lines = (_HERE / "headlines.tsv").read_text(encoding="utf-8").splitlines()
    return [(english, japanese) for english, _, japanese in (line.partition("\t") for line in lines)]


def excerpts() -> list[str]:
    """An excerpt for each headline, of some fifty characters."""
    return (_HERE / "excerpts.txt").read_text(encoding="utf-8").splitlines()


def posts(count: int = 50) -> list[Post]:
    """That many posts; beyond fifty the headlines come again, numbered."""
    texts = [(*titles, excerpt) for titles, excerpt in zip(headlines(), excerpts(), strict=True)]
    return [_post(number, *texts[number % len(texts)]) for number in range(count)]


def _post(number: int, english: str, japanese: str, excerpt: str) -> Post:
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
        summary=excerpt,
        categories=("tech", "world-news"),
        tags=("tech-news", "japan"),
        source=Source(url="https://example.com/a", title=f"{english} | Technology | The Harbour Ledger"),
    )


def write_site(root: Path, count: int) -> Path:
    """A Jekyll folder of that many posts, with bodies of some paragraphs."""
    (root / "_posts").mkdir(parents=True)
    config = f"title: {SITE.title}\nurl: {SITE.url}\nlang: ja\ntimezone: Asia/Tokyo\n"
    (root / "_config.yml").write_text(config, encoding="utf-8")
    for post in posts(count):
        body = "\n\n".join(f"## 見出し{part}\n\n{post.summary * 4}。\n\n- 一つめ\n- 二つめ" for part in range(3))
        text = (
            f'---\nlayout: post\ntitle: "{post.title}"\ndate: {post.date:%Y-%m-%dT%H:%M:%SZ}\n'
            f"categories: [tech, world-news]\ntags: [tech-news, japan]\nsource_url: https://example.com/a\n"
            f'excerpt: "{post.summary}"\n---\n\n{body}\n'
        )
        (root / post.path).write_text(text, encoding="utf-8")
    return root
