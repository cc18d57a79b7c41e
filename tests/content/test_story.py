"""The story page: what a reader sees, and what no reader may see."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_readers_keep_the_published_text_while_an_editor_types(client):
    article = make.published(body="产值1.2万亿元。")
    article.body = "产值1.3万亿元。"
    article.save()

    assert "1.2万亿元" in page(client, article)
    assert "1.3万亿元" not in page(client, article)

    make.publish(article)
    assert "1.3万亿元" in page(client, article)


def test_readers_keep_the_published_subjects_while_a_clerk_changes_them(client):
    old, new = make.cluster("苏州旧集群"), make.cluster("苏州新集群")
    article = make.published(clusters=[old])
    article.clusters.set([new])

    assert "苏州旧集群" in page(client, article)
    assert "苏州新集群" not in page(client, article)
    assert article.title in client.get(old.get_absolute_url()).content.decode()
    assert article.title not in client.get(new.get_absolute_url()).content.decode()


def test_a_draft_answers_exactly_as_a_missing_story(client):
    draft = make.article(slug="secret-draft", title="尚未公布的数字")
    hidden = client.get(draft.get_absolute_url())
    missing = client.get(reverse("story", args=["no-such-story"]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_drafts_stand_in_no_list_a_reader_can_open(client):
    region, cluster = make.region(), make.cluster()
    alliance = make.alliance()
    draft = make.article(title="谁也不该看到的标题")
    draft.regions.add(region)
    draft.clusters.add(cluster)
    draft.alliances.add(alliance)

    for address in (
        reverse("home"),
        reverse("hot"),
        reverse("live"),
        region.get_absolute_url(),
        cluster.get_absolute_url(),
        alliance.get_absolute_url(),
    ):
        assert "谁也不该看到" not in client.get(address).content.decode(), address


def test_publishing_again_keeps_the_first_time_and_numbers_revisions():
    article = make.published()
    first = article.publish_at
    article.body = "改过的正文。"
    article.save()
    make.publish(article)

    assert article.publish_at == first
    assert [r.number for r in article.revisions.all()] == [2, 1]


def test_the_two_halves_of_a_headline_stand_on_two_lines(client):
    html = page(client, make.published(title="集群联盟成立 各方共谋发展"))
    assert '<span class="half">集群联盟成立</span>' in html
    assert '<span class="half">各方共谋发展</span>' in html


def test_a_space_inside_a_short_name_is_no_break(client):
    html = page(client, make.published(title="CATL 宁德时代发布新电池"))
    assert '<span class="half">CATL 宁德时代发布新电池</span>' in html


def test_a_lede_the_body_repeats_is_shown_once(client):
    lede = "截至目前,已组建19个联盟。"
    article = make.published(lede=lede, body=f"会议召开。\n\n{lede}此后更多。")
    body = page(client, article).partition("<article")[2]
    assert body.count("已组建19个联盟") == 1


def test_a_lede_of_its_own_is_shown_above_the_body(client):
    html = page(client, make.published(lede="一句话的导语。", body="另有正文。"))
    assert '<p class="lede">一句话的导语。</p>' in html


def test_text_from_outside_never_becomes_markup(client):
    nasty = '<script>alert(1)</script><img src=x onerror=alert(1) hx-get="/x">'
    html = page(client, make.published(title=nasty, body=nasty, lede=nasty))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


def test_a_story_without_time_says_so(client):
    assert "原文未注明时间" in page(client, make.published())


def test_a_time_is_shown_no_more_exact_than_it_was_given(client):
    day = make.published(stated_at=make.MONDAY, stated_precision="day")
    assert ">2025-06-09</time>" in page(client, day)


def test_same_titles_on_one_day_get_addresses_of_their_own():
    slugs = {make.article("同一标题", stated_at=make.MONDAY).slug for _ in range(3)}
    assert len(slugs) == 3
    assert all(slug.startswith("20250609-") for slug in slugs)
