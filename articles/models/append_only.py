"""Rows that are written once: neither changed nor taken away, by code or by hand.

Python refuses here, so that a mistake fails in a test; the database refuses too, by the
triggers of `articles.triggers`, whoever asks it.
"""

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or remove what the log says."""


def _refuse(*args, **kwargs):
    raise AppendOnly("The log is only ever added to.")


class AppendOnlyQuerySet(models.QuerySet):
    update = delete = bulk_update = update_or_create = _refuse


class AppendOnlyModel(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            _refuse()
        super().save(*args, **{**kwargs, "force_insert": True})

    delete = _refuse
