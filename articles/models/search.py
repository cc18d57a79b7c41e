"""What search looks into: the units of each item and of each published revision.

Whether a reader may see a row is never kept here; a search joins what `shown()` and
`public()` give at that moment. The rows are written by `articles.search` alone, since
the index beside these tables (an FTS5 table on SQLite, a `tsvector` column on
PostgreSQL, both made by the migration) has to move with them.
"""

from django.db import connection, models
from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.utils.translation import gettext_lazy as _

from articles import tokens
from articles.models.items import FeedItem
from articles.models.revision import Revision


class SearchedQuerySet(models.QuerySet):
    def matching(self, query: tokens.Query):
        """Rows whose text has every wanted word of *query* and no unwanted one."""
        rows = self.filter(pk__in=self._having(query.needed))
        for word in query.runs:
            rows = rows.alias(place=_place(word)).filter(place__gt=0)
        for word in query.unwanted:
            rows = rows.alias(place=_place(word)).filter(place=0)
        return rows

    def _having(self, needed):
        """The keys of rows with all of these tokens, by the index of the database."""
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        # Tokens are letters, figures, "." and "%"; the quotes are doubled all the same.
        if connection.vendor == "postgresql":
            words = " & ".join("'" + t.replace("'", "''") + "'" for t in needed)
            sql = f"SELECT {key} FROM {table} WHERE words @@ %s::tsquery"  # noqa: S608
        else:
            words = " AND ".join('"' + t.replace('"', '""') + '"' for t in needed)
            sql = f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH %s"  # noqa: S608
        return RawSQL(sql, [words])  # noqa: S611


def _place(word) -> StrIndex:
    return StrIndex("units", Value(tokens.line(word)))


class Searched(models.Model):
    units = models.TextField(editable=False)  # as tokens.line() joins them

    objects = SearchedQuerySet.as_manager()

    class Meta:
        abstract = True


class ItemText(Searched):
    item = models.OneToOneField(
        FeedItem, models.CASCADE, primary_key=True, related_name="searched"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("条目检索")

    def __str__(self):
        return self.units


class RevisionText(Searched):
    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="searched"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("文章检索")

    def __str__(self):
        return self.units
