"""Posts that try a card template: short and long, in five languages, with and without what a post may have."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PIL import Image as Pixels
from PIL import ImageDraw

from publisher.cards import Job, Template, card_context
from publisher.config import CardSettings
from publisher.model import Author, Image, Post, Site, Source

SITE = Site(title="潮目ダイジェスト", url="https://demo.example", lang="ja", timezone="Asia/Tokyo")
TITLES = {"ar": "نشرة المدّ", "en": "The Tideline", "ko": "물때 소식", "zh-Hans": "潮汐文摘"}
"""What the site is called in other languages."""
MOMENT = datetime(2026, 1, 17, 3, tzinfo=UTC)
HERO = "hero.png"
LONG = (
    "技師と漁師、それに引退した合唱団の指揮者が11年をかけて、打ち捨てられた灯台を「海の音を聴く気象台」に"
    "生まれ変わらせるまで――資金難、二度の台風、そして地元の小学生たちが録りためた4万時間の波の記録が教えてくれたこと"
)


def a_post(headline: str, **fields: Any) -> Post:
    """A post of that headline."""
    known: dict[str, Any] = {
        "path": "a.md",
        "slug": "a",
        "id": "a",
        "url": "https://demo.example/a",
        "title": headline,
        "headline": headline,
        "date": MOMENT,
        "updated": MOMENT,
        "categories": ("world", "tech"),
        "image": Image(url="https://demo.example/hero.png", alt="港の朝"),
        "source": Source(url="https://x.example/1", title="a | The Harbour Ledger"),
    }
    return Post(**(known | fields))


POSTS = {
    "news": a_post(
        "「海のように響く」：潮の満ち引きで冷やすデータセンター、離島で稼働",
        subhead="‘It hums like the sea’: an island switches on a data centre cooled by the tide",
        summary="人口2,300人の島が、潮汐だけで冷やすデータセンターを動かし始めた。消費電力は従来の3分の1に収まる見込み",
    ),
    "one-letter": a_post(
        "雪", categories=(), source=None, authors=(Author(name="編集室"),), summary="積もる音は、しない。"
    ),
    "long": a_post(
        LONG, subhead="Engineers, fishers and a choir director " * 5, summary="風速計でもレーダーでもなく。" * 20
    ),
    "endless": a_post("果てしない題" * 1500, subhead="x" * 9000, summary="y " * 6000, categories=("z" * 400,)),
    "arabic": a_post(
        "جزيرة تشغّل مركز بيانات يبرّده المدّ والجزر",
        lang="ar",
        subhead="‘It hums like the sea’",
        summary="لا يبرّده سوى المدّ والجزر، ومن المتوقع أن يستهلك ثلث الطاقة المعتادة.",
        categories=("علوم",),
        tags=("بحر", "طاقة"),
    ),
    "english": a_post(
        "The last telephone box on the northern line",
        lang="en",
        summary="Forty-one books, one chair, and a bell that still rings on Sundays.",
        categories=("culture",),
        tags=("libraries", "north"),
    ),
    "korean": a_post(
        "밀물과 썰물로 식히는 데이터 센터, 외딴섬에서 가동",
        lang="ko",
        summary="주민 2,300명의 섬이 조석만으로 식히는 데이터 센터를 돌리기 시작했다.",
        categories=("과학",),
    ),
    "chinese": a_post(
        "靠潮汐冷却的数据中心，在离岛启用",
        lang="zh-Hans",
        summary="一座只有2300名居民的小岛，开始运行完全依靠潮汐冷却的数据中心。",
        categories=("科技",),
    ),
    "short": a_post(
        "夜行列車、帰る",
        subhead="The night trains return",
        summary="十年ぶりに、北の港町と首都を結ぶ寝台列車が走り出す。",
        categories=("旅",),
        tags=("railway",),
    ),
    "one-word": a_post("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", lang="de"),
    "korean-long": a_post(
        "바다가 사라진 마을에 다시 돌아온 어부들, 그리고 열두 척의 배",
        lang="ko",
        summary="새벽 네 시의 항구에는 아직 불이 켜져 있다. 2026년의 첫 출항을 앞둔 마을의 이야기.",
    ),
    "arabic-long": a_post(
        "عودة الصيادين إلى القرية التي غاب عنها البحر (2026)",
        lang="ar",
        summary="في الرابعة فجرا لا تزال أضواء الميناء مشتعلة، وعلى الرصيف 12 قاربا تنتظر.",
    ),
    "emoji": a_post("👩‍👩‍👧‍👦🎉🇯🇵", summary="👍🏽"),
    "bare": a_post("題だけ", categories=(), source=None, image=None),
    "empty": a_post("", summary="", categories=(), source=None),
}


_SKY = ((0.0, (44, 58, 112)), (0.38, (140, 104, 142)), (0.62, (232, 146, 120)), (1.0, (255, 214, 160)))
_SEA = ((0.0, (214, 142, 126)), (0.16, (112, 88, 126)), (1.0, (26, 34, 66)))
_RIDGES = ((176, 112, 128), (118, 80, 116), (66, 54, 92))


def hero() -> Pixels.Image:
    """A bay at dusk, drawn: a glowing sky and a sun, hills one behind the other, its light on the water."""
    width, horizon, height = 3200, 1040, 2000  # drawn at twice the size, so that edges are smooth
    scene = Pixels.new("RGB", (width, height))
    scene.paste(_gradient(width, horizon, _SKY))
    scene.paste(_gradient(width, height - horizon, _SEA), (0, horizon))
    draw = ImageDraw.Draw(scene)
    draw.ellipse((1820, 480, 2140, 800), fill=(255, 244, 214))
    for step, color in enumerate(_RIDGES):
        base, steep = horizon - 190 + 80 * step, 1 / (430 - 90 * step)
        ridge = [
            base - 110 * math.sin(x * steep + 2.1 * step) - 26 * math.sin(x / 97 + step) for x in range(0, 3201, 16)
        ]
        draw.polygon([(0, horizon), *((16 * x, min(y, horizon)) for x, y in enumerate(ridge)), (width, horizon)], color)
    for row in range(26):
        y, reach = horizon + 8 + row * (10 + row // 2), 150 - 5 * row
        middle = 1980 + 40 * math.sin(row * 1.7)
        draw.line((middle - reach, y, middle + reach, y), fill=(246, 190, 150), width=4 + row // 8)
    return scene.resize((1600, 1000), Pixels.Resampling.LANCZOS)


def _gradient(width: int, height: int, stops: tuple[tuple[float, tuple[int, int, int]], ...]) -> Pixels.Image:
    """A picture that goes through the colours of the stops (place from 0 to 1, colour) from top to bottom."""
    rows = []
    for y in range(height):
        at = y / height
        after = next(i for i, stop in enumerate(stops) if stop[0] > at)
        (start, one), (end, other) = stops[after - 1], stops[after]
        share = (at - start) / (end - start)
        rows.append(tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))
    column = Pixels.new("RGB", (1, height))
    column.putdata(rows)
    return column.resize((width, height))


def job(name: str, template: str, **settings: Any) -> Job:
    """The job of a sample post; `root` is to be filled in."""
    post = POSTS[name]
    chosen = CardSettings(template=template, **settings)
    found = Template.find(template)
    site = replace(SITE, title=TITLES.get(post.lang, SITE.title), lang=post.lang)
    image = HERO if post.image else ""

    def rendered(shown: str) -> str:
        size = {"width": chosen.width, "height": chosen.height}
        context: dict[str, Any] = {"settings": chosen, "image": shown, **size}
        return found.render(card_context(post, site, **context))

    return Job(
        key=name,
        document=rendered(image),
        width=chosen.width,
        height=chosen.height,
        path=found.path,
        lang=post.lang,
        hero=image,
        plain=rendered(""),
    )
