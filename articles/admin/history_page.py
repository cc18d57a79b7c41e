"""The history of an article: its texts listed, and any two of them compared."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import differences, rights
from articles.admin import review_page
from articles.differences import Kind
from articles.models import Article
from articles.review import changes, history
from articles.text import number_in

WORKING = "working"
VIEWS = ("side", "inline")
LOG_SHOWN = 50


def urls(model_admin) -> list:
    view = model_admin.admin_site.admin_view(compare)
    return [path("<int:pk>/compare/", view, name="articles_article_compare")]


def listed(model_admin, request, object_id):
    """Every text the article had, page by page, in place of Django's own history.

    What Django kept of the forms saved stands folded at the end: it says nothing of the
    text, but of who saved before there were revisions.
    """
    article = _article(number_in(object_id))
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    found = history.of(article, request.GET.get("page"))
    log = LogEntry.objects.filter(
        content_type=get_content_type_for_model(article), object_id=str(article.pk)
    )
    context = {
        **_admin_context(request, _("历史：%(title)s"), article),
        "history": found,
        "pages": found.page,
        "may_restore": bool(rights.may(request.user, "restore", article)),
        "seen": review_page.seen(article),
        "log": log.select_related("user").order_by("-action_time")[:LOG_SHOWN],
    }
    return review_page.kept_here(
        render(request, "admin/articles/article/history.html", context)
    )


@require_safe
def compare(request, pk):
    """Two texts of one article, side by side or in one, with who wrote each and when."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    article, asked = _article(pk), request.GET
    if "from_number" in asked or "to_number" in asked:
        return _by_number(request, article)
    context = {
        **_admin_context(request, _("比较：%(title)s"), article),
        "view": asked.get("view") if asked.get("view") in VIEWS else VIEWS[0],
        "newest": article.revisions.order_by("-number").first(),
    }
    if asked.get("from") and asked.get("to"):
        before, after = (_text(article, asked[side]) for side in ("from", "to"))
        context |= _compared(before, after)
    else:
        context["trouble"] = _("请选定要比较的两个版本。")
    return review_page.kept_here(
        render(request, "admin/articles/article/compare.html", context)
    )


def _by_number(request, article):
    """Lead from the numbers people know to the texts they name."""
    asked = {}
    for side in ("from", "to"):
        given = request.GET.get(f"{side}_number", "").strip()
        number = number_in(given)
        found = article.revisions.filter(number=number).first() if number else None
        if given and found is None:
            context = _admin_context(request, _("比较：%(title)s"), article)
            context["trouble"] = _("没有第「%(n)s」版。") % {"n": given[:20]}
            context["newest"] = article.revisions.order_by("-number").first()
            return review_page.kept_here(
                render(request, "admin/articles/article/compare.html", context)
            )
        asked[side] = found.pk if found else WORKING
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return HttpResponseRedirect(f"{address}?from={asked['from']}&to={asked['to']}")


def _compared(before, after) -> dict:
    found = changes.between(before, after)
    return {
        "before": before,
        "after": after,
        "before_told": history.who_and_when(before),
        "after_told": history.who_and_when(after),
        "same": before == after,
        "changes": found,
        "rows": _rows(found),
    }


def _rows(found: changes.Changes) -> list[dict]:
    """The title, the lede and each changed paragraph, with its words on either side."""
    heads = ((_("标题"), found.title), (_("导语"), found.lede))
    rows = [
        _row(label, Kind.CHANGED, spans)
        for label, spans in heads
        if any(span.side for span in spans)
    ]
    return rows + [
        _row(_place(change), change.kind, change.spans) for change in found.paragraphs
    ]


def _row(label: str, kind: Kind, spans) -> dict:
    return {
        "label": label,
        "kind": kind.value,
        "spans": spans,
        "old": [span for span in spans if span.side <= 0],
        "new": [span for span in spans if span.side >= 0],
    }


def _place(change: differences.Change) -> str:
    known = {"old": (change.old or 0) + 1, "new": (change.new or 0) + 1}
    match change.kind:
        case Kind.ADDED:
            return _("新增第 %(new)d 段") % known
        case Kind.REMOVED:
            return _("删去第 %(old)d 段") % known
        case Kind.MOVED:
            return _("第 %(old)d 段移为第 %(new)d 段") % known
    return _("第 %(new)d 段") % known


def _text(article: Article, wanted: str):
    if wanted == WORKING:
        return article
    texts = article.revisions.select_related("frozen_by", "source", "author")
    return get_object_or_404(texts, pk=number_in(wanted))


def _article(pk) -> Article:
    rows = Article.objects.select_related(
        "updated_by", "submitted_revision", "source", "author"
    )
    return get_object_or_404(rows, pk=pk)


def _admin_context(request, title, article) -> dict:
    return {
        **admin.site.each_context(request),
        "title": title % {"title": article},
        "article": article,
        "opts": Article._meta,
    }
