"""The review page of one article, its preview, and the desk that leads to it."""

import hashlib

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import body, rights
from articles.admin import review_changes
from articles.admin.review_forms import FORMS
from articles.admin.sending_forms import SendingOut
from articles.models import Article, Revision
from articles.review import (
    ReviewError,
    checklist,
    desk,
    log,
    presence,
    remarks,
    telling,
)
from articles.text import number_in
from articles.views.content import as_readers_see
from articles.views.side import side_column

LOG_SHOWN = 50
REVISIONS_SHOWN = 20
TITLES = {
    "mine": (_("等我处理"), _("没有等你处理的文章。")),
    "others": (_("等别人"), _("没有等别人审阅或发布的文章。")),
    "returned": (_("已退回"), _("没有退回的文章。")),
    "scheduled": (_("定时"), _("没有定时发布的文章。")),
    "published": (_("最近发布"), _("还没有发布过文章。")),
    "drafts": (_("我的草稿"), _("你没有写到一半的文章。")),
}


@require_safe
@admin.site.admin_view
def desk_page(request):
    """What waits for whom, and what went out; one list each, the oldest wait first."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    sections = [
        (section, *TITLES[section.name]) for section in desk.sections(request.user)
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("审稿台"),
        "sections": sections,
    }
    return TemplateResponse(request, "admin/articles/desk.html", context)


@require_safe
def preview(request, pk):
    """The working copy as readers would see it; for staff who may see the article."""
    article = seen_by(request, pk)
    context = {
        **as_readers_see(article, article),
        "is_preview": True,
        **side_column(request),
    }
    return kept_here(render(request, "articles/content/story.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request, pk):
    """The text as readers will see it, where it stands, and what may be done now."""
    article = seen_by(request, pk)
    asked = request.POST.get("act") or request.GET.get("act")
    form = None
    if request.method == "POST":
        form = _form(asked, article, request.user, request.POST)
        if _done(request, article, form):
            return HttpResponseRedirect(request.path)
        article = seen_by(request, pk)  # as it is now, not as the act half left it
    return show(request, article, asked=asked, form=form)


def show(request, article, asked="", form=None, typed=None):
    """The page itself; *form* was refused, and of *typed* nothing was stored yet."""
    text = text_of(article, request.GET.get("revision"))
    listed = None
    # What readers have already is not looked through again, nor is an old text.
    is_old = isinstance(text, Revision) and text != article.submitted_revision
    if article.status != Article.Status.PUBLISHED and not is_old:
        listed = checklist.of(article)
    said = remarks.as_of_now(article)
    story = as_readers_see(article, text)
    margin = remarks.margin(article, body.blocks(text.body))
    context = {
        **story,
        "shown_text": text,
        **review_changes.of(article, text),
        "body_template": "articles/review/_body.html",
        "paragraphs": [
            (block, number, margin.beside.get(number, ()))
            for number, block in enumerate(story["figures"].blocks, 1)
        ],
        "margin": margin,
        "on_all": margin.beside.get(0, ()),
        "text_seen": text_seen(article, text),
        "typed": typed or {},
        "may_remark": bool(rights.may(request.user, "remark", article)),
        "may_waive": rights.may(request.user, "waive", article),
        "may_review": rights.has_permission(request.user, "waive"),
        "checklist": listed,
        "standing": telling.standing(article),
        "state": article.state(),
        "seen": seen(article),
        **who_is_here(request, article, (seen(article), said), said),
        "said": said,
        "own_unsaved": own_unsaved(request.user, article),
        "asked": asked,
        "forms": _forms(article, request.user, form, listed),
        "refused_acts": refused_for(request.user, article),
        "log": log_of(article),
        "next_article": desk.next_for(request.user, article),
    }
    return kept_here(render(request, "articles/review/page.html", context))


def own_unsaved(user, article):
    """What *user* typed into a form of *article* and did not save; None for nothing."""
    rows = article.writings.with_text().for_lists().filter(by=user)
    return rows.first()


def acts_for(user, article) -> list[tuple[str, str]]:
    """The acts *user* may do to *article* now, each with its button's words."""
    return [
        (act, form.label)
        for act, form in FORMS.items()
        if rights.may(user, act, article)
    ]


