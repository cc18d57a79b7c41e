"""What the desk last decided on: who reads the next text has seen that one already."""

from django.utils.translation import gettext as _

from articles.models import Article, ReviewEvent, Revision

Act = ReviewEvent.Act


def last_before(article: Article, text: Article | Revision) -> ReviewEvent | None:
    """The newest return, approval or withdrawal of a revision that *text* came after.

    None where there was none, and of a working copy that is still what was decided on.
    """
    decided = article.review_events.filter(
        act__in=[Act.RETURN, Act.APPROVE, Act.WITHDRAW], revision__isnull=False
    )
    if isinstance(text, Revision):
        decided = decided.filter(revision__number__lt=text.number)
    last = decided.select_related("revision__source", "revision__author").first()
    if last and text == article and last.revision.of_version == article.version:
        return None
    return last


def compared_with(decision: ReviewEvent) -> str:
    """A heading that names the revision of *decision* and what was decided."""
    known = {"n": decision.revision.number}
    match decision.act:
        case Act.RETURN:
            return _("与退回的第 %(n)d 版相比") % known
        case Act.WITHDRAW:
            return _("与撤下的第 %(n)d 版相比") % known
    return _("与曾通过的第 %(n)d 版相比") % known
