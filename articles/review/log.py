"""Writing the log, and saying from it who was first."""

from django.utils.translation import gettext as _

from articles import auditing, clock
from articles.models import Article, ReviewEvent


def record(
    article: Article, act: str, by, revision=None, note="", time=None
) -> ReviewEvent:
    """Write that *by* did *act*; *time* is when the text goes out, or would have."""
    with auditing.in_the_sites_language():
        text = _("第 %(n)d 版") % {"n": revision.number} if revision else ""
        timed = _time_of(act, time) if time else ""
    told = "，".join(filter(None, (text, timed)))
    auditing.record(f"review.{act}", by, article, told, note)
    return ReviewEvent.objects.create(
        article=article,
        revision=revision,
        act=act,
        by=by,
        note="\n".join(filter(None, (timed, note.strip()))),
    )


def _time_of(act: str, time) -> str:
    known = {"at": clock.to_minute(time)}
    if act == ReviewEvent.Act.UNSCHEDULE:
        return _("原定 %(at)s（北京时间）") % known
    return _("定于 %(at)s（北京时间）") % known


def who_was_first(article: Article) -> str:
    """Say what happened to *article* since it was loaded, by whom and when."""
    now = Article.objects.select_related("updated_by").get(pk=article.pk)
    if now.version != article.version:
        return _("%(who)s 于 %(at)s 修改了文章，请重新打开后再定。") % {
            "who": now.updated_by or _("他人"),
            "at": clock.to_second(now.updated_at),
        }
    last = now.review_events.select_related("by").first()
    if last is None:
        return _("文章刚被他人改动，请重新打开。")
    return _("%(who)s 已于 %(at)s 做了「%(act)s」，请重新打开。") % {
        "who": last.by,
        "at": clock.to_second(last.at),
        "act": last.get_act_display(),
    }
