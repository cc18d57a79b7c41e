"""manage.py groups: lay down the five groups of staff with their permissions."""

from django.core.management.base import BaseCommand
from django.db import transaction

from articles import auditing, groups


class Command(BaseCommand):
    help = "Create the groups of staff with their permissions, or update them."

    def handle(self, **options):
        with transaction.atomic():
            groups.lay_down()
            auditing.record("upkeep.groups", None)
        self.stdout.write("、".join((*groups.GROUPS, groups.ADMINISTRATORS)))
