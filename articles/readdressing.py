"""Giving an article another address: the one readers had stays its own and leads on."""

from django.db import transaction

from articles.models import Article, OldAddress


@transaction.atomic
def readdress(article: Article, slug: str) -> None:
    """Give *article* the address *slug*, and keep the old one if readers ever had it.

    *article* is as stored, its row held by the caller. An old address of its own it may
    have back.
    """
    if slug == article.slug:
        return
    article.old_addresses.filter(slug=slug).delete()
    if article.was_public:
        OldAddress.objects.create(slug=article.slug, article=article)
    Article.objects.filter(pk=article.pk).update(slug=slug)


def once_at(slug: str, but: Article) -> Article | None:
    """The article that readers once had at *slug* and have elsewhere now, if not *but*."""
    rows = OldAddress.objects.filter(slug=slug).select_related("article")
    old = rows.exclude(article=but.pk).first()
    return old and old.article
