"""manage.py feeds: add an address to poll, or list those there are, from the shell."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.live import feeding
from articles.models import Feed


class Command(BaseCommand):
    help = "Add a feed, or list the feeds with their health."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        asked = acts.add_parser("add", help="poll an address from now on")
        asked.add_argument("url")
        asked.add_argument("--source", required=True, help="the outlet to credit")
        asked.add_argument(
            "--title", default="", help="the feed's name; the outlet's if none"
        )
        asked.add_argument(
            "--mapping", type=json.loads, help="for JSON that is no JSON Feed"
        )
        acts.add_parser("list", help="every feed, one a line")

    def handle(self, *, act, **options):
        getattr(self, act)(**options)

    def add(self, *, url, source, title, mapping, **options):
        try:
            feed = feeding.add(url, source, title, mapping)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{feed.pk}\t{feed.title}\t{feed.url}")

    def list(self, **options):
        for feed in Feed.objects.select_related("source"):
            told = feed.last_error or _at(feed.last_success_at)
            self.stdout.write(
                f"{feed.pk}\t{feed.kind}\t{feed.title}\t{feed.url}\t{told}"
            )


def _at(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"
