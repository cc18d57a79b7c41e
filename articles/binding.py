"""Keep every quote on its words: found again in each frozen text, or declared lost."""

from django.db.models import Q
from django.utils import timezone

from articles import body
from articles.facts import proposals, quotes
from articles.models import Article, Place, Quote, Revision


def bind(revision: Revision) -> list[Quote]:
    """Find the quotes of the article again in *revision*; return those it has lost.

    A quote that is not found keeps its old place and says when it was lost; found
    again in a later text, it is as good as before. Call it whenever a text is frozen.
    """
    blocks = body.blocks(revision.body)
    now, lost, changed, places = timezone.now(), [], [], []
    for quote in revision.article.quotes.all():
        found = again(quote, blocks)
        if found is None:
            lost.append(quote)
            quote.lost_at = quote.lost_at or now
        else:
            put(quote, found)
            places.append(place_of(quote, revision))
        changed.append(quote)
    Quote.objects.bulk_update(
        changed, ["block", "start", "end", "before", "after", "lost_at"]
    )
    Place.objects.bulk_create(places, ignore_conflicts=True)
    return lost


def bind_new(quote: Quote, article: Article) -> None:
    """Give a *quote* just stored its place in the texts readers have now or may have next.

    Figures are checked while a text waits for review: it was frozen before them.
    """
    sent = Article.objects.filter(pk=article.pk).values("submitted_revision")
    of_readers = Revision.shown_at(timezone.now()) | Q(pk__in=sent)
    for revision in Revision.objects.filter(of_readers, article=article):
        if found := again(quote, body.blocks(revision.body)):
            Place.objects.get_or_create(
                quote=quote,
                revision=revision,
                defaults={"block": found.block, "start": found.start, "end": found.end},
            )


def again(quote: Quote, blocks) -> proposals.Quote | None:
    """Where *blocks* have the words of *quote*; None where they do not, or not surely."""
    return quotes.find_again(as_words(quote), blocks)


def stands(quote: Quote, blocks: dict[str, body.Block]) -> bool:
    """Whether *blocks*, by key, have its words in the same place and surroundings.

    Quicker than `again`, for most quotes of a text at work; what has moved is not seen.
    """
    block = blocks.get(quote.block)
    if block is None or block.text[quote.start : quote.end] != quote.text:
        return False
    found = quotes.quote_at(block.key, block.text, quote.start, quote.end)
    return found == as_words(quote)


def as_words(quote: Quote) -> proposals.Quote:
    return proposals.Quote(
        block=quote.block,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        before=quote.before,
        after=quote.after,
    )


def put(quote: Quote, found: proposals.Quote) -> None:
    quote.block, quote.start, quote.end = found.block, found.start, found.end
    quote.before, quote.after, quote.lost_at = found.before, found.after, None


def place_of(quote: Quote, revision: Revision) -> Place:
    return Place(
        quote=quote,
        revision=revision,
        block=quote.block,
        start=quote.start,
        end=quote.end,
    )
