"""Two rows that are one: everything moves, and undoing restores exactly what was."""

from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import merging
from articles.models import (
    Agreement,
    Alliance,
    AuditEntry,
    Cluster,
    Fact,
    Industry,
    Merge,
    NamesStamp,
    Organisation,
)
from tests import make

pytestmark = pytest.mark.django_db


def everything() -> str:
    """Every row of the product but the records of merging and of acts, as text."""
    rows = []
    for model in apps.get_app_config("articles").get_models(include_auto_created=True):
        # The stamp says that names changed, which they did, twice.
        if model not in (AuditEntry, Merge, NamesStamp):
            rows += model._base_manager.order_by("pk")
    return serializers.serialize("json", rows)


def two_clusters():
    """A doubled cluster: both in one list, one with more columns, each with facts."""
    editor, region = make.editor(), make.region("江苏")
    kept = make.cluster("无锡市物联网集群", aliases=["无锡物联网"])
    gone = make.cluster(
        "无锡物联网产业集群",
        aliases=["无锡物联网", "锡物联"],
        batch="第一批",
        designated_on=date(2022, 11, 30),
        lead_city=region,
    )
    kept.regions.add(region)
    gone.regions.add(region, make.region("无锡", kind="city"))
    gone.industries.add(Industry.objects.create(name="物联网", slug="iot"))
    article = make.published(
        "物联网集群", "集群有企业900家。", by=editor, clusters=[gone, kept]
    )
    make.published("又一篇", clusters=[gone])
    make.fact(article, "集群有企业900家", "900家", by=editor, cluster=gone)
    Agreement.objects.create(name="共建协议", slug="pact", cluster=gone)
    return gone, kept, editor


def test_everything_that_pointed_at_one_points_at_the_other():
    gone, kept, editor = two_clusters()
    merging.merge(gone, kept, editor)
    kept.refresh_from_db()
    assert not Cluster.objects.filter(pk=gone.pk).exists()
    assert kept.aliases == ["无锡物联网", "无锡物联网产业集群", "锡物联"]
    assert (kept.batch, kept.designated_on) == ("第一批", date(2022, 11, 30))
    assert [row.name for row in kept.regions.order_by("name")] == ["无锡", "江苏"]
    fact = Fact.objects.get()
    assert fact.cluster == kept
    assert fact.about_key == f"cluster{kept.pk}"
    assert Agreement.objects.get().cluster == kept
    assert kept.articles.count() == 2
    assert all(list(row.clusters.all()) == [kept] for row in kept.revisions.all())


def test_undoing_restores_every_row_as_it_was():
    gone, kept, editor = two_clusters()
    before = everything()
    record = merging.merge(gone, kept, editor)
    assert everything() != before
    merging.undo(record, editor)
    assert everything() == before


def test_undoing_leaves_alone_what_was_added_since():
    gone, kept, editor = two_clusters()
    record = merging.merge(gone, kept, editor)
    kept.refresh_from_db()
    kept.aliases = [*kept.aliases, "新名"]
    kept.batch = "第二批"
    kept.save()
    later = make.published("后来的", clusters=[kept])
    merging.undo(record, editor)
    kept.refresh_from_db()
    assert kept.aliases == ["无锡物联网", "新名"]
    assert kept.batch == "第二批"
    assert list(later.clusters.all()) == [kept]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    lists=st.lists(st.sets(st.integers(0, 3), max_size=4), min_size=1, max_size=5),
    order=st.permutations([1, 2, 3]),
)
def test_merges_of_any_lists_undone_backwards_restore_everything(lists, order):
    from django.db import transaction

    with transaction.atomic():
        editor = make.editor()
        rows = [
            Organisation.objects.create(name=f"机构{n}", slug=f"o{n}") for n in range(4)
        ]
        for number, members in enumerate(lists):
            alliance = Alliance.objects.create(name=f"联盟{number}", slug=f"a{number}")
            alliance.members.set([rows[n] for n in members])
        before = everything()
        records = [merging.merge(rows[n], rows[0], editor) for n in order]
        told = {n for members in lists for n in members}
        assert sum(a.members.count() for a in Alliance.objects.all()) == sum(
            bool(members) for members in lists
        )
        assert told or rows[0].alliances.count() == 0
        for record in reversed(records):
            merging.undo(record, editor)
        assert everything() == before
        transaction.set_rollback(True)


def test_an_old_address_leads_to_the_row_that_stayed(client):
    gone, kept, editor = two_clusters()
    address = gone.get_absolute_url()
    record = merging.merge(gone, kept, editor)
    assert client.get(address).headers["Location"] == kept.get_absolute_url()
    third = make.cluster("第三个")
    merging.merge(kept, third, editor)
    assert client.get(address).headers["Location"] == third.get_absolute_url()
    assert client.get("/cluster/never-was/").status_code == 404
    merging.undo(Merge.objects.first(), editor)
    merging.undo(record, editor)
    assert client.get(address).status_code == 200


def test_what_cannot_be_merged_or_undone_is_said():
    gone, kept, editor = two_clusters()
    for one, other in ((kept, kept), (gone, make.alliance())):
        with pytest.raises(merging.MergeError):
            merging.merge(one, other, editor)
    record = merging.merge(gone, kept, editor)
    with pytest.raises(merging.MergeError, match="刚被他人合并"):
        merging.merge(gone, kept, editor)
    third = make.cluster("第三个")
    second = merging.merge(kept, third, editor)
    with pytest.raises(merging.MergeError, match="先撤销那一次"):
        merging.undo(record, editor)
    merging.undo(second, editor)
    merging.undo(record, editor)
    with pytest.raises(merging.MergeError, match="已经撤销过"):
        merging.undo(record, editor)


def test_a_name_given_away_since_stops_the_undoing_whole():
    gone, kept, editor = two_clusters()
    record = merging.merge(gone, kept, editor)
    make.cluster(gone.name)
    with pytest.raises(merging.MergeError, match="已有别的记录在用"):
        merging.undo(record, editor)
    record.refresh_from_db()
    assert record.undone_at is None


def test_an_editor_merges_and_undoes_in_the_admin(as_editor):
    gone, kept, _editor = two_clusters()
    address = reverse("admin:articles_cluster_changelist")
    chosen = {"action": "merge_selected", "_selected_action": [gone.pk, kept.pk]}
    page = as_editor.post(address, chosen).content.decode()
    assert "选留下哪一条" in page
    assert "style=" not in page
    answer = as_editor.post(address, chosen | {"keep": kept.pk}, follow=True)
    assert "可以撤销" in answer.content.decode()
    assert not Cluster.objects.filter(pk=gone.pk).exists()
    as_editor.post(
        reverse("admin:articles_merge_changelist"),
        {"action": "undo_selected", "_selected_action": [Merge.objects.get().pk]},
    )
    assert Cluster.objects.filter(pk=gone.pk).exists()


def test_a_clerk_cannot_merge(as_clerk):
    gone, kept, _editor = two_clusters()
    as_clerk.post(
        reverse("admin:articles_cluster_changelist"),
        {
            "action": "merge_selected",
            "_selected_action": [gone.pk, kept.pk],
            "keep": kept.pk,
        },
    )
    assert Cluster.objects.filter(pk=gone.pk).exists()
