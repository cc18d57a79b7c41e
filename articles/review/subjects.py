"""What an article is about, changed beside its text: by names accepted from the text.

That is no edit of the words: it ends no review, and who accepts what a text itself names
is no writer of it. Who says more than the text does is: a second person has to see that.
Readers are told of all of it, so it goes out with a revision only.
"""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.review import freezing, log


@transaction.atomic
def link(article: Article, subject: str, row, by, in_the_text: bool) -> None:
    """Make *row* one of the *subject* ("clusters", …) the working copy is about.

    A text in review goes on in review as a new revision that has it. An approved or
    published one stays as it was approved: the next revision has it. *in_the_text* says
    that the words of the text name *row*; where *by* says so instead, *by* is a writer.
    """

    if getattr(article, subject).filter(pk=row.pk).exists():
        return  # nothing is said anew

    def change(now):
        getattr(now, subject).add(row)
        if not in_the_text:
            now.writers.add(by)

    _change(article, by, change, f"＋{row}")


@transaction.atomic
def unlink(article: Article, subject: str, row, by) -> None:
    """Take back what `link` did; as there, a text in review goes on in review."""
    _change(article, by, lambda now: getattr(now, subject).remove(row), f"－{row}")


def _change(article, by, change, told_as: str) -> None:
    now = Article.objects.held(article.pk)
    if now.updated_by_id != by.pk:
        freezing.keep(now)  # from here on the text counts as by's own to write over
    freezing.begin_anew(now)
    change(now)
    # A form opened before must not save the old list over the new one, and a page that
    # was opened for review must not decide on what it does not show.
    now.version += 1
    told = {"version": now.version, "updated_by": by, "updated_at": timezone.now()}
    if now.status == Article.Status.IN_REVIEW:
        sent = now.submitted_revision
        told["submitted_revision"] = freezing.freeze(
            now,
            sent.frozen_by,
            correction=sent.correction,
            correction_note=sent.correction_note,
        )
        log.record(now, "names", by, told["submitted_revision"], told_as)
    Article.objects.filter(pk=now.pk).update(**told)
