"""manage.py regroup_stories: place items again, after a rule of the judge changed."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.live.regrouping import regroup


class Command(BaseCommand):
    help = "Place stored items anew by today's rules; what editors placed stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, help="only items received in the last DAYS days"
        )

    def handle(self, *, days, **options):
        since = timezone.now() - timedelta(days=days) if days else None
        looked, moved = regroup(since)
        self.stdout.write(f"{looked} items looked at, {moved} moved")
