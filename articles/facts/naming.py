"""Clusters, alliances, programmes, agreements and events named in a text.

By known names and aliases, by quotation marks, and by form: …联盟, …产业集群, 第七届…论坛,
…签署…协议. A counted set (19个产业联盟) and a bare kind (产业联盟) are no names.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from articles.numerals import number

from . import phrases
from .clauses import Paragraph, Span
from .places import EVERYWHERE
from .proposals import NamedProposal, NameKind

_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》\n]{2,60})[”」』》]")
_KINDS = (
    (
        NameKind.AGREEMENT,
        re.compile(r"(?:协议书?|备忘录|协定|意向书|合同|公约|倡议书?|宣言)$"),
    ),
    (NameKind.ALLIANCE, re.compile(r"联盟$")),
    (NameKind.CLUSTER, re.compile(r"集群$")),
    (
        NameKind.EVENT,
        re.compile(
            r"(?:论坛|大会|博览会|峰会|展览会|交易会|年会|推介会|进博会|服贸会|大赛|对接会)$"
        ),
    ),
    (NameKind.PROGRAMME, re.compile(r"(?:行动|计划|工程|方案|专项|试点)$")),
)
_AFTER_PROGRAMME = re.compile(
    r"^(?:系列|专项|主题)?(?:活动|对接|行动|计划|工程|政策|机制|改革|模式|思路|方式|做法|举措|战略|制定|制度|体系|试点)"
)
_BEFORE_PROGRAMME = re.compile(
    r"(?:开展|实施|推行|通过|按照|启动|推出|推进|探索|落实|坚持|采取|建立|深化|打造)了?的?$"
)
_AFTER_AGREEMENT = re.compile(r"^(?:合作|框架|战略|共建)*(?:协议|备忘录|协定)")
_FORM = re.compile(
    r"(?P<alliance>联盟)|(?P<cluster>集群)|(?P<event>论坛|大会|博览会|峰会|展览会|交易会|推介会)"
)
_FORM_KIND = {
    "alliance": NameKind.ALLIANCE,
    "cluster": NameKind.CLUSTER,
    "event": NameKind.EVENT,
}
_BOUNDARY = re.compile(
    r"[、,;:\"()《》\s]|(?:第[零一二三四五六七八九十百\d]{1,4}届)|的|为|在|把|将|由|以|等|是|和|与|及|个|(?<!国)家|可?供|分(?=集群)|依托|成立|组建|加入|发起"
    r"|揭牌|共同|支持|推动|举办|参加|出席|召开|亮相|打造|培育|建设|聚焦|围绕|借助|通过|加快|形成|拥有|入选|据|从|对|让|到|至|国家级|省级"
)
_COUNTED = re.compile(r"(?:\d|[一二两三四五六七八九十多数几余]|首批?|各)(?:个|家)$")
_BARE = re.compile(
    r"^(?:跨区域|跨省|产业|集群|创新|新|企业|行业|战略|该|此次|这一|本|各|先进制造业|制造业|世界级|国家级|省级|特色"
    r"|战略性新兴|新兴|优势|未来|支柱|千亿级?|万亿级?|百亿级?|重点|区域|高层|高峰|年度|股东|董事|职工代表|人民代表|代表|新闻|技术|合作|联合|发展"
    r"|中小企业|全产业链|现代化|现代|数字|传统|主导|高端|大型|工业|服务业|临时|投资者|业绩|机器人|多|临时股东)*"
    r"(?:联盟|集群|论坛|大会|博览会|峰会|展览会|交易会|推介会)$"
)
_EDITION = re.compile(r"第([零一二三四五六七八九十百]{1,4}|\d{1,4})届$")
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
_LISTED = re.compile(
    r"(?P<items>(?:[一-鿿A-Za-z]{2,10}、){1,8}[一-鿿A-Za-z]{2,10})等(?P<head>[一-鿿]{0,8}?(?P<kind>活动|行动|集群|举措|工程))"
)


def find(paragraph: Paragraph) -> list[NamedProposal]:
    """Return what *paragraph* names, in the order of reading; a name may come twice."""
    found: list[tuple[int, NamedProposal]] = []
    found += _known(paragraph)
    found += _quoted(paragraph)
    for sentence in paragraph.sentences:
        for clause in paragraph.clauses(sentence):
            found += _by_form(paragraph, clause)
            found += _signed(paragraph, clause)
            found += _listed(paragraph, sentence, clause)
    found.sort(key=lambda pair: pair[0])
    return [proposal for _, proposal in found]


def once(named: Iterable[NamedProposal]) -> list[NamedProposal]:
    """Return each name at its first mention, one that says more taking its place.

    A name within quotation marks, or known, says more than the same found by form.
    """
    kept: dict[tuple[NameKind, str], NamedProposal] = {}
    for proposal in named:
        key = (proposal.kind, proposal.known or proposal.name)
        first = kept.setdefault(key, proposal)
        if proposal.parties and not first.parties:
            kept[key] = replace(
                first,
                quote=proposal.quote,
                mark=proposal.mark,
                parties=proposal.parties,
                open_list=proposal.open_list,
                unnamed_parties=proposal.unnamed_parties,
            )
    return list(kept.values())


def _proposal(
    paragraph, kind, start, end, clause=None, **more
) -> tuple[int, NamedProposal]:
    clause = clause or paragraph.clause_at(start, end)
    quote = paragraph.quote(min(clause.start, start), max(clause.end, end))
    return start, NamedProposal(
        kind=kind,
        name=more.pop("name", paragraph.printed[start:end]),
        quote=quote,
        mark=(start - quote.start, end - quote.start),
        **more,
    )


def _known(paragraph: Paragraph) -> list[tuple[int, NamedProposal]]:
    found, seen = [], set()
    for mention in paragraph.mentions:
        if mention.name in seen or mention.name.name in EVERYWHERE:
            continue
        seen.add(mention.name)
        found.append(
            _proposal(
                paragraph,
                mention.name.kind,
                mention.start,
                mention.end,
                known=mention.name.name,
                rule="known",
            )
        )
    return found


def _quoted(paragraph: Paragraph) -> list[tuple[int, NamedProposal]]:
    found = []
    text, printed = paragraph.text, paragraph.printed
    for match in _QUOTED.finditer(printed):
        start, end = match.span(1)
        kind = _kind_of_quoted(text, start, end)
        if kind is None:
            continue
        known = paragraph.name_at(start)
        if known and known.end == end and known.name.kind is kind:
            continue
        more = _parties(paragraph, start) if kind is NameKind.AGREEMENT else {}
        if kind is NameKind.PROGRAMME:
            more = {"region": _region_before(paragraph, start)}
        found.append(_proposal(paragraph, kind, start, end, rule="quoted", **more))
    return found


def _kind_of_quoted(text: str, start: int, end: int) -> NameKind | None:
    words = text[start:end]
    after, before = text[end + 1 : end + 9], text[max(0, start - 6) : start - 1]
    if _AFTER_AGREEMENT.match(after):
        return NameKind.AGREEMENT
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    if len(words) <= 12 and (
        _AFTER_PROGRAMME.match(after) or _BEFORE_PROGRAMME.search(before)
    ):
        return NameKind.PROGRAMME
    return None


def _region_before(paragraph: Paragraph, start: int) -> str:
    """The region that runs a programme: the last one named before it in its sentence."""
    sentence = paragraph.sentence_at(start)
    named = (
        paragraph.named_in(max(sentence.start, start - FAR), start) if sentence else ()
    )
    places = [
        m for m in named if m.name.kind in (NameKind.REGION, NameKind.REGION_GROUP)
    ]
    return paragraph.printed[places[-1].start : places[-1].end] if places else ""


def _parties(paragraph: Paragraph, start: int) -> dict:
    """Read who signed, from the words before the verb of signing in the clause."""
    clause = paragraph.clause_at(start, start)
    said = _SIGNED.search(paragraph.text, clause.start, start)
    if not said:
        return {}
    return parties_in(paragraph, clause.start, said.start())


_AT = re.compile(
    r"^(?:会上|论坛上|当天|现场|期间|大会上|仪式上|活动上|上|比如|日前|近日|当日|其中|[^、,]{0,12}(?:期间|会上|现场))+"
)


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


def _by_form(paragraph: Paragraph, clause: Span) -> list[tuple[int, NamedProposal]]:
    found = []
    text = paragraph.text
    for match in _FORM.finditer(text, clause.start, clause.end):
        kind = _FORM_KIND[match.lastgroup]
        begin = max(clause.start, match.start() - 28)
        boundary = None
        for boundary in _BOUNDARY.finditer(text, begin, match.start()):  # noqa: B007
            pass
        start = boundary.end() if boundary else begin
        if boundary and boundary[0] == '"' and text.count('"', clause.start, start) % 2:
            continue  # within quotation marks: read as a quoted name
        if not _is_name(paragraph, kind, text, start, match, boundary):
            continue
        more = {}
        if (
            kind is NameKind.EVENT
            and boundary
            and (nth := _EDITION.search(boundary[0]))
        ):
            more = {
                "series": paragraph.printed[start : match.end()],
                "edition": int(number(nth[1])),
                "name": paragraph.printed[boundary.start() : match.end()],
            }
        known = paragraph.name_at(start)
        if known and known.end >= match.end():
            continue
        begin = boundary.start() if more else start
        found.append(
            _proposal(paragraph, kind, begin, match.end(), clause, rule="form", **more)
        )
    return found


def _is_name(paragraph, kind, text, start, match, boundary) -> bool:
    name = text[start : match.end()]
    if (
        len(name) < 5
        or _BARE.match(name)
        or text.startswith(("联盟", "集群"), match.end())
    ):
        return False
    if text.startswith(("成员", "企业", "内", "化", "式"), match.end()):
        return False
    if boundary and boundary[0] in "个家":
        if _COUNTED.search(text, max(0, boundary.end() - 3), boundary.end()):
            return False
        if text[max(0, boundary.start() - 1)].isdigit():
            return False
    if phrases.VERB.search(name[:4]):
        return False
    if kind is NameKind.ALLIANCE:
        return True
    if boundary and _EDITION.search(boundary[0]):
        return True
    placed = paragraph.named_in(start, match.start())
    return (bool(placed) and placed[0].start == start) or name.startswith(
        ("世界", "中国", "国际")
    )


def _signed(paragraph: Paragraph, clause: Span) -> list[tuple[int, NamedProposal]]:
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
            _proposal(
                paragraph, NameKind.AGREEMENT, start, end, clause, rule="form", **more
            )
        )
    return found


# How far before a programme the region that runs it may stand.
FAR = 200
_LIST_KIND = {"集群": NameKind.CLUSTER}


def _listed(
    paragraph: Paragraph, sentence: Span, clause: Span
) -> list[tuple[int, NamedProposal]]:
    found = []
    text = paragraph.text
    for match in _LISTED.finditer(text, clause.start, clause.end):
        at = match.start("items")
        kind = _LIST_KIND.get(match["kind"], NameKind.PROGRAMME)
        for item in match["items"].split("、"):
            start, end = at, at + len(item)
            at = end + 1
            if start == match.start("items"):
                start = after_verb(paragraph, start, end)
            if end - start < 2:
                continue
            found.append(
                _proposal(
                    paragraph,
                    kind,
                    start,
                    end,
                    clause,
                    open_list=True,
                    region=_region_before(paragraph, start + 1),
                    head=paragraph.printed[match.start("head") : match.end("head")],
                    rule="list",
                )
            )
    return found


def after_verb(paragraph: Paragraph, start: int, end: int) -> int:
    """Return where the first item of a list begins, after 举办 or a place."""
    words = paragraph.text[start:end]
    start += max((verb.end() for verb in _BEFORE_LIST.finditer(words)), default=0)
    for mention in paragraph.named_in(start, end):
        if mention.start == start:
            start = mention.end
    return start


_BEFORE_LIST = re.compile(
    rf"{phrases.VERB.pattern}|推动|促进|支持|瞄准|聚焦|围绕|依托|年|已在|在(?!线|建|册)|把|以"
)
