"""manage.py feeds: add addresses to poll, list and exchange them, from the shell."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles import clock
from articles.live import feeding, opml, subscriptions
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.models import Feed


class Command(BaseCommand):
    help = "Add a feed, list the feeds with their health, or exchange them as OPML."

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
        brought = acts.add_parser("import", help="add the feeds of an OPML file")
        brought.add_argument("file", type=Path)
        brought.add_argument(
            "--dry-run", action="store_true", help="say what would be added, and stop"
        )
        acts.add_parser("export", help="every address as OPML, to standard output")

    def handle(self, *, act, **options):
        getattr(self, f"{act}_feeds")(**options)

    def add_feeds(self, *, url, source, title, mapping, **options):
        try:
            feed = feeding.add(url, source, title, mapping)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{feed.pk}\t{feed.title}\t{feed.url}")

    def list_feeds(self, **options):
        for feed in Feed.objects.select_related("source"):
            told = feed.last_error or _at(feed.last_success_at)
            self.stdout.write(
                f"{feed.pk}\t{feed.kind}\t{feed.title}\t{feed.url}\t{told}"
            )

    def import_feeds(self, *, file, dry_run, **options):
        try:
            found = opml.parse(file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except FeedError as error:
            raise CommandError(sentence(error)) from error
        planned = subscriptions.plan(found)
        if not dry_run:
            subscriptions.carry_out(planned)
        for row in planned:
            named = row.feed.title if row.feed else row.outline.title
            words = (row.state, row.outline.number, named, row.outline.url, row.why)
            self.stdout.write("\t".join(map(str, words)).rstrip())
        if found.left_out:
            self.stderr.write(f"{found.left_out} more were left out")

    def export_feeds(self, **options):
        self.stdout.write(subscriptions.export().decode(), ending="")


def _at(moment) -> str:
    return clock.to_minute(moment) if moment else "—"
