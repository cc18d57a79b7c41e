"""Who may see what lies unsaved, and who else is at it."""

from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clock, rights
from articles.models import Article, Writing

SHOWN = 20


def may_write(user, article) -> bool:
    """Whether *user* may change *article*, or add one if None: their typing is kept."""
    if not (user.is_active and user.is_staff):
        return False
    return user.has_perm(f"articles.{'change' if article else 'add'}_article")


def may_read(user, row: Writing) -> bool:
    """One's own; and of others who answers for what goes out, to save it for them."""
    if not may_write(user, row.article_id):
        return False
    return row.by_id == user.pk or rights.has_permission(user, "return")


def readable(user):
    """Rows with text that *user* may read, to be put into lists."""
    rows = Writing.objects.with_text().select_related("by", "article")
    return rows if rights.has_permission(user, "return") else rows.filter(by=user)


def unsaved(article: Article, user=None) -> list[Writing]:
    """What lies unsaved of *article*, one row a form: by, saved_at, saves and size.

    For the history: however often a form was kept it is one line, and it is gone once
    saved. The text itself is not loaded; `may_read` says who may open it. The newest
    SHOWN, those of *user* before others'.
    """
    rows = article.writings.with_text().for_lists()
    if user:
        own = Case(When(by=user, then=Value(0)), default=Value(1))
        rows = rows.order_by(own, "-saved_at", "-pk")
    return list(rows[:SHOWN])


def unsaved_stories(user) -> list[Writing]:
    """What *user* typed into forms of new stories and never saved, with its title."""
    rows = Writing.objects.with_text().filter(by=user, article=None)
    return list(rows.select_related("by").defer("base")[:SHOWN])


def open_elsewhere(article: Article | None, user) -> list[Writing]:
    """Others who have *article* open now: each person once, since when."""
    if article is None:
        return []
    rows = article.writings.open_now().exclude(by=user).for_lists()
    people: dict[int, Writing] = {}
    for row in rows.order_by("opened_at")[:SHOWN]:
        people.setdefault(row.by_id, row)
    return list(people.values())


def who_is_here(article: Article | None, user) -> list[str]:
    return [
        _("%(who)s 也打开了这篇文章（%(at)s 起）。")
        % {"who": row.by, "at": f"{timezone.localtime(row.opened_at):%H:%M}"}
        for row in open_elsewhere(article, user)
    ]


def what_is_newer(article: Article | None, opened: int, user) -> str:
    """A sentence if *article* was saved since it was opened; else ""."""
    if article is None or article.version <= opened:
        return ""
    told = {
        "who": article.updated_by or _("他人"),
        "at": clock.today_to_second(article.updated_at),
    }
    if article.updated_by_id == user.pk:
        return _("你于 %(at)s 在另一页保存了这篇文章；这里保存时可以合并。") % told
    return _("%(who)s 于 %(at)s 保存了新的文字；你保存时可以合并。") % told
