"""manage.py groups: lay down the five groups of staff with their permissions."""

from django.core.management.base import BaseCommand

from articles import groups


class Command(BaseCommand):
    help = "Create the groups of staff with their permissions, or update them."

    def handle(self, **options):
        groups.lay_down()
        self.stdout.write("、".join((*groups.GROUPS, groups.ADMINISTRATORS)))
