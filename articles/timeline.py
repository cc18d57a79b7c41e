"""What happened to an alliance, day by day: founding, agreements signed there, stories."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Alliance, Article

STORIES = 50


@dataclass(frozen=True)
class Moment:
    """Something that happened on a *day*, with the page that tells of it, if any."""

    day: date
    what: str
    href: str = ""


def of(alliance: Alliance) -> list[Moment]:
    """The dated moments of *alliance*, oldest first; what has no day is left out."""
    moments = []
    event = alliance.founded_at
    founded = alliance.founded_on or (event and event.held_on)
    if founded:
        where = _("成立于%(event)s") % {"event": event} if event else _("成立")
        moments.append(Moment(founded, where))
    for agreement in event.agreements.all() if event else ():
        signed = agreement.signed_on or event.held_on
        if signed:
            told = _("签署%(agreement)s") % {"agreement": agreement}
            moments.append(Moment(signed, told, agreement.get_absolute_url()))
    stories = Article.objects.public().for_cards().about(alliances=alliance)
    for story in stories[:STORIES]:
        stated = story.published_revision.stated_at
        if stated:
            day = timezone.localdate(stated)
            title = story.published_revision.title
            moments.append(Moment(day, title, story.get_absolute_url()))
    return sorted(moments, key=lambda moment: moment.day)
