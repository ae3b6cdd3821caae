"""Where a text may be broken, and how good each place is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cards.text import Level
from publisher.cards.text.katakana import katakana_seams
from publisher.cards.text.numbers import number_insides
from publisher.cards.text.penalties import KEEP
from publisher.cards.text.phrases import phrase_language
from publisher.cards.text.segment import breaks_of


def levels(words: str, lang: str = "ja") -> dict[str, Level]:
    """The level of each place, named by the text with a bar at it."""
    return {f"{words[: place.index]}|{words[place.index :]}": place.level for place in breaks_of(words, lang)}


def phrases(words: str, lang: str) -> list[str]:
    """The text cut at every phrase end."""
    at = [0, *(p.index for p in breaks_of(words, lang) if p.level <= Level.PHRASE), len(words)]
    return [words[start:end] for start, end in pairwise(at)]


@pytest.mark.parametrize(
    "marked",
    [
        "雪解けの町に渡り鳥がやって|来る",
        "古い校舎がカフェと|なる日",
        "使い続けると|いう選択",
        "支える|ための制度",
        "笑|い合える",
        "真|実",
        "3|万円",
        "2026年|1月17日",
        "「光る藻」|は夜の海を照らす",
        "量子（計算機）|の基礎",
        "小林次郎|さん",
        "Google |Cloudの請求書",
        "Python |3.14の新機能",
        "doorkeeper gem |を試す",
        "サステナビリテ|ィレポート",
    ],
)
def test_what_belongs_together_is_no_phrase_end(marked: str) -> None:
    words = marked.replace("|", "")
    place = {p.index: p for p in breaks_of(words, "ja")}.get(marked.index("|"))
    assert place is None or place.level > Level.PHRASE or place.cost > 2


@pytest.mark.parametrize(
    "marked",
    [
        "市民ホールの改修：|残すのは舞台か",
        "駅前の新名所|「雲の階段」",
        "霧の向こうへ|――灯台守の話",
        "【速報】|県内で大雨",
        "社説　|防災の日に",
        "Linux Kernel勉強会 |2018年7月",
        "紅葉/|温泉/そば",
        "「もう限界」|もう一度だけ",
        "町に|ひろがる笑い声",
    ],
)
def test_a_thoughts_end_is_a_phrase_end(marked: str) -> None:
    assert levels(marked.replace("|", ""))[marked] is Level.PHRASE


@pytest.mark.parametrize(
    ("marked", "level"),
    [
        ("パーミッション|処理", Level.WORD),
        ("完全|ガイド", Level.WORD),
        ("コンテナ|オーケストレーション", Level.WORD),
        ("コン|テナオーケストレーション", Level.CHARACTER),
        ("文化財保護|法改正案", Level.CHARACTER),
        ("文化財保護法|改正案", Level.WORD),
    ],
)
def test_a_compound_is_cut_at_its_seams(marked: str, level: Level) -> None:
    assert levels(marked.replace("|", ""))[marked] is level


@pytest.mark.parametrize(
    "marked",
    [
        "アプリケーション|サーバー",
        "オープン|ソース|ライセンス",
        "マシン|ラーニング|エンジニア",
        "サステナビリティ|レポート",
        "サンフランシスコ",
        "アクセシビリティ",
        "スパゲッティ",
    ],
)
def test_katakana_compounds_have_seams_where_words_meet(marked: str) -> None:
    words = marked.replace("|", "")
    seams, insides = katakana_seams(words)
    cut = "".join(f"|{char}" if index in seams else char for index, char in enumerate(words))
    assert cut == marked
    assert seams | insides == set(range(1, len(words)))


@given(st.text("アイウエオカキクケコサシスタチツテトナニラリルレロンーッャュョサーバーシステム", max_size=200))
def test_a_seam_never_stands_before_a_small_kana_or_leaves_a_scrap(words: str) -> None:
    seams, _ = katakana_seams(words)
    for at in seams:
        assert words[at] not in "ーッャュョン"
        assert 3 <= at <= len(words) - 3


@pytest.mark.parametrize(
    "number",
    [
        "第3回", "3万円", "2026年版", "2026年1月17日", "2026年1月17日（土）", "3月11日", "午後2時46分", "約40億年前",
        "1億2000万画素",         "20年ぶり", "1,200人", "38.5度", "3〜5歳",
        "2-1", "3対2", "2時間8分台", "第104回", "３か月", "5人",
    ],
)  # fmt: skip
def test_a_number_and_its_counter_are_one(number: str) -> None:
    words = f"前の{number}を見た"
    assert number_insides(words) == set(range(3, 2 + len(number)))


@pytest.mark.parametrize("wall", ["1" + "千" * 1200, "1千" * 600, "1日間" * 400, "1,1" * 400, "1〜" * 600])
def test_a_wall_of_numerals_is_read_once(wall: str) -> None:
    assert max(number_insides(wall + "x")) < len(wall) + 1


def test_a_number_does_not_swallow_what_follows() -> None:
    words = "昨日の50代男性が3つの町で"
    whole = [words[:at] for at in range(1, len(words)) if at not in number_insides(words)]
    assert "昨日の50代" in whole
    assert "昨日の50代男性が3つ" in whole


def test_chinese_particles_and_measure_words_stay_with_their_words() -> None:
    assert "的" not in {phrase[0] for phrase in phrases("海边小镇的图书馆在黎明前开门", "zh-Hans")}
    assert any("三百本" in phrase for phrase in phrases("老人与他的三百本手写日记", "zh-Hans"))


@pytest.mark.parametrize("lang", ["zh", "zh-Hans", "zh-CN", "zh-cn", "zh_CN"])
def test_simplified_chinese_by_any_name(lang: str) -> None:
    assert phrase_language(lang) == "simplified_chinese"


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-TW", "zh-tw", "zh-HK", "zh-Hant-HK", "ZH_TW"])
def test_traditional_chinese_by_any_name(lang: str) -> None:
    assert phrase_language(lang) == "traditional_chinese"


def test_thai_breaks_between_words_and_nowhere_else() -> None:
    words = "ห้องสมุดริมทะเลเปิดก่อนรุ่งสางทุกวัน"
    assert "".join(phrases(words, "th")) == words
    assert {"ทะเล", "เปิด", "ก่อน"} <= set(phrases(words, "th"))
    legal = {place.index for place in breaks_of(words, "th")}
    assert words.index("ะเล") not in legal


def test_korean_breaks_at_spaces_only_while_it_can() -> None:
    words = "바다가 사라진 마을에 다시 돌아온 어부들"
    assert phrases(words, "ko") == ["바다가 ", "사라진 ", "마을에 ", "다시 ", "돌아온 ", "어부들"]
    assert set(levels(words, "ko").values()) == {Level.PHRASE, Level.CHARACTER}


@pytest.mark.parametrize(
    "lang", ["", "und", "x-own", "日本語", "ja-x-mine", "a-very-long-tag-indeed", "en-u-lb-loose", "-"]
)
def test_any_language_tag_will_do(lang: str) -> None:
    places = breaks_of("港町の図書館 and a quiet harbour", lang)
    assert places


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "the end of the |road"),
        ("fr", "la fin de la |route"),
        ("de", "das Ende der |Straße"),
        ("es", "el fin del |camino"),
        ("ru", "дорога к |морю"),
    ],
)
def test_a_line_would_rather_not_end_with_an_article_or_a_preposition(lang: str, marked: str) -> None:
    words = marked.replace("|", "")
    costs = {place.index: place.cost for place in breaks_of(words, lang)}
    assert costs[marked.index("|")] > 0.5 > min(costs.values())


def test_signs_that_begin_a_word_may_begin_a_line() -> None:
    for words in ("ログは /var/log に", "一から .NET を学ぶ"):
        sign = words.index(" ") + 1
        assert sign in {place.index for place in breaks_of(words, "ja", word_break="normal")}


def test_without_phrases_every_place_costs_nothing() -> None:
    places = breaks_of("やって来る3万円のGoogle Cloud", "ja", word_break="normal")
    assert {(place.level, place.cost) for place in places} == {(Level.PHRASE, 0.0)}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["ja", "zh", "zh-Hant", "th", "ko", "en", "ar", "und"]))
def test_places_lie_inside_the_text_in_order(words: str, lang: str) -> None:
    places = [place.index for place in breaks_of(words, lang)]
    assert places == sorted(set(places))
    assert all(0 < place < len(words) for place in places)
    plain = {place.index for place in breaks_of(words, lang, word_break="normal")}
    assert plain == set(places)


def test_keeping_together_outweighs_any_unevenness() -> None:
    assert KEEP > 11 * 2 * 0.5**2  # one line empty, the other full
