"""What is done on the review page beside the acts: remarks, and the list answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import body, links, rights
from articles.admin import review_page
from articles.models import Presence, Remark
from articles.review import ReviewError, checklist, log, remarks
from articles.text import number_in

# The buttons of a remark, each with the process it calls.
CLOSING = {
    "resolve": remarks.resolve,
    "reopen": remarks.reopen,
    "waive": remarks.let_pass,
}
CLOSED = {
    "resolve": gettext_lazy("已了结这处批注。"),
    "reopen": gettext_lazy("已重开这处批注。"),
    "waive": gettext_lazy("已放行这处批注。"),
}
SAID = "words-"


def urls(view) -> list:
    return [
        path(f"<int:pk>/review/{name}/", view(act), name=f"articles_article_{name}")
        for name, act in (
            ("remarks", say),
            ("remark", close),
            ("pass", let_pass),
            ("links", check_links),
            ("here", here),
        )
    ]


@require_POST
def say(request, pk):
    """Keep remarks on paragraphs: every `words-<paragraph>` that is not empty."""
    article = review_page.seen_by(request, pk)
    _need(request, "remark")
    typed = {
        number_in(name.removeprefix(SAID)): words
        for name, words in request.POST.items()
        if name.startswith(SAID) and number_in(name.removeprefix(SAID)) is not None
    }
    text = _text_before_them(request, article)
    try:
        if text is None:
            raise ReviewError(log.who_was_first(article))
        kept = remarks.add(article, request.user, typed, body.blocks(text.body))
    except ReviewError as error:
        messages.error(request, str(error))
        fresh = review_page.seen_by(request, pk)
        return review_page.show(request, fresh, typed=typed)
    told = ngettext("已批注 %d 处。", "已批注 %d 处。", len(kept))
    at = f"remark-{kept[0].pk}"
    messages.success(request, told % len(kept), extra_tags=at)
    return _back(request, article, at)


@require_POST
def close(request, pk):
    """Resolve, let pass or reopen one remark; the button's name says which."""
    article = review_page.seen_by(request, pk)
    act = next((name for name in CLOSING if name in request.POST), None)
    if act is None:
        messages.error(request, _("不知道要做什么，请用页面上的按钮。"))
        return _back(request, article)
    _need(request, act)
    remark = get_object_or_404(
        Remark.objects.select_related("article"),
        pk=number_in(request.POST[act]),
        article=article,
    )
    at = f"remark-{remark.pk}"
    try:
        CLOSING[act](remark, request.user, request.POST.get("because", ""))
    except ReviewError as error:
        messages.error(request, str(error), extra_tags=at)
    else:
        messages.success(request, str(CLOSED[act]), extra_tags=at)
    return _back(request, article, at)


@require_POST
def let_pass(request, pk):
    """Let the chosen findings of the list pass, for one reason."""
    article = review_page.seen_by(request, pk)
    _need(request, "waive")
    keys = request.POST.getlist("finding")[:2000]
    because = request.POST.get("because", "")
    try:
        if not keys:
            raise ReviewError(_("请先在清单上选出要放行的项目。"))
        done = checklist.let_pass(article, request.user, keys, because)
    except ReviewError as error:
        messages.error(request, str(error), extra_tags="checklist")
        typed = {"because": because, "findings": keys}
        return review_page.show(request, article, typed=typed)
    told = ngettext("已放行 %d 项。", "已放行 %d 项。", done)
    messages.success(request, told % done, extra_tags="checklist")
    return _back(request, article, "checklist")


@require_POST
def check_links(request, pk):
    """Ask now where the links of the text lead; takes some seconds."""
    article = review_page.seen_by(request, pk)
    checked = links.check_now(article)
    messages.success(request, checked.sentence(), extra_tags="checklist")
    return _back(request, article, "checklist")


@require_POST
def here(request, pk):
    """Keep that this person is at the page; say who else is, and what was done since.

    204 while all that was said before still holds, so that no voice says it again.
    """
    article = review_page.seen_by(request, pk)
    Presence.objects.note(article, request.user)
    before = [request.POST.get(name, "") for name in ("seen", "said")]
    said = remarks.as_of_now(article)
    context = review_page.who_is_here(request, article, before, said)
    if context["told"] == request.POST.get("told", ""):
        return HttpResponse(status=204)
    response = render(request, "articles/review/_here.html", context)
    return review_page.kept_here(response)


def _need(request, act) -> None:
    if not rights.has_permission(request.user, act):
        raise PermissionDenied


def _text_before_them(request, article):
    """The text the remarks are on; None where the working copy has changed since."""
    seen = request.POST.get("text", "")
    if seen.startswith("r"):
        return review_page.text_of(article, seen[1:])
    if number_in(seen[1:]) != article.version:
        article.version = number_in(seen[1:]) or 0
        return None
    return article


def _back(request, article, anchor="review"):
    address = reverse("admin:articles_article_review", args=[article.pk])
    revision = request.GET.get("revision")
    query = f"?revision={number_in(revision)}" if number_in(revision or "") else ""
    return HttpResponseRedirect(f"{address}{query}#{anchor}")
