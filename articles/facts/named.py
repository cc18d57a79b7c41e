"""A name found in a paragraph, made a proposal with its clause."""

from .clauses import Paragraph
from .proposals import NamedProposal, NameKind

# How far before a programme the region that runs it may stand.
FAR = 200


def as_proposal(
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


def region_before(paragraph: Paragraph, start: int) -> str:
    """The region that runs a programme: the last one named before it in its sentence."""
    sentence = paragraph.sentence_at(start)
    named = (
        paragraph.named_in(max(sentence.start, start - FAR), start) if sentence else ()
    )
    places = [
        m for m in named if m.name.kind in (NameKind.REGION, NameKind.REGION_GROUP)
    ]
    return paragraph.printed[places[-1].start : places[-1].end] if places else ""
