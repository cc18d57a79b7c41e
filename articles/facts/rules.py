"""What one figure says: its kind, what is measured, of what whole, about whom.

Each rule looks at the words before and after the figure within its clause, and at what
the clauses before have set (`State`). All positions are offsets in the paragraph.
"""

import re
from dataclasses import dataclass, field

from . import phrases, qualifiers
from .clauses import Paragraph, Span
from .figures import Figure
from .proposals import Kind
from .when import When

_STILL = (
    r"(?:首次|再次|再度|已经|已|均|都|皆|各自?|则|更是|更|仅|只|也|还|约|为|是|在|达到|达|到|了|的|高达|仍|一直|保持|稳定|维持|占"
    r"|分别|超过|超|突破|接近|逼近|近|不足|不到|逾|合计|累计|总计|进一步|提升至|提高至|上升至|提升到|提高到|上升到|升至|增至|降至"
    r"|有望|将|预计)*"
)
_TAKES = re.compile(
    rf"占(?!有率|率)(?:到|据|了|有|比)?(?:约|近|超)?(?P<whole>[^,、;占]{{0,18}}?)"
    rf"的?(?:比重|比例|份额|总量|总数|总额|总规模|总产量|半壁江山)?{_STILL}$"
)
_IN_WHOLE = re.compile(
    rf"在(?P<whole>[^,、;在]{{1,10}}?)的?(?:占比|比重|市场份额|份额|比例){_STILL}$"
)
_RATIO_OF = re.compile(r"(?:占比|比重|比例|份额|占有率|市占率)$")
_CHAINED = re.compile(
    r"^[、,和及与]?(?:占)?(?P<whole>全球|世界|全国|国内|全省|全市|[^占,;、\d]{2,6}?)(?:的|市场的?)?$"
)
_WHERE_TO = re.compile(
    r"^(?:的[^,、;]{0,12}?)?(?:落在|位于|来自|集中在|分布在|落户|在)"
)
_GREW = re.compile(
    r"(?P<base>同比|环比|季环比|比上年同?期?末?|较上年同?期?末?|比去年同?期?|较去年同?期?|比上月末?|较上月末?"
    r"|按可比价格计?算?|年均复合|年均|年化|比[^,;、]{1,12}?|较[^,;、]{1,12}?)?"
    r"(?:实际|名义|累计|大幅|小幅|仅|微|再|约|又|分别|均|各|继续|平均|合计|净|整体|再度|则|也|都|仍|快速|显著|明显|最多|一度|盘中|由|略)*"
    r"(?P<verb>(?:涨幅|跌幅|降幅|增速|增幅)(?:扩大|收窄|提升|加快|放缓|回落|提高)(?:至|到)|增长率|增长|增加|增速|增幅|上升|上涨|上调|上浮|上扬|提高|提升|攀升|扩大|加快|飙升|激增|大增|走高|抬升|回升|反弹|高开"
    r"|大涨|暴涨|收涨|涨幅|涨|预增|增(?!资)|升|降幅|跌幅|下降|下滑|下跌|下调|下浮|减少|降低|降息|加息|回落|收窄|缩减|缩小|放缓"
    r"|大跌|暴跌|收跌|低开|走低|萎缩|下挫|重挫|负增长|预减|高出|高于|低于|跌|降|减)"
    r"(?:了|率|速|幅度|幅|为|达到|达|约|超过|超|近|逾|已|至少|不足|分别|均|都|各|、)*$"
)
_MORE = re.compile(
    r"(?P<base>[比较][^,;、]{1,14}?)(?P<verb>多|少|高|低|快|慢)(?:了|出)?(?:约|近|超过|超|逾)?$"
)
_FALLS = re.compile(
    r"降|跌|下滑|下调|下浮|减|回落|收窄|缩|放缓|低开|走低|下挫|重挫|负增长|低|少|慢"
)
_YEAR_ON_YEAR = re.compile(r"^[比较](?:上|去)年(?:同期|末|同)?$|^同比$")
_RANKED = re.compile(
    r"(?:稳居|位居|跃居|居|位列|排名|排在|排|名列|列|位次|升至|跃至|上升至)(?P<whole>[^,;、第]{0,10})第?$"
)
_FORESEEN = re.compile(
    r"预计|预期|有望|力争|计划|目标|规划到?|争取|确保|拟|或将|即将|将(?:达|超|突破|增|于|投|新增|建|实现|提|升|降|在)|届时|可达"
)
_LOCAL = re.compile(
    r"(?:当地|全市|全省|全县|全区|[该本全][省市县区州镇]|该?公司|该(?:集团|行|集群|园区|项目|基地|企业|平台))(?!债)"
)
# 国家统计局6月9日发布: who speaks, not whom it is about.
_SPEAKER = re.compile(
    r"(?:局|部|委|署|厅|协会|平台|机构|央行|办|联合会|总会|院|所|中心|报告|记者|[比较自从到在于至占达超为])$|^(?:据|在|从|占|以)"
)
_REGION_TAIL = re.compile(r"地区|区域|全省|全市|等地|等省市|两地|三地|市场|方面|通过")
_KIND_OF_LEVEL = {
    "percent": Kind.SHARE,
    "fraction": Kind.SHARE,
    "points": Kind.GROWTH,
    "times": Kind.GROWTH,
    "money": Kind.AMOUNT,
    "measure": Kind.AMOUNT,
}
_FAR = re.compile(
    rf"(?P<bound>{qualifiers.BOUND})(?P<takes>占(?:到|据|了)?|为|相当于)?"
    r"(?P<whole>[^,、;\d]{0,16}?)(?:的|比重|比例|份额|总量|总数|为|达|达到)*$"
)
_FROM = re.compile(r"(?:从|由)[^,;]{0,10}$")
_TO = re.compile(r"^[^,;]{0,14}?(?:至|到|为)[^,;\d]{0,4}$")


