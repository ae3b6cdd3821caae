"""What each kind of break costs, as data. The paragraph breaker adds these up and takes the cheapest layout.

The unit: in a headline of two lines, moving a tenth of the measure from one to the other costs 0.24 (`UNEVEN`), so a
cost of 1 is worth a line a fifth of the measure longer than its neighbour wants to be. Levels lie so far apart that no
number of good breaks buys a worse one; nothing but `LINE` and levels outweighs one line more.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from publisher.cards.text.model import Level
from publisher.lazy import pattern

LEVEL_COST = {
    Level.FORCED: 0.0,
    Level.PHRASE: 0.0,
    Level.WORD: 1e3,  # パーミッション|処理: only when no layout keeps the phrase
    Level.CHARACTER: 1e5,  # only when one word alone is wider than the line
    Level.EMERGENCY: 1e7,  # Supercalifragi|listic: last resort
}
LINE: Final = 40.0  # one more line than needed; less than any split
UNEVEN: Final = 11.0  # times the square of a line's deviation from the mean, in measures (balance)
SLACK: Final = 1.5  # times the square of a line's unused part (pretty)
STRETCH: Final = 60.0  # the same where that part is given to the gaps of the line (full): a tenth is seen
SENSE = {"greedy": 0.0, "balance": 1.0, "pretty": 0.3, "full": 0.3}  # how much sense weighs against full, even lines
STUB: Final = 3.0  # a line of one or two characters, or of one short word
STUB_EM: Final = 2.6  # such a line is no wider
SCRAP_SHARE: Final = 0.3  # and but for the last it has no more than this share of the measure
LONE: Final = 9.0  # more, for a line of one character: が
LONE_EM: Final = 1.2
TORN_OFF: Final = 1.2e5  # and more where it is no whole phrase: 設定|される rather than が alone; not for a last line
SHORT_LAST: Final = 0.8  # a last line shorter than a third of the measure (pretty)
SPLIT_MARKS: Final = frozenset("/._-?&=:@#+~・")  # an overlong word is split after one of these
SPLIT_LETTERS: Final = 1e6  # before it is split between letters
SPLIT_HIRAGANA: Final = 1e5  # から in two: worse than a split beside it, where the script changes
SPLIT_KANJI: Final = 1.5e5  # 表|示: and half a word of kanji may be another word
SPLIT_KATAKANA: Final = 2e5  # a katakana word in two reads as two words
SPLIT_SCRAP: Final = 2e5  # and with less than three letters on one side it does not read at all
KEEP: Final = 6.0  # what belongs together: from this cost on a phrase's end is taken for the inside of one
TEAR: Final = 60.0  # from this cost on a place inside a phrase is no seam, whatever the dictionary says
CLINGS: Final = 2.5  # from this cost on a place is passed over even where lines are only filled (greedy)
INSIDE_BRACKETS = ((8, 3.0), (16, 1.6), (24, 0.5))  # so many em inside 「…」 or （…）: the longer, the less


class Rule(NamedTuple):
    """A break costs `cost` when the line before it ends with one of `ends` and the next begins like `starts`.

    `ends` are words apart by spaces, empty for any; `starts` is a regular expression, empty for any. Spaces at the
    place count for nothing. The first rule of a table that fits decides.
    """

    cost: float
    ends: str = ""
    starts: str = ""


# Places where an author has ended something, in any language.
PAUSES = (
    Rule(-1.8, "。 ！ ？ ! ? ． … ‥"),  # a sentence ends here, the eye rests
    Rule(-1.8, "： : ； ;"),  # what follows is announced
    Rule(-2.0, "| ｜"),  # what follows is another part of the title
    Rule(-1.4, "— ― ─ –"),  # after ――
    Rule(-1.6, starts="[—―─–]"),  # ―― opens the next line's thought
    Rule(-1.0, "、 ， ,"),
    Rule(-1.0, "】 〉 》"),  # 【速報】, a label of its own
    Rule(-0.4, "」 』 〟 ”"),  # the particle that might follow is not torn off: that is a worse level
    Rule(-0.1, "） )"),
    Rule(0.4, starts="[（(]"),  # a term and its gloss would rather stay side by side
    Rule(-0.2, starts="[「『〝“【]"),  # a quotation begins a line of its own
    Rule(0.8, "・"),  # a list or a foreign name would rather stay whole
    Rule(0.6, "／ /"),  # and so would alternatives
    Rule(0.8, "- ‐"),  # real-/time
)

_END = (
    "(?:$|[をがはにのもでとだかへや、。！？」』）…])"  # what follows a word that is not the beginning of a longer one
)
_AUXILIARY = (
    "い[るたなまてっくきけ]|来[るたてな]|くる|きた|きて|くれ|しま[うっい]|お[くいき](?!や)|み[るたてよ]|ほし[いく]|"
    "もら[うえいっ]|いただ|くださ|ある|あった|ゆく|行[くっ]"
)
_SECOND_VERB = (
    "比べ|続[けく]|つづ[けく]|始め|はじめ|出[すしさ](?!版)|切[れるっ]|直[すしさ](?!線)|合[うわいっ]|込[むみん]|終わ|過ぎ|"
    "すぎ|きれ|上げ|上が|やす[いく]|にく[いく]|方(?!法|向|針|面|式|角|言)"
)
_POSTPOSITION = "よ[るりっれ]|関[すし]|対[すし]|つい[てた]|おける|おい[てた]|とって|わた[るりっ]|伴[うい]"
_RELATIONAL: Final = (
    "上|中|下|前|後|外|内|間|側|先|横|隣|裏|奥|方|際|度|周り|ほう|とき|なか|うえ|あと|まえ|ため|もと|よう"
)
_FORMAL_NOUN = "こと|もの|とき|ところ|ため|はず|わけ|まま|ほう|よう|うち|たび|もと|ごろ|点|際"

# Japanese: what clings to what. Between two lines the reader should find a whole thought.
JAPANESE = (
    Rule(TEAR, "", "て(?:い[るたなまっ]|お[くきい]|しま)"),  # 失敗し|ていた: an ending torn from its stem
    Rule(TEAR, "よう", "に[しすな]"),  # できるよう|にした
    Rule(KEEP, "て で", _AUXILIARY),  # やって|来る, して|いる
    Rule(KEEP, "と に く", "な[るっりろ]|する|し[たてなよ]|され|させ|せ[ずよ]"),  # カフェと|なる, 後回しに|しない
    Rule(KEEP, "に", _POSTPOSITION),  # 雨に|よる, 町に|ついて
    Rule(KEEP, "と", "い[うっえ]|とも?に|共に|みられ|み?なす"),  # ある|という, 雨と|ともに
    Rule(KEEP, "", f"(?:さん|氏|君|様|さま|ちゃん|くん)(?:{_END}|[（(])"),  # 小林次郎|さん
    Rule(KEEP, "", "など|だけ|ばかり|ほど(?:$|の)|くらい|ぐらい|たち(?!ま)|まで|より|ごと(?:$|に)|ながら"),
    Rule(4.0, "い り き み し ち び え け せ て べ", _SECOND_VERB),  # 使い|比べる
    Rule(2.5, "を", "する|し[たてなよ]|され|させ"),  # 話を|する
    Rule(2.5, "", f"(?:{_FORMAL_NOUN}){_END}"),  # 支える|ための
    Rule(2.5, "", "よう[なに]|みたい|らしい|そう[なにだ]|べき|かも"),
    Rule(1.2, "の", f"(?:{_RELATIONAL}){_END}"),  # 駅の|前に
    Rule(
        1.1,
        "この その あの どの こんな そんな どんな ある あらゆる いわゆる わが 我が どういう こういう "
        "大きな 小さな おかしな つの",
    ),  # この|町: these are nothing without their noun
    Rule(1.0, "が の は も", "な[いかくけし]|あ[るりっ]"),  # 意味が|ない
    Rule(0.8, "と", "言[うっえわ]|思[うっいわ]|考え|語[るりっ]|呼[ばんぶ]"),  # 「忙しい」と|言う
    Rule(
        0.7,
        "なぜ どう もう まだ いま もっと 最も もっとも とても すぐ ずっと やっと ようやく わずか およそ 約 まさか 必ず "
        "さらに 特に 最初に まず 次に 先に 同時に 一緒に 互いに 本当に ぜんぶ 全部 すべて いつ 何 何も 誰も より 初 同",
    ),  # なぜ|若い: an adverb is near what it modifies
    Rule(-0.25, "たら れば"),  # 抜いたら|外来魚が: the condition is stated
    Rule(0.6, "な しい ない"),  # 静かな|朝: the noun would rather follow on the same line
    Rule(0.45, "の"),  # and so it would here, but chains of の must be cut somewhere
    Rule(0.4, "や や、"),
    Rule(0.3, "い", "[一-鿿ァ-ヺ「『A-Za-z0-9]"),  # 若い|観客
    Rule(0.2, "た る う く す つ ぶ む ぐ ぬ", "[一-鿿ァ-ヺA-Za-z0-9]"),  # 残した|三百冊
    Rule(0.2, "を と"),  # the verb, or what it is joined to, is near
    Rule(0.1, "に で へ"),
    Rule(0.0, "が は も から"),  # the subject is set, the sentence begins: the best of the plain places
)
# Chinese: the same, as far as single characters tell it.
CHINESE = (
    Rule(KEEP, "", "[的了着们們吗嗎呢吧著]"),  # 小镇|的: a particle never begins a line
    Rule(  # 三百|本: a number and its measure word
        KEEP,
        "一 二 三 四 五 六 七 八 九 十 百 千 万 萬 两 兩 几 幾 半",
        "[个個本条條只张張位年月日天岁歲次名家座场場部台辆輛件种種群层層]",
    ),
    Rule(  # 在|黎明: what begins a phrase does not end a line
        0.9,
        "在 和 与 與 从 從 被 把 让 讓 向 或 不 很 更 最 也 都 还 還 再 又 这 這 那 "
        "重新 已经 已經 终于 終於 一起 仍然 没有 沒有",
    ),
    Rule(0.3, "的"),  # 小镇的|图书馆: the noun would rather follow on the same line
)
# Where neither side is hiragana, by the scripts that meet: no particle says that a thought ends.
COMPOUND: Final = 1.2  # 公共施設|使用料, 小規模|チーム: perhaps one compound
NOUN: Final = 0.3  # 三十年|つづく: a noun without a particle

# The space, by what it stands between.
WIDE_SPACE: Final = -1.4  # the full-width space is an editor's own mark: 社説　防災の日に
SPACE_BETWEEN_CJK: Final = -1.0  # and so is a space between two Japanese words
SPACE_IN_COMPOUND: Final = 1.2  # vagrant|環境: a space that only marks a change of script
NAME_WORDS: Final = 3  # so many Latin words among Japanese are a name to be kept (Google Cloud); more are a phrase
BEFORE_GLOSS: Final = -0.4  # continuous delivery|(CD), where words are parted by spaces
AFTER_SENTENCE: Final = -1.4  # after a full stop and a space
BEFORE_SEPARATOR: Final = 1.5  # a line should not begin with the - or | between two titles
AFTER_SEPARATOR: Final = -2.0
NUMBER_BEFORE_WORD: Final = 0.6  # 2,000|homes
AFTER_PREFIX_WORD: Final = 1.0  # after a lone a, an, the, of ...: it belongs to the next word

SEPARATORS: Final = frozenset({"-", "–", "—", "―", "|", "｜", "/", "／", "·", "•", ":", "："})
UNITS = pattern(r"(?:[kKMGTP]?i?[Bb](?:ps)?|[kcmµn]?m|k?g|[kMG]?Hz|px|ms|fps|[ap]m|AM|PM|°C|USD|EUR|JPY)\b")
# Words that begin something, by language: a line should not end with one.
PREFIX_WORDS = {
    "en": "a an the of to in on at by for with from into over and or nor but as is its no not vs vs. my our your their "
    "his her we i",
    "de": "der die das den dem des ein eine einen einem einer eines und oder von zu zum zur im in am an auf mit für "
    "bei aus",
    "fr": "le la les un une des de du d' l' à au aux en et ou pour par sur dans avec ce cette ces son sa ses",
    "es": "el la los las un una unos unas de del a al en y o u e por para con su sus que se",
    "pt": "o a os as um uma de do da dos das em no na nos nas e ou por para com ao à que se",
    "it": "il lo la i gli le un uno una di del della dei delle a al alla in nel nella e o per con da che si",
    "nl": "de het een en of van in op te aan met voor bij uit",
    "ru": "в во на с со к ко о об и а но из от до по за не у для",
    "vi": "và của là các những một cho với trong",
    "tr": "ve bir ile bu",
}  # fmt: skip
