"""Where numbers are: with their counters, as dates and as ranges they are read in one breath and never split."""

from __future__ import annotations

from publisher.lazy import pattern

# What may follow a number and belongs to it, longest first where one begins another.
_COUNTERS = """
    年代 年度 年目 年間 年生 年ぶり 年版 か年 カ年 ヶ年 か月 カ月 ヶ月 ケ月 箇月 ヵ月 か国 カ国 ヶ国 ヵ国 か所 カ所
    ヶ所 ヵ所 箇所 週間 時間 時半 分間 秒間 日間 日目 回目 回戦 人目 人前 人分 つ目 代目 番目 番線 丁目 号店 号機
    号室 学期 キログラム キロメートル センチメートル ミリメートル メートル グラム トン キロ センチ ミリ リットル
    ヘクタール アール ドル ユーロ ポンド ウォン ルピー ページ ポイント パーセント カロリー キロカロリー ワット
    キロワット ボルト ヘルツ ギガ メガ テラ バイト ビット 平方メートル 立方メートル 平方キロ 時間半 年 月 日 時 分 秒
    週 人 名 回 本 冊 個 円 銭 度 点 歳 才 代 号 番 台 枚 件 話 章 節 巻 版 部 通 羽 匹 頭 校 社 店 館 軒 棟 階 畳 位
    勝 敗 分け 着 敵 票 席 面 線 区 期 世 級 段 坪 杯 皿 膳 足 機 隻 両 車 曲 作 編 行 字 文字 語 色 種 類 倍 割 厘
    重 泊 食 拍 画素 条 項 選 つ
    """.split()
_TAILS = "目 間 前 後 半 強 弱 超 台 版 ぶり 以上 以下 以内 未満 前後 余り".split()
_HEADS = "第 約 計 全 各 築 満 平成 令和 昭和 大正 明治 午前 午後 毎月 毎週 毎日 来年 来月 同".split()


def _any(words: list[str]) -> str:
    return "|".join(sorted(dict.fromkeys(words), key=len, reverse=True))


_DIGITS = r"[0-9０-９]++(?:[,，.．:：][0-9０-９]++)*+"
_AMOUNT = rf"{_DIGITS}(?:[兆億万千百]++(?:{_DIGITS})?)*+"  # possessive: 1千千千… is read once, not in every way
_COUNTED = rf"{_AMOUNT}(?:{_any(_COUNTERS)})(?:{_any(_TAILS)})*"
_RANGE = r"[〜～~–\-－対]"
_WEEKDAY = "(?:[（(][月火水木金土日祝・]{1,3}[)）])?"
_NUMBER = pattern(
    rf"(?:{_any(_HEADS)})?(?:(?:{_COUNTED})+{_WEEKDAY}|{_AMOUNT}(?:{_RANGE}{_AMOUNT})+(?:{_any(_COUNTERS)})?|{_AMOUNT})"
)
_DIGIT = pattern("[0-9０-９]")


def number_insides(text: str) -> frozenset[int]:
    """The offsets inside numbers with their counters (第3回, 3万円, 2026年1月17日): never good places."""
    if not _DIGIT.search(text):
        return frozenset()
    return frozenset(offset for match in _NUMBER.finditer(text) for offset in range(match.start() + 1, match.end()))
