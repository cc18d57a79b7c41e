"""The page 数据 of an article: its text with the words marked, and what they propose."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import (
    accepting,
    correcting,
    naming,
    proposing,
    refereeing,
    rights,
    taking_back,
)
from articles.admin import fact_batches, fact_table
from articles.admin.fact_forms import FactForm, NameForm
from articles.models import Article, Fact, KnownUnknown
from articles.text import number_in

FORMS = {"fact": FactForm, "name": NameForm}
MOST_UNKNOWNS = 500  # they are listed whole, and one statement takes so many


def urls(model_admin) -> list:
    def page(request, pk):
        return desk(model_admin, request, pk)

    return [
        path(
            "<int:pk>/facts/",
            model_admin.admin_site.admin_view(page),
            name="articles_article_facts",
        )
    ]


def desk(model_admin, request, pk):
    """Show what the text proposes; take one answer by POST and go on to the next."""
    article = model_admin.get_object(request, str(pk))
    if article is None:
        raise Http404
    may_see = request.user.has_perm("articles.view_fact")
    if not (may_see and model_admin.has_view_permission(request, article)):
        raise PermissionDenied
    if request.method == "GET" and "fact" in request.GET:
        return _to_fact(request, article)
    reading = proposing.read(article)
    refused = None
    if request.method == "POST":
        try:
            told = _act(request, reading)
        except accepting.FactError as error:
            at = f"e-{request.POST.get('key', '')[:12]}"
            messages.error(request, str(error), extra_tags=at)
        except Refused as error:
            refused = error
        else:
            goes_on = _next(request, reading)
            place = goes_on.partition("#")[2]
            messages.success(request, told, extra_tags=place)
            return HttpResponseRedirect(f"{request.path}{goes_on}")
        if refused is None:
            reading = proposing.read(article)
    batch = fact_batches.batch(
        reading.open, request.GET, refused.key if refused else ""
    )
    answered = [
        *(entry.decision for entry in reading.entries if not entry.is_open),
        *taking_back.lost_names(reading),
    ]
    _place_messages(request, batch)

    def listed(name, rows):
        return fact_batches.Listed(name, rows, request.GET)

    return render(
        request,
        "admin/articles/article/facts.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": _("数据：%(title)s") % {"title": article.title},
            "article": article,
            "opts": model_admin.opts,
            "blocks": fact_batches.blocks(article, batch),
            "batch": batch,
            "cards": [_card(entry, refused) for entry in batch.shown],
            "table": fact_table.table(article, request),
            "unknowns": KnownUnknown.objects.waiting()
            .filter(quote__article=article)
            .select_related("quote", "noted_by"),
            "answered": answered,
            "answered_shown": fact_batches.latest(answered, request.GET),
            "lost": listed("lost", _lost(article)),
            "suggestions": correcting.suggestions(article),
            "findings": listed("findings", refereeing.findings(article)),
            "may_dispute": request.user.has_perm(accepting.VERIFY),
            "may_verify": rights.may_verify(request.user, article),
            "may_overrule": rights.may(request.user, "waive", article),
            "may_enter": request.user.has_perm("articles.add_fact"),
        },
    )


def _to_fact(request, article):
    """Go on to the page of the table that has the fact ?fact= names, and to its row."""
    place = fact_table.leads_to(article, request.GET)
    if not place:
        told = _("这条数据不在这篇文章里，或已收回。")
        messages.warning(request, told, extra_tags="facts")
        query = request.GET.copy()
        del query["fact"]
        place = f"?{query.urlencode()}#facts"
    return HttpResponseRedirect(f"{request.path}{place}")


def _place_messages(request, batch) -> None:
    """Leave a message at its card or table; at the top where that is not on the page."""
    places = {"facts", *(f"e-{entry.id}" for entry in batch.shown)}
    for message in messages.get_messages(request):
        if message.extra_tags not in places:
            message.extra_tags = ""


class Refused(Exception):
    """A form that was filled in wrongly, to be shown again as it was filled in."""

    def __init__(self, key, form):
        super().__init__(key)
        self.key, self.form = key, form


def _act(request, reading) -> str:
    """Do what the pressed button says and return a sentence of what was done."""
    act, by = request.POST.get("act", ""), request.user
    if act in ("verify", "verify-unknowns", "dispute", "overrule"):
        _need(by, accepting.VERIFY)
        return _as_editor(act, request, reading.article)
    _need(by, "articles.add_fact")
    if act == "reopen":
        return _take_back(request, reading)
    entry = reading.by_key.get(request.POST.get("key", ""))
    if entry is None:
        raise accepting.FactError(
            _("正文已改，这条建议不在了；下面是按现在的正文读出的。")
        )
    if act == "reject":
        accepting.reject(reading, entry, by)
        return _("已否决：%(words)s") % {"words": entry.words}
    if act != "accept":
        raise accepting.FactError(_("不知道要做什么，请用页面上的按钮。"))
    return _accept(request, reading, entry)


def _take_back(request, reading) -> str:
    key, by = request.POST.get("key", ""), request.user
    entry = reading.by_key.get(key)
    lost = {answer.key: answer for answer in taking_back.lost_names(reading)}
    answer = entry.decision if entry else lost.get(key)
    if entry is None and answer is None:
        raise accepting.FactError(
            _("正文已改，这条建议不在了；下面是按现在的正文读出的。")
        )
    told = _("已收回，重新待定：%(words)s") % {
        "words": entry.words if entry else answer.words
    }
    is_linked = entry is None or entry.what == "name"
    if entry and (not is_linked or entry.is_open or entry.is_rejected):
        accepting.reopen(reading, entry, by)
        return told
    _need(by, "articles.change_article")
    rest = taking_back.take_back_name(reading.article, answer, by)
    return f"{told} {rest}".strip()


def _accept(request, reading, entry) -> str:
    if entry.what == "unknown":
        accepting.accept_unknown(reading, entry, request.user)
        return _("已记下：%(words)s") % {"words": entry.words}
    form = FORMS[entry.what](entry.proposal, request.POST, prefix=entry.id)
    if not form.is_valid():
        raise Refused(entry.key, form)
    if entry.what == "fact":
        fact = accepting.accept_fact(reading, entry, form.filled, request.user)
        return _("已采纳：%(fact)s（%(status)s）") % {
            "fact": fact,
            "status": fact.get_status_display(),
        }
    _need(request.user, "articles.change_article")
    try:
        row = naming.accept_name(reading, entry, form.filled, request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        raise Refused(entry.key, form) from error
    return _("已采纳：%(row)s") % {"row": row}


def _as_editor(act, request, article) -> str:
    if act == "overrule":
        key = request.POST.get("key", "")
        finding = {one.key: one for one in refereeing.findings(article)}.get(key)
        if finding is None:
            raise accepting.FactError(_("这处疑点已经不在了。"))
        reason = request.POST.get("reason", "")
        accepting.overrule(article, key, finding.sentence, reason, request.user)
        return _("已裁定不成立：%(finding)s") % {"finding": finding.sentence}
    if act == "verify-unknowns":
        ticked = _ticked(request, "unknown", MOST_UNKNOWNS)
        moved = accepting.verify_unknowns(article, ticked, request.user)
        return _("已核对 %(n)d 条。") % {"n": moved}
    facts = _chosen(request, article)
    if act == "dispute":
        for fact in facts:
            accepting.dispute(fact, request.POST.get("why", ""), request.user)
        return _("已存疑，读者暂时看不到。")
    allowed = rights.may_verify(request.user, article)
    if not allowed:
        raise accepting.FactError(str(allowed))
    moved = accepting.verify(facts, request.user, request.POST.getlist("doubt"))
    told = _("已核对 %(n)d 条。") % {"n": moved}
    doubted = facts.filter(status=Fact.Status.DISPUTED).count()
    if doubted:
        told += _("%(n)d 条在你打开页面以后被存疑，没有核对：请看理由。") % {
            "n": doubted
        }
    return told


def _chosen(request, article):
    """The facts of *article* ticked on the page: never some of them, nor others."""
    ticked = _ticked(request, "fact", fact_table.A_PAGE)
    facts = Fact.objects.filter(quote__article=article, pk__in=ticked)
    if not facts:
        raise accepting.FactError(_("没有勾选数据，什么也没有做。"))
    return facts


def _ticked(request, name, most) -> set[int]:
    """The rows whose boxes *name* are ticked; refused whole where they are too many."""
    ticked = {number_in(pk) for pk in request.POST.getlist(name)} - {None}
    if len(ticked) > most:
        told = _("一次最多 %(n)d 条，什么也没有做。") % {"n": most}
        raise accepting.FactError(told)
    return ticked


def _need(user, permission) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied


def _next(request, reading) -> str:
    """Where to go on: the open proposal after the one just answered, in its batch.

    Or the table of facts, after the last proposal and after what was done there. What
    of the facts is listed stays as it was.
    """
    begins_with, key = request.GET.get("from", ""), request.POST.get("key")
    beside = fact_batches.beside(request.GET)
    keys = [entry.key for entry in reading.open]
    if request.POST.get("act") not in ("accept", "reject") or key not in keys:
        return fact_batches.address(beside, begins_with, "facts")
    at = keys.index(key)
    rest = reading.open[at + 1 :] + reading.open[:at]
    if not rest:
        return fact_batches.address(beside, "", "facts")
    query = request.GET.copy()
    if key[:12] == begins_with:
        query["from"] = rest[0].id
    left = fact_batches.batch(
        [entry for entry in reading.open if entry.key != key], query
    )
    if rest[0] not in left.shown:
        begins_with = rest[0].id
    else:
        begins_with = left.shown[0].id if left.first else ""
    return fact_batches.address(beside, begins_with, f"e-{rest[0].id}")


def _card(entry, refused) -> dict:
    form = None
    if refused and refused.key == entry.key:
        form = refused.form
    elif entry.what in FORMS:
        form = FORMS[entry.what](entry.proposal, prefix=entry.id)
    return {"entry": entry, "id": entry.id, "form": form}


def _lost(article: Article) -> list:
    return list(article.quotes.lost().prefetch_related("facts__indicator"))


def warn(request, article: Article) -> None:
    """Tell whoever saves or publishes *article* what of its figures does not add up."""
    for finding in refereeing.findings(article):
        if not finding.overruled:
            messages.warning(
                request,
                format_html(
                    '<a href="{}#findings-title">{}</a> {}',
                    reverse("admin:articles_article_facts", args=[article.pk]),
                    _("算术核对"),
                    finding.sentence,
                ),
            )
