"""Addresses that readers had for an article before it was given another one."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OldAddress(models.Model):
    """A slug readers once had for *article*: it leads on, and no other article gets it."""

    slug = models.SlugField(_("旧网址名"), max_length=80, unique=True)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("文章"),
        related_name="old_addresses",
    )
    since = models.DateTimeField(_("弃用时间"), default=timezone.now)

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = verbose_name_plural = _("旧网址")

    def __str__(self):
        return self.slug
