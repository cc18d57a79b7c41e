"""Receipts: every act on the live list, with what it changed, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.items import FeedItem
from articles.models.live import LiveStory


class ReceiptQuerySet(models.QuerySet):
    def of_story(self, story):
        """Acts that changed *story*, took items out of it, or placed those it has now."""
        # Each by its own index; one condition over both tables would read them whole.
        changes = Change.objects.order_by().values("receipt")
        touching = changes.filter(story=story).union(changes.filter(item__story=story))
        return self.filter(pk__in=touching)

    def for_history(self):
        """Load what a line of history prints."""
        return self.select_related(
            "by", "story__lead", "into__lead", "item", "undoes__by", "undone_by__by"
        )


class Receipt(models.Model):
    """One act on the live list: who did what, when, why; `changes` say what it changed.

    Acts are kept in the order of their pk. A placement of a new item is no row here: the
    item itself carries who placed it, why and when, and `history` shows it beside these.
    """

    class Act(models.TextChoices):
        MERGE = "merge", pgettext_lazy("做过", "合并")
        SPLIT = "split", pgettext_lazy("做过", "拆分")
        MOVE = "move", pgettext_lazy("做过", "移动条目")
        LEAD = "lead", pgettext_lazy("做过", "选主条目")
        IMPORTANCE = "importance", pgettext_lazy("做过", "定重要性")
        HIDE = "hide", pgettext_lazy("做过", "隐藏")
        SHOW = "show", pgettext_lazy("做过", "恢复显示")
        PIN = "pin", pgettext_lazy("做过", "置顶")
        UNPIN = "unpin", pgettext_lazy("做过", "取消置顶")
        ANSWER = "answer", pgettext_lazy("做过", "回答疑问")
        REGROUP = "regroup", pgettext_lazy("做过", "重新归并")
        APART = "apart", pgettext_lazy("做过", "撤销机器归并")
        UNDO = "undo", pgettext_lazy("做过", "撤销")

    act = models.CharField(_("操作"), max_length=10, choices=Act)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("操作人"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("空白为机器。"),
    )
    at = models.DateTimeField(_("时间"), db_index=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    rule = models.CharField(_("规则"), max_length=100, blank=True)
    evidence = models.TextField(_("依据"), blank=True)
    story = models.ForeignKey(
        LiveStory, models.PROTECT, verbose_name=_("快讯"), related_name="+"
    )
    into = models.ForeignKey(
        LiveStory,
        models.PROTECT,
        verbose_name=_("去向"),
        null=True,
        blank=True,
        related_name="+",
    )
    item = models.ForeignKey(
        FeedItem,
        models.PROTECT,
        verbose_name=_("条目"),
        null=True,
        blank=True,
        related_name="+",
    )
    undoes = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("所撤销的操作"),
        null=True,
        blank=True,
        related_name="+",
    )
    # Moves to and fro as an act is undone and its undoing undone.
    undone_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("被撤销于"),
        null=True,
        blank=True,
        related_name="+",
    )
    # What came after this item came after the act, whatever the clocks say.
    last_item = models.PositiveBigIntegerField(default=0, editable=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("操作记录")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act="undo", undoes__isnull=False)
                | (~models.Q(act="undo") & models.Q(undoes__isnull=True)),
                name="receipt_of_an_undoing_says_of_what",
            ),
        ]

    def __str__(self):
        return f"#{self.pk} {self.get_act_display()}"

    @property
    def stands(self):
        return self.undone_by_id is None


class Change(models.Model):
    """Pointers of one row before and after an act; only what differed.

    *item* alone: that item, with *story* it was in before. *story* alone: that story.
    *item* and *other*: their label (a Comparison), {} where there was or is none.
    Times are text as `datetime.isoformat` in UTC.
    """

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="changes")
    story = models.ForeignKey(LiveStory, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(FeedItem, models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(FeedItem, models.PROTECT, null=True, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    # Somebody's word on where the item belongs: no rule moves it while this stands.
    fixes = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("改动")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=False)
                | models.Q(item__isnull=False, other__isnull=False),
                name="change_is_of_something",
            ),
        ]

    def __str__(self):
        return f"{self.before} → {self.after}"

    @property
    def row(self):
        """What was changed: ("item", pk), ("story", pk) or ("pair", pk, pk)."""
        if self.other_id:
            return "pair", self.item_id, self.other_id
        if self.item_id:
            return "item", self.item_id
        return "story", self.story_id

    def stories(self) -> list[int]:
        """The pks of all stories it names, first the one it is about."""
        named = [self.story_id]
        for fields in (self.before, self.after):
            named += [fields.get("story_id"), fields.get("merged_into_id")]
        return [pk for pk in dict.fromkeys(named) if pk]
