"""What the review page tells of a text's changes: since which text, and of what."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Revision
from articles.review import changes, decided


def of(article, text) -> dict:
    """What _changes.html prints; nothing of what readers have, nor of a first text.

    Compared is with what readers see now. Where they see none, with what the desk last
    decided on; where they do, the comparison with that is one link away.
    """
    shown = article.published_revision
    if shown == text:
        return {}
    decision = decided.last_before(article, text)
    if shown is None:
        if decision is None:
            return {}
        return _told(decision.revision, text, decided.compared_with(decision))
    told = _told(shown, text, _("与读者现在所见的差别"))
    if decision and decision.revision != shown:
        told["changes_since"] = decided.compared_with(decision)
        told["changes_since_at"] = _address(article, decision.revision, text)
    return told


def _told(before, after, title: str) -> dict:
    found = changes.between(before, after)
    heads = [spans for spans in (found.title, found.lede) if any(s.side for s in spans)]
    return {"changes": found, "changes_heads": heads, "changes_title": title}


def _address(article, before, after) -> str:
    to = after.pk if isinstance(after, Revision) else "working"
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return f"{address}?from={before.pk}&to={to}"
