"""Agreements by their form, and who signed them."""

import re

from . import phrases
from .clauses import Paragraph, Span
from .named import as_proposal
from .proposals import NamedProposal, NameKind

_SIGNED = re.compile(
    r"(?:共同|联合|正式|现场|分别|已|就[^,;]{2,24}?|集中)*(?:签署|签订|签约|达成|缔结|续签|签下|共签|发布|发出)了?"
)

_SIGNED_FORM = re.compile(
    r"(?:签署|签订|签下|达成)了?(?P<name>[^,;、\"“「《]{0,24}?(?:协议|备忘录|协定|意向书))"
)

_UNNAMED = re.compile(
    r"^(?:多个?|若干|部分|有关|相关|各方|各地|数|几|一些|双方|一批|其他|\d+余?[个家]|[两三四五六七八九十]+[个家方])"
)

_KEPT_TOGETHER = re.compile(
    r"(?:工业|发展|住房|人力资源|文化|自然资源|科学技术|规划|市场|国防|水利|交通|民族|商务)和(?:信息化|改革|城乡|社会|旅游|规划|经济|国土|运输|创新|技术)"
)

_AT = re.compile(
    r"^(?:会上|论坛上|当天|现场|期间|大会上|仪式上|活动上|上|比如|日前|近日|当日|其中|[^、,]{0,12}(?:期间|会上|现场))+"
)


def signed(paragraph: Paragraph, clause: Span) -> list[tuple[int, NamedProposal]]:
    found = []
    for match in _SIGNED_FORM.finditer(paragraph.text, clause.start, clause.end):
        start, end = match.span("name")
        if end - start < 4 or re.match(
            r"\d|[一二两三四五六七八九十多]+[项份个]", match["name"]
        ):
            continue
        said = _SIGNED.search(paragraph.text, clause.start, start)
        more = parties_in(paragraph, clause.start, said.start()) if said else {}
        found.append(
            as_proposal(
                paragraph, NameKind.AGREEMENT, start, end, clause, rule="form", **more
            )
        )
    return found


def parties_before(paragraph: Paragraph, start: int) -> dict:
    """Read who signed, from the words before the verb of signing in the clause."""
    clause = paragraph.clause_at(start, start)
    said = _SIGNED.search(paragraph.text, clause.start, start)
    if not said:
        return {}
    return parties_in(paragraph, clause.start, said.start())


def parties_in(paragraph: Paragraph, start: int, end: int) -> dict:
    """Return parties, open_list and unnamed_parties of 「A、B等」 at [start:end]."""
    while found := phrases.LEAD.match(paragraph.text, start, end):
        start = found.end()
    if placed := _AT.match(paragraph.text[start:end]):
        start += placed.end()
    while end > start and paragraph.text[end - 1] in ",,、 由已":
        end -= 1
    words = paragraph.printed[start:end]
    open_list = bool(re.search(r"等(?:[一-鿿\d]{0,8})$", words))
    words = re.sub(r"等(?:[\d一-鿿]{0,8})$", "", words) if open_list else words
    joined = _KEPT_TOGETHER.sub(lambda m: m[0].replace("和", "\0"), words)
    parties = tuple(
        part.replace("\0", "和").strip()
        for part in re.split(r"、|以及|和|与|及|同", joined)
        if part.strip()
    )
    return {
        "parties": parties,
        "open_list": open_list,
        "unnamed_parties": any(_UNNAMED.match(party) for party in parties),
    }
