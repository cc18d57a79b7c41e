"""Things named in a list that says what they are: A、B、C等主题活动."""

import re

from . import phrases
from .clauses import Paragraph, Span
from .named import as_proposal, region_before
from .proposals import NamedProposal, NameKind

_LIST_KIND = {"集群": NameKind.CLUSTER}

_LISTED = re.compile(
    r"(?P<items>(?:[一-鿿A-Za-z]{2,10}、){1,8}[一-鿿A-Za-z]{2,10})等(?P<head>[一-鿿]{0,8}?(?P<kind>活动|行动|集群|举措|工程))"
)

_BEFORE_LIST = re.compile(
    rf"{phrases.VERB.pattern}|推动|促进|支持|瞄准|聚焦|围绕|依托|年|已在|在(?!线|建|册)|把|以"
)


def listed(
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
                as_proposal(
                    paragraph,
                    kind,
                    start,
                    end,
                    clause,
                    open_list=True,
                    region=region_before(paragraph, start + 1),
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
