"""Who is at an article now: reading it for review, or with its form open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Presence, Writing


@dataclass(frozen=True)
class Here:
    """One person at one article, since when; *writes* where they have its form open."""

    who: str
    since: datetime
    writes: bool

    @property
    def sentence(self) -> str:
        told = {"who": self.who, "at": f"{timezone.localtime(self.since):%H:%M}"}
        if self.writes:
            return _("%(who)s 正在修改这篇文章（%(at)s 起）。") % told
        return _("%(who)s 正在看审稿页（%(at)s 起）。") % told

    @property
    def short(self) -> str:
        """For a row of the desk, which says what article it is."""
        told = {"who": self.who}
        return (_("%(who)s 正在修改") if self.writes else _("%(who)s 正在看")) % told


def at(article: Article, user) -> list[Here]:
    """Everybody but *user* who is at *article* now; writers first."""
    return at_each([article.pk], user)[article.pk]


def at_each(articles: Iterable[int], user) -> dict[int, list[Here]]:
    """`at` of many articles by id: two queries however many; none has an empty list."""
    articles, found = list(articles), defaultdict(list)
    writers = Writing.objects.open_now().for_lists().order_by("opened_at")
    for rows, writes in ((writers, True), (_readers(), False)):
        for row in rows.filter(article__in=articles).exclude(by=user):
            here = found[row.article_id]
            if row.by.get_username() not in {one.who for one in here}:
                here.append(Here(row.by.get_username(), row.opened_at, writes))
    return found


def readers(article: Article | None, user) -> list[str]:
    """Who but *user* reads *article* for review now: sentences for who writes it."""
    if article is None:
        return []
    rows = _readers().filter(article=article).exclude(by=user)
    return [Here(str(row.by), row.opened_at, writes=False).sentence for row in rows]


def _readers():
    return Presence.objects.open_now().select_related("by")
