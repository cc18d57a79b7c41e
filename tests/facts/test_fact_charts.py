"""Rows of a chart: under whose name and time a figure stands, and as which words."""

import re

import pytest

from articles import accepting, fact_charts
from articles.figure_entry import read_figure
from articles.models import Fact
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(admin_user):
    body = "全港新增航线16条。年底共有航线40条。"
    return make.published("港口通报", body, admin_user)


def labels(facts):
    chart = fact_charts.of_indicator(facts[0].indicator, facts)
    return re.findall(r'class="label"[^>]*>([^<]*)<', chart)


def test_a_row_is_labelled_by_whom_the_table_names(article, admin_user):
    harbour = make.region("江南港")
    when = {"period_printed": "年底", "period_precision": Fact.Precision.AS_PRINTED}
    facts = [
        make.fact(article, "全港新增航线16条", "16条", admin_user, region=harbour),
        make.fact(article, "年底共有航线40条", "40条", admin_user, subject="全港"),
        make.fact(article, "共有航线40条", "40条", admin_user, subject="全港", **when),
    ]
    assert labels(facts) == ["江南港", "全港", "全港，年底"]


def test_a_row_of_nobody_is_labelled_as_in_the_table(article, admin_user):
    facts = [make.fact(article, "全港新增航线16条", "16条", admin_user)]
    assert labels(facts) == ["—"]


@pytest.mark.parametrize(
    ("text", "figure", "shown"),
    [
        ("CO₂排放下降3.2个百分点", "3.2个百分点", "下降3.2个百分点"),
        ("出口同比下降了约3.3%", "约3.3%", "下降约3.3%"),
        ("沪指跌幅收窄至1%", "1%", "跌幅收窄至1%"),
        ("出口增速为－3.3%", "3.3%", "−3.3%"),
        ("净利润亏损3亿元", "3亿元", "−3亿元"),
    ],
)
def test_a_fall_is_shown_by_its_word_on_page_chart_json_and_csv(
    client, admin_user, text, figure, shown
):
    article = make.published("港口通报", f"{text}。", admin_user)
    _, unit = read_figure(figure)
    measures = make.indicator("变动", "growth", unit)
    fact = make.fact(article, text, figure, measures=measures)
    fact.base_value = -fact.base_value
    fact.save()
    accepting.verify(Fact.objects.filter(pk=fact.pk), admin_user)
    fact = Fact.objects.for_tables().get()
    assert (fact.figure, fact.typed) == (shown, figure)
    assert f">{shown}<" in fact_charts.of_indicator(measures, [fact])
    story = client.get(article.get_absolute_url()).content.decode()
    assert f">{shown}<" in story
    page = client.get(measures.get_absolute_url()).content.decode()
    assert f">{shown}<" in page
    for kind in ("json", "csv"):
        told = client.get(f"{measures.get_absolute_url().rstrip('/')}.{kind}")
        body = b"".join(told) if told.streaming else told.content
        assert f'"{shown}"' in body.decode() or f",{shown}," in body.decode()


def test_a_rise_is_shown_as_typed(article, admin_user):
    fact = make.fact(article, "全港新增航线16条", "16条", admin_user)
    assert fact.figure == fact.typed == "16条"
