"""A page goes in whole, once, and what it names is recognised."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.intake.store import plan, store
from articles.models import (
    Article,
    Author,
    FeedItem,
    HotEntry,
    HotList,
    Intake,
    LiveStory,
    Source,
)
from tests import make

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "articles" / "sample"
CAPTURED = datetime(2025, 6, 9, 11, 40, tzinfo=make.BEIJING)
STORED = (Article, Author, FeedItem, HotEntry, HotList, Intake, LiveStory, Source)


@pytest.fixture(params=["page.txt", "page.html"])
def sample_page(request):
    return SAMPLE / request.param


def stored_rows():
    return {model.__name__: model.objects.count() for model in STORED}


def assert_whole(outcome):
    intake = outcome.intake
    assert Article.objects.count() == 1
    assert intake.paragraphs == 8
    assert (intake.live_rows, intake.live_repeats, intake.live_new) == (40, 20, 20)
    assert FeedItem.objects.count() == LiveStory.objects.count() == 20
    assert HotList.objects.get().tabs == ["日排行", "周排行"]
    assert [e.rank for e in HotEntry.objects.all()] == list(range(1, 11))


def test_the_sample_page_goes_in_whole(sample_page):
    assert_whole(store(plan(sample_page.read_bytes(), CAPTURED)))


def test_the_reference_page_goes_in_whole(reference_page):
    text = reference_page.read_text(encoding="utf-8")
    outcome = store(plan(reference_page.read_bytes(), CAPTURED))

    assert_whole(outcome)
    assert outcome.intake.text == text
    article = outcome.article
    assert (article.source.name, article.author.name) == ("银柿财经", "小柿")
    assert article.stated_at == datetime(2025, 6, 7, 13, 22, 7, tzinfo=make.BEIJING)
    assert article.status == Article.Status.DRAFT
    assert [e.source.name for e in HotEntry.objects.all()].count("新华社") == 2
    assert HotEntry.objects.get(rank=8).source.name == "同花顺"
    assert not [note for note in outcome.intake.notes if note["code"] == "unread"]


def test_every_paragraph_of_the_page_reaches_the_reader(client, sample_page):
    outcome = store(plan(sample_page.read_bytes(), CAPTURED))
    make.publish(outcome.article)
    html = client.get(outcome.article.get_absolute_url()).content.decode()
    for paragraph in plan(sample_page.read_bytes(), CAPTURED).page.paragraphs:
        assert paragraph in html.replace("&quot;", '"')
    assert html.partition("<article")[2].count("搭建起19个跨区域产业联盟") == 1


def test_the_same_page_twice_adds_nothing(sample_page):
    first = store(plan(sample_page.read_bytes(), CAPTURED))
    before = stored_rows()
    again = store(plan(sample_page.read_bytes(), CAPTURED))

    assert stored_rows() == before
    assert not again.is_new
    assert (again.intake, again.new_items) == (first.intake, 0)


def test_the_same_page_with_other_line_ends_is_the_same_page():
    raw = (SAMPLE / "page.txt").read_bytes()
    store(plan(raw, CAPTURED))
    before = stored_rows()
    store(plan(raw.replace(b"\n", b"\r\n"), CAPTURED))
    assert stored_rows() == before


def test_a_later_capture_brings_its_new_rows_and_no_second_article():
    text = (SAMPLE / "page.txt").read_text(encoding="utf-8")
    store(plan(text, CAPTURED))
    later = text.replace("更多\n", "更多\n11:55\n一条后来才有的样品消息\n")
    outcome = store(plan(later, CAPTURED.replace(hour=12)))

    assert outcome.new_items == 1
    assert Article.objects.count() == 1
    assert LiveStory.objects.count() == 21
    assert Intake.objects.count() == 2


def test_live_rows_are_dated_by_the_capture_and_say_so():
    store(plan((SAMPLE / "page.txt").read_bytes(), CAPTURED))
    newest = FeedItem.objects.first()
    assert newest.told_at == datetime(2025, 6, 9, 11, 37, tzinfo=make.BEIJING)
    assert newest.printed == "11:37"
    assert newest.date_assumed
    assert newest.line is not None


def test_staff_see_that_a_date_was_assumed_and_readers_are_not_bothered(client):
    store(plan((SAMPLE / "page.txt").read_bytes(), CAPTURED))
    address = LiveStory.objects.first().get_absolute_url()
    assert "日期为推定" not in client.get(address).content.decode()
    client.force_login(make.clerk())
    assert "日期为推定" in client.get(address).content.decode()


def test_names_we_know_are_attached_and_a_longer_name_hides_the_shorter():
    delta = make.region("长三角", kind="group", aliases=["沪苏浙皖", "三省一市"])
    zhejiang = make.region("浙江")
    nation = make.region("中国", kind="nation", aliases=["全国"])
    alliance = make.alliance("长三角先进制造业集群联盟")
    other = make.alliance("钱塘江联盟")
    article = store(plan((SAMPLE / "page.txt").read_bytes(), CAPTURED)).article

    assert set(article.regions.all()) == {delta, zhejiang}
    assert nation not in article.regions.all()
    assert list(article.alliances.all()) == [alliance]
    assert other not in article.alliances.all()


def test_the_command_does_what_the_page_in_the_admin_does(sample_page):
    out = StringIO()
    call_command("intake", str(sample_page), captured="2025-06-09 11:40", stdout=out)
    assert_whole(type("Outcome", (), {"intake": Intake.objects.get()}))
    assert "20 条" in out.getvalue()


def test_a_dry_run_prints_one_object_and_stores_nothing(sample_page):
    make.region("浙江")
    before = stored_rows()
    out = StringIO()
    call_command(
        "intake",
        str(sample_page),
        captured="2025-06-09 11:40",
        dry_run=True,
        json=True,
        stdout=out,
    )
    told = json.loads(out.getvalue())

    assert stored_rows() == before
    assert len(told["article"]["paragraphs"]) == 8
    assert told["live"] == {"rows": 40, "items": 20, "repeats": 20}
    assert len(told["live_items"]) == len(told["live_repeats"]) == 20
    assert len(told["hot_entries"]) == 10
    assert [name["name"] for name in told["names"]["regions"]] == ["浙江"]
    assert told["not_understood"] == []
    facts = told["proposals"]["facts"]
    assert len(facts) == 20
    near_third = next(fact for fact in facts if fact["printed"] == "近1/3")
    assert near_third["comparator"]["sign"] == "≲"
    assert (near_third["subject"], near_third["whole"]) == (["长三角"], "全国")
    assert (near_third["base_value"], near_third["period"]) == ("33.333333", None)
    paragraph = told["article"]["paragraphs"][int(near_third["quote"]["block"][1:]) - 1]
    assert near_third["quote"]["text"] in paragraph


def test_a_plain_dry_run_tells_the_proposals_in_words(sample_page):
    out = StringIO()
    call_command(
        "intake",
        str(sample_page),
        captured="2025-06-09 11:40",
        dry_run=True,
        stdout=out,
    )
    lines = out.getvalue().splitlines()
    assert (
        "p4 浙江｜国家级先进制造业集群：7个｜原文未注明时间｜「其中浙江有7个」" in lines
    )
    assert any("超过200场次｜去年｜" in line for line in lines)
    assert any("提出数据 20 项" in line for line in lines)


@pytest.mark.parametrize(
    ("captured", "why"),
    [
        ("昨天", "读不懂"),
        ("", "读不懂"),
        ("2999-01-01 00:00", "还没有到"),
        ("0001-01-01", "太早"),
    ],
)
def test_a_capture_time_that_cannot_be_is_refused_in_words(captured, why):
    with pytest.raises(CommandError, match=why):
        call_command("intake", str(SAMPLE / "page.txt"), captured=captured)
    assert not Intake.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        call_command("intake", str(tmp_path / "nowhere.txt"))


@pytest.mark.parametrize("raw", [b"", b" \n\n", b"%PDF-1.7 x", b"\x00\x01\x02" * 50])
def test_what_is_no_page_is_refused_in_a_sentence(tmp_path, raw):
    path = tmp_path / "page.bin"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=r"[。]"):
        call_command("intake", str(path))
    assert not any(stored_rows().values())


def test_a_page_with_only_a_live_list_makes_items_and_no_article():
    outcome = store(plan("实时资讯\n11:20\n样品甲投产\n11:10\n样品乙下线\n", CAPTURED))
    assert outcome.article is None
    assert FeedItem.objects.count() == 2


def test_a_page_of_a_hundred_thousand_rows_is_refused_with_the_limit(tmp_path):
    rows = "".join(f"11:20\n第{n}条样品消息\n" for n in range(100_000))
    path = tmp_path / "page.txt"
    path.write_text("标题 后半\n\n正文一段。\n\n实时资讯\n" + rows, encoding="utf-8")
    with pytest.raises(CommandError, match="100000 条资讯，一次最多存入 2000 条"):
        call_command("intake", str(path))
    assert not any(stored_rows().values())
