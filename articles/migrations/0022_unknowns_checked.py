import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_what_readers_have(apps, editor):
    """Who noted what a text leaves unsaid answered for it, as long as nobody checked."""
    for row in apps.get_model("articles", "KnownUnknown").objects.iterator():
        row.checked_by_id, row.checked_at = row.noted_by_id, row.noted_at
        row.save(update_fields=["checked_by", "checked_at"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0021_writers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='knownunknown',
            name='checked_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='核对时间'),
        ),
        migrations.AddField(
            model_name='knownunknown',
            name='checked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人'),
        ),
        migrations.RunPython(keep_what_readers_have, migrations.RunPython.noop, elidable=True),
    ]
