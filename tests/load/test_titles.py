from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.load import split_title


@pytest.mark.parametrize(
    ("english", "separator", "japanese"),
    [
        ("The web is forty", " - ", "ウェブは四十歳になった"),
        ("Why trains run late: a short study", " ｜ ", "電車はなぜ遅れるのか：小さな研究"),
        ("rivet: The build tool, with a twist", " - ", "rivet: ひとひねりしたビルドツール"),
        ("Coax - Cables for the Modern Home", " - ", "現代の家のためのCoax（ケーブル）"),
        ("Ada vs Zig vs Rust", " - ", "Ada と Zig と Rust の比較"),
        ("Tidewater", " - ", "Tidewater: 潮の満ち引きを知らせる小さなサーバー"),
        ("What's your desk like?", " / ", "あなたの机はどんなふうですか"),
        ("In love with make — a story for engineers", " - ", "makeとの恋：技術者のための物語"),
        ("May in Kyoto", " – ", "5月の京都"),
    ],
)
def test_bilingual_titles_are_split(english: str, separator: str, japanese: str) -> None:
    title = f"{english}{separator}{japanese}"
    assert split_title(title, "ja") == (japanese, english)
    assert split_title(title, "en") == (english, japanese)


@pytest.mark.parametrize(
    "title",
    [
        "ウェブは四十歳になった",
        "The web is forty - and other stories",
        "Docker - コンテナ入門",
        "Next.js | 使い方のまとめ",
        "Kestrel Weekly Ruby Quiz - Extra Round を解いた",
        "第3回 勉強会 - Example Conference - @札幌 に参加しました",
        "WebAssembly / WASI port of Rubyをビルドしてみた",
        "設計の話 - 後編",
        "映画評 - The Lord of the Rings",
        "Fern 팁 모음 - Setting the fernrc file",
        "編集部 - エディタ入門 - 設定",
        "HTML 가이드 - 4강 : 반응형 웹 디자인",
        " - ",
        "- 見出し",
        "",
        "e-mail",
        "2024-01-02",
    ],
)
def test_titles_in_one_language_are_not(title: str) -> None:
    assert split_title(title, "ja") == (title, "")


def test_the_native_headline_may_come_first() -> None:
    title = "電車はなぜ遅れるのか - Why do trains run late in the north"
    assert split_title(title, "ja") == ("電車はなぜ遅れるのか", "Why do trains run late in the north")
    assert split_title("Codec 入門 - An introduction to Codec", "ja") == ("Codec 入門", "An introduction to Codec")


def test_korean_and_chinese_sites_have_their_own_headline() -> None:
    assert split_title("A guide to parsers - 파서 안내서", "ko") == ("파서 안내서", "A guide to parsers")
    assert split_title("A guide to parsers - 解析器指南", "zh-Hant") == ("解析器指南", "A guide to parsers")


@pytest.mark.parametrize(
    ("lang", "native"),
    [
        ("ar", "السوق القديم يستعيد صوته"),
        ("fa", "بازار قدیمی صدای خود را باز می‌یابد"),
        ("he", "השוק הישן מוצא את קולו"),
        ("ru", "Старый рынок обретает голос"),
        ("uk-UA", "Старий ринок знаходить голос"),
        ("el", "Η παλιά αγορά βρίσκει τη φωνή της"),
        ("th", "ตลาดเก่าได้เสียงของมันคืน"),
        ("hi", "पुराने बाज़ार को उसकी आवाज़ मिली"),
        ("bn", "পুরোনো বাজার তার কণ্ঠ ফিরে পেল"),
        ("ta", "பழைய சந்தை தன் குரலைக் கண்டது"),
        ("ka", "ძველი ბაზარი ხმას პოულობს"),
        ("hy", "Հին շուկան գտնում է իր ձայնը"),
        ("ko", "오래된 시장이 목소리를 되찾다"),
        ("zh-Hans", "老市场找回了自己的声音"),
    ],
)
def test_a_headline_in_any_script_is_told_from_an_english_one(lang: str, native: str) -> None:
    english = "The old market finds its voice"
    for title in (f"{english} - {native}", f"{native} | {english}"):
        assert split_title(title, lang) == (native, english)
        assert split_title(title, "fr") == (english, native)


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [
        ("ja", "Старый рынок", "古い市場の声"),
        ("ko", "古い市場の声", "오래된 시장의 목소리"),
        ("ar", "Старый рынок", "السوق القديم"),
        ("he", "השוק הישן", "السوق القديم"),
    ],
)
def test_two_scripts_neither_of_them_latin(lang: str, one: str, two: str) -> None:
    headline, subhead = (one, two) if lang == "he" else (two, one)
    assert split_title(f"{one} — {two}", lang) == (headline, subhead)
    assert split_title(f"{one} — {two}", "en") == (one, two)


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("Docker - введение", "ru"),
        ("Введение - часть 2", "ru"),
        ("سوق - قديم", "ar"),
        ("日本 - 한", "ja"),
        ("第9回 LumeCon - Lume Hosting Conference - @札幌 に参加", "ja"),
        ("π - 円周率の話", "ja"),
        ("Über Bäume - à la carte", "de"),
    ],
)
def test_names_and_single_words_are_no_other_language(title: str, lang: str) -> None:
    assert split_title(title, lang) == (title, "")


@given(st.text(max_size=200), st.sampled_from(["ja", "en", "ko", "ar", "ru", "sr-Latn", ""]))
def test_nothing_of_a_title_is_lost(title: str, lang: str) -> None:
    headline, subhead = split_title(title, lang)
    if subhead:
        assert headline in title
        assert subhead in title
        assert headline != subhead
    else:
        assert headline == title
