"""What robots are told there is: the pages readers have, and nothing else.

Each map is read in pages of PAGE addresses, so that one costs the same however many
stories there are.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import F, Max
from django.urls import reverse

from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
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

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.for_readers().order_by("pk").only("slug")


MAPS = {
    "stories": Stories(),
    "lists": Lists(),
    "regions": Subjects(Region),
    "clusters": Subjects(Cluster),
    "alliances": Subjects(Alliance),
    "programmes": Subjects(Programme),
    "agreements": Subjects(Agreement),
    "indicators": Subjects(Indicator),
}
