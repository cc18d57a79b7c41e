"""Keep the search index: an item when placed or reworded, a revision when published.

Nothing else changes their words, and who may see them is joined by `articles.finding` when
somebody asks; so hiding, merging, splitting, undoing and withdrawing need nothing here.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from articles import body, tokens
from articles.models import (
    FeedItem,
    ItemText,
    Revision,
    RevisionText,
)

BATCH = 1000


def index_items(items: Iterable[FeedItem]) -> None:
    """Make new *items* findable; each must have a pk and be indexed for the first time."""
    _write(ItemText, [(item.pk, units_of_item(item)) for item in items])


def index_again(items: Iterable[FeedItem]) -> None:
    """Make *items* findable by the words they have now; for those that were reworded."""
    _bring_up(ItemText, [(item.pk, units_of_item(item)) for item in items])


def index_revision(revision: Revision) -> None:
    """Make *revision* findable from when readers see it; a second time changes nothing."""
    _bring_up(RevisionText, [(revision.pk, units_of_revision(revision))])


def units_of_item(item) -> list[str]:
    return tokens.units(item.text)


def units_of_revision(revision) -> list[str]:
    """Title, lede and body; no word is found across their borders."""
    found = tokens.units(revision.title)
    for text in (revision.lede, plain(revision.body)):
        found += [tokens.BREAK, *tokens.units(text)]
    return found


def plain(markdown: str) -> str:
    """What a reader reads of a body, a line a block."""
    return "\n".join(block.text.strip() for block in body.blocks(markdown))


def reindex(anew: bool = False) -> tuple[int, int]:
    """Bring the whole index up to date; return how many texts were looked at, and mended.

    Safe at any time and as often as one likes: each batch is its own transaction, and
    what is right already is left alone. *anew* empties the index first, which is for
    when `tokens` changed or the index was damaged; until it is done, search finds less.
    """
    if anew:
        for model in (ItemText, RevisionText):
            _empty(model)
    published = Revision.objects.filter(shown_from__isnull=False)
    items = bring_up_all(ItemText, FeedItem.objects.only("text"), units_of_item)
    texts = bring_up_all(RevisionText, published, units_of_revision)
    return items[0] + texts[0], items[1] + texts[1]


def bring_up_all(model, rows, units_of) -> tuple[int, int]:
    """Index *rows* by their pk in *model*; return how many there are, and were mended."""
    looked = mended = last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        looked += len(batch)
        mended += _bring_up(model, [(row.pk, units_of(row)) for row in batch])
    return looked, mended


def _bring_up(model, rows) -> int:
    """Write those of (pk, units) *rows* that are missing or other; return how many."""
    with transaction.atomic():
        pks = [pk for pk, _units in rows]
        kept = dict(model.objects.filter(pk__in=pks).values_list("pk", "units"))
        stale = [row for row in rows if kept.get(row[0]) != tokens.line(row[1])]
        _remove(model, [(pk, kept[pk]) for pk, _units in stale if pk in kept])
        _write(model, stale)
    return len(stale)


def _write(model, rows) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {table} ({key}, units, words)"  # noqa: S608
                " VALUES (%s, %s, array_to_tsvector(%s::text[]))",
                [(pk, tokens.line(found), tokens.tokens(found)) for pk, found in rows],
            )
            return
        cursor.executemany(
            f"INSERT INTO {table} ({key}, units) VALUES (%s, %s)",  # noqa: S608
            [(pk, tokens.line(found)) for pk, found in rows],
        )
        cursor.executemany(
            f"INSERT INTO {table}_index (rowid, words) VALUES (%s, %s)",  # noqa: S608
            [(pk, " ".join(tokens.tokens(found))) for pk, found in rows],
        )


def _remove(model, rows) -> None:
    """Take (pk, line) *rows* out of table and index."""
    table = model._meta.db_table
    if connection.vendor != "postgresql":
        # A contentless FTS5 table forgets a row when told what it had held.
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table}_index ({table}_index, rowid, words)"  # noqa: S608
                " VALUES ('delete', %s, %s)",
                [(pk, " ".join(tokens.tokens(line.split()))) for pk, line in rows],
            )
    model.objects.filter(pk__in=[pk for pk, _line in rows]).delete()


def _empty(model) -> None:
    table = model._meta.db_table
    with transaction.atomic():
        if connection.vendor != "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table}_index ({table}_index) VALUES ('delete-all')"  # noqa: S608
                )
        model.objects.all().delete()
