"""Places every reader knows: provinces, their groups, large cities. Pure tables.

A place the database holds wins over one here; these are so that a new installation
reads 浙江有7个 before anybody has typed in a region.
"""

from articles.live.names import listed

from .proposals import KnownName, NameKind

_PROVINCES = {
    "市": "北京 天津 上海 重庆",
    "省": "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 "
    "四川 贵州 云南 陕西 甘肃 青海 台湾",
    "自治区": "内蒙古 西藏",
    "壮族自治区": "广西",
    "回族自治区": "宁夏",
    "维吾尔自治区": "新疆",
    "特别行政区": "香港 澳门",
}
_CITIES = listed(
    "深圳 广州 杭州 南京 苏州 无锡 宁波 合肥 成都 武汉 西安 长沙 郑州 青岛 济南 厦门 福州 "
    "大连 沈阳 哈尔滨 长春 石家庄 太原 南昌 昆明 贵阳 南宁 海口 兰州 西宁 银川 乌鲁木齐 "
    "拉萨 呼和浩特 佛山 东莞 珠海 温州 绍兴 嘉兴 台州 金华 湖州 常州 南通 徐州 扬州 泰州 "
    "盐城 镇江 芜湖 烟台 潍坊 泉州 株洲 宜昌 襄阳 洛阳 唐山 绵阳 惠州 中山 义乌 昆山 舟山 "
    "宿迁 连云港 淮安 蚌埠 滁州"
)
_NATIONS = listed(
    "美国 日本 韩国 德国 法国 英国 印度 俄罗斯 巴西 越南 泰国 印尼 马来西亚 新加坡 欧盟 "
    "欧元区 澳大利亚 加拿大 墨西哥 意大利 西班牙 荷兰 瑞士 土耳其 沙特 阿联酋 南非 波兰"
)
_GROUPS = {
    "长三角": (
        "长江三角洲 三省一市 沪苏浙皖 苏浙沪皖 长三角地区 长三角区域",
        "上海 江苏 浙江 安徽",
    ),
    "京津冀": ("京津冀地区", "北京 天津 河北"),
    "粤港澳大湾区": ("粤港澳 大湾区", "广东 香港 澳门"),
    "成渝地区双城经济圈": ("成渝地区 成渝 川渝", "四川 重庆"),
    "长江经济带": ("", ""),
    "东北地区": ("东北三省", "辽宁 吉林 黑龙江"),
    "珠三角": ("珠江三角洲", ""),
    "长株潭": ("", ""),
    "中部地区": ("中部六省", "山西 安徽 江西 河南 湖北 湖南"),
    "西部地区": ("", ""),
    "东部地区": ("", ""),
}


def _all() -> tuple[KnownName, ...]:
    found = [
        KnownName(NameKind.REGION, name, (name + ending,))
        for ending, names in _PROVINCES.items()
        for name in names.split()
    ]
    found += [KnownName(NameKind.REGION, name, (name + "市",)) for name in _CITIES]
    found += [KnownName(NameKind.REGION, name) for name in _NATIONS]
    found += [
        KnownName(
            NameKind.REGION_GROUP, name, tuple(aliases.split()), tuple(members.split())
        )
        for name, (aliases, members) in _GROUPS.items()
    ]
    found.append(KnownName(NameKind.REGION, "全国", ("我国", "中国")))
    found.append(KnownName(NameKind.REGION, "全球", ("世界",)))
    return tuple(found)


PLACES = _all()
# Of these nothing is proposed as a name to keep: every story names them.
EVERYWHERE = frozenset({"全国", "全球"})
# 杭州银行, 中国平安, 江苏路: the place is part of another name.
NAME_GOES_ON = (
    r"(?:银行|证券|大学|平安|石油|石化|移动|联通|电信|人寿|人保|中车|建筑|铁路|交建|中免|日报|晚报"
    r"|卫视|电力|航空|国航|东航|能源集团|芯片|杯|路|话|人民|人(?![均口])|籍|队|企|队员|队长|男|女|队"
    r"|财险|太保|黄金|铝业|神华|核电|广核|通号|电建|能建|中冶|稀土|船舶|重工|海油|海运|远洋)"
)
