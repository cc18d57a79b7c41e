"""The page of one live story: its items, the buttons to act on them, its history."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.live import editing, history, likely, marking, undoing
from articles.live.editing import EditingError
from articles.models import FeedItem, LiveStory, Receipt
from articles.text import number_in

ITEMS_SHOWN = 100
WORDS = {"yes": True, "no": False, "items": None}


class PinForm(forms.Form):
    until = forms.DateTimeField(required=False)


class Desk:
    """What LiveStoryAdmin answers for one story; every act is a POST of its own."""

    def get_urls(self):
        act = path(
            "<int:pk>/act/",
            self.admin_site.admin_view(require_POST(self.act)),
            name="articles_livestory_act",
        )
        return [act, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        story = self.get_object(request, object_id)
        if story is None:
            return self._get_obj_does_not_exist_redirect(
                request, self.opts, str(object_id)
            )
        may = self.has_view_permission
        if request.method == "POST":  # nothing is done here; who may act sees the page
            may = self.has_change_permission
        if not may(request, story):
            raise PermissionDenied
        return render(
            request,
            "admin/articles/livestory/desk.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("快讯"),
                **self._context(request, story),
            },
        )

    def _context(self, request, story) -> dict:
        items = story.items.select_related("source", "placed_like")
        shown = list(items.order_by("told_at", "pk")[:ITEMS_SHOWN])
        lines, acts_left_out = history.of_story(story, shown)
        context = {
            "story": story,
            "items": shown,
            "items_left_out": story.items_count - len(shown),
            "lines": lines,
            "acts_left_out": acts_left_out,
            "may_act": self.has_change_permission(request, story),
        }
        if context["may_act"] and not story.merged_into_id:
            context |= self._places(request, story)
        return context

    def _places(self, request, story) -> dict:
        """Where the item ?move= names, or with ?merge= the whole story, may go."""
        words = request.GET.get("q", "")[:100]
        if "merge" in request.GET:
            moving = story.lead
        else:
            pk = number_in(request.GET.get("move"))
            moving = None if pk is None else story.items.filter(pk=pk).first()
        if moving is None:
            return {}
        return {
            "moving": moving,
            "merging": "merge" in request.GET,
            "words": words,
            "places": likely.stories_for(moving, words),
        }

    def act(self, request, pk):
        """Do the one act the pressed button names; what refuses it is a message."""
        story = get_object_or_404(LiveStory, pk=pk)
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        try:
            told = self._do(request, story)
        except EditingError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, told, messages.SUCCESS)
        story.refresh_from_db()
        return HttpResponseRedirect(self._address(story.merged_into or story))

    def _do(self, request, story) -> str:
        """Act on *story* as the form says; return what to tell the editor."""
        by, given = request.user, request.POST
        reason = given.get("reason", "")
        if "hide" in given:
            marking.hide(story, by, reason)
            return _("已隐藏。")
        if "show" in given:
            marking.show(story, by, reason)
            return _("已恢复显示。")
        if given.get("importance") in WORDS:
            marking.importance(story, WORDS[given["importance"]], by, reason)
            return _("重要性已定。")
        if "pin" in given:
            marking.pin(story, by, _until(given), reason)
            return _("已置顶。")
        if "unpin" in given:
            marking.unpin(story, by, reason)
            return _("已取消置顶。")
        if "lead" in given:
            marking.lead(_item(given["lead"], story), by, reason)
            return _("主条目已换。")
        if "split" in given:
            editing.split(_item(given["split"], story), by, reason)
            return _("已拆为单独的快讯。")
        if "apart" in given:
            editing.apart(_item(given["apart"], story), by, reason)
            return _("已撤销机器的归并。")
        if "merge" in given:
            into = _row(LiveStory, given["merge"])
            editing.merge(story, into, by, reason)
            return _("已并入「%(story)s」。") % {"story": history.short(into)}
        if "move" in given:
            into = _row(LiveStory, given["move"])
            editing.move(_item(given.get("item"), story), into, by, reason)
            return _("已移到「%(story)s」。") % {"story": history.short(into)}
        if "undo" in given:
            receipt = undoing.undo(_row(Receipt, given["undo"]), by, reason)
            return _("已撤销第 %(n)d 号操作。") % {"n": receipt.undoes_id}
        raise EditingError(_("没有这样的操作。"))

    @staticmethod
    def _address(story) -> str:
        return reverse("admin:articles_livestory_change", args=[story.pk])


def _until(given):
    form = PinForm(given)
    if not form.is_valid():
        raise EditingError(_("请写成「2026-11-23 18:00」这样的时间。"))
    return form.cleaned_data["until"]


def _row(model, value):
    """The row of *model* a button names; a page can be older than what it shows."""
    row = model.objects.filter(pk=number_in(value)).first()
    if row is None:
        raise EditingError(_("找不到所指的内容，请刷新页面。"))
    return row


def _item(value, story) -> FeedItem:
    item = _row(FeedItem, value)
    if item.story_id != story.pk:
        raise EditingError(_("这个条目已经不在这条快讯里。"))
    return item
