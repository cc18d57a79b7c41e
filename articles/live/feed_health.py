"""How every feed is doing: its state in one word, and its last seven days."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Feed, FeedDay

DAYS = 7
# A turn may come this much late before something is wrong: a worker looks every two
# seconds, and a long queue takes minutes.
LATE = timedelta(minutes=15)


class State(models.TextChoices):
    """Worst first; the page is in this order."""

    FAILING = "failing", _("出错")
    LATE = "late", _("没有按时检查")
    SILENT = "silent", _("七日无新条目")
    WAITING = "waiting", _("尚未检查")
    FINE = "fine", _("正常")
    OFF = "off", _("停用")


MARKS = dict(zip(State, "✕‼○…✓–", strict=True))


@dataclass
class Health:
    """One feed: its state, and counts of each of the last seven days, oldest first."""

    feed: Feed
    state: State
    new: list[int] = field(default_factory=lambda: [0] * DAYS)
    checks: int = 0
    failures: int = 0
    repeats: int = 0
    milliseconds: int = 0

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def total(self) -> int:
        return sum(self.new)

    @property
    def a_day(self) -> float:
        return self.total / DAYS

    @property
    def repeats_share(self) -> int | None:
        """Of a hundred new items, how many told what was told already."""
        return round(100 * self.repeats / self.total) if self.total else None

    @property
    def seconds(self) -> float | None:
        """How long one check takes, on average."""
        return self.milliseconds / self.checks / 1000 if self.checks else None

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """A bar a day for a chart 20 high: x, y and height; a day with none has a foot."""
        most = max(self.new) or 1
        heights = [max(round(20 * count / most), 1) for count in self.new]
        return [(8 * n, 20 - height, height) for n, height in enumerate(heights)]


def of_all(now: datetime) -> list[Health]:
    """The health of every feed that is polled, worst first; two queries."""
    days = _days(now)
    polled = Feed.objects.exclude(kind=Feed.Kind.PAGE).select_related("source")
    found = [_health(feed, days[feed.pk], now) for feed in polled.defer("mapping")]
    order = list(State)
    found.sort(
        key=lambda one: (order.index(one.state), -one.feed.failures, one.feed.title)
    )
    return found


def is_idle(found: list[Health]) -> bool:
    """Whether everything that should be asked is late: then no worker is running."""
    asked = [one.state for one in found if one.state != State.OFF]
    overdue = {State.LATE, State.FAILING}
    return State.LATE in asked and set(asked) <= overdue


def _days(now: datetime) -> dict[int, list[tuple]]:
    first = timezone.localdate(now) - timedelta(days=DAYS - 1)
    rows = FeedDay.objects.filter(day__gte=first).order_by()
    days: dict[int, list[tuple]] = defaultdict(list)
    for feed, *row in rows.values_list(
        "feed_id", "day", "new", "checks", "failures", "repeats", "milliseconds"
    ):
        days[feed].append(row)
    return days


def _health(feed: Feed, rows: list[tuple], now: datetime) -> Health:
    one = Health(feed, State.FINE)
    today: date = timezone.localdate(now)
    for day, new, checks, failures, repeats, milliseconds in rows:
        place = DAYS - 1 - (today - day).days
        if 0 <= place < DAYS:
            one.new[place] = new
        one.checks += checks
        one.failures += failures
        one.repeats += repeats
        one.milliseconds += milliseconds
    one.state = _state(one, now)
    return one


def _state(one: Health, now: datetime) -> State:
    feed = one.feed
    if not feed.is_active:
        return State.OFF
    if feed.failures:
        return State.FAILING
    if feed.next_check_at and feed.next_check_at < now - LATE:
        return State.LATE
    if not feed.last_success_at:
        return State.WAITING
    return State.SILENT if one.checks and not one.total else State.FINE
