"""manage.py worker: poll what is due, for as long as it runs."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from articles.live.refresh import Askers, refresh_due

logger = logging.getLogger(__name__)

PAUSE = 2  # seconds between looks at the queue


class Command(BaseCommand):
    help = "Bring in what feeds have that is due, again and again until stopped."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="do what is due, then exit"
        )

    def handle(self, *, once, **options):
        stop = threading.Event()
        with Askers() as askers:
            if once:
                self.stdout.write(str(refresh_due(timezone.now(), askers)))
                return
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
            while not stop.wait(PAUSE):
                self.turn(askers)

    def turn(self, askers):
        """One look at the queue; a database that is away for a while is waited for."""
        close_old_connections()
        try:
            refresh_due(timezone.now(), askers)
        except OperationalError:
            logger.exception("the database did not answer; trying again")
