"""Other names learnt while a text was read, which wait until readers have its words."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.industry import (
    Alliance,
    Cluster,
    Event,
    Industry,
    Organisation,
    Region,
)
from articles.models.initiatives import Agreement, Programme
from articles.models.revision import Revision
from articles.models.told import ReadFrom, told

TAUGHT = (
    Region,
    Industry,
    Cluster,
    Alliance,
    Programme,
    Agreement,
    Event,
    Organisation,
)


def _said() -> Q:
    """The condition that a story readers have, about its row, prints a learnt name."""
    name, said = OuterRef("name"), Q()
    printing = Revision.objects.filter(
        Revision.shown_at(timezone.now()),
        Q(title__contains=name) | Q(lede__contains=name) | Q(body__contains=name),
    )
    for field in Revision._meta.many_to_many:
        if field.related_model in TAUGHT:
            row = OuterRef(field.related_model._meta.model_name)
            said |= Q(Exists(printing.filter(**{field.name: row})))
    return said


class LearntNameQuerySet(models.QuerySet):
    def of(self, rows: Iterable):
        """Those learnt for *rows*, which may be of several kinds."""
        keys = defaultdict(list)
        for row in rows:
            if isinstance(row, TAUGHT):
                keys[row._meta.model_name].append(row.pk)
        whose = [Q(**{f"{kind}__in": pks}) for kind, pks in keys.items()]
        return self.filter(Q(*whose, _connector=Q.OR)) if whose else self.none()

    def not_for_readers(self):
        return self.exclude(pk__in=self.model.objects.for_readers().values("pk"))

    def by_row(self) -> dict[tuple[str, int], dict[str, tuple[str, int]]]:
        """The names of each row, and for each the row here that tells of it."""
        found = defaultdict(dict)
        for learnt in self:
            found[learnt.whose][learnt.name] = ("learntname", learnt.pk)
        return found

    def for_readers(self):
        """Those whose words stand in a text that readers have, or that a story says.

        A story of its row, that is: another's may mean another thing by it.
        """
        return self.filter(told(self.model) | _said())

    def forget(self, row) -> None:
        """Forget what is no other name of *row* now: put there again, it is public."""
        if isinstance(row, TAUGHT):
            self.of([row]).exclude(name__in=row.aliases).delete()


class LearntName(ReadFrom):
    """That a name among a row's other names was learnt from words readers may not have.

    The row has the name in its list, so every later text is read with it; readers are
    told of it once they have those words.
    """

    name = models.CharField(_("别名"), max_length=200)
    region, industry, cluster, alliance, programme, agreement, event, organisation = (
        models.ForeignKey(
            model,
            models.CASCADE,
            verbose_name=model._meta.verbose_name,
            null=True,
            blank=True,
            related_name="learnt_names",
        )
        for model in TAUGHT
    )

    objects = LearntNameQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("随读稿记下的别名")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(
                            **{
                                f"{other._meta.model_name}__isnull": other is not model
                                for other in TAUGHT
                            }
                        )
                        for model in TAUGHT
                    ),
                    _connector=Q.OR,
                ),
                name="learnt_name_of_one_row",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def whose(self) -> tuple[str, int]:
        """The name of its row's model, and its row's pk."""
        for model in TAUGHT:
            kind = model._meta.model_name
            if (pk := getattr(self, f"{kind}_id")) is not None:
                return kind, pk
        raise ValueError("a learnt name of no row")
