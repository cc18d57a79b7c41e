"""Everything done in the admin, told to the log of all as well.

`articles.desk` gives every registered ModelAdmin this, Django's own included, so that
nobody who adds one has to think of it.
"""

import json
from functools import wraps

from django.contrib.admin import actions
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from articles import auditing


class Logged:
    """A ModelAdmin whose entries in Django's log are entries of the log of all."""

    def log_addition(self, request, obj, message):
        with transaction.atomic():
            told = "" if isinstance(message, list) else message
            auditing.record("row.add", request.user, obj, told)
            return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        with transaction.atomic():
            auditing.record("row.change", request.user, obj, lambda: in_words(message))
            return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        with transaction.atomic():
            rows = list(queryset)
            auditing.record_all("row.delete", request.user, rows)
            return super().log_deletions(request, rows)


def in_words(message) -> str:
    """What was changed, of a message as Django's log has it: "已修改标题和正文。"."""
    if not isinstance(message, list):
        return str(message)
    kept = LogEntry(action_flag=CHANGE, change_message=json.dumps(message))
    more = [line for part in message for line in part.get("told", ())]
    return " ".join([kept.get_change_message(), *more])


@wraps(actions.delete_selected)
def delete_selected(modeladmin, request, queryset):
    """Django's action; what it logs and what it deletes are done both or neither."""
    with transaction.atomic():
        return actions.delete_selected(modeladmin, request, queryset)
