"""What the writing page asks of the server while somebody types."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from articles import clock, pasting, writing
from articles.admin import two_texts
from articles.models import Article, Writing
from articles.review import presence
from articles.text import number_in
from articles.views.content import as_readers_see
from articles.views.side import side_column

LISTED = 100


def urls(view) -> list:
    return [
        path("paste/", paste, name="articles_article_paste"),
        path("keep/", keep, name="articles_article_keep"),
        path("unsaved/", view(listing), name="articles_article_unsaved"),
        path("unsaved/<slug:token>/", view(page), name="articles_article_unsaved_one"),
        path(
            "unsaved/<slug:token>/preview/",
            view(preview),
            name="articles_article_unsaved_preview",
        ),
    ]


@require_POST
@admin.site.admin_view
def paste(request):
    """What was pasted, as Markdown: {"markdown": …}, or {"error": …} and 400."""
    may = ("articles.add_article", "articles.change_article")
    if not any(request.user.has_perm(permission) for permission in may):
        raise PermissionDenied
    try:
        markdown = pasting.as_markdown(request.POST.get("html", ""))
    except pasting.TooLong as error:
        told = _("剪贴板里有 %(size)d 个字符，最多 %(limit)d 个。")
        size, limit = error.args
        told %= {"size": size, "limit": limit}
        return JsonResponse({"error": told}, status=400)
    except pasting.TooDeep:
        told = _("剪贴板里的列表或引用一层套一层，太深了，格式没有读出来。")
        return JsonResponse({"error": told}, status=400)
    return JsonResponse({"markdown": markdown})


@require_POST
@admin.site.admin_view
def keep(request):
    """Keep what a form holds and tell who else has it open, and what is newer.

    Without "text" it only says that the form is open; with "closed" that it no longer
    is. The "turn" of the answer is that of the text that lies here: where the page knows
    another, what it sent is not kept. Refused with {"error": …} and 400; the text is then
    still in the form.
    """
    user, sent = request.user, request.POST
    if not writing.may_write(user, sent.get("article") or None):
        raise PermissionDenied
    try:
        if not (sent.get("writing") and sent.get("holder")):
            raise writing.WritingError(_("没有暂存：请重新打开这一页。"))
        article = _article(sent.get("article", ""))
        fields = None
        if "text" in sent:
            fields = writing.fields_sent(sent, article.slug if article else "")
        page = writing.Opened.sent(sent)
        row = writing.keep(user, page, article, fields)
    except writing.WritingError as error:
        return JsonResponse({"error": str(error)}, status=400)
    if "closed" in sent:
        writing.close(user, row.token)
    is_late = fields is not None and row.turn != page.turn
    opened = number_in(sent.get("opened_version")) or 0
    return JsonResponse(
        {
            "writing": row.token,
            "turn": row.turn,
            "said": _("已暂存 %(at)s") % {"at": clock.today_to_second(row.saved_at)}
            if row.saved_at and not is_late
            else "",
            "here": [
                *writing.who_is_here(article, user, page),
                *presence.readers(article, user),
            ],
            "newer": writing.what_is_newer(article, opened, user),
            "preview": reverse(
                "admin:articles_article_unsaved_preview", args=[row.token]
            ),
        }
    )


def _article(sent: str) -> Article | None:
    """The article whose form it is, None for a new story's; gone ones are told of."""
    if not sent:
        return None
    rows = Article.objects.select_related("updated_by")
    article = rows.filter(pk=number_in(sent)).first()
    if article is None:
        raise writing.WritingError(_("没有暂存：这篇文章已经删除。文字还在本页。"))
    return article


@require_safe
def listing(request):
    """What lies unsaved that this person may read: one's own, and for editors all."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    rows = writing.readable(request.user).defer("base")[: LISTED + 1]
    context = {
        **admin.site.each_context(request),
        "title": _("未保存的文字"),
        "rows": rows[:LISTED],
        "more": len(rows) > LISTED,
        "limit": LISTED,
    }
    return TemplateResponse(
        request, "admin/articles/article/unsaved_list.html", context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, token):
    """One unsaved text beside what is stored, to be restored, or discarded by its writer."""
    row = get_object_or_404(
        Writing.objects.with_text().select_related("by", "article"), token=token
    )
    if not writing.may_read(request.user, row):
        raise PermissionDenied
    own = row.by_id == request.user.pk
    if request.method == "POST":
        if not own:
            raise PermissionDenied
        return _discarded(request, row)
    stored = writing.fields_of(row.article) if row.article else None
    context = {
        **admin.site.each_context(request),
        "title": _("未保存的文字：%(title)s") % {"title": row.title},
        "row": row,
        "own": own,
        "form_address": form_address(row),
        "texts": two_texts.compared(row.unsaved, stored),
    }
    return TemplateResponse(request, "admin/articles/article/unsaved.html", context)


def form_address(row: Writing) -> str:
    """The form with *row* put into it."""
    return f"{_form(row)}?restore={row.token}"


def _form(row: Writing) -> str:
    if row.article_id is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[row.article_id])


def _discarded(request, row):
    if request.POST.get("act") != "discard":
        messages.error(request, _("不知道要做什么，请用页面上的按钮。"))
        return HttpResponseRedirect(request.path)
    writing.discard(row)
    messages.success(request, _("已丢弃没有保存的文字。"))
    return HttpResponseRedirect(_form(row))


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@require_safe
def preview(request, token):
    """The reader's page of one's own unsaved text, for the pane beside the form.

    Without scripts: in the pane nothing polls, and a click on a link opens a new page.
    """
    row = get_object_or_404(Writing.objects.select_related("article"), token=token)
    if row.by_id != request.user.pk or not writing.may_write(
        request.user, row.article_id
    ):
        raise PermissionDenied
    text = writing.as_article(row)
    context = {
        **as_readers_see(row.article or text, text),
        "is_preview": True,
        "in_pane": True,
        **side_column(request),
    }
    response = render(request, "articles/content/pane.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
