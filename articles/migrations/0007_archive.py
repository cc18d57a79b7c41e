"""Search: what is findable, the index of each database over it, and what is stored already."""

import secrets

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("articles_itemtext", "articles_revisiontext")


def make_indexes(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector")
            schema_editor.execute(
                f"CREATE INDEX {table}_words ON {table} USING gin (words)"
            )
        else:
            # Contentless, for the units stand in the table beside; which rows have a
            # token is all it is asked, so it keeps no positions. The ascii tokenizer
            # leaves every other script alone, whatever Unicode SQLite was built with.
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {table}_index USING fts5(words, content='',"
                " detail=none, columnsize=0, tokenize=\"ascii tokenchars '.%'\")"
            )


def drop_indexes(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN words")
        else:
            schema_editor.execute(f"DROP TABLE {table}_index")


def fill(apps, schema_editor):
    """Make what was stored before findable, with this migration's own tables."""
    from articles import search

    Revision = apps.get_model("articles", "Revision")
    published = Revision.objects.filter(
        pk__in=apps.get_model("articles", "Article")
        .objects.filter(published_revision__isnull=False)
        .values("published_revision")
    )
    search.bring_up_all(
        apps.get_model("articles", "ItemText"),
        apps.get_model("articles", "FeedItem").objects.only("text"),
        search.units_of_item,
    )
    search.bring_up_all(
        apps.get_model("articles", "RevisionText"), published, search.units_of_revision
    )


def first_stamp(apps, schema_editor):
    apps.get_model("articles", "NamesStamp").objects.create(
        pk=1, stamp=secrets.token_hex(8)
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0006_feeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemText",
            fields=[
                ("units", models.TextField(editable=False)),
                ("item", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="searched", serialize=False, to="articles.feeditem")),
            ],
            options={
                "verbose_name": "条目检索",
                "verbose_name_plural": "条目检索",
            },
        ),
        migrations.CreateModel(
            name="RevisionText",
            fields=[
                ("units", models.TextField(editable=False)),
                ("revision", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="searched", serialize=False, to="articles.revision")),
            ],
            options={
                "verbose_name": "文章检索",
                "verbose_name_plural": "文章检索",
            },
        ),
        migrations.CreateModel(
            name="NamesStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=16)),
            ],
            options={
                "verbose_name": "名称标记",
                "verbose_name_plural": "名称标记",
            },
        ),
        migrations.RunPython(first_stamp, migrations.RunPython.noop),
        migrations.RunPython(make_indexes, drop_indexes),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
