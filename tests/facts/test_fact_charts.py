"""Rows of a chart: under whose name and time a figure stands, and as which words."""

import re

import pytest

from articles import fact_charts
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
