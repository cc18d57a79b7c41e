"""Figures in the story: what is underlined, what its card says, what stays out."""

from datetime import date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles import accepting, review
from articles.models import Fact, KnownUnknown, Place, Quote
from tests import make

pytestmark = pytest.mark.django_db

BODY = "长三角有集群26个，占全国近1/3，其中浙江有7个。\n\n三类企业占比均在35%左右。"


@pytest.fixture
def editor():
    return make.editor()


def story(client, article):
    return LexborHTMLParser(client.get(article.get_absolute_url()).content)


def underlined(page):
    return [mark.text() for mark in page.css("a.figure")]


def published(editor, body=BODY, **fields):
    return make.published("集群观察", body, by=editor, **fields)


def test_a_verified_figure_is_underlined_and_leads_to_its_row(client, editor):
    article = published(editor)
    fact = make.fact(article, "占全国近1/3", "近1/3", by=editor)
    page = story(client, article)
    [mark] = page.css("a.figure")
    assert mark.text() == "近1/3"
    assert mark.attributes["href"] == f"#fact-{fact.pk}"
    row = page.css_first(f"#fact-{fact.pk}")
    for told in ("近1/3", "原文未注明时间", "占全国近1/3"):
        assert told in row.text()


def test_the_card_says_what_the_issue_asks(client, editor):
    editor.first_name = "丁编辑"
    editor.save()
    delta = make.region("长三角", kind="group")
    article = published(editor)
    fact = make.fact(
        article,
        "长三角有集群26个",
        "26个",
        by=editor,
        region=delta,
        measures=make.indicator("先进制造业集群"),
        period_printed="2024年",
        period_precision="year",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
    )
    card = story(client, article).css_first(f"#card-{fact.pk}").text()
    for told in (
        "26个",
        "先进制造业集群",
        "长三角",
        "2024",
        "长三角有集群26个",
        "丁编辑",
    ):
        assert told in card


@pytest.mark.parametrize("status", ["proposed", "disputed", "superseded"])
def test_what_is_not_verified_is_not_shown(client, editor, status):
    article = published(editor)
    fact = make.fact(article, "其中浙江有7个", "7个", by=editor)
    other = make.fact(article, "长三角有集群26个", "26个")
    Fact.objects.filter(pk=fact.pk).update(status=status, superseded_by=other)
    page = story(client, article)
    assert underlined(page) == []
    assert page.css_first(".story-facts") is None


def test_one_mark_for_several_facts_opens_one_card_with_all_of_them(client, editor):
    article = published(editor)
    facts = [
        make.fact(
            article,
            "三类企业占比均在35%左右",
            "35%左右",
            by=editor,
            measures=make.indicator(name, "share", "%"),
        )
        for name in ("甲类企业", "乙类企业", "丙类企业")
    ]
    page = story(client, article)
    assert underlined(page) == ["35%左右"]
    card = page.css_first(f"#card-{facts[0].pk}")
    assert len(card.css("section")) == 3
    assert len(page.css(".story-facts tbody tr")) == 3
    assert Quote.objects.count() == 1


def test_readers_keep_the_marks_of_the_text_they_have(client, editor):
    article = published(editor)
    make.fact(article, "其中浙江有7个", "7个", by=editor)
    article.body = "前面加了一段。\n\n" + BODY.replace("浙江有7个", "浙江有8个")
    article.save()
    assert underlined(story(client, article)) == ["7个"]

    make.publish(article, by=editor)
    assert underlined(story(client, article)) == []
    assert Quote.objects.lost().count() == 1
    assert not Fact.objects.public().exists()


def test_a_quote_whose_words_come_back_is_found_again(client, editor):
    article = published(editor)
    make.fact(article, "其中浙江有7个", "7个", by=editor)
    for body in (BODY.replace("7个", "8个"), "新的开头，说明背景。\n\n" + BODY):
        article.body = body
        article.save()
        make.publish(article, by=editor)
    assert not Quote.objects.lost().exists()
    page = story(client, article)
    assert [m.parent.attributes["id"] for m in page.css("a.figure")] == ["p2"]


def test_the_clerk_sees_lost_quotes_listed(client, editor):
    article = published(editor)
    make.fact(article, "其中浙江有7个", "7个", by=editor)
    article.body = "全文重写。"
    article.save()
    make.publish(article, by=editor)
    client.force_login(editor)
    page = client.get(f"/admin/articles/article/{article.pk}/facts/").content.decode()
    assert "失去原话的引文" in page
    listed = client.get("/admin/articles/fact/?words=lost").content.decode()
    assert "其中浙江有7个" in listed or "7个" in listed


def test_marks_survive_emphasis_and_leave_links_alone(client, editor):
    body = "长三角有集群**26**个，[产量占全国38%](https://a.example/)。\n\n浙江有7个&lt;县&gt;。"
    article = published(editor, body)
    make.fact(article, "长三角有集群26个", "26个", by=editor)
    make.fact(article, "产量占全国38%", "38%", by=editor)
    make.fact(article, "浙江有7个<县>", "7个", by=editor)
    page = story(client, article)
    assert underlined(page) == ["26", "个", "7个"]
    assert (
        len({mark.attributes.get("id") for mark in page.css("a.figure")} - {None}) == 2
    )
    assert page.css_first("#p1").text() == "长三角有集群26个，产量占全国38%。"
    assert "<县>" in page.css_first("#p2").text()
    assert len(page.css(".story-facts tbody tr")) == 3


