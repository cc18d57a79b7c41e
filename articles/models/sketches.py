"""The sketch of each article's text: what finds the same story under another title."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import sketches


class TextMarkManager(models.Manager):
    def renew(self, article) -> None:
        """Keep the sketch of *article*'s text of now; a small change touches few rows."""
        wanted = set(sketches.sketch(article.body))
        kept = set(self.filter(article=article).values_list("mark", flat=True))
        if gone := kept - wanted:
            self.filter(article=article, mark__in=gone).delete()
        self.bulk_create(self.model(article=article, mark=n) for n in wanted - kept)

    def sharing(self, marks, other_than=None):
        """Ids of articles with some of *marks*, and how many, most first: (pk, n)."""
        return (
            self.filter(mark__in=marks)
            .exclude(article=other_than)
            .values_list("article")
            .annotate(shared=models.Count("pk"))
            .order_by("-shared", "-article")
        )


class TextMark(models.Model):
    """One number of an article's sketch; made by saving the article, read by look-alikes."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("文章"),
        related_name="text_marks",
    )
    mark = models.BigIntegerField(_("指纹"))

    objects = TextMarkManager()

    class Meta:
        verbose_name = verbose_name_plural = _("文字指纹")
        indexes = [models.Index(fields=["mark", "article"], name="text_mark")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "mark"], name="text_mark_is_one_per_article"
            )
        ]

    def __str__(self):
        return f"{self.article_id}: {self.mark}"
