"""The list before publishing: what of a text still wants an answer, point by point.

Each point of the list (see `points`) tells findings. A finding is answered by mending
the text, by verifying the figure it is about, or by an editor who lets it pass with a
reason. What is open keeps the text from going out; what is advice is only said. A few of
the points are asked already when the text is sent in.

A passed finding is kept as an Overrule under the finding's key. The key holds the words
the finding is about: when they change it is a new finding, and open.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Overrule
from articles.review import log, points, remarks
from articles.review.errors import ReviewError, allow
from articles.review.points import Finding, Point

# A reason stands in a column of this length.
LONGEST = Overrule._meta.get_field("reason").max_length


@dataclass(frozen=True)
class Checklist:
    """The points of one text in their order."""

    points: tuple[Point, ...]

    @cached_property
    def open(self) -> list[Finding]:
        """What keeps the text from going out, in the order of the list."""
        return [one for point in self.points for one in point.open]

    @property
    def passable(self) -> list[Finding]:
        """Those of `open` an editor may let pass."""
        return [one for one in self.open if one.passable]

    @property
    def digest(self) -> str:
        """The keys of what may be passed, so that nobody passes what they have not seen."""
        return " ".join(one.key[:16] for one in self.passable)


def of(article: Article, asked=None) -> Checklist:
    """Read the working copy of *article*, which is also what is under review.

    And what is approved: an edit would have ended that. *asked* are some points only.
    """
    passed = {
        row.key: row for row in article.overrules.select_related("by").order_by("pk")
    }
    found = []
    for point in points.read(article, asked or points.POINTS):
        findings = tuple(
            replace(one, passed=passed.get(one.key)) for one in point.findings
        )
        found.append(replace(point, findings=findings))
    return Checklist(tuple(found))


def refuse_unfit(article: Article) -> None:
    """Raise ReviewError with all that keeps the text from being sent in."""
    left = of(article, points.AT_SUBMISSION)
    if not left.open:
        return
    told = [one.sentence for one in left.open]
    if left.passable:
        told.append(_("请更正，或由编辑写明理由放行。"))
    raise ReviewError("".join(told))


def refuse_open(article: Article) -> None:
    """Raise ReviewError naming what of the list still wants an answer."""
    left = of(article).open
    if not left:
        return
    told = "".join(one.sentence for one in left[:3])
    raise ReviewError(
        _("发布前清单还有 %(n)d 项没有处理：%(told)s%(more)s")
        % {"n": len(left), "told": told, "more": "……" if len(left) > 3 else ""}
    )


@transaction.atomic
def let_pass(article: Article, by, keys, because: str) -> int:
    """Let the open findings of *keys* pass for the reason *because*; return how many.

    Nobody lets pass what they wrote. A remark that is let pass is closed with it.
    """
    because = because.strip()
    if not because:
        raise ReviewError(_("放行要写明原因。"))
    if len(because) > LONGEST:
        raise ReviewError(_("原因最多 %(n)d 个字。") % {"n": LONGEST})
    allow(by, "waive", article)
    wanted = {key[:16] for key in keys}
    chosen = [one for one in of(article).passable if one.key[:16] in wanted]
    if not chosen:
        raise ReviewError(_("所选的项目已经不在清单上，请看更新后的清单。"))
    for one in chosen:
        if one.remark:
            remarks.let_pass(one.remark, by, because)
            continue
        Overrule.objects.get_or_create(
            article=article,
            key=one.key,
            defaults={"finding": one.sentence, "reason": because, "by": by},
        )
    # Each remark has a line of the log to itself.
    told = [one.sentence for one in chosen if not one.remark]
    if told:
        note = "\n".join([because, *told])
        log.record(article, "waive", by, article.submitted_revision, note)
    return len(chosen)
