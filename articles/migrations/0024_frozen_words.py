from django.db import migrations

from articles import triggers

TABLE = "articles_revision"
WORDS = ("article_id", "number", "title", "lede", "body", "stated_at", "stated_printed")


def freeze(apps, editor):
    for statement in triggers.freeze(editor.connection.vendor, TABLE, WORDS):
        editor.execute(statement)


def thaw(apps, editor):
    for statement in triggers.thaw(editor.connection.vendor, TABLE):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_act_of_names")]

    operations = [migrations.RunPython(freeze, thaw)]
