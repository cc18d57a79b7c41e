"""The queue of pairs the judge is unsure of: two items side by side, one answer a key."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.live import editing, undoing
from articles.live.differences import differences
from articles.live.editing import EditingError
from articles.models import Comparison, Receipt
from articles.text import number_in

ANSWERS = {"same": True, "different": False}


class Doubts:
    """What ComparisonAdmin shows beside its list. The place in the queue is in the address.

    ?after= is the pk of the pair dealt with last: the next is below it, so that a pair
    skipped does not come back before the others, nor one that comes in meanwhile.
    """

    def get_urls(self):
        queue = path(
            "queue/",
            self.admin_site.admin_view(self.queue),
            name="articles_comparison_queue",
        )
        return [queue, *super().get_urls()]

    def queue(self, request):
        """Show the next pair (GET); answer one or undo the last answer (POST)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_answer_permission(request):
                raise PermissionDenied
            return HttpResponseRedirect(self._answered(request))
        return render(
            request,
            "admin/articles/comparison/queue.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("拿不准的条目"),
                **self._context(request),
            },
        )

    def _context(self, request) -> dict:
        unanswered = Comparison.objects.unanswered()
        after = number_in(request.GET.get("after")) or 0
        waiting = unanswered.filter(pk__lt=after) if after else unanswered
        pair = (
            waiting.select_related("a__source", "b__source", "a__story", "b__story")
            .order_by("-pk")
            .first()
        )
        left = unanswered.count()
        context = {
            "pair": pair,
            "left": left,
            "after": after,
            "skipped": left if pair is None else 0,
            "may_answer": self.has_answer_permission(request),
            "last": _last_answer(request.user),
        }
        if pair:
            one, other = differences(pair.a.text, pair.b.text)
            context["sides"] = [
                (_("甲"), "del", pair.a, one),
                (_("乙"), "ins", pair.b, other),
            ]
        return context

    def _answered(self, request) -> str:
        """Do what the pressed button says; return where to go on."""
        given = request.POST
        try:
            if "undo" in given:
                return self._undone(request, number_in(given["undo"]) or 0)
            return self._take(request, given)
        except EditingError as error:
            self.message_user(request, str(error), messages.ERROR)
        after = number_in(given.get("pair")) or number_in(given.get("after")) or 0
        return _address(after)

    def _take(self, request, given) -> str:
        pair = Comparison.objects.filter(pk=number_in(given.get("pair"))).first()
        if pair is None or given.get("answer") not in ANSWERS:
            raise EditingError(_("找不到所指的内容，请刷新页面。"))
        editing.answer(pair, ANSWERS[given["answer"]], request.user)
        self.message_user(
            request,
            _("已记下：是同一条。") if pair.answer else _("已记下：不是同一条。"),
        )
        return _address(pair.pk)

    def _undone(self, request, number) -> str:
        receipt = Receipt.objects.filter(pk=number, act=Receipt.Act.ANSWER).first()
        if receipt is None:
            raise EditingError(_("还没有可以撤销的回答。"))
        label = receipt.changes.filter(other__isnull=False).first()
        undoing.undo(receipt, request.user)
        self.message_user(request, _("上一个回答已撤销，请重新回答。"))
        pair = (
            label
            and Comparison.objects.filter(a=label.item_id, b=label.other_id).first()
        )
        # Just above it, so that it is the next.
        return _address(pair.pk + 1 if pair else 0)


def _last_answer(person) -> Receipt | None:
    """The answer *person* can take back: their last that stands."""
    answers = Receipt.objects.filter(act=Receipt.Act.ANSWER, undone_by=None)
    return answers.filter(by=person).first()


def _address(after: int) -> str:
    address = reverse("admin:articles_comparison_queue")
    return f"{address}?{urlencode({'after': after})}" if after else address
