"""manage.py retain: take old items out of the hot tables; a worker does it once a day."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.live import retention

LEAST = 3  # days: an item is compared with those of two days before it


class Command(BaseCommand):
    help = "Archive old items: nothing is deleted that anybody can see or cite."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, help="keep so many days; LIVE_KEEP_DAYS if not given"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="count, and change nothing"
        )

    def handle(self, *, days, dry_run, **options):
        days = settings.LIVE_KEEP_DAYS if days is None else days
        if days < LEAST:
            raise CommandError(f"--days {days}: use a whole number from {LEAST}")
        before = retention.horizon(timezone.now(), days)
        done = retention.due(before) if dry_run else retention.all_batches(before)
        verb = "would be archived" if dry_run else "archived"
        self.stdout.write(
            f"{done.items} items {verb}, {done.pairs} rare pairs and"
            f" {done.feed_days} day counts dropped (told before {before:%Y-%m-%d})"
        )
