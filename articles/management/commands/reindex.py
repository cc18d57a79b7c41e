"""Bring the search index up to date."""

from django.core.management.base import BaseCommand

from articles import search


class Command(BaseCommand):
    help = "Bring the search index up to date; safe at any time, as often as one likes."

    def add_arguments(self, parser):
        parser.add_argument(
            "--anew",
            action="store_true",
            help="empty the index first: after the tokens changed or the index was damaged",
        )

    def handle(self, anew, **options):
        looked, mended = search.reindex(anew)
        self.stdout.write(f"{looked} texts looked at, {mended} indexed.")
