"""Shares and growth: 占全国38%, 均在35%左右, 同比增长2.5%, 提高2个百分点."""

import re

from . import phrases, qualifiers
from .clauses import Paragraph, Span
from .figures import Figure
from .level import level
from .proposals import Kind
from .said import Said, State, inherited

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
    r"(?P<verb>(?:涨幅|跌幅|降幅|增速|增幅)(?:扩大|收窄|提升|加快|放缓|回落|提高)(?:至|到)|增长率|增长|上行|下行|增加|增速|增幅|上升|上涨|上调|上浮|上扬|提高|提升|攀升|扩大|加快|飙升|激增|大增|走高|抬升|回升|反弹|高开"
    r"|大涨|暴涨|收涨|涨幅|涨|预增|增(?!资)|升|降幅|跌幅|下降|下滑|下跌|下调|下浮|减少|降低|降息|加息|回落|收窄|缩减|缩小|放缓"
    r"|大跌|暴跌|收跌|低开|走低|萎缩|下挫|重挫|负增长|预减|高出|高于|低于|跌|降|减)"
    r"(?:了|率|速|幅度|幅|为|达到|达|约|超过|超|近|逾|已|至少|不足|分别|均|都|各|、)*$"
)

_MORE = re.compile(
    r"(?P<base>[比较][^,;、]{1,14}?)(?P<verb>多|少|高|低|快|慢)(?:了|出)?(?:约|近|超过|超|逾)?$"
)

_FALLS = re.compile(
    r"降|跌|下行|下滑|下调|下浮|减|回落|收窄|缩|放缓|低开|走低|下挫|重挫|负增长|低|少|慢"
)

_YEAR_ON_YEAR = re.compile(r"^[比较](?:上|去)年(?:同期|末|同)?$|^同比$")

_FAR = re.compile(
    rf"(?P<bound>{qualifiers.BOUND})(?P<takes>占(?:到|据|了)?|为|相当于)?"
    r"(?P<whole>[^,、;\d]{0,16}?)(?:的|比重|比例|份额|总量|总数|为|达|达到)*$"
)


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
    indicator = inherited(state, indicator)
    return Said(Kind.SHARE, indicator, "share", whole, found.subject)


def _whole(words: str) -> str:
    words = re.sub(rf"{_STILL}$", "", words)
    return re.sub(r"(?:的|同期|当期|比重|比例|总数|总量|市场)+$", "", words)


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
    indicator = inherited(state, indicator)
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


def fall_word(before: str) -> str:
    """The word at the end of *before*, printed ahead of a figure, that makes it a fall.

    下降 of 同比下降了, 跌幅收窄至; "-" of a minus sign; "" where neither stands there.
    """
    text = level(before)
    if text.endswith("-"):
        return "-"
    grew = _GREW.search(text) or _MORE.search(text)
    if not grew or not _falls(grew["verb"]):
        return ""
    return before[slice(*grew.span("verb"))]


def _falls(verb: str) -> bool:
    """涨幅收窄至1% is still a rise, 跌幅收窄至1% still a fall."""
    if verb.startswith(("涨幅", "增速", "增幅")):
        return False
    return bool(_FALLS.search(verb))
