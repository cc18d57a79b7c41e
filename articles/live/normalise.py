"""The comparison key of a flash: what is left when wording habits are folded.

Only keys are folded; what a source wrote is stored as it was written. After
changing anything here or in `names.py`, rebuild the frequencies and retrain.
"""

import re

from opencc import OpenCC

from articles.text import RAISED, compatible

from .names import SPELLINGS

# A flash has 20 to 300 characters. What lies beyond is a pasted article: it
# would change no verdict and cost time in proportion.
MAX_TEXT = 1200

_simplify = OpenCC("t2s").convert

_PUNCTUATION = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "《": '"',
        "》": '"',
        "〈": '"',
        "〉": '"',
        "‘": '"',
        "’": '"',
        "'": '"',
        "。": ";",
        "！": ";",
        "!": ";",
        "?": ";",
        "、": ",",
        "【": "[",
        "】": "]",
        "〔": "[",
        "〕": "]",
        "|": "|",
        "丨": "|",
        "│": "|",
        "—": "-",
        "–": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "―": "-",
        "~": "-",
        "〜": "-",
        "∼": "-",
        "·": "",
        "•": "",
        "・": "",
    }
)

_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202f\ufeff]+")
_STOP = re.compile(r"\.(?![a-z0-9])|(?<![a-z0-9])\.")
_ROMAN = re.compile(r"(?<![a-z])(iv|i{1,3})级")
_ROMAN_HANZI = {"i": "一", "ii": "二", "iii": "三", "iv": "四"}
_GAPS = re.compile(r"\s+")
_RAISED_MINUS = re.compile(r"(?<!\d)\s*⁻(?=\d)")  # that of 10⁻³ is of another kind
_GAP_OF_A_POWER = re.compile(rf"(?<=\d)\s+(?=[{RAISED}])")

# (002156.SZ), (BRK.A.N), （00110.HK）; also the share-class mark before it.
_CODE = re.compile(
    r"(?:-(?:w|b|s|sw|r|p|u|dr)){0,2}"
    r"\((?:[a-z0-9]{1,6}(?:\.[a-z0-9]{1,2})?\.(?:sz|sh|bj|hk|n|o|us|ss|l|t|ks|a|k)"
    r"|[036]\d{4,5}|[03689]\d{5})\)+"
    r"|-(?:w|b|sw)(?=:)"
)
_LINK = re.compile(r"(?:欢迎)?点击查看>*|;?>>+$|\(视频\)|\(图\)")

# Rubrics say which column an item stands in, not what it tells.
_RUBRIC_BRACKET = re.compile(r"^\[[^\]]{1,14}\]")
_RUBRIC_BAR = re.compile(
    r"^(?:大行评级|大行研报|研报掘金|[ah]股异动|港股异动|美股异动|异动快报|格隆汇[^|]{0,8}"
    r"|公告精选|财报见闻|视频|图讯|快讯|独家|突发|图解|头条[^|]{0,4}|[^|]{2,6}速递)\|"
)
_RUBRIC_TAIL = re.compile(r"\| ?(?:财报见闻|环球市场|今夜看点|[^|]{2,4}见闻)$")
_SOURCE_HEAD = re.compile(
    r"^(?:市场消息|消息人士|知情人士|报道|快讯|突发|最新|据报道|消息"
    r"|据[^:;,]{1,16}|(?:[日美英韩德法俄伊以外港台欧印]|以色列|伊朗)媒)"
    r"(?:称|报道|报道称|透露)?[:,]"
)
_SOURCE_TAIL = re.compile(
    r";?\((?:记者[^)]{0,10}|[a-z .,&-]{2,24}"
    r"|[^()]{0,12}(?:社|报|网|台|刊|志|号|新闻|彭博|路透|日经|央视|财经|见闻|通讯|博客|媒体|网站|澎湃|界面|一财|电讯|时讯|经纬))"
    r"\);?$"
)

# One word for each family; the longest wording first so that none is cut.
_SPELLING = re.compile(
    "|".join(sorted(map(re.escape, SPELLINGS), key=len, reverse=True))
)

DIGEST = re.compile(
    r"早报|晚报|早餐|午报|今夜看点|环球市场|公告精选|要闻|汇总|避雷针|焦点复盘|一图看懂"
    r"|数据整理|会员早报|晨会精华|看点|一周回顾|大事提醒|全球要闻"
)


def clean(text: str) -> str:
    """Return *text* simplified, half width, lower case, with plain punctuation.

    Marks of one kind become one mark, whatever the script or width; broken
    characters go. At most MAX_TEXT characters are read.
    """
    # A character can grow eighteenfold under NFKC, so the cap holds twice.
    text = text[:MAX_TEXT].encode("utf-8", "ignore").decode("utf-8")
    # NFKC would make a dash of the upright bar that ends a column's name.
    text = _RAISED_MINUS.sub("-", text.replace("︱", "|"))
    text = compatible(text)[:MAX_TEXT]
    text = _GAP_OF_A_POWER.sub("", _UNSEEN.sub(" ", text)).lower()
    text = _simplify(text).translate(_PUNCTUATION)
    text = _STOP.sub(";", text)
    text = _ROMAN.sub(lambda found: _ROMAN_HANZI[found[1]] + "级", text)
    return _GAPS.sub(" ", text).strip(" ;,")


def strip_habits(text: str) -> str:
    """Return cleaned *text* without rubric, source, stock code and link."""
    text = _LINK.sub("", _CODE.sub("", text))
    text = _RUBRIC_BRACKET.sub("", text, count=1).lstrip()
    for pattern in (_RUBRIC_BAR, _RUBRIC_TAIL, _SOURCE_TAIL):
        bare = pattern.sub("", text, count=1).strip(" ;,|")
        text = bare or text
    bare = _SOURCE_HEAD.sub("", text, count=1).strip(" ;,")
    return bare if len(bare) >= 6 else text


def read_codes(text: str) -> frozenset[str]:
    """Return the stock codes cleaned *text* gives in brackets."""
    return frozenset(found[0].partition("(")[2] for found in _CODE.finditer(text))


def fold(text: str) -> str:
    """Return cleaned *text* with each family of spellings in one spelling."""
    return _SPELLING.sub(lambda found: SPELLINGS[found[0]], text)


def body(text: str) -> str:
    """Return what *text* says, punctuation kept, habits and spellings folded."""
    return fold(strip_habits(clean(text)))


_NOT_SAID = re.compile(r"[\s,;:\"'\[\]()|!?<>*#/&_=…-]+")


def squeeze(text: str) -> str:
    """Return *text*, a body, without spaces and marks."""
    return _NOT_SAID.sub("", text)


def key(text: str) -> str:
    """Return the comparison key: equal keys are the same wording.

    Signs, units, periods and subjects stay. 「A−3.3%」 and 「A3.3%」 differ.
    """
    said = re.sub(r"-(?=\d)", "\u2212", body(text))
    said = re.sub(r"(?<=[\d%])\u2212", "~", said)
    return squeeze(said)
