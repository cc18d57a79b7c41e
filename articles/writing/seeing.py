"""Who may see what lies unsaved, and who else is at it."""

from django.db.models import Case, Q, Value, When
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


def others_unsaved(articles, user) -> list[str]:
    """Whose text lies unsaved of *articles*, but for that of *user*, and since when.

    A sentence for each person and article, against deleting it.
    """
    told = _(
        "%(what)s：%(who)s 有没保存的文字（%(at)s 暂存，%(size)d 字），不能删除；"
        "等对方保存或丢弃以后再删。"
    )
    rows = Writing.objects.with_text().filter(article__in=articles).exclude(by=user)
    newest: dict[tuple[int, int], Writing] = {}
    for row in rows.for_lists().select_related("article"):
        newest.setdefault((row.article_id, row.by_id), row)
    return [
        told
        % {
            "what": row.article,
            "who": row.by,
            "at": clock.to_minute(row.saved_at),
            "size": row.size,
        }
        for row in newest.values()
    ]


def unsaved_stories(user) -> list[Writing]:
    """What *user* typed into forms of new stories and never saved, with its title."""
    rows = Writing.objects.with_text().filter(by=user, article=None)
    return list(rows.select_related("by").defer("base")[:SHOWN])


def open_elsewhere(article: Article | None, user, opened) -> list[Writing]:
    """Who has *article* open now, beside the page *opened*: each person once, since when.

    *user* is among them where another page of theirs is open.
    """
    if article is None:
        return []
    this_page = Q(holder=opened.holder) | Q(token=opened.token)
    rows = article.writings.open_now().exclude(this_page, by=user).for_lists()
    people: dict[int, Writing] = {}
    for row in rows.order_by("opened_at")[:SHOWN]:
        people.setdefault(row.by_id, row)
    return list(people.values())


def who_is_here(article: Article | None, user, opened) -> list[str]:
    """Sentences on who else is at *article*, to *user* at the page *opened*."""
    own = _("你在另一个页面也打开了这篇文章（%(at)s 起）。")
    other = _("%(who)s 也打开了这篇文章（%(at)s 起）。")
    return [
        (own if row.by_id == user.pk else other)
        % {"who": row.by, "at": f"{timezone.localtime(row.opened_at):%H:%M}"}
        for row in open_elsewhere(article, user, opened)
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
