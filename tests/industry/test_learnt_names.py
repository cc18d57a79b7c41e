"""Another name that a draft taught of a row readers know waits for the draft's words."""

import pytest
import tablib
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import about, merging, naming, proposing, review, words_of
from articles.facts.proposals import NamedProposal, NameKind
from articles.models import Article, LearntName
from articles.proposing import Entry
from articles.sheets import ClusterSheet
from tests import make
from tests.industry.test_made_by_reading import links_of_the_flash, offered

pytestmark = pytest.mark.django_db
SECRET = "绝密产业集群"


@pytest.fixture
def known():
    """A cluster with another name, as readers have it, in a story and in live news."""
    cache.clear()
    known = make.cluster("甲地产业集群", slug="jia", aliases=["甲群"])
    make.published("甲地的报道", "甲地产业集群扩大。", slug="told", clusters=[known])
    make.flash(f"{SECRET}签约")
    return known


@pytest.fixture
def draft(known):
    draft = make.article("未发的稿", f"{SECRET}又有新项目。", slug="unseen")
    learn(draft, known)
    return Article.objects.get(pk=draft.pk)


def learn(article, row, name=SECRET, by=None):
    block = article.body.split("\n\n")[0]
    quote, first, last = words_of.locate(article, block, name)
    entry = Entry(
        f"key-{name}",
        "name",
        NamedProposal(NameKind.CLUSTER, name, quote, (first, last)),
    )
    reading = proposing.Reading(article, (entry,), ())
    filled = {"name": name, "known_as": row.name, "fields": {}}
    naming.accept_name(reading, entry, filled, by or make.editor())
    row.refresh_from_db()


def also_called(client, slug="jia"):
    tree = LexborHTMLParser(client.get(f"/cluster/{slug}/").content)
    terms = dict(zip(tree.css("dl.facts dt"), tree.css("dl.facts dd"), strict=True))
    return {term.text(): told.text() for term, told in terms.items()}.get("又称", "")


def told(client):
    """Whether readers are told of the name, by each road that tells of other names."""
    story = Article.objects.get(slug="told").published_revision
    return {
        "page": SECRET in also_called(client),
        "data": SECRET in client.get("/cluster/jia.json").json()["aliases"],
        "live": SECRET in links_of_the_flash(client),
        "search": offered(client, SECRET) == ["甲地产业集群"],
        "about": about.of(story).named_in(f"{SECRET}签约") == ["甲地产业集群"],
    }


def test_a_name_learnt_from_a_draft_waits_for_the_drafts_words(client, known, draft):
    assert known.aliases == ["甲群", SECRET]
    assert also_called(client) == "甲群"
    assert not any(told(client).values())
    make.publish(draft)
    assert all(told(client).values())
    review.withdraw(Article.objects.get(pk=draft.pk), make.editor(), "有误。")
    assert not any(told(client).values())


def test_the_desk_knows_it_at_once(known, draft):
    other = make.article("又一稿", f"{SECRET}招商。")
    [entry] = [e for e in proposing.read(other).entries if e.what == "name"]
    assert entry.proposal.known == "甲地产业集群"


def test_a_name_learnt_from_words_readers_have_is_told_at_once(client, known):
    story = make.published("又一篇", f"{SECRET}扩产。")
    assert not any(told(client).values())
    learn(story, known)
    assert all(told(client).values())


def test_a_name_of_words_the_story_dropped_before_it_came_out_is_not_told(
    client, known, draft
):
    draft.body = "换了写法。"
    review.edit(draft, make.clerk())
    make.publish(Article.objects.get(pk=draft.pk))
    assert not any(told(client).values())


