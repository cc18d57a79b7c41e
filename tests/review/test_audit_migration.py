"""The log of all begins with what was known before there was one."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.models import AuditEntry, Source
from tests.review.test_migration import migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_the_processes_kept_of_the_past_is_in_it():
    executor, target, before = migrate("_audit")
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(before)
    old = executor.loader.project_state(before).apps
    model = old.get_model
    then = timezone.now() - timedelta(days=3)
    person = model("auth", "User").objects.create(username="li")
    article = model("articles", "Article").objects.create(slug="a", title="甲稿")
    LogEntry.objects.create(
        action_time=then,
        user_id=person.pk,
        content_type=ContentType.objects.get_for_model(Source),
        object_id="7",
        object_repr="甲社",
        action_flag=2,
        change_message='[{"changed": {"fields": ["名称"]}}]',
    )
    model("articles", "ReviewEvent").objects.create(
        article=article, act="submit", by=person, at=then, note="请看"
    )
    model("articles", "Decision").objects.create(
        article=article, key="k", words="7个", answer="rejected", by=person
    )
    model("articles", "Overrule").objects.create(
        article=article, key="k", finding="不合", reason="属实", by=person
    )
    model("articles", "Merge").objects.create(
        kind="cluster",
        kept_id=1,
        kept_name="甲集群",
        gone_id=2,
        gone_name="乙集群",
        gone_slug="yi",
        moved={},
        by=person,
        undone_by=person,
        undone_at=then,
    )

    MigrationExecutor(connection).migrate([target])
    MigrationExecutor(connection).migrate(newest)

    told = {row.act: row for row in AuditEntry.objects.all()}
    assert set(told) == {
        *("row.change", "review.submit", "fact.reject", "fact.overrule"),
        *("merge.do", "merge.undo"),
    }
    assert {row.who for row in told.values()} == {"li"}
    assert {row.via for row in told.values()} == {"record"}
    assert (told["row.change"].at, told["row.change"].title) == (then, "甲社")
    assert "名称" in told["row.change"].told
    assert (told["review.submit"].title, told["review.submit"].note) == ("甲稿", "请看")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("UPDATE articles_auditentry SET note = 'x'")
