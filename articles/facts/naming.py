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
from .named import as_proposal, region_before
from .naming_lists import listed
from .parties import parties_before, signed
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


def find(paragraph: Paragraph) -> list[NamedProposal]:
    """Return what *paragraph* names, in the order of reading; a name may come twice."""
    found: list[tuple[int, NamedProposal]] = []
    found += _known(paragraph)
    found += _quoted(paragraph)
    for sentence in paragraph.sentences:
        for clause in paragraph.clauses(sentence):
            found += _by_form(paragraph, clause)
            found += signed(paragraph, clause)
            found += listed(paragraph, sentence, clause)
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


def _known(paragraph: Paragraph) -> list[tuple[int, NamedProposal]]:
    found, seen = [], set()
    for mention in paragraph.mentions:
        if mention.name in seen or mention.name.name in EVERYWHERE:
            continue
        seen.add(mention.name)
        found.append(
            as_proposal(
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
        more = parties_before(paragraph, start) if kind is NameKind.AGREEMENT else {}
        if kind is NameKind.PROGRAMME:
            more = {"region": region_before(paragraph, start)}
        found.append(as_proposal(paragraph, kind, start, end, rule="quoted", **more))
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
            as_proposal(
                paragraph, kind, begin, match.end(), clause, rule="form", **more
            )
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
