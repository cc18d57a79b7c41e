"""How an article reaches readers: a frozen revision, then a move of its status.

The review log and the second person's approval join here; until then publishing is
an editor's act, refused in words where it cannot be.
"""

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from articles import binding
from articles.models import Article, Revision
from articles.models.content import StoryText


class ReviewError(Exception):
    """An act that cannot be done now; its text is for the editor who tried."""


def freeze(article: Article, by) -> Revision:
    """Return a new revision of *article*: its words and what it is about, for ever."""
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision.objects.create(
        article=article,
        number=last + 1,
        frozen_by=by,
        **{field: getattr(article, field) for field in StoryText.WORDS},
    )
    for subject in StoryText.ABOUT:
        getattr(revision, subject).set(getattr(article, subject).all())
    binding.bind(revision)
    return revision


def publish(article: Article, by) -> Revision:
    """Make the text of *article* as it stands what readers see, and return it.

    A published article is published again with its new text and keeps its first
    publication time. Raises ReviewError for an article without title or body, and
    when somebody else saved it since *article* was loaded.
    """
    if not (article.title.strip() and article.body.strip()):
        raise ReviewError(_("没有标题或正文，不能发布。"))
    with transaction.atomic():
        revision = freeze(article, by)
        # The filter is the lock: text saved after we read it must not go out unread.
        moved = Article.objects.filter(pk=article.pk, version=article.version).update(
            status=Article.Status.PUBLISHED,
            published_revision=revision,
            publish_at=Coalesce("publish_at", Now()),
        )
        if not moved:
            raise ReviewError(_("文章刚被他人修改，请重新打开后再发布。"))
    article.refresh_from_db()
    return revision


def withdraw(article: Article) -> None:
    """Take *article* from readers; its revisions stay. Raises ReviewError if not public."""
    moved = Article.objects.filter(
        pk=article.pk, status=Article.Status.PUBLISHED
    ).update(status=Article.Status.WITHDRAWN)
    if not moved:
        raise ReviewError(_("文章没有发布，无从撤下。"))
    article.refresh_from_db()
