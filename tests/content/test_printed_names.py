"""A name that reviewed or published texts print is changed by who may review, not by others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles import review
from articles.models import Author, Cluster
from tests import make

pytestmark = pytest.mark.django_db
KINDS = ("source", "author", "region", "cluster", "alliance")


def row_of(kind):
    if kind == "author":
        return Author.objects.create(name="旧名", source=make.source())
    return getattr(make, kind)("旧名")


def draft_with(row):
    """A draft that prints *row*."""
    if row._meta.model_name in ("source", "author"):
        return make.article(**{row._meta.model_name: row})
    article = make.article()
    getattr(article, f"{row._meta.model_name}s").add(row)
    return article


def sent_in(article):
    review.submit(article, make.person("作者", "a-writer"))


def rename(group, row):
    """Who of *group* opens the form of *row* and gives it another name; the page shown."""
    desk = Client()
    desk.force_login(make.staff(group))
    address = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    page = desk.get(address)
    values = {
        field.name: field.value_from_object(row)
        for field in row._meta.fields
        if field.value_from_object(row) not in (None, "", [])
    }
    answer = desk.post(address, {**values, "name": "新名", "aliases": ""})
    assert answer.status_code == 302, answer.context["errors"]
    row.refresh_from_db()
    return page.content.decode()


@pytest.mark.parametrize("go_on", [sent_in, make.publish])
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_review_reads_why_the_name_stays(kind, go_on):
    row = row_of(kind)
    go_on(draft_with(row))
    page = rename("录入员", row)
    assert row.name == "旧名"
    assert (
        "「旧名」印在已送审、已发布的文字或已核对的数据里，改名须由能审稿的人来做。"
        in page
    )


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_review_changes_it(kind):
    row = row_of(kind)
    make.publish(draft_with(row))
    page = rename("编辑", row)
    assert row.name == "新名"
    assert "改名须由" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_no_frozen_text_prints_is_everybodys_to_mend(kind):
    row = row_of(kind)
    draft_with(row)
    rename("录入员", row)
    assert row.name == "新名"


def test_an_author_of_a_published_story_stays_with_their_source():
    jia, yi = make.source("甲报"), make.source("乙报")
    author = Author.objects.create(name="旧名", source=jia)
    Author.objects.create(name="旧名", source=yi)
    make.publish(make.article(author=author, source=jia))
    desk = Client()
    desk.force_login(make.staff("录入员"))
    address = reverse("admin:articles_author_change", args=[author.pk])
    assert desk.post(address, {"source": yi.pk}).status_code == 302
    author.refresh_from_db()
    assert author.source == jia


def test_what_a_verified_figure_measures_is_renamed_by_who_may_review():
    story = make.published("题", "甲地集群达26个。")
    fact = make.fact(story, "甲地集群达26个", "26个", by=make.editor())
    for group, name in (("录入员", fact.indicator.name), ("编辑", "新名")):
        rename(group, fact.indicator)
        assert fact.indicator.name == name


def send_in(group, name):
    desk = Client()
    desk.force_login(make.staff(group))
    file = SimpleUploadedFile(
        "sheet.csv", f"name,slug,level\n{name},jia,national\n".encode()
    )
    address = reverse("admin:articles_cluster_import")
    return desk.post(address, {"format": "0", "import_file": file, "resource": ""})


def test_a_sheet_changes_no_more_than_a_form_would():
    cluster = make.cluster("旧名", slug="jia")
    make.published(clusters=[cluster])
    refused = send_in("录入员", "新名")
    assert "「旧名」印在已送审" in refused.content.decode()
    assert "confirm_form" not in refused.context
    assert "confirm_form" in send_in("录入员", "旧名").context
    assert "confirm_form" in send_in("编辑", "新名").context
    assert Cluster.objects.get().name == "旧名"  # until it is confirmed
