import django.db.models.deletion
from django.db import migrations, models

NAMED = (
    *("Region", "Industry", "Organisation", "Event", "Cluster"),
    *("Alliance", "Programme", "Agreement"),
)
# Until now readers were led to none of these but by a text they had.
WAITED = ("Programme", "Agreement", "Indicator")
MADE_OF = "采纳建议「"  # as articles.naming began to tell the log of a row it made


def tell_what_was_made(apps, editor):
    """Rows made while a text was read are told by the log, and of three kinds were all taken so."""
    entry = apps.get_model("articles", "AuditEntry")
    for name in WAITED:
        apps.get_model("articles", name).objects.update(made_by_reading=True)
    for name in set(NAMED).difference(WAITED):
        rows = apps.get_model("articles", name).objects
        made = entry.objects.filter(
            act="row.add", thing=name.lower(), told__startswith=MADE_OF
        )
        for key in made.values_list("key", flat=True).iterator():
            rows.filter(pk=int(key)).update(made_by_reading=True)


def made_by_reading():
    return models.BooleanField(
        default=False,
        help_text="采纳文中的建议时建立的：读者有了写到它的报道或数据，才看得到它。取消即列入名录，读者随时看得到；只有能审阅文章的人可以改。",
        verbose_name="由读稿建立",
    )


def read_from():
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="articles.quote",
        verbose_name="读自",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_places_of_emphasis")]

    operations = [
        *(
            migrations.AddField(name, "made_by_reading", made_by_reading())
            for name in (*NAMED, "Indicator")
        ),
        *(
            migrations.AddField(name, "read_from", read_from())
            for name in ("Event", "Organisation")
        ),
        migrations.RunPython(
            tell_what_was_made, migrations.RunPython.noop, elidable=True
        ),
    ]
