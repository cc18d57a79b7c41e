"""Which of what has a name readers may know of: what a text they have tells them, at least.

A name that a text proposes becomes a row while nobody but staff has the text.
"""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ForReaders(models.QuerySet):
    def for_readers(self):
        """Rows readers may know of; their pages, lists, files and search start here.

        What was made while a text was read waits until readers have a text that tells of
        it: a story about it, a checked figure, or the very words it was read from.
        """
        return self.filter(Q(made_by_reading=False) | told(self.model))


class MadeByReading(models.Model):
    """A row that may have been made while a text was read."""

    made_by_reading = models.BooleanField(
        _("由读稿建立"),
        default=False,
        help_text=_(
            "采纳文中的建议时建立的：读者有了写到它的报道或数据，才看得到它。"
            "取消即列入名录，读者随时看得到；只有能审阅文章的人可以改。"
        ),
    )

    class Meta:
        abstract = True


class ReadFrom(models.Model):
    """What no story is said to be about: the words it was read from tell of it."""

    read_from = models.ForeignKey(
        "articles.Quote",
        models.PROTECT,
        verbose_name=_("读自"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True


def told(model) -> Q:
    """The condition that a text readers have now tells of a row of *model*."""
    # Asked for by name, for their modules are built on this one.
    revision = apps.get_model("articles", "Revision")
    facts = apps.get_model("articles", "Fact").objects.answered_for()
    in_shown = revision.shown_at(timezone.now(), "revision__")
    told = Q()
    for field in revision._meta.many_to_many:
        if field.related_model is model:
            about = field.remote_field.through.objects.filter(in_shown)
            told |= Q(
                Exists(about.filter(**{field.m2m_reverse_field_name(): OuterRef("pk")}))
            )
    for field in facts.model._meta.fields:
        if field.related_model is model:
            told |= Q(Exists(facts.filter(**{field.name: OuterRef("pk")})))
    if issubclass(model, ReadFrom):
        places = apps.get_model("articles", "Place").objects.shown()
        told |= Q(Exists(places.filter(quote=OuterRef("read_from"))))
    return told
