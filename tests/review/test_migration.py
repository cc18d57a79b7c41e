"""What was published before there was review stays as readers had it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.models import Article

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name):
    executor = MigrationExecutor(connection)
    [target] = [
        node
        for node in executor.loader.graph.nodes
        if node[0] == "articles" and node[1].endswith(name)
    ]
    before = executor.loader.graph.node_map[target].parents
    return executor, target, [node.key for node in before if node.key[0] == "articles"]


def test_what_readers_had_they_keep():
    executor, target, before = migrate("_review")
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(before)
    old = executor.loader.project_state(before).apps
    OldArticle = old.get_model("articles", "Article")
    OldRevision = old.get_model("articles", "Revision")
    User = old.get_model("auth", "User")
    person = User.objects.create(username="editor")
    then = timezone.now() - timedelta(days=3)
    for slug, status in (("kept", "published"), ("gone", "withdrawn")):
        row = OldArticle.objects.create(
            slug=slug, title=slug, body="正文。", status="draft", updated_by=person
        )
        row.published_revision = OldRevision.objects.create(
            article=row, number=1, title=slug, body="正文。", frozen_by=person
        )
        row.status, row.publish_at = status, then
        row.save()
    typed_on = OldArticle.objects.get(slug="kept")
    typed_on.pk, typed_on.slug, typed_on.body = None, "typed-on", "后来改的。"
    typed_on.save()
    revision = OldRevision.objects.create(
        article=typed_on, number=1, title="kept", body="正文。", frozen_by=person
    )
    OldArticle.objects.filter(pk=typed_on.pk).update(published_revision=revision)
    OldArticle.objects.create(slug="draft", title="draft", updated_by=person)

    MigrationExecutor(connection).migrate([target])
    MigrationExecutor(connection).migrate(newest)

    public = {row.slug: row for row in Article.objects.public().for_cards()}
    assert set(public) == {"kept", "typed-on"}
    assert public["kept"].publish_at == then
    assert public["kept"].published_revision.approved_alone
    states = dict(Article.objects.values_list("slug", "status"))
    assert states == {
        "kept": "published",
        "gone": "withdrawn",
        "typed-on": "draft",
        "draft": "draft",
    }
    assert Article.objects.get(slug="gone").withdrawn_at
    assert [p.username for p in Article.objects.get(slug="draft").writers.all()] == [
        "editor"
    ]