@dataclass
class State:
    """What the clauses read so far in a paragraph have set."""

    subject: tuple[str, ...] = ()
    topic: str = ""
    indicator: str = ""
    whole: str = ""
    kind: Kind | None = None
    takes: bool = False  # the last share was one of 占


@dataclass(frozen=True)
class Said:
    """What one figure says, before it is a proposal."""

    kind: Kind
    indicator: str
    rule: str
    whole: str = ""
    subject: tuple[str, ...] = ()
    falls: bool = False
    names: tuple = field(default=())


@dataclass(frozen=True)
class Head:
    """The words before a figure: [start:end] without leading subject, time, adverbs."""

    start: int
    end: int
    subject: tuple[str, ...]


def foreseen(text: str, start: int, end: int) -> str:
    """Return the word by which [start:end] speaks of plans or forecasts, else ""."""
    found = _FORESEEN.search(text, start, end)
    return found[0] if found else ""


def from_at(
    text: str, clause: Span, figure: Figure, later: Figure | None
) -> int | None:
    """Return where 从26%提高到38% begins to speak of what was and is no more, or None."""
    if later is None or not _TO.match(text[figure.last : later.first]):
        return None
    found = _FROM.search(text, max(clause.start, figure.first - 14), figure.first)
    return found.start() if found else None


def far_qualifier(paragraph: Paragraph, left: Span) -> tuple[int, str] | None:
    """Return place and word of the 约 of 约占全国的15%, 超过全省的一半."""
    text = paragraph.text
    found = _FAR.search(text, max(left.start, left.end - 24), left.end)
    if not found or (not found["takes"] and not found["whole"]):
        return None
    named = paragraph.named_in(*found.span("whole"))
    if found["takes"] or named or found["whole"][:1] in ("全", "该"):
        return found.start(), found["bound"]
    return None


def head(paragraph: Paragraph, times: dict[int, When], start: int, end: int) -> Head:
    """Return what is left of [start:end] when its lead words are taken off."""
    text, subject = paragraph.text, ()
    while start < end:
        if (time := times.get(start)) and time.end <= end:
            start = time.end
        elif found := phrases.LEAD.match(text, start, end):
            start = found.end()
        elif (name := paragraph.name_at(start)) and name.end <= end and not subject:
            listed, start = _listed_names(paragraph, name, end)
            subject = listed
        elif not subject and (found := _LOCAL.match(text, start, end)):
            start, subject = found.end(), (paragraph.printed[start : found.end()],)
        elif found := _REGION_TAIL.match(text, start, end):
            if not subject:
                break
            start = found.end()
        else:
            start, named = _described(paragraph, times, start, end, subject)
            if not named:
                break
            subject = named
    return Head(start, end, subject)


