import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


WORDS = (
    *("title", "lede", "body", "source_id", "author_id"),
    *("stated_at", "stated_printed", "stated_precision"),
)


def tell_from_when_readers_saw(apps, schema_editor):
    """Move what readers see from the article to the times of its revisions.

    Until now one person published; their revision counts as approved by them alone. A
    working copy that was typed on after publishing is a draft of the next text.
    """
    Article = apps.get_model("articles", "Article")
    Revision = apps.get_model("articles", "Revision")
    seen = Article.objects.filter(published_revision__isnull=False)
    for article in seen.select_related("published_revision").iterator(500):
        revision = article.published_revision
        withdrawn = article.status == "withdrawn"
        until = max(article.updated_at, article.publish_at) if withdrawn else None
        Revision.objects.filter(pk=revision.pk).update(
            approved_by=revision.frozen_by,
            approved_at=revision.frozen_at,
            approved_alone=True,
            shown_from=article.publish_at,
            shown_until=until,
        )
        same = all(getattr(article, word) == getattr(revision, word) for word in WORDS)
        Article.objects.filter(pk=article.pk).update(
            status=article.status if same else "draft",
            submitted_revision=revision if same else None,
            withdrawn_at=until,
        )
    for article in Article.objects.exclude(updated_by=None).iterator(500):
        article.writers.add(article.updated_by_id)
    if schema_editor.connection.vendor == "postgresql":
        # Else the constraints below wait for checks that wait for the commit.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_archive'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('edit', '修改'), ('submit', '送审'), ('correct', '送审更正'), ('return', '退回'), ('approve', '通过'), ('schedule', '定时'), ('unschedule', '取消定时'), ('publish', '发布'), ('withdraw', '撤下'), ('restore', '恢复旧版')], max_length=10, verbose_name='做了什么')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='何时')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
            ],
            options={
                'verbose_name': '审稿记录',
                'verbose_name_plural': '审稿记录',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'default_related_name': 'articles', 'ordering': ['-created_at', '-pk'], 'permissions': [('submit_article', '可以送审文章'), ('correct_article', '可以送审更正'), ('review_article', '可以审阅文章'), ('publish_article', '可以发布文章'), ('withdraw_article', '可以撤下文章')], 'verbose_name': '文章', 'verbose_name_plural': '文章'},
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='published_article_has_revision_and_time',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_public',
        ),
        migrations.AddField(
            model_name='article',
            name='submitted_revision',
            field=models.ForeignKey(blank=True, editable=False, help_text='工作稿照此送审、通过或发布；一经修改即不作数。', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='articles.revision', verbose_name='送审版本'),
        ),
        migrations.AddField(
            model_name='article',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='撤下时间'),
        ),
        migrations.AddField(
            model_name='article',
            name='withdrawn_because',
            field=models.TextField(blank=True, editable=False, verbose_name='撤下原因'),
        ),
        migrations.AddField(
            model_name='article',
            name='writers',
            field=models.ManyToManyField(blank=True, editable=False, help_text='自上次通过以来改过文字的人；他们都不能审这一稿。', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='执笔人'),
        ),
        migrations.AddField(
            model_name='revision',
            name='approved_alone',
            field=models.BooleanField(default=False, verbose_name='本人通过'),
        ),
        migrations.AddField(
            model_name='revision',
            name='approved_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='通过时间'),
        ),
        migrations.AddField(
            model_name='revision',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通过人'),
        ),
        migrations.AddField(
            model_name='revision',
            name='correction',
            field=models.CharField(blank=True, choices=[('substantive', '实质更正'), ('typo', '文字订正')], max_length=11, verbose_name='更正'),
        ),
        migrations.AddField(
            model_name='revision',
            name='correction_note',
            field=models.TextField(blank=True, verbose_name='更正说明'),
        ),
        migrations.AddField(
            model_name='revision',
            name='of_version',
            field=models.PositiveIntegerField(default=0, verbose_name='所取的保存次数'),
        ),
        migrations.AddField(
            model_name='revision',
            name='shown_from',
            field=models.DateTimeField(blank=True, null=True, verbose_name='上线时间'),
        ),
        migrations.AddField(
            model_name='revision',
            name='shown_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='下线时间'),
        ),
        migrations.AddField(
            model_name='revision',
            name='writers',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='执笔人'),
        ),
        migrations.AlterField(
            model_name='article',
            name='publish_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='首次发布'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审'), ('returned', '已退回'), ('approved', '已通过'), ('published', '已发布'), ('withdrawn', '已撤下')], default='draft', editable=False, max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='article',
            name='title',
            field=models.CharField(blank=True, max_length=200, verbose_name='标题'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='frozen_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='定稿时间'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='title',
            field=models.CharField(blank=True, max_length=200, verbose_name='标题'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-publish_at', '-id'], name='article_public'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', '-updated_at'], name='article_desk'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['-shown_from'], name='revision_shown'),
        ),
        migrations.RunPython(tell_from_when_readers_saw, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='article',
            name='published_revision',
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('publish_at__isnull', False), _connector='OR'), name='published_article_has_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['in_review', 'approved', 'published']), _negated=True), ('submitted_revision__isnull', False), _connector='OR'), name='what_is_reviewed_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('shown_from__isnull', False), ('shown_until__isnull', True)), fields=('article',), name='one_revision_is_shown_to_the_end'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('shown_from__isnull', True), ('approved_at__isnull', False), _connector='OR'), name='shown_revision_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('shown_until__isnull', True), ('shown_until__gte', models.F('shown_from')), _connector='OR'), name='shown_until_is_after_from'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_events', to='articles.article', verbose_name='文章'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='何人'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review_events', to='articles.revision', verbose_name='版本'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(fields=['article', '-at'], name='event_of_article'),
        ),
    ]
