"""Frozen copies: made of the working copy, and put back as the working copy."""

from django.db.models import Max

from articles import binding
from articles.models import Article, Revision
from articles.models.revision import StoryText


def freeze(article: Article, by, **fields) -> Revision:
    """Return a new revision of *article*: its words, subjects and writers, for ever.

    The caller holds the article's row, so that two do not take one number.
    """
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision.objects.create(
        article=article,
        number=last + 1,
        of_version=article.version,
        frozen_by=by,
        **{field: getattr(article, field) for field in StoryText.WORDS},
        **fields,
    )
    for subject in StoryText.ABOUT:
        getattr(revision, subject).set(getattr(article, subject).all())
    revision.writers.set(article.writers.all())
    binding.bind(revision)
    return revision


def keep(article: Article) -> None:
    """Freeze the stored working copy under its last writer, unless that was done."""
    if not article.revisions.filter(of_version=article.version).exists():
        freeze(article, article.updated_by)


def begin_anew(article: Article) -> None:
    """If *article* is as readers have it, forget its writers: the next text has its own.

    Only what readers have was seen by a second person for good. An approval may still end,
    by an edit, a return or a withdrawal, and then its text counts as unseen.
    """
    if article.is_as_published:
        article.writers.clear()


def count_again(article: Article) -> None:
    """Count who wrote any text readers had among the writers of *article* once more.

    Of a newer text that was sent in as well: what it takes over was withdrawn.
    """
    shown = article.revisions.exclude(shown_from=None).prefetch_related("writers")
    people = {person for revision in shown for person in revision.writers.all()}
    article.writers.add(*people)
    sent = article.submitted_revision
    if sent and sent.shown_from is None:
        sent.writers.add(*people)


def put_back(revision: Revision, article: Article) -> None:
    """Give *article* the words of *revision*; the caller saves, then gives_subjects."""
    for field in StoryText.WORDS:
        setattr(article, field, getattr(revision, field))


def put_subjects_back(revision: Revision, article: Article) -> None:
    for subject in StoryText.ABOUT:
        getattr(article, subject).set(getattr(revision, subject).all())