def test_a_later_value_is_told_of_in_the_older_story_and_listed_for_staff(
    client, editor
):
    delta = make.region("长三角", kind="group")
    about = {"region": delta, "measures": make.indicator("先进制造业集群")}
    year = {"period_precision": "year", "period_printed": "年份"}
    old = published(editor, "2023年长三角有集群20个。")
    new = published(editor, "2024年长三角有集群26个。")
    first = make.fact(
        old,
        "2023年长三角有集群20个",
        "20个",
        by=editor,
        period_start=date(2023, 1, 1),
        period_end=date(2023, 12, 31),
        **about,
        **year,
    )
    assert "已有更新值" not in story(client, old).text()
    second = make.fact(
        new,
        "2024年长三角有集群26个",
        "26个",
        by=editor,
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        **about,
        **year,
    )
    newer = story(client, old).css_first(f"#fact-{first.pk} a.newer")
    assert newer.text() == "已有更新值"
    assert newer.attributes["href"] == f"{new.get_absolute_url()}#fact-{second.pk}"
    assert "已有更新值" not in story(client, new).text()
    assert list(Fact.objects.outdated()) == [first]
    client.force_login(editor)
    assert "20个" in client.get("/admin/articles/fact/?newer=1").content.decode()


def test_an_undated_value_is_newer_only_by_a_later_report(client, editor):
    about = {"measures": make.indicator("先进制造业集群")}
    early = datetime(2024, 1, 1, 9, tzinfo=make.BEIJING)
    old = published(editor, "长三角有集群20个。", stated_at=early)
    new = published(editor, "长三角有集群26个。", stated_at=make.MONDAY)
    first = make.fact(old, "长三角有集群20个", "20个", by=editor, **about)
    make.fact(new, "长三角有集群26个", "26个", by=editor, **about)
    assert list(Fact.objects.outdated()) == [first]
    assert story(client, old).css_first("a.newer") is not None
    assert story(client, new).css_first("a.newer") is None
    card = story(client, new).css_first(".fact-card .others").text()
    assert "20个" in card


def test_a_value_of_a_draft_or_withdrawn_story_shows_nowhere(client, editor):
    about = {"measures": make.indicator("先进制造业集群")}
    old = published(editor, "长三角有集群20个。")
    make.fact(old, "长三角有集群20个", "20个", by=editor, **about)
    draft = make.article("草稿", "长三角有集群98765个。", stated_at=make.MONDAY)
    make.fact(draft, "长三角有集群98765个", "98765个", by=editor, **about)
    gone = make.published(
        "撤下的", "长三角有集群76543个。", by=editor, stated_at=make.MONDAY
    )
    make.fact(gone, "长三角有集群76543个", "76543个", by=editor, **about)
    review.withdraw(gone, editor, "有误")
    indicator = make.indicator("先进制造业集群")
    roads = (
        old.get_absolute_url(),
        indicator.get_absolute_url(),
        f"/indicator/{indicator.slug}.json",
        f"/indicator/{indicator.slug}.csv",
    )
    for road in roads:
        answer = client.get(road)
        text = b"".join(answer) if answer.streaming else answer.content
        assert "20个" in text.decode()
        assert "98765" not in text.decode()
        assert "76543个" not in text.decode()


def test_known_unknowns_stand_under_the_story(client, editor):
    article = published(editor)
    fact = make.fact(article, "长三角有集群26个", "26个", by=editor)
    KnownUnknown.objects.create(
        quote=fact.quote,
        fact=fact,
        kind="rest",
        count=19,
        subject="集群",
        listed=["浙江"],
        noted_by=editor,
        checked_by=editor,
    )
    told = story(client, article).css_first(".unknowns").text()
    assert "除浙江外，其余 19 个原文未列明（由差推算）" in told


def test_a_verified_fact_needs_words_and_a_checker(editor):
    from django.db import IntegrityError, transaction

    article = published(editor)
    fact = make.fact(article, "其中浙江有7个", "7个")
    for broken in (
        {"status": "verified"},
        {"status": "superseded"},
        {"period_start": date(2025, 1, 2)},
        {"period_precision": "year"},
        {"period_printed": "去年"},
        {"value": -1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fact.objects.filter(pk=fact.pk).update(**broken)
    Fact.objects.filter(pk=fact.pk).update(quote=None)
    assert accepting.verify(Fact.objects.all(), editor) == 0


def test_each_frozen_text_has_its_own_places(editor):
    article = published(editor)
    make.fact(article, "其中浙江有7个", "7个", by=editor)
    article.body = "开头一段。\n\n" + BODY
    article.save()
    make.publish(article, by=editor)
    assert sorted(Place.objects.values_list("block", flat=True)) == ["p1", "p2"]