def _listed_names(paragraph, name, end) -> tuple[tuple[str, ...], int]:
    """Return names set one after another, as 浙江、江苏和上海, and where they end."""
    found = [paragraph.printed[name.start : name.end]]
    at = name.end
    while at < end and paragraph.text[at] in "、和与及":
        after = paragraph.name_at(at + 1)
        if after is None or after.end > end:
            break
        found.append(paragraph.printed[after.start : after.end])
        at = after.end
    return tuple(found), at


def _described(paragraph, times, start, end, subject) -> tuple[int, tuple[str, ...]]:
    """Read a subject no list knows: 甲公司2024年…, 该园区的…."""
    if subject:
        return start, ()
    text = paragraph.text
    for at in range(start + 2, min(start + 16, end)):
        timed = at in times and not times[at].is_base
        if timed or text[at] == "的":
            words = text[start:at]
            if re.search(r"[、,;:()]", words) or phrases.VERB.search(words):
                break
            if _SPEAKER.search(words):
                break
            if timed or phrases.ORG_END.search(words):
                return at + (text[at] == "的"), (paragraph.printed[start:at],)
    return start, ()


def share(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, right: str, lead
) -> Said | None:
    """Read 占全国38%, 在全国的占比为35%, 、全球25%, 有1/4落在长三角."""
    if figure.family not in ("percent", "fraction"):
        return None
    text = paragraph.text
    before = text[left.start : left.end]
    if state.takes and state.kind is Kind.SHARE and (chained := _CHAINED.match(before)):
        whole = chained["whole"]
        if paragraph.named_in(left.start, left.end) or whole in (
            "国内",
            "全省",
            "全市",
            "世界",
        ):
            return Said(Kind.SHARE, state.indicator, "share chain", whole)
    if taken := _IN_WHOLE.search(before) or _TAKES.search(before):
        return _share_of(paragraph, state, left, taken, lead)
    if place := _WHERE_TO.match(right):
        found = lead(left.start, left.end)
        stop = phrases.trimmed(text, found.start, found.end)
        words = text[found.start : stop]
        words = words.removesuffix("有")
        there = paragraph.named_in(
            figure.last + place.end(), figure.last + place.end() + 16
        )
        named = (paragraph.printed[there[0].start : there[0].end],) if there else ()
        if words:
            indicator = paragraph.printed[found.start : found.start + len(words)]
            return Said(Kind.SHARE, indicator, "share in", "", named)
    return None


def _share_of(paragraph, state, left, match, lead) -> Said:
    found = lead(left.start, left.start + match.start())
    end = phrases.trimmed(paragraph.text, found.start, found.end)
    indicator = paragraph.printed[found.start : end]
    whole = _whole(match["whole"])
    if not whole:
        whole = state.whole if state.kind is Kind.SHARE else ""
    indicator = _inherited(state, indicator)
    return Said(Kind.SHARE, indicator, "share", whole, found.subject)


_PREDICATE = re.compile(r"^(?:[一-鿿][^,;、。]{1,15})?")
# 日均发送旅客 is another figure than 发送旅客.
_PER = re.compile(r"(?:日均|月均|年均|人均|户均|单季|单日|单月|每[天日月年])$")
_PARTICLE = re.compile(r"^(?:了|起(?![降重点飞诉])|的)+")


def _whole(words: str) -> str:
    words = re.sub(rf"{_STILL}$", "", words)
    return re.sub(r"(?:的|同期|当期|比重|比例|总数|总量|市场)+$", "", words)


