from django.conf import settings
from django.db import migrations, models


def writers_again(apps, editor):
    """An approval ended the writers of a text; now only what readers have does."""
    Article = apps.get_model("articles", "Article")
    sent = Article.objects.filter(submitted_revision__isnull=False)
    for article in sent.select_related("submitted_revision").iterator():
        article.writers.add(*article.submitted_revision.writers.all())


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_old_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='article',
            name='writers',
            field=models.ManyToManyField(blank=True, editable=False, help_text='自读者上次得到一版以来改过文字的人；他们都不能审这一稿。', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='执笔人'),
        ),
        migrations.RunPython(writers_again, migrations.RunPython.noop, elidable=True),
    ]
