"""What is known of the links in a text, and having the unknown ones checked."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from articles.links import addresses, inside
from articles.links.wording import told
from articles.live.knocking import refused
from articles.live.targets import target
from articles.models import Link

NEW, ALIVE, GONE, UNSURE = Link.State.values

# A page that opened a week ago will mostly open today; one that did not may be back.
FRESH = timedelta(days=7)
DOUBTFUL = timedelta(days=1)


class Standing(NamedTuple):
    """A link of a text, its state, and a sentence in the language of who asks."""

    address: str
    state: str
    sentence: str
    checked_at: datetime | None = None

    @property
    def label(self) -> str:
        return str(Link.State(self.state).label)


def state_of(text) -> list[Standing]:
    """Every link in the body of *text*, in order; at most two queries, no network."""
    found = addresses.of(text)
    within = inside.verdicts([at.path for at in found if at.path])
    rows = known([at.url for at in found if not at.path])
    standings = []
    for at in found:
        row = rows.get(Link.digest_of(at.url))
        verdict = within.get(at.path) or refused(at.url, settings.FETCH_ALLOW)
        if verdict:
            standing = Standing(at.url, verdict.state, told(verdict.said))
        elif row:
            standing = Standing(at.url, row.state, told(row.said), row.checked_at)
        else:
            standing = Standing(at.url, NEW, told({}))
        standings.append(standing)
    return standings


def ask_for(text, now: datetime | None = None) -> int:
    """Have the links of *text* checked that nobody knows or looked at lately.

    Returns how many that is. Asks nobody: a worker will, soon. At most three queries.
    """
    now = now or timezone.now()
    urls = outside(text)
    rows = known(urls)
    new = [url for url in urls if Link.digest_of(url) not in rows]
    Link.objects.bulk_create(
        (
            Link(
                digest=Link.digest_of(url),
                url=url,
                host=target(url, settings.FETCH_ALLOW).host,
                next_check_at=now,
            )
            for url in new
        ),
        ignore_conflicts=True,  # somebody else asks for the same this moment
    )
    old = [row.pk for row in rows.values() if _is_old(row, now)]
    if old:
        # The filter leaves alone what somebody has asked for or claimed since.
        Link.objects.filter(pk__in=old, next_check_at=None).update(next_check_at=now)
    return len(new) + len(old)


def outside(text) -> list[str]:
    """The addresses of *text* that can be known only by asking."""
    allow = settings.FETCH_ALLOW
    return [
        at.url
        for at in addresses.of(text)
        if not at.path and refused(at.url, allow) is None
    ]


def known(urls: list[str]) -> dict[str, Link]:
    """The rows of *urls*, by their digests."""
    if not urls:
        return {}
    return Link.objects.in_bulk(
        [Link.digest_of(url) for url in urls], field_name="digest"
    )


def _is_old(row: Link, now: datetime) -> bool:
    """Whether *row* waits for no check and the last is long ago, by what it said."""
    if row.next_check_at is not None:
        return False
    lasts = FRESH if row.state == ALIVE else DOUBTFUL
    return row.checked_at is None or row.checked_at <= now - lasts
