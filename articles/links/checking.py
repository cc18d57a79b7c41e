"""Asking links: a few at a time beside the feeds, or at once because a person waits.

Threads ask and touch no database; what comes of an answer is stored by who started
them. Of one host only one address is asked at a time, and then it has its rest.
"""

import logging
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.links.standing import ALIVE, ask_for, known, outside
from articles.live.knocking import LIMITS, UNSURE, Verdict, knock
from articles.models import Link

logger = logging.getLogger(__name__)

AT_ONCE = 8
# How soon one who waits for answers looks again.
LOOK = 0.1
# How many due rows a turn looks through for hosts that differ.
LOOKED_THROUGH = 100
# What a person may ask for by one press, and how long they are kept waiting.
MOST_NOW, SECONDS_NOW = 20, 10.0
# Pressed again, or by two people, the button does not ask again what was just asked.
JUST_ASKED = timedelta(seconds=30)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Answer(NamedTuple):
    link: Link
    verdict: Verdict | Exception


class Checking:
    """The links one worker is asking. A context manager: what is left is given back."""

    def __init__(self, stop: Event | None = None):
        self.stop = stop or Event()
        self._asked: dict[int, Link] = {}
        self._told: SimpleQueue[Answer] = SimpleQueue()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._store(timezone.now())
        for link in self._asked.values():
            link.give_back(timezone.now())

    def turn(self, now: datetime) -> int:
        """Store what has been answered, begin to ask what is due; waits for nobody.

        Returns how many answers were stored.
        """
        stored = self._store(now)
        room = AT_ONCE - len(self._asked)
        if room > 0 and not self.stop.is_set():
            for link in _of_different_hosts(Link.objects.due(now), room):
                if link.claim(now):
                    self._asked[link.pk] = link
                    _start([link], now, self._told)
        return stored

    def finish(self) -> None:
        """Ask all that is due now and wait for the answers, which end by themselves."""
        self.turn(timezone.now())
        while self._asked and not self.stop.is_set():
            self.settle()
            self.turn(timezone.now())

    def settle(self) -> None:
        """Wait for what is being asked, and store the answers."""
        while self._asked and not self.stop.wait(LOOK):
            self._store(timezone.now())

    def _store(self, now: datetime) -> int:
        stored = 0
        while not self._told.empty():
            answer = self._told.get()
            del self._asked[answer.link.pk]
            _keep(answer, now)
            stored += 1
        return stored


def check_due(now: datetime, checking: Checking) -> int:
    """A worker's turn at links; returns how many answers were stored. Never waits."""
    return checking.turn(now)


class Checked(NamedTuple):
    """How many links a person had asked, and how many have no new answer."""

    asked: int
    left: int

    def sentence(self) -> str:
        if not self.asked and not self.left:
            return _("正文里没有要到外面检查的链接。")
        if not self.left:
            return _("检查了 %(asked)d 个链接。") % self._asdict()
        return (
            _("检查了 %(asked)d 个链接；另有 %(left)d 个刚刚检查过，或留待后台检查。")
            % self._asdict()
        )


def check_now(text, now: datetime | None = None) -> Checked:
    """Ask the links of *text* and wait for the answers, SECONDS_NOW at most.

    Those that are not known to be alive come first, MOST_NOW at most; what is not
    answered in time is left to a worker. Call it outside any transaction.
    """
    now = now or timezone.now()
    ask_for(text, now)
    rows = known(outside(text)).values()
    wanted = [link for link in rows if not _was_just_asked(link, now)]
    wanted.sort(key=lambda link: (link.state == ALIVE, link.checked_at or LONG_AGO))
    claimed = [link for link in wanted[:MOST_NOW] if link.claim(now)]
    asked = _ask_and_wait(claimed, now)
    return Checked(asked, len(rows) - asked)


def _was_just_asked(link: Link, now: datetime) -> bool:
    return link.asked_at is not None and link.asked_at > now - JUST_ASKED


def _ask_and_wait(links: list[Link], now: datetime) -> int:
    """Ask *links*, the hosts beside each other; return how many answered in time."""
    by_host = defaultdict(list)
    for link in links:
        by_host[link.host].append(link)
    told: SimpleQueue[Answer] = SimpleQueue()
    until = monotonic() + SECONDS_NOW
    for of_one_host in by_host.values():
        _start(of_one_host, now, told, until)
    waiting = {link.pk: link for link in links}
    while waiting:
        try:
            answer = told.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            break
        del waiting[answer.link.pk]
        _keep(answer, timezone.now())
    for link in waiting.values():
        link.give_back(timezone.now())
    return len(links) - len(waiting)


def _of_different_hosts(due, most: int) -> list[Link]:
    found: dict[str, Link] = {}
    for link in due[:LOOKED_THROUGH]:
        found.setdefault(link.host, link)
    return list(found.values())[:most]


def _start(links: list[Link], now: datetime, told: SimpleQueue, until=None) -> None:
    """Ask *links* one after the other in a thread, which gives up at *until*."""
    options = {
        "now": now,
        "allow": settings.FETCH_ALLOW,
        "proxy": settings.FETCH_PROXY,
    }

    def work():
        for link in links:
            seconds = LIMITS.seconds
            if until is not None:
                seconds = min(seconds, until - monotonic())
            if seconds <= 0:
                return
            limits = replace(LIMITS, seconds=seconds)
            try:
                verdict = knock(link.url, limits=limits, **options)
            except Exception as error:
                verdict = error
            told.put(Answer(link, verdict))

    # A daemon: one that waits for a server never keeps us from ending.
    Thread(target=work, daemon=True).start()


def _keep(answer: Answer, now: datetime) -> None:
    link, verdict = answer
    if isinstance(verdict, Exception):
        logger.error("link %s: %s", link.pk, verdict, exc_info=verdict)
        verdict = Verdict(UNSURE, {"code": "fault"})
    link.record(verdict.state, verdict.said, now, timedelta(seconds=verdict.wait))
