"""Noun phrases of news Chinese: where a subject ends and what is measured begins."""

import re

# What may stand before the phrase that matters, and says nothing of it.
LEAD = re.compile(
    r"(?:[、,和与及并而则但也还的\"\s:)）]|其中|此外|同时|另外|比如|例如|譬如|尤其是?|特别是|目前|当前|眼下"
    r"|据悉|据了解|据统计|据介绍|数据显示|统计显示|资料显示|报告显示|公告显示|已经|已|共(?=有|建|计|举|开|完|实)"
    r"|累计|总计|合计|总共|共计|仅|截至|截止|随着|至于|不过|以及|不仅|主要|分别|预计|有望|力争|计划"
    r"|区域内|境内|全年|期内|期末|年末|当年|今后|由此|因此|所以|至此|其(?!他|它|余)|各(?=新|有|自)|以(?=$))"
)
TRAIL = re.compile(
    r"(?:首次|再次|再度|已经|已|均|都|皆|各|则|更是|更|仅|只|也|还|就|约|为|是|达到|(?<!英伟)达|到|了|共|共计|累计|总计|合计|总共|分别|的"
    r"|高达|一直|保持|稳定|维持|在|占|至|将|预计|有望|拟|计划|力争|同比|环比|大幅|小幅|仍|再|又|从|由"
    r"|增加至|提高至|上升至|下降至|攀升至|跃升至|扩大至|回落至|增至|升至|降至|跌至|涨至|增加到|提高到|上升到|下降到|扩大到|增到|收报|报收|报|收于|于|\"|[、,:\s]|实现|录得|则是|已然|超|突破"
    r"|相当于|[,、(])$"
)
# What a story has or makes: with it the thing counted is the same as without it.
_HAVING = (
    "拥有|共有|已有|现有|建成|建立|建设|组建|形成|集聚|汇聚|聚集|创建|培育|设立|认定|达成|搭建起?|打造"
    "|布局|坐拥|实现|完成|建有|设有|含有|包括|包含|建起|开设|涌现"
)
# What happens to it: 新增40家 is another figure than 40家, so the verb is kept.
_DOING = (
    "新增|增加|减少|关闭|引进|引入|签约|签订(?!单)|签署|投资|融资|举办|开展|发放|发行|投放|吸引|落地|开工"
    "|启动|投产|交付|销售|生产|回购|增持|减持|收购|获批|获得|获|发送|运输|接待|处理|支持|惠及|服务"
    "|带动|撬动|发布|推出|培训|安排|投入|募资|募集|净买入|净卖出|申请|授权|办理|办(?=了|起|的|$)|开行|出让"
    "|审批|受理|注册|改造|检查|查处|处罚|罚款|追回|采购|使用|消费|捐赠|分红|派发|贷款|授信|增资|解禁|质押"
)
VERB = re.compile(
    rf"(?P<having>{_HAVING}|(?<![所具拥共已现国私含没富建设])有(?!限|关|效|色|望|机|的|所|助|利|序|着|人)|设(?=了|$))"
    rf"|(?P<doing>{_DOING})"
)
# 出口总值, 发行规模: with such an end the verb is part of a noun.
_NOUN_END = re.compile(
    r"^(?:总值|总额|总量|总数|额|量|值|率|价|数|人数|收入|规模|余额|金额|面积|成本|费用|业务|利润"
    r"|能力|指数|强度|比重|占比|贸易|项目数|企业数|比例|增速|型|者|方|商)"
)
# Words that measure, and say not what.
GENERIC = re.compile(
    r"^(?:总数量?|数量|数|总量|规模|总规模|总额|占比|比重|比例|产量|产值|总产值|销量|增速|增幅|增长率|涨幅|降幅"
    r"|营收|营业收入|收入|净利润|利润|产能|份额|人数|面积|金额|增加值|出口额|进口额|其|总体|整体|这一比例|这一数字|该比例)$"
)
COUNTING = re.compile(
    r"^(?:总数量?|数量|数|总量|规模|总规模|总额|其|这一比例|这一数字|该比例|总体|整体)$"
)
_RIGHT_STOP = re.compile(
    r"[、,;:()/\s]|的|同比|环比|较|比上|入选|落户|位于|来自|落在|获得?|正在|正|已|将|等(?=[^级])|实现|以上|左右"
    r"|并|增长|下降|占|用于|集中|参|组成|构成|成为|覆盖|为|是|在(?!建)|和|与|及|被|由|从|到|至|总|均|分别|达|有"
)
_RIGHT_VERB = re.compile(
    r"^(?:发展|拿下|拍下|购买|收购|举行|召开|成立|上市|亏损|以|用|来|去|不|没|未|就|可|能|会|让|使|把|对)"
)
ORG_END = re.compile(
    r"(?:公司|集团|股份|银行|证券|协会|联盟|集群|园区|开发区|高新区|新区|基地|平台|大学|研究院|港|机场|口岸"
    r"|全省|全市|全县|全区|该省|该市|该县|当地|本省|本市|[一-鿿]{2}[市县州省]|实验室|工厂|厂|所|局|部|委|中心|项目|活动)$"
)


def trimmed(text: str, start: int, end: int) -> int:
    """Return the end of [start:end] without the adverbs and copulas it ends in."""
    while end > start:
        found = TRAIL.search(text, max(start, end - 6), end)
        if not found or found.start() < start:
            break
        end = found.start()
    return end


def last_verb(phrase: str) -> re.Match | None:
    """Return the last verb of *phrase* that is not the beginning of a noun."""
    found = None
    for match in VERB.finditer(phrase):
        if not _NOUN_END.match(phrase[match.end() :]):
            found = match
    return found


def right_noun(text: str) -> str:
    """Return the noun phrase a figure counts, at the head of *text*; "" for none."""
    text = text.removeprefix("的")
    if _RIGHT_VERB.match(text):
        return ""
    stop = _RIGHT_STOP.search(text)
    noun = text[: stop.start()] if stop else text
    # 跨区域的产业: an adjective's 的 is within the phrase.
    if stop and stop[0] == "的" and 0 < len(noun) <= 8 and len(text) > stop.end():
        more = right_noun(text[stop.end() :])
        return f"{noun}的{more}" if more else noun
    return noun if len(noun) <= 30 else ""
