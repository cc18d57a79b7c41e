"""The units figures are printed in, and what each is worth in its base unit."""

import re
from fractions import Fraction

from articles.live.names import listed

_MONEY_WORDS = listed(
    "元人民币 人民币元 人民币 美元 港元 港币 欧元 日元 英镑 韩元 新台币 澳元 加元 瑞郎 "
    "瑞士法郎 卢布 印度卢比 卢比 泰铢 林吉特 新加坡元 新元 迪拉姆 里拉 比索 雷亚尔 元"
)
_SAME_MONEY = {
    "元人民币": "元",
    "人民币元": "元",
    "人民币": "元",
    "港币": "港元",
    "新加坡元": "新元",
}
MONEY = frozenset(_MONEY_WORDS)

# unit: base unit and what one is worth in it.
_MEASURES = {
    "吨": ("吨", 1),
    "公斤": ("吨", Fraction(1, 1000)),
    "千克": ("吨", Fraction(1, 1000)),
    "吨标准煤": ("吨标准煤", 1),
    "桶": ("桶", 1),
    "盎司": ("盎司", 1),
    "立方米": ("立方米", 1),
    "公里": ("公里", 1),
    "千米": ("公里", 1),
    "海里": ("海里", 1),
    "平方公里": ("平方米", 10**6),
    "平方千米": ("平方米", 10**6),
    "平方米": ("平方米", 1),
    "平米": ("平方米", 1),
    "公顷": ("平方米", 10**4),
    "亩": ("亩", 1),
    "千瓦时": ("千瓦时", 1),
    "度电": ("千瓦时", 1),
    "度": ("千瓦时", 1),
    "兆瓦时": ("千瓦时", 10**3),
    "吉瓦时": ("千瓦时", 10**6),
    "MWh": ("千瓦时", 10**3),
    "GWh": ("千瓦时", 10**6),
    "TWh": ("千瓦时", 10**9),
    "kWh": ("千瓦时", 1),
    "千瓦": ("千瓦", 1),
    "兆瓦": ("千瓦", 10**3),
    "吉瓦": ("千瓦", 10**6),
    "MW": ("千瓦", 10**3),
    "GW": ("千瓦", 10**6),
    "标准箱": ("标箱", 1),
    "标箱": ("标箱", 1),
    "TEU": ("标箱", 1),
    "吨公里": ("吨公里", 1),
    "人公里": ("人公里", 1),
    "点": ("点", 1),
    "股": ("股", 1),
    "手": ("手", 1),
    "载重吨": ("载重吨", 1),
    "修正总吨": ("修正总吨", 1),
}
MEASURED = frozenset(_MEASURES)
_PERCENT = {
    "%": ("%", 1, "percent"),
    "成": ("%", 10, "percent"),
    "‰": ("%", Fraction(1, 10), "percent"),
}
_POINTS = {
    "个百分点": ("百分点", 1, "points"),
    "百分点": ("百分点", 1, "points"),
    "个基点": ("百分点", Fraction(1, 100), "points"),
    "基点": ("百分点", Fraction(1, 100), "points"),
    "倍": ("倍", 1, "times"),
}
# Words a thing is counted by; 个 last, for it begins others.
COUNTED = frozenset(
    listed(
        "场次 人次 班次 架次 列次 车次 航次 批次 台套 台次 床位 家次 单 家 项 场 座 条 台 辆 架 "
        "艘 人 名 位 户 所 处 只 款 种 件 套 次 宗 笔 批 起 部 支 颗 枚 份 张 栋 幢 间 列 班 幅 "
        "例 门 对 箱 盒 头 株 棵 棚 块 口 组 篇 个"
    )
)
_AFTER_COUNT = {
    "人": r"(?!民币|工智|均|才|大代表|形)",
    "家": r"(?![庭乡具电居政])",
    "名": r"(?![单列义])",
    "位": r"(?!于|列|居)",
    "条": r"(?!例|款)",
    "件": r"(?!套)",
    "门": r"(?!类|槛)",
    "组": r"(?!织|合|成|建)",
    "对": r"(?!于|外|接|比|标)",
    "口": r"(?!岸|径)",
    "头": r"(?!部)",
    "部": r"(?!门|委|分|级|署)",
    "项": r"(?!目库)",
    "起": r"(?!步|点|重|来)",
    "单": r"(?!位|日|月|个)",
    "台": r"(?!湾|阶|风)",
    "间": r"(?!接|隔)",
    "处": r"(?!理|于|罚|置)",
    "班": r"(?!列|子)",
    "列": r"(?!入|为)",
    "种": r"(?!植)",
    "支": r"(?!持|付|出|撑)",
    "张": r"(?!家)",
    "次": r"(?!年|日)",
    "度": r"(?!过)",
    "点": r"(?![半\d一多钟前后至许]|[零一二三四五六七八九]|左右|整)",
    "手": r"(?!机|续|段|工)",
    "股": r"(?!权|票|份|东|价|市|指)",
    "元": r"(?!素|宇|旦|器|件|首|老|年)",
    "吨": r"(?!位)",
    "批": r"(?!准|复|发)",
    "场": r"(?!地|所|景|馆|址)",
    "座": r"(?!谈)",
    "所": r"(?!有|以|谓|属|在)",
    "套": r"(?!利|现|餐)",
    "只": r"(?!有|能|是)",
    "户": r"(?!外|籍)",
    "架": r"(?!构)",
    "份": r"(?!额)",
    "块": r"(?!链)",
    "笔": r"(?!记)",
    "宗": r"(?!旨)",
    "颗": r"(?!粒)",
    "例": r"(?!如|外|行)",
    "款": r"(?!项)",
    "幅": r"(?!度)",
    "个": r"(?!人|性|体|股|税|月|小时|半|工作|交易|季度|年|世纪|星期|学期|多月|基点|百分点)",
}

BASE: dict[str, tuple[str, Fraction, str]] = {}
for _word in _MONEY_WORDS:
    BASE[_word] = (_SAME_MONEY.get(_word, _word), Fraction(1), "money")
for _word, (_base, _worth) in _MEASURES.items():
    BASE[_word] = (_base, Fraction(_worth), "measure")
for _word, (_base, _worth, _family) in (_PERCENT | _POINTS).items():
    BASE[_word] = (_base, Fraction(_worth), _family)
for _word in COUNTED:
    BASE.setdefault(_word, (_word, Fraction(1), "count"))

_LONGEST_FIRST = sorted(set(BASE) - {"成"}, key=lambda word: (-len(word), word))
UNIT = "|".join(re.escape(word) + _AFTER_COUNT.get(word, "") for word in _LONGEST_FIRST)