@pytest.mark.parametrize("group", ["录入员", "主编"])
def test_its_form_says_so_and_by_hand_it_is_public_at_once(client, known, draft, group):
    desk = Client()
    desk.force_login(make.staff(group))
    address = reverse("admin:articles_cluster_change", args=[known.pk])
    page = desk.get(address)
    assert f"「{SECRET}」是读稿时记下的" in page.content.decode()
    sent = {"name": known.name, "slug": known.slug, "level": known.level}

    def save(*aliases):
        answer = desk.post(address, sent | {"aliases": "\n".join(aliases)})
        assert answer.status_code == 302, answer.context["errors"]
        return told(client)

    assert not any(save("甲群", SECRET).values())
    assert not any(save("甲群").values())
    assert all(save("甲群", SECRET).values())
    assert "是读稿时记下的" not in desk.get(address).content.decode()


def test_a_merge_takes_it_along_waiting_and_its_undoing_brings_it_back(
    client, known, draft
):
    kept = make.cluster("甲地第一产业集群", slug="first")
    record = merging.merge(known, kept, make.editor())
    kept.refresh_from_db()
    assert SECRET in kept.aliases
    assert also_called(client, "first") == "甲地产业集群、甲群"
    merging.undo(record, make.editor())
    assert not any(told(client).values())
    make.publish(draft)
    assert all(told(client).values())


def test_learnt_names_cost_the_same_however_many_there_are(
    client, known, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(60) as spent:
            for address in ("/cluster/jia/", "/live/latest/", "/story/told/"):
                client.get(address)
        return len(spent)

    learn(make.article(body=f"{SECRET}甲。"), known)
    cost()
    few = cost()
    for number in range(12):
        name = f"第{number}绝密产业集群"
        learn(make.article(body=f"{name}甲。"), known, name)
        make.flash(f"{name}签约")
    cost()
    assert cost() == few
    assert LearntName.objects.count() == 13


def by_hand(row, *aliases):
    """A clerk saves the form of *row* with those other names."""
    desk = Client()
    desk.force_login(make.staff("录入员"))
    sent = {"name": row.name, "slug": row.slug, "level": row.level}
    answer = desk.post(
        reverse("admin:articles_cluster_change", args=[row.pk]),
        sent | {"aliases": "\n".join(aliases)},
    )
    assert answer.status_code == 302, answer.context["errors"]


def test_a_name_taken_off_a_merged_row_waits_again_once_that_is_undone(
    client, known, draft
):
    kept = make.cluster("甲地第一产业集群", slug="first")
    record = merging.merge(known, kept, make.editor())
    by_hand(kept)
    merging.undo(record, make.editor())
    assert not any(told(client).values())
    make.publish(draft)
    assert all(told(client).values())


def test_the_name_of_a_row_readers_do_not_know_waits_after_a_merge(client, known):
    made = make.cluster(SECRET, slug="made", made_by_reading=True)
    merging.merge(made, known, make.editor())
    assert not any(told(client).values())
    make.published("又一篇", f"{SECRET}扩产。", clusters=[known])
    assert all(told(client).values())


def test_a_name_public_by_hand_stays_public_after_a_merge_with_one_that_waits(
    client, known, draft
):
    kept = make.cluster("甲地第一产业集群", slug="first", aliases=[SECRET])
    merging.merge(known, kept, make.editor())
    assert SECRET in also_called(client, "first")


def test_another_story_about_the_row_that_says_the_name_tells_it(client, known, draft):
    make.published("别处的报道", f"{SECRET}停产。")  # about nothing we know
    assert not any(told(client).values())
    make.published("又一篇", f"{SECRET}扩产。", clusters=[known])
    assert all(told(client).values())


def test_a_sheet_forgets_what_it_takes_off_as_a_form_does(client, known, draft):
    row = "甲地产业集群", "jia", "甲群", "national"
    sheet = tablib.Dataset(row, headers=["name", "slug", "aliases", "level"])
    assert not ClusterSheet().import_data(sheet, user=make.clerk()).has_errors()
    assert not LearntName.objects.exists()
    by_hand(known, "甲群", SECRET)
    assert all(told(client).values())


def test_learnt_again_from_words_readers_have_it_is_told_on_every_road(
    client, known, draft
):
    known.aliases = ["甲群"]
    known.save()
    learn(make.published("又一篇", f"{SECRET}扩产。"), known)
    assert all(told(client).values())
