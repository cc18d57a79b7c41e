"""A text → what it proposes: figures, names and known unknowns. The meeting point.

Pure: no clock, no network, no database. Any text is read, in time that grows with its
length.
"""

from collections.abc import Iterable
from datetime import date

from . import naming, unknowns
from .clauses import Names, Paragraph
from .proposals import FactProposal, NamedProposal, Passage, Proposals
from .reader import facts_of

PLACES_ALONE = Names(())


def propose(
    blocks: Iterable[Passage],
    names: Names = PLACES_ALONE,
    written_on: date | None = None,
) -> Proposals:
    """Return what the passages *blocks* propose, each list in the order of reading.

    *names* are those the database holds, and provinces and large cities, which are
    known without. *written_on* is the day the text was written: with it 去年 and 5月 become
    dates marked relative; it is never taken for the time of a figure that has none.
    """
    facts: list[FactProposal] = []
    named: list[NamedProposal] = []
    paragraphs = [Paragraph(block.key, block.text, names) for block in blocks]
    for paragraph in paragraphs:
        facts += facts_of(paragraph, written_on, len(facts))
        named += naming.find(paragraph)
    named = naming.once(named)
    return Proposals(
        tuple(facts), tuple(named), tuple(unknowns.find(paragraphs, facts, named))
    )
