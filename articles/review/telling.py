"""Where an article stands, in sentences for the desk."""

from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article

Status = Article.Status


def standing(article: Article) -> list[str]:
    """Say where the working copy stands, and what readers see meanwhile."""
    told = (_working_copy(article), _readers(article), _way_back(article))
    return [sentence for sentence in told if sentence]


def until(moment) -> str:
    """A coming moment with its zone and how long until then."""
    return _("%(at)s（北京时间，还有 %(left)s）") % {
        "at": clock.to_minute(moment),
        "left": clock.how_long_until(moment),
    }


def _working_copy(article: Article) -> str:
    revision = article.submitted_revision
    known = {"n": revision.number, "who": revision.frozen_by or "—"} if revision else {}
    if article.status == Status.IN_REVIEW:
        return _("第 %(n)d 版由 %(who)s 送审，等另一人审阅。") % known
    if article.status == Status.RETURNED:
        return _("第 %(n)d 版已退回，等作者修改后再送审。") % known
    if article.status == Status.APPROVED:
        told = _("第 %(n)d 版已由 %(by)s 通过，还没有发布；再有修改，通过即作废。")
        told %= {**known, "by": revision.approved_by or "—"}
        return told + _not_in(article, revision)
    if article.goes_out_at:
        told = _("第 %(n)d 版定于 %(at)s发布。")
        told %= {**known, "at": until(article.goes_out_at)}
        return told + _not_in(article, revision)
    if article.status == Status.PUBLISHED:
        if article.version == revision.of_version:
            return _("工作稿就是读者看到的第 %(n)d 版。") % known
        return _not_in(article, revision)
    if article.status == Status.WITHDRAWN:
        return ""
    return _("工作稿还没有送审。")


def _not_in(article: Article, revision) -> str:
    """What was accepted from the text once it was approved waits for the next one."""
    if article.version == revision.of_version:
        return ""
    return _(
        "此后「数据」页给「本文所涉」加减了名称，第 %(n)d 版里没有，下一版才有。"
    ) % {"n": revision.number}


def _readers(article: Article) -> str:
    shown = article.published_revision
    if shown and shown.pk != article.submitted_revision_id:
        return _("读者看到的是第 %(n)d 版。") % {"n": shown.number}
    if shown is None and article.withdrawn_at:
        return _("读者看不到正文：%(at)s 撤下，原因：%(why)s") % {
            "at": clock.to_minute(article.withdrawn_at),
            "why": article.withdrawn_because or "—",
        }
    if shown is None and not article.goes_out_at:
        return _("读者还看不到这篇文章。")
    return ""


def _way_back(article: Article) -> str:
    """How readers get a withdrawn text again, for whom no button says so."""
    if article.published_revision or not article.withdrawn_at:
        return ""
    if article.status not in (Status.WITHDRAWN, Status.DRAFT, Status.RETURNED):
        return ""
    return _("要让读者再看到：改好后「送审更正」，由另一人通过并发布。")