def refused_for(user, article) -> list[tuple[str, str]]:
    """Acts whose turn it is but that this person may not do to this text, and why."""
    told = {}
    for act, rule in rights.RULES.items():
        is_form = act in FORMS
        if is_form and rule.not_by_writers and article.status in rule.begins:
            answer = rights.may(user, act, article)
            if not answer and rights.has_permission(user, act):
                told.setdefault(str(answer), FORMS[act].label)
    return [(label, sentence) for sentence, label in told.items()]


def log_of(article):
    return article.review_events.select_related("by", "revision").defer(
        "revision__body", "revision__lede"
    )[:LOG_SHOWN]


def revisions_of(article):
    """The newest frozen copies; a text many hands wrote has more than a page holds."""
    rows = article.revisions.select_related("frozen_by", "approved_by")
    return rows.defer("body", "lede")[:REVISIONS_SHOWN]


def seen_by(request, pk) -> Article:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    rows = Article.objects.select_related(
        "submitted_revision__frozen_by", "submitted_revision__approved_by"
    ).prefetch_related("submitted_revision__writers")
    return get_object_or_404(rows, pk=pk)


def text_of(article, wanted):
    """The revision *wanted*; else what is under review or out; else the working copy."""
    if wanted:
        return get_object_or_404(Revision, pk=number_in(wanted), article=article)
    drafting = (Article.Status.DRAFT, Article.Status.RETURNED)
    return article if article.status in drafting else article.submitted_revision


def text_seen(article, text) -> str:
    """Which text a person has before them, in a hidden field: "r7", or "v3" of the copy."""
    return f"r{text.pk}" if isinstance(text, Revision) else f"v{article.version}"


def seen(article) -> str:
    """What a person has before them, in a form's hidden field: version and revision."""
    return f"{article.version}.{article.submitted_revision_id or 0}.{article.status}"


def who_is_here(request, article, before, said: str) -> dict:
    """Who else is at *article*, and what was done since a page had *before*.

    That is what `seen` was then, and `remarks.as_of_now`, which is *said* now.
    """
    was_seen, was_said = before
    here = [one.sentence for one in presence.at(article, request.user)]
    since = ""
    if was_seen != seen(article):
        article.version = number_in(was_seen.partition(".")[0]) or 0
        since = log.who_was_first(article)
    elif was_said != said:
        since = str(_("打开这一页以后，有人写了或了结了批注，或放行了清单上的项目。"))
    told = hashlib.sha256("\n".join([*here, since]).encode()).hexdigest()[:16]
    return {"here": here, "since": since, "told": told, "article": article}


def _form(act, article, user, data=None, listed=None):
    if act not in FORMS:
        raise Http404
    return FORMS[act](article, user, data, listed=listed)


def _forms(article, user, bound, listed):
    """A form for each act allowed now; *bound* is the one that was refused, with why."""
    found = []
    for act, _label in acts_for(user, article):
        if bound and bound.act == act:
            bound.article = article
            if listed and isinstance(bound, SendingOut):
                bound.show_list(listed)
            found.append(bound)
        else:
            found.append(_form(act, article, user, listed=listed))
    return found


def _done(request, article, form) -> bool:
    """Do the act of *form*; say what was done, or why not."""
    if not rights.has_permission(request.user, form.act):
        raise PermissionDenied
    if request.POST.get("seen") != seen(article):
        seen_version = request.POST.get("seen", "").partition(".")[0]
        article.version = number_in(seen_version) or 0
        messages.error(request, log.who_was_first(article))
        return False
    if not form.is_valid():
        messages.error(request, _("还没有做：请更正下面的内容。"), extra_tags="field")
        return False
    try:
        with transaction.atomic():  # approving and publishing at once is one or neither
            form.do()
    except ReviewError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, form.told())
    return True


def kept_here(response):
    """For the desk only: no cache may keep it, no robot list it."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
