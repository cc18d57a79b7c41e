from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("新闻")

    def ready(self):
        from articles import labels
        from articles.live import trees

        labels.put_on_models()
        if settings.JUDGE_WEIGHTS.exists():
            trees.install_from(settings.JUDGE_WEIGHTS)
