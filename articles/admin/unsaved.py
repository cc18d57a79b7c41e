"""The article form's part in autosave: restoring, merging, and ending what is saved."""

from csp.constants import SELF
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import clock, writing
from articles.admin import two_texts
from articles.merging_texts import Undecided, merge, result
from articles.models import Writing
from articles.models.revision import StoryText
from articles.review import freezing, presence


def opened(request, pk: str | None) -> tuple[writing.Opened, Writing | None]:
    """What form this is, and the row that is to be put into it, if one was asked for."""
    if request.method == "POST":
        return writing.Opened.sent(request.POST), None
    fresh = writing.Opened()
    wanted = request.GET.get("restore", "")[:32]
    row = Writing.objects.with_text().filter(token=wanted).first() if wanted else None
    of_this = row and str(row.article_id or "") == (pk or "")
    if not of_this or not writing.may_read(request.user, row):
        return fresh, None
    fresh.based_on = row.version
    if row.by_id == request.user.pk:
        fresh.token, fresh.held_by = row.token, row.holder
        fresh.held_turn = fresh.turn = row.turn
    else:
        fresh.came_from = row.token
    return fresh, row


class KeepsUnsaved:
    """For the article's ModelAdmin: what was typed is never lost between two saves."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        row = getattr(request, "restored", None)
        form.restored, form.base = row and row.unsaved, row and row.base
        form.user = request.user
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pk = object_id and unquote(object_id)
        request.writing, request.restored = opened(request, pk)
        if request.method == "POST" and "_merge" in request.POST and pk:
            answer = self._merged(request, pk)
            if answer:
                return answer
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        answer._csp_update = {"frame-src": [SELF]}  # the live preview
        return answer

    def _merged(self, request, pk):
        """Lead to the form filled with the merged text; None where something is left."""
        article = self.get_object(request, pk)
        if article is None or not self.has_change_permission(request, article):
            return None
        try:
            mine = writing.fields_sent(request.POST, article.slug)
            merged, _known = self._merge(request, article, mine)
            text = result(merged, _picks(request))
        except (Undecided, writing.WritingError):
            return None
        self._keep_mine(request, article, mine)
        token = request.writing.token
        row = writing.keep_merged(request.user, article, text, token)
        writing.close(request.user, token)  # its page goes, for the merged text's
        messages.info(request, _("合并稿已填进表单，还没有保存：核对后请保存。"))
        return HttpResponseRedirect(f"{request.path}?restore={row.token}")

    def _merge(self, request, article, mine):
        """The merge of *mine* with what *article* says, and whether its base is known."""
        base = writing.base_of(request.user, article, request.writing)
        theirs = writing.fields_of(article)
        return merge(base, mine, theirs, StoryText.ABOUT), base is not None

    def _keep_mine(self, request, article, mine) -> None:
        now = request.writing
        try:
            row = writing.keep_refused(request.user, now, article, mine)
            now.token, now.turn = row.token, row.turn
        except writing.WritingError as error:
            messages.warning(request, str(error))

    def render_change_form(self, request, context, *args, **kwargs):
        form, article = context["adminform"].form, context.get("original")
        # What was sent is already on the form's own copy of the article.
        stored = getattr(form, "stored", None) or article
        context["writing"] = now = request.writing
        if stored and request.method != "POST" and not request.restored:
            now.based_on = stored.version
        if article:
            context["here"] = [
                *writing.who_is_here(article, request.user, now),
                *presence.readers(article, request.user),
            ]
            context["unsaved_rows"] = self._others(
                request, writing.unsaved(article, request.user)
            )
            if now.based_on < stored.version and self.has_change_permission(request):
                self._show_both(request, context, stored)
            now.slug = form.opened_slug
        else:
            rows = writing.unsaved_stories(request.user)
            context["unsaved_rows"] = self._others(request, rows)
        return super().render_change_form(request, context, *args, **kwargs)

    def _others(self, request, rows):
        """Of *rows* those that are not in this form, each with whether it may be read."""
        held = {request.writing.token, request.writing.came_from}
        found = [row for row in rows if row.token not in held]
        for row in found:
            row.own = row.by_id == request.user.pk
            row.readable = writing.may_read(request.user, row)
        return found

    def _show_both(self, request, context, stored) -> None:
        """Beside the form, both texts and what a person must decide between them."""
        form, row = context["adminform"].form, request.restored
        try:
            mine = (
                row.unsaved if row else writing.fields_sent(request.POST, stored.slug)
            )
        except writing.WritingError as error:
            messages.warning(request, str(error))
            return
        if getattr(form, "theirs", None):
            self._keep_mine(request, stored, mine)
        merged, known = self._merge(request, stored, mine)
        context["theirs"] = stored
        context["theirs_told"] = writing.what_is_newer(
            stored, request.writing.based_on, request.user
        )
        context["theirs_is_own"] = own = stored.updated_by_id == request.user.pk
        sentences = two_texts.OWN if own else two_texts.SENTENCES
        context["two_texts"] = two_texts.of(merged, _picks(request), known, sentences)

    def get_deleted_objects(self, objs, request):
        """What somebody else typed and has not saved keeps an article from going."""
        found = super().get_deleted_objects(objs, request)
        return *found[:3], [*found[3], *writing.others_unsaved(objs, request.user)]

    def keep_replaced(self, request, form) -> None:
        """If this save puts another text aside unmerged, keep that and say whose it was."""
        stored = form.stored
        if stored is None or request.writing.based_on >= stored.version:
            return
        freezing.keep(stored)  # one's own of another page too, which no edit would keep
        number = stored.revisions.get(of_version=stored.version).number
        told = _("已替换 %(who)s 于 %(at)s 保存的文字；它留在历史里，是第 %(n)d 版。")
        if stored.updated_by_id == request.user.pk:
            told = _(
                "已替换你在另一个页面于 %(at)s 保存的文字；它留在历史里，是第 %(n)d 版。"
            )
        known = {
            "who": stored.updated_by or _("他人"),
            "at": clock.today_to_second(stored.updated_at),
            "n": number,
        }
        history = reverse("admin:articles_article_history", args=[stored.pk])
        link = f"{history}#revision-{number}"
        messages.warning(
            request,
            format_html('{} <a href="{}">{}</a>', told % known, link, _("打开历史")),
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        writing.end(request.user, request.writing)


def _picks(request) -> dict[str, str]:
    """What was picked, by the names of the conflicts."""
    return {
        name.removeprefix("pick-"): value
        for name, value in request.POST.items()
        if name.startswith("pick-")
    }
