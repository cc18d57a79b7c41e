"""What a search finds: what a reader may see at that moment, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import finding, review, search, tokens
from articles.live import editing
from articles.models import FeedItem, ItemText, LiveStory, RevisionText
from tests import make

pytestmark = pytest.mark.django_db


def live(text):
    return [str(story) for story in finding.live(tokens.parse(text))]


def titles(text):
    found = finding.articles(tokens.parse(text)).for_cards()
    return [article.published_revision.title for article in found]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("甲厂在合肥投产", "合肥"),
        ("甲厂在合肥投产", "厂"),
        ("甲厂在合肥投产", "甲厂在合肥投产"),
        ("甲廠在合肥投產", "合肥投产"),
        ("甲厂在合肥投产", "投產"),
        ("5Ｇ手机出货增长3.5％", "5g 3.5%"),
        ("贵州茅台(600519.SH)涨停", "600519"),
        ("平安银行(SZ000001)涨停", "000001.SZ"),
        ("成交额1,234.5亿元", "1234.5"),
        ("OpenAI发布新模型", "openai"),
        ("𠮷野家开店", "𠮷野"),
        ("甲厂投产", "“甲厂投产”"),
        ("CPI同比下降0.1%", "CPI -0.1%"),
    ],
)
def test_what_stands_there_is_found(text, asked):
    make.flash(text)
    assert live(asked) == [text]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("15G内存涨价", "5G"),
        ("增长13.5%", "3.5%"),
        ("增长3.5亿元", "3.5%"),
        ("代码1600519", "600519"),
        ("甲乙同投丙投产", "甲丙"),
        ("同比增，环比减，增环相抵", "同环"),
        ("合作肥料", "合肥"),
        ("甲厂投产", "甲厂 -投产"),
        ("甲厂在合肥投产", "“甲厂 合肥”"),
        ("甲乙乙丙", "甲乙丙"),
    ],
)
def test_what_does_not_stand_there_is_not_found(text, asked):
    make.flash(text)
    assert live(asked) == []


def test_several_words_are_all_wanted_and_the_newest_comes_first():
    make.flash("合肥集群产值公布", make.MONDAY)
    make.flash("合肥新机场通航", make.MONDAY + timedelta(hours=1))
    make.flash("合肥集群迎来第四十家企业", make.MONDAY + timedelta(hours=2))
    assert live("集群 合肥") == ["合肥集群迎来第四十家企业", "合肥集群产值公布"]


def test_a_story_told_by_many_is_one_row():
    for outlet in ("江南快讯", "江北快讯", "海东快讯"):
        make.flash("甲厂投产", outlet=outlet)
    assert live("甲厂") == ["甲厂投产"]


def test_hiding_and_showing_again_count_at_once():
    story = make.flash("误发消息").story
    LiveStory.objects.filter(pk=story.pk).update(hidden_because="误发")
    assert live("误发") == []
    LiveStory.objects.filter(pk=story.pk).update(hidden_because="")
    assert live("误发") == ["误发消息"]


def test_words_of_a_merged_story_lead_to_its_successor_and_of_a_split_one_to_its_own():
    kept = make.flash("甲厂投产").story
    gone = make.flash("乙港恢复通航")
    editing.merge(gone.story, kept, by=make.editor())
    assert live("乙港") == ["甲厂投产"]
    gone.refresh_from_db()
    editing.split(gone, by=make.editor())
    assert live("乙港") == ["乙港恢复通航"]


def test_only_the_published_words_of_an_article_are_found_never_the_draft():
    article = make.published("旧标题", body="正文有**产值**。")
    article.title, article.body = "新标题", "另有内幕。"
    article.save()
    assert titles("旧标题") == titles("产值") == ["旧标题"]
    assert titles("新标题") == titles("内幕") == []
    make.publish(article)
    assert titles("旧标题") == titles("产值") == []
    assert titles("内幕") == ["新标题"]


def test_a_draft_is_never_found_even_where_the_index_was_rebuilt():
    make.article("未发布的稿件")
    call_command("reindex", "--anew")
    assert titles("未发布") == []
    assert not RevisionText.objects.exists()


def test_a_withdrawn_article_is_gone_at_once():
    article = make.published("将撤下的稿件")
    review.withdraw(article, make.editor(), "有误")
    assert titles("撤下") == []


def test_an_article_is_not_found_before_its_hour():
    article = make.published("明日见报")
    type(article).objects.update(publish_at=timezone.now() + timedelta(hours=1))
    assert titles("见报") == []


def test_markdown_is_searched_as_it_is_read():
    make.published("甲", body="产**值**见[报告](https://a.example/hidden)\n\n末段")
    assert titles("产值见报告") == ["甲"]
    assert titles("hidden") == []
    assert titles("strong") == []


def test_no_word_is_found_across_title_and_lede():
    make.published("甲厂", lede="投产", body="正文")
    assert titles("甲厂投产") == []
    assert titles("甲厂 投产") == ["甲厂"]


def test_by_relevance_the_words_that_say_most_come_first():
    make.flash("合肥发布全年产业规划，涉及汽车、芯片等十个方向与集群", make.MONDAY)
    make.flash("合肥集群", make.MONDAY - timedelta(hours=9))
    query = tokens.parse("集群")
    assert str(finding.live(query)[0]).startswith("合肥发布")
    assert str(finding.live_by_relevance(query)[0]) == "合肥集群"


def test_by_relevance_a_word_in_the_title_outweighs_any_in_the_text():
    make.published("集群产值公布", body="别的。" * 200)
    make.published("另一篇", body="集群、集群、集群。")
    ranked = finding.articles_by_relevance(tokens.parse("集群")).for_cards()
    assert [a.published_revision.title for a in ranked] == ["集群产值公布", "另一篇"]


def test_rebuilding_twice_changes_nothing_and_mends_what_was_lost(capsys):
    make.flashes(30)
    make.published("一篇报道")
    call_command("reindex")
    assert "31 texts looked at, 0 indexed" in capsys.readouterr().out
    lost = FeedItem.objects.first()
    ItemText.objects.filter(pk=lost.pk).delete()
    call_command("reindex")
    assert "1 indexed" in capsys.readouterr().out
    call_command("reindex", "--anew")
    assert "31 texts looked at, 31 indexed" in capsys.readouterr().out
    assert len(live("检验")) == 30


@pytest.mark.parametrize("again", ["reindex", "at once"])
def test_a_text_that_changed_is_found_by_its_new_words_alone(again):
    item = make.flash("第一种说法")
    FeedItem.objects.filter(pk=item.pk).update(text="第二种写法")
    if again == "reindex":
        call_command("reindex")
    else:
        item.refresh_from_db()
        search.index_again([item])
    assert live("说法") == []
    assert live("写法") == ["第二种写法"]


ODD = st.text(max_size=60) | st.text(
    alphabet="甲乙丙5G3.%-\"“”「」*()^:+ ORANDNEAR\x00'\\|&!<>🚀", max_size=40
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=ODD)
def test_whatever_is_asked_the_index_says_what_the_words_say(db, asked):
    texts = ["甲乙丙", "甲 5G 3.5%", "乙丙甲 OR 甲乙", "AND 丙🚀甲 near"]
    if not ItemText.objects.exists():
        for text in texts:
            make.flash(text)
    query = tokens.parse(asked)
    if query.problem:
        return
    expected = {text for text in texts if query.matches(tokens.units(text))}
    assert {item.text for item in finding.items(query)} == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("厂房面积10⁸平方米", "10⁸"),
        ("厂房面积10⁸平方米", "面积10⁸平方"),
        ("单价5万元/m²", "m2"),
        ("单价5万元/㎡", "m²"),
        ("减排CO₂12万吨", "co2"),
        ("减排CO₂12万吨", "CO₂ 12万吨"),
        ("减排CO2", "CO₂"),
        ("熔炼H₂O样品", "h2o"),
    ],
)
def test_what_is_raised_or_lowered_is_found_as_it_is_printed(text, asked):
    make.flash(text)
    assert live(asked) == [text]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("厂房面积10⁸平方米", "108"),
        ("厂房面积108平方米", "10⁸"),
        ("厂房面积10⁸平方米", "10⁴"),
        ("减排CO₂12万吨", "212"),
        ("减排CO₂12万吨", "co212"),
    ],
)
def test_a_power_is_not_found_by_the_number_it_would_make(text, asked):
    make.flash(text)
    assert live(asked) == []
