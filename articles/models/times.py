"""How exactly a stated time was given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """The unit of a stated time, so that a day is never shown as a midnight."""

    SECOND = "second", _("到秒")
    MINUTE = "minute", _("到分")
    DAY = "day", _("到日")
    NONE = "", _("未注明")
