"""What the referee says stands beside the facts; an editor may overrule with a reason."""

import pytest
from django.urls import reverse

from articles import accepting, refereeing, review
from articles.models import Industry, Overrule
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make.article("集群观察", "长三角有集群26个，其中浙江有37个。")


@pytest.fixture
def wrong(article):
    """A part greater than its whole."""
    measures = make.indicator("集群")
    whole = make.fact(article, "长三角有集群26个", "26个", measures=measures)
    return make.fact(
        article, "其中浙江有37个", "37个", measures=measures, part_of=whole
    )


def address(article):
    return reverse("admin:articles_article_facts", args=[article.pk])


def test_a_part_above_its_whole_is_a_sentence_with_both_facts(
    as_editor, article, wrong
):
    [finding] = refereeing.findings(article)
    assert {fact.figure for fact in finding.facts} == {"26个", "37个"}
    page = as_editor.get(address(article)).content.decode()
    assert finding.sentence in page
    assert "其中浙江有37个" in page


def test_figures_that_add_up_are_left_in_peace(as_editor, article):
    make.fact(article, "长三角有集群26个", "26个", measures=make.indicator("集群"))
    assert refereeing.findings(article) == []
    assert "没有算不拢的地方" in as_editor.get(address(article)).content.decode()


def test_an_overruling_needs_a_reason_and_falls_when_a_figure_changes(
    as_editor, article, wrong
):
    [finding] = refereeing.findings(article)
    sent = {"act": "overrule", "key": finding.key}
    answer = as_editor.post(address(article), sent | {"reason": " "}, follow=True)
    assert "要写明理由" in answer.content.decode()
    assert not Overrule.objects.exists()

    answer = as_editor.post(
        address(article), sent | {"reason": "两处口径不同"}, follow=True
    )
    assert f"已裁定不成立：{finding.sentence}" in answer.content.decode()
    [finding] = refereeing.findings(article)
    assert finding.overruled == "两处口径不同"
    assert Overrule.objects.get().by is not None

    wrong.printed_value, wrong.value, wrong.base_value = "38", 38, 38
    wrong.save()
    assert refereeing.findings(article)[0].overruled == ""


def test_a_clerk_cannot_overrule(as_clerk, article, wrong):
    [finding] = refereeing.findings(article)
    sent = {"act": "overrule", "key": finding.key, "reason": "我说了算"}
    assert as_clerk.post(address(article), sent).status_code == 403
    assert not Overrule.objects.exists()


def test_another_article_with_another_value_for_one_time_is_named(article):
    editor = make.editor()
    about = {
        "measures": make.indicator("集群"),
        "region": make.region("长三角", kind="group"),
        "period_precision": "as printed",
        "period_printed": "2024年末",
    }
    other = make.published("别处", "长三角有集群21个。", by=editor)
    make.fact(other, "长三角有集群21个", "21个", by=editor, **about)
    make.fact(article, "长三角有集群26个", "26个", **about)
    [finding] = refereeing.findings(article)
    assert {fact.figure for fact in finding.facts} == {"26个", "21个"}


def test_saving_an_article_says_what_does_not_add_up(as_editor, article, wrong):
    page = (
        as_editor.get(reverse("admin:articles_article_change", args=[article.pk]))
        .context["adminform"]
        .form
    )
    sent = {
        "title": article.title,
        "body": article.body,
        "source": article.source_id,
        "opened_version": page.initial["opened_version"],
        "stated_precision": "",
        "revisions-TOTAL_FORMS": 0,
        "revisions-INITIAL_FORMS": 0,
    }
    answer = as_editor.post(
        reverse("admin:articles_article_change", args=[article.pk]), sent, follow=True
    )
    assert refereeing.findings(article)[0].sentence in answer.content.decode()


def test_figures_that_cannot_all_be_right_go_no_further_until_answered(article, wrong):
    author = make.person("作者", "a-writer")
    with pytest.raises(review.ReviewError, match="数字算不拢"):
        review.submit(article, author)

    [finding] = refereeing.findings(article)
    editor = make.person("编辑", "an-editor")
    accepting.overrule(article, finding.key, finding.sentence, "口径不同", editor)
    review.submit(article, author)
    assert article.status == "in_review"


def test_what_a_mended_figure_used_to_be_stands_in_nobodys_way(article, wrong):
    article.body = article.body.replace("37个", "7个")
    author = make.person("作者", "a-writer")
    review.edit(article, author)
    measures, whole = wrong.indicator, wrong.part_of
    make.fact(article, "其中浙江有7个", "7个", measures=measures, part_of=whole)
    review.submit(article, author)
    assert article.status == "in_review"


def test_shares_of_two_industries_are_shares_of_two_wholes():
    article = make.article("规模", "芯片占全国3/5，机器人占全国1/2。")
    for name, words, figure in (
        ("芯片", "芯片占全国3/5", "3/5"),
        ("机器人", "机器人占全国1/2", "1/2"),
    ):
        industry = Industry.objects.create(name=name, slug=f"i{len(words)}")
        measures = make.indicator("规模", "share", "%", "全国")
        make.fact(article, words, figure, measures=measures, industry=industry)
    assert refereeing.findings(article) == []
