"""Pictures of articles: each once, in a few widths, with words of its own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """An uploaded picture; its files are named by its content and never change."""

    digest = models.CharField(_("指纹"), max_length=16, unique=True, editable=False)
    alt = models.CharField(
        _("替代文字"),
        max_length=200,
        help_text=_("看不见图的读者听到或读到的话：图上有什么，说明了什么。"),
    )
    credit = models.CharField(_("图片来源"), max_length=100, blank=True)
    width = models.PositiveIntegerField(_("宽"), editable=False)
    height = models.PositiveIntegerField(_("高"), editable=False)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("上传人"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = verbose_name_plural = _("图片")

    def __str__(self):
        return self.alt

    @property
    def name(self):
        """What a body calls it: its content and its size, so that a page knows both."""
        return f"{self.digest}-{self.width}x{self.height}"

    @property
    def address(self):
        return f"/picture/{self.name}.webp"

    @property
    def markdown(self):
        """What to write into a body, with words that cannot break out of their place."""
        alt = self.alt.replace("\\", "").replace("[", "（").replace("]", "）")
        return f"![{alt}]({self.address})"
