"""Write the times of live stories as their field does: see LiveStory.bulk_recount."""

from django.db import migrations


def rewrite(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "UPDATE articles_livestory SET told_at = replace(told_at, '+00:00', '')"
            " WHERE told_at LIKE '%+00:00'"
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_accounts")]
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
