"""What the text of an article proposes, beside what people answered to it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from articles import body
from articles.facts import read as reader
from articles.facts.clauses import Names
from articles.facts.proposals import (
    FactProposal,
    Gap,
    KnownName,
    NamedProposal,
    NameKind,
    Proposals,
    Unknown,
)
from articles.kept_names import Kept
from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
    Decision,
    Event,
    Industry,
    Organisation,
    Programme,
    Region,
)
from articles.models.revision import StoryText

MODELS = {
    NameKind.REGION: Region,
    NameKind.REGION_GROUP: Region,
    NameKind.INDUSTRY: Industry,
    NameKind.CLUSTER: Cluster,
    NameKind.ALLIANCE: Alliance,
    NameKind.PROGRAMME: Programme,
    NameKind.AGREEMENT: Agreement,
    NameKind.EVENT: Event,
    NameKind.ORGANISATION: Organisation,
}
FAR = ("中国", "全国", "全球", "世界")
GROUPS = (Region.Kind.GROUP, Region.Kind.BELT)


@dataclass(frozen=True)
class Entry:
    """One proposal with the key its answer is kept under, and the answer if there is one.

    *what* is "fact", "name" or "unknown".
    """

    key: str
    what: str
    proposal: FactProposal | NamedProposal | Unknown
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """What it is called in a page and its address."""
        return self.key[:12]

    @property
    def is_open(self) -> bool:
        answer = self.decision and self.decision.answer
        return answer in (None, Decision.Answer.REOPENED)

    @property
    def is_rejected(self) -> bool:
        return not self.is_open and self.decision.answer == Decision.Answer.REJECTED

    @property
    def words(self) -> str:
        first, last = self.proposal.mark
        return self.proposal.quote.text[first:last]

    @property
    def span(self) -> tuple[str, int, int]:
        """The block, and the characters of it, where the words stand."""
        quote, (first, last) = self.proposal.quote, self.proposal.mark
        return quote.block, quote.start + first, quote.start + last


@dataclass(frozen=True)
class Reading:
    """All that one reading of an article proposes."""

    article: Article
    entries: tuple[Entry, ...]
    fact_keys: tuple[str, ...]  # by the fact's place in Proposals.facts

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @property
    def open(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_open]

    @property
    def rejected(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_rejected]


def propose(article: Article) -> Proposals:
    """Read the working copy of *article* with every name the database knows."""
    day = article.stated_at and timezone.localdate(article.stated_at)
    return reader.propose(body.blocks(article.body), known_names(), day)


def read(article: Article) -> Reading:
    """Everything the working copy proposes, in text order, with its answers.

    A known name the article is linked to already is not asked about (one linked by an
    answer stays among the answered, to be taken back), nor are undated figures: each
    fact says so itself. Words read twice the same way (均在35%左右 is three facts) are
    told apart by their order.
    """
    found = propose(article)
    unknowns = [gap for gap in found.unknowns if gap.gap is not Gap.UNDATED]
    linked = _linked(article)
    told = (
        ("fact", found.facts),
        ("name", found.named),
        ("unknown", unknowns),
    )
    answers = {row.key: row for row in article.decisions.prefetch_related("by")}
    seen: Counter[str] = Counter()
    entries = []
    for what, proposals in told:
        for proposal in proposals:
            said = f"{what}|{proposal.quote.text}|{proposal.mark[0]}-{proposal.mark[1]}"
            seen[said] += 1
            key = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
            entry = Entry(key, what, proposal, answers.get(key))
            if what != "name" or not entry.is_open or not _is_linked(proposal, linked):
                entries.append(entry)
    facts = tuple(entry.key for entry in entries if entry.what == "fact")
    order = {block.key: block.number for block in body.blocks(article.body)}
    entries.sort(key=lambda entry: (order[entry.span[0]], *entry.span[1:]))
    return Reading(article, tuple(entries), facts)


def _linked(article: Article) -> set[tuple[type, str]]:
    """The rows *article* says it is about, by model and official name."""
    return {
        (relation.model, name)
        for relation in (getattr(article, subject) for subject in StoryText.ABOUT)
        for name in relation.values_list("name", flat=True)
    }


def _is_linked(named: NamedProposal, linked) -> bool:
    """Whether nothing is left to say of a name.

    Events and outlets are not linked, and 全国 or 全球 say little of a story.
    """
    model = MODELS[named.kind]
    if named.known in FAR:
        return True
    if named.known and model in (Event, Organisation):
        return True
    return (model, named.known) in linked


def known_names() -> Names:
    """Every name on file, ready for reading: two queries, more after a name changed."""
    return _kept.now()


def _all_names() -> list[KnownName]:
    known = []
    for region in Region.objects.prefetch_related("members"):
        kind = NameKind.REGION_GROUP if region.kind in GROUPS else NameKind.REGION
        members = tuple(member.name for member in region.members.all())
        known.append(KnownName(kind, region.name, tuple(region.aliases), members))
    for kind, model in MODELS.items():
        if model is not Region:
            rows = model.objects.values_list("name", "aliases")
            known += [KnownName(kind, name, tuple(others)) for name, others in rows]
    return known


def _memberships() -> tuple:
    """Which regions are of which groups: they change without a name changing."""
    return tuple(Region.members.through.objects.order_by("pk").values_list())


_kept = Kept(lambda: Names(_all_names()), beside=_memberships)
