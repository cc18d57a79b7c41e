"""How the list of articles is narrowed beside what its columns say."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class ForReaders(admin.SimpleListFilter):
    """What readers have of an article, wherever its working copy stands."""

    title, parameter_name = _("读者"), "readers"

    def lookups(self, request, model_admin):
        return [
            ("see", _("看得到")),
            ("withdrawn", _("已撤下")),
            ("never", _("还没有")),
        ]

    def queryset(self, request, rows):
        now, public = timezone.now(), Article.objects.public().values("pk")
        withdrawn = rows.filter(withdrawn_at__isnull=False)
        known = {
            "see": lambda: rows.filter(pk__in=public),
            "withdrawn": lambda: withdrawn.exclude(pk__in=public),
            "never": lambda: rows.exclude(publish_at__lte=now),
        }
        return known.get(self.value(), lambda: rows)()
