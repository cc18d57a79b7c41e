"""Ask the search index: what a reader may see at this moment, and nothing else."""

from django.db.models import FloatField, Max, Value
from django.db.models.functions import Cast, Left, Length, Replace, Sign, StrIndex

from articles import tokens
from articles.models import Article, FeedItem, ItemText, LiveStory, RevisionText

# A word weighs by its share of the text; so many characters are added to each, that a
# headline of five does not outrank every sentence.
AVERAGE = 60


def items(query: tokens.Query):
    """Items whose text *query* asks for, whoever may see them."""
    return FeedItem.objects.filter(
        pk__in=ItemText.objects.matching(query).values("item_id")
    )


def live(query: tokens.Query):
    """Shown live stories of which some wording is asked for, newest first."""
    return LiveStory.objects.shown().filter(
        pk__in=items(query).order_by().values("story_id")
    )


def articles(query: tokens.Query):
    """Articles whose published text is asked for, newest first."""
    return Article.objects.public().filter(
        published_revision__in=RevisionText.objects.matching(query).values("pk")
    )


def live_by_relevance(query: tokens.Query):
    """As `live`, but first those in whose best wording the words weigh most."""
    return (
        LiveStory.objects.shown()
        .filter(items__searched__in=ItemText.objects.matching(query))
        .annotate(weight=Max(_weight("items__searched__units", query)))
        .order_by("-weight", "-told_at", "-pk")
    )


def articles_by_relevance(query: tokens.Query):
    """As `articles`, but first those with most of the words in the title, then by weight."""
    text = "published_revision__searched__units"
    title = Left(text, StrIndex(text, Value(tokens.line([tokens.BREAK]))))
    in_title = sum(Sign(StrIndex(title, Value(tokens.line(w)))) for w in query.wanted)
    return (
        articles(query)
        .annotate(in_title=in_title, weight=_weight(text, query))
        .order_by("-in_title", "-weight", "-publish_at", "-pk")
    )


def _weight(column: str, query: tokens.Query):
    """The share of the text that wanted words make up, 0 to 1."""
    length = Length(column)
    gone = sum(
        length - Length(Replace(column, Value(tokens.line(word)), Value("")))
        for word in query.wanted
    )
    return Cast(gone, FloatField()) / (length + AVERAGE)


def wordings(stories, query: tokens.Query) -> dict[int, FeedItem]:
    """For each of *stories* the item to show: its lead if asked for, else the first that is."""
    leads = {story.lead_id for story in stories}
    shown: dict[int, FeedItem] = {}
    found = items(query).filter(story__in=stories).select_related("source")
    for item in found.order_by("told_at", "pk"):
        if item.pk in leads:
            shown[item.story_id] = item
        shown.setdefault(item.story_id, item)
    return shown