def growth(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, lead
) -> Said | None:
    """Read 同比增长2.5%, 下降0.1%, 提高2个百分点, 增速为8.2%."""
    if figure.family not in ("percent", "points", "times", "fraction"):
        return None
    text = paragraph.text
    grew = _GREW.search(text, max(left.start, left.end - 30), left.end)
    if not grew or grew.start() == grew.end():
        grew = _MORE.search(text, max(left.start, left.end - 30), left.end)
    if not grew:
        return None
    found = lead(left.start, grew.start())
    end = phrases.trimmed(text, found.start, found.end)
    indicator = paragraph.printed[found.start : end]
    base = grew["base"] or ""
    if not base and (
        said := re.search(r"(同比|环比)[^,;]{0,6}$", text[left.start : grew.start()])
    ):
        base = said[1]
    if _YEAR_ON_YEAR.match(base):
        base = "同比"
    if not indicator or indicator in ("其", "比"):
        indicator = (
            state.indicator.removesuffix(base) if state.indicator else state.topic
        )
    indicator = _inherited(state, indicator)
    if base in ("同比", "环比", "季环比", "年均", "年均复合", "年化"):
        indicator = indicator.removesuffix(base) + base
    return Said(
        Kind.GROWTH,
        indicator,
        "growth",
        "",
        found.subject,
        _falls(grew["verb"]) and not figure.negative,
    )


def _falls(verb: str) -> bool:
    """涨幅收窄至1% is still a rise, 跌幅收窄至1% still a fall."""
    if verb.startswith(("涨幅", "增速", "增幅")):
        return False
    return bool(_FALLS.search(verb))


def rank(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, lead
) -> Said | None:
    """Read 居全国第二位."""
    placed = _RANKED.search(paragraph.text, left.start, figure.start)
    if figure.family != "rank" or not placed:
        return None
    found = lead(left.start, placed.start())
    end = phrases.trimmed(paragraph.text, found.start, found.end)
    indicator = paragraph.printed[found.start : end] or state.indicator
    return Said(
        Kind.RANK, indicator, "rank", placed["whole"].strip("的"), found.subject
    )


def level(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, right: str, lead
) -> Said:
    """Read how many or how much there is: the ordinary case, and rates in per cent."""
    text, printed = paragraph.text, paragraph.printed
    kind = {
        "percent": Kind.SHARE,
        "fraction": Kind.SHARE,
        "money": Kind.AMOUNT,
        "measure": Kind.AMOUNT,
    }.get(figure.family, Kind.COUNT)
    if figure.family in ("points", "times"):
        kind = Kind.GROWTH
    found = lead(left.start, left.end)
    end = phrases.trimmed(text, found.start, found.end)
    phrase = text[found.start : end]
    noun = phrases.right_noun(right)
    at = figure.last + right.startswith("的")
    noun = printed[at : at + len(noun)]
    if kind is Kind.SHARE and not phrase and not noun:
        noun = _PREDICATE.match(right)[0]  # 8%有意缩减
    verb = phrases.last_verb(phrase)
    if verb is None:
        of_it = noun and text[left.end - 1 : left.end] == "的"
        indicator = printed[found.start : end] if phrase and not of_it else noun
        return Said(kind, _inherited(state, indicator), kind.value, "", found.subject)
    acts = verb["doing"] or ""
    after = _PARTICLE.sub("", phrase[verb.end() :])
    if noun and text[left.end - 1] == "的":
        return Said(kind, noun, kind.value, "", found.subject)
    if after:
        begin = found.start + (verb.start() if acts else len(phrase) - len(after))
        if per := _PER.search(phrase, 0, verb.start()):
            begin = found.start + per.start()
        # 光伏新增装机: what is new is said of something.
        if acts == "新增" and 0 < verb.start() <= 8:
            begin = found.start
        indicator = printed[begin:end]
    elif noun:
        indicator = acts + noun
    else:
        before = phrases.trimmed(text, found.start, found.start + verb.start())
        indicator = printed[found.start : before] + acts
    return Said(kind, _inherited(state, indicator), kind.value, "", found.subject)


def _inherited(state: State, indicator: str) -> str:
    if not indicator:
        return state.topic or state.indicator
    if phrases.COUNTING.match(indicator):
        return (state.topic or state.indicator) + indicator
    if phrases.GENERIC.match(indicator) and state.topic:
        return state.topic + indicator
    if indicator in ("增速", "增幅", "涨幅", "降幅", "跌幅") and state.indicator:
        return state.indicator + indicator
    return indicator
