"""manage.py worker: poll what is due and check links, for as long as it runs."""

import logging
import signal
import threading
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from articles import accounts, links
from articles.live import retention
from articles.live.refresh import Askers, refresh_due
from articles.models import Feed

logger = logging.getLogger(__name__)

PAUSE = 2  # seconds between looks at the queue


@contextmanager
def told_to_stop():
    """An event that SIGINT and SIGTERM set: what is under way is put down in order."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Command(BaseCommand):
    help = "Bring in what feeds have that is due, again and again until stopped."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="do what is due, then exit"
        )

    def handle(self, *, once, **options):
        with (
            told_to_stop() as stop,
            Askers(stop=stop) as askers,
            links.Checking(stop=stop) as checking,
        ):
            if once:
                self.stdout.write(str(self.all_that_is_due(askers, checking)))
                return
            while not stop.wait(PAUSE):
                self.turn(askers, checking)

    def all_that_is_due(self, askers, checking) -> int:
        """Do everything that is due now, and return how many items were new."""
        started, added = timezone.now(), 0
        while not askers.stop.is_set() and Feed.objects.due(started).exists():
            added += refresh_due(timezone.now(), askers)
        while not askers.stop.is_set() and retention.turn(timezone.now()):
            pass
        checking.finish()
        accounts.forget_ended_sessions(timezone.now())
        return added

    def turn(self, askers, checking):
        """One look at the queue; a database that is away for a while is waited for."""
        close_old_connections()
        try:
            refresh_due(timezone.now(), askers)
            retention.turn(timezone.now())
            links.check_due(timezone.now(), checking)
            accounts.forget_ended_sessions(timezone.now())
        except OperationalError:
            logger.exception("the database did not answer; trying again")
