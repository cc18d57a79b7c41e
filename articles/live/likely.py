"""Stories an editor may mean as the place of an item: near in time, like in words."""

from datetime import timedelta

from rapidfuzz import fuzz, process

from articles.models import FeedItem, LiveStory
from articles.text import number_in

NEAR = timedelta(days=3)
LOOKED_AT = 600
OFFERED = 12


def stories_for(item: FeedItem, words: str = "") -> list[LiveStory]:
    """The stories *item* may belong to, likeliest first, OFFERED at most.

    Of those told within NEAR of it and not merged away, its own left out; with *words*
    only those whose lead has them all, or the one of that number (#12).
    """
    number = number_in(words.strip().lstrip("#＃"))
    if number is not None:
        found = LiveStory.objects.filter(pk=number, merged_into=None)
        return list(found.exclude(pk=item.story_id).for_rows())
    near = LiveStory.objects.filter(
        merged_into=None,
        told_at__gte=item.told_at - NEAR,
        told_at__lte=item.told_at + NEAR,
    )
    for word in words.split():
        near = near.filter(lead__text__icontains=word)
    stories = list(near.exclude(pk=item.story_id).for_rows()[:LOOKED_AT])
    texts = [story.lead.text for story in stories]
    likest = process.extract(item.text, texts, scorer=fuzz.ratio, limit=OFFERED)
    return [stories[place] for _text, _score, place in likest]
