"""What somebody answers for: who, and since when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Checked(models.Model):
    """A row that an editor looks at before readers are told of it."""

    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("核对人"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    checked_at = models.DateTimeField(
        _("核对时间"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True
