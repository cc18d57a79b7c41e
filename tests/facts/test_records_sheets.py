"""Sheets of facts and what they are about: in with errors by row, out the same."""

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Agreement, Fact, Indicator, Organisation, Programme
from articles.sheets_of_facts import (
    AgreementSheet,
    FactSheet,
    IndicatorSheet,
    OrganisationSheet,
    ProgrammeSheet,
)
from tests import make

pytestmark = pytest.mark.django_db

HEAD = "indicator,about,figure,period_precision,period_printed,article,words\n"


def load(sheet, text):
    return sheet().import_data(
        tablib.Dataset().load(text, "csv"),
        use_transactions=True,
        rollback_on_validation_errors=True,
    )


def told(result) -> str:
    found = [str(e.error) for _row, errors in result.row_errors() for e in errors]
    found += [str(e.error) for e in result.base_errors]
    return "".join(found + [str(row.error) for row in result.invalid_rows])


@pytest.fixture
def article():
    make.region("长三角", kind="group", aliases=["三省一市"])
    make.indicator("集群占比", "share", "%", "全国", slug="share")
    return make.article("集群观察", "三省一市的集群占全国近1/3。", slug="story")


def test_a_sheet_of_facts_goes_in_bound_to_its_words_and_waits_for_an_editor(article):
    row = "share,三省一市,近1/3,,,story,三省一市的集群占全国近1/3\n"
    result = load(FactSheet, HEAD + row)
    assert told(result) == ""
    fact = Fact.objects.get()
    assert (fact.figure, fact.direction, fact.status) == ("近1/3", "nearly", "proposed")
    assert fact.region.name == "长三角"
    assert fact.quote.text[fact.mark_start : fact.mark_end] == "近1/3"

    out = FactSheet().export().csv
    again = load(FactSheet, out)
    assert told(again) == ""
    assert again.totals["skip"] == 1
    assert Fact.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("nothing,长三角,近1/3,,,,", "没有网址名为「nothing」的指标"),
        ("share,火星,近1/3,,,,", "没有名为「火星」"),
        ("share,长三角,很多,,,,", "读不成一个数值"),
        ("share,长三角,26个,,,,", "不是同一种单位"),
        ("share,长三角,近1/3,,,story,没有这句话近1/3", "正文里没有这句话"),
        ("share,长三角,近1/3,,,no-story,占全国近1/3", "没有网址名为「no-story」的文章"),
        ("share,长三角,近1/4,,,story,占全国近1/3", "要正好有一处「近1/4」"),
        ("share,长三角,近1/3,year,2024年,,", "起止日期"),
    ],
)
def test_a_wrong_row_is_said_in_words_and_the_sheet_stays_out(article, row, sentence):
    good = "share,长三角,近1/3,,,,\n"
    result = load(FactSheet, HEAD + good + row + "\n")
    assert sentence in told(result)
    assert not Fact.objects.exists()


def test_a_sheet_without_its_columns_is_said(article):
    assert "缺少这些列：figure" in told(load(FactSheet, "indicator\nshare\n"))


def test_a_sheet_cannot_change_what_an_editor_answered_for(article):
    fact = make.fact(
        article,
        "三省一市的集群占全国近1/3",
        "近1/3",
        by=make.editor(),
        measures=Indicator.objects.get(),
    )
    out = FactSheet().export().csv.replace("近1/3,", "近1/4,", 1)
    assert "已由编辑经手" in told(load(FactSheet, out))
    fact.refresh_from_db()
    assert fact.figure == "近1/3"


def test_the_admin_shows_a_dry_run_first(as_clerk, article):
    text = HEAD + "share,长三角,近1/3,,,,\nshare,火星,近1/3,,,,\n"
    file = SimpleUploadedFile("facts.csv", text.encode())
    answer = as_clerk.post(
        reverse("admin:articles_fact_import"),
        {"format": "0", "import_file": file, "resource": ""},
    )
    html = answer.content.decode()
    assert "没有名为「火星」" in html
    assert "style=" not in html
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("sheet", "text", "model"),
    [
        (
            OrganisationSheet,
            "name,slug,aliases,region\n示例所,org,示例研究所,\n",
            Organisation,
        ),
        (
            ProgrammeSheet,
            "name,slug,aliases,kind,region,industries,note\n一群一策,p,,policy,长三角,,\n",
            Programme,
        ),
        (
            AgreementSheet,
            "name,slug,aliases,kind,signed_at,signed_on,parties_printed,parties,"
            "unnamed_parties,regions,cluster,aims\n"
            "框架协议,g,,framework,,2025-06-07,多省市科技部门|某厅,,1,长三角,,共建平台\n",
            Agreement,
        ),
        (
            IndicatorSheet,
            "name,slug,kind,unit,whole,aliases,note\n产量,out,share,%,全球,,\n",
            Indicator,
        ),
    ],
)
def test_each_table_goes_in_and_comes_out_the_same(article, sheet, text, model):
    assert told(load(sheet, text)) == ""
    slug = text.splitlines()[1].split(",")[1]
    out = sheet().export(model.objects.filter(slug=slug)).csv
    assert out.replace("\r\n", "\n") == text
