"""What robots are told there is: the pages readers have, and nothing else.

Each map is read in pages of PAGE addresses, so that one costs the same however many
stories there are.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, F, Max, OuterRef, Q
from django.urls import reverse

from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
    Fact,
    Indicator,
    Programme,
    Region,
)

PAGE = 5000


class Stories(Sitemap):
    """Every public story, dated by when readers got the text they have."""

    limit = PAGE

    def items(self):
        # By number, so that a new story changes the last page alone.
        rows = Article.objects.public().order_by("pk").only("slug")
        return rows.annotate(since=F("published_revision__shown_from"))

    def lastmod(self, article):
        return article.since

    def get_latest_lastmod(self):
        rows = Article.objects.public().order_by()
        return rows.aggregate(last=Max("published_revision__shown_from"))["last"]


class Lists(Sitemap):
    """The pages that lead to the others."""

    def items(self):
        return ["home", "live", "clusters", "hot"]

    def location(self, name):
        return reverse(name)

    def get_latest_lastmod(self):
        return None


class Subjects(Sitemap):
    """The pages of one kind of what stories are about."""

    limit = PAGE

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows().order_by("pk").only("slug")


def _told_of(model):
    """Rows of *model* that a public story or figure tells of.

    They are made while texts are read that readers may never get, and are no page of
    interest before.
    """
    name = model._meta.model_name
    told = Q()
    if hasattr(Article, f"{name}s"):
        about = {f"published_revision__{name}s": OuterRef("pk")}
        told |= Q(Exists(Article.objects.public().order_by().filter(**about)))
    if name in {field.name for field in Fact._meta.fields}:
        told |= Q(Exists(Fact.objects.public().filter(**{name: OuterRef("pk")})))
    return model.objects.filter(told)


MAPS = {
    "stories": Stories(),
    "lists": Lists(),
    "regions": Subjects(Region.objects.all),
    "clusters": Subjects(Cluster.objects.all),
    "alliances": Subjects(Alliance.objects.all),
    "programmes": Subjects(lambda: _told_of(Programme)),
    "agreements": Subjects(lambda: _told_of(Agreement)),
    "indicators": Subjects(lambda: _told_of(Indicator)),
}
