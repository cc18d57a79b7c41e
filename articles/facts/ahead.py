"""Words that look ahead: what a text plans or forecasts, and does not report."""

import re

# 将 also means 把 (将目标价上调): only before these does it look ahead.
_WILL = (
    r"将(?:达|超|突破|增|于|投|新增|建|实现|提|升|降|在|再|继续|不|由|迎|陆续|逐步|全面|进一步"
    r"|签[约署订]|举[办行]|召开|开[工通展业建]|有(?!关|限)|成为|完成|形成|推[出动进]|启动|落[地户]"
    r"|带动|引[进入]|扩[大建]|保持|累计|安排|发[放行]|设立|培育|打造)"
)
_PLANNED = r"有望|力争|争取|确保|(?<![虚模比])拟|或将|即将|届时|可达|预计"
# What they begin with, first: most of a text is passed over by it.
_BEGIN = "(?=[有力争确拟或即届可预计目规将再])"
_FORESEEN = re.compile(
    rf"{_BEGIN}(?:{_PLANNED}|预期|计划|目标(?!价|股价)|规划到?|{_WILL})"
)
# Not 好于预期, 完成计划的80%, 再创新高: those are said of what has been.
_DATED_AHEAD = re.compile(
    rf"{_BEGIN}(?:{_PLANNED}|(?<![于超合及])预期|(?<!完成)(?<!年度)计划(?!的|完成|数|外)"
    rf"|{_WILL}|再(?=投|新增|新建|建|签|引进|发[放行]))"
)
_EDGE = re.compile(r"[。!?;\n]|(?<!\d),|,(?!\d{3}(?!\d))|:(?!\d)")
# As far as a clause is looked through on either side of a time.
_FAR = 60
# 下半年, : a time with a clause to itself speaks of the next.
_BESIDE = 2


def foreseen(text: str, start: int, end: int) -> str:
    """Return the word by which [start:end] speaks of plans or forecasts, else ""."""
    found = _FORESEEN.search(text, start, end)
    return found[0] if found else ""


def lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause of levelled *text* about the time at [start:end] looks ahead."""
    first, last = max(0, start - _FAR), min(len(text), end + _FAR)
    for edge in _EDGE.finditer(text, first, start):
        first = edge.end()
    edge = _EDGE.search(text, end, last)
    if edge and edge[0] == "," and start - first + edge.start() - end <= _BESIDE:
        edge = _EDGE.search(text, edge.end(), last)
    return bool(_DATED_AHEAD.search(text, first, edge.start() if edge else last))
