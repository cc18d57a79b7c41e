"""What the article of a plan proposes, for a dry run: nothing of it is stored."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.facts.proposals import FactProposal, Kind, Proposals
from articles.facts.read import propose
from articles.intake.store import Plan
from articles.proposing import known_names


def proposals(plan: Plan) -> Proposals:
    """Return what reading the article proposes; nothing where the page has none."""
    if not plan.has_article:
        return Proposals()
    published = plan.page.published_at
    return propose(
        body.blocks(body.as_markdown(plan.page.paragraphs)),
        known_names(),
        timezone.localtime(published).date() if published else None,
    )


def lines(found: Proposals) -> list[str]:
    """Return a sentence for each figure, and one that counts names and gaps."""
    told = [_line(fact) for fact in found.facts]
    counts = {
        "facts": len(found.facts),
        "named": len(found.named),
        "unknowns": len(found.unknowns),
    }
    summary = _(
        "提出数据 %(facts)d 项、名称 %(named)d 个，未言明之处 %(unknowns)d 处。"
    )
    return [*told, summary % counts]


def _line(fact: FactProposal) -> str:
    words = {
        "block": fact.quote.block,
        "subject": "、".join(fact.subject) or _("未说明"),
        "indicator": fact.indicator or _("未说明"),
        "figure": fact.comparator.around(fact.printed_value, fact.unit),
        "period": fact.period.printed if fact.period else _("原文未注明时间"),
        "quote": fact.quote.text,
    }
    if fact.foreseen:
        words["figure"] = f"{fact.foreseen}{words['figure']}"
    if fact.whole:
        of = _("占%(whole)s") if fact.kind is Kind.SHARE else _("在%(whole)s")
        words["indicator"] += f"（{of % {'whole': fact.whole}}）"
    return (
        _("%(block)s %(subject)s｜%(indicator)s：%(figure)s｜%(period)s｜「%(quote)s」") % words
    )  # fmt: skip
