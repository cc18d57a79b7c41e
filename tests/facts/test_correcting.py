"""A wrong figure is put right once: everywhere, with a receipt, and can be taken back."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import accepting, correcting, proposing, review, whereabouts
from articles.accepting import FactError
from articles.admin.fact_forms import FactForm, filled_in
from articles.models import Fact, FactCorrection, KnownUnknown
from tests import make

pytestmark = pytest.mark.django_db

WORDS = "浙江有国家级集群7641个"
BODY = f"{WORDS}，产值稳步增长。\n\n第二段没有数字。"
YEAR = {
    "period_precision": "year",
    "period_printed": "2024年",
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
}


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


@pytest.fixture
def about():
    """Whom the figures are about: one of everything that has a page."""
    return {
        "region": make.region("浙江", slug="zhejiang"),
        "cluster": make.cluster("杭州市某集群", slug="hangzhou"),
        "alliance": make.alliance("某联盟", slug="lianmeng"),
        "measures": make.indicator("国家级集群"),
    }


def story(editor, body=BODY, title="集群观察", **fields):
    return make.published(title, body, by=editor, **fields)


def rewritten(article, editor, body):
    """*article* corrected to *body* and published."""
    article.body = body
    article.save()
    make.publish(article, by=editor)
    article.refresh_from_db()
    return article


def pair(editor, about, **more):
    """A wrong value readers see, and the right one of a later story."""
    first = story(editor, stated_at=make.MONDAY)  # the newest report as well
    earlier = make.MONDAY - timedelta(days=1)
    second = story(
        editor, "浙江有国家级集群9852个。", "更正后的统计", stated_at=earlier
    )
    old = make.fact(first, WORDS, "7641个", by=editor, **about, **more)
    new = make.fact(
        second, "浙江有国家级集群9852个", "9852个", by=editor, **about, **more
    )
    return old, new


def text_at(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode()


def current_at(client, address) -> str:
    """What an address shows without what it says of earlier values and of the words."""
    text = text_at(client, address)
    parts = urlsplit(address)
    if parts.path.endswith(".csv"):
        return "\n".join(line.rpartition(",")[0] for line in text.splitlines())
    if parts.path.endswith(".json"):
        return text.partition('"corrects": [')[0]
    page = LexborHTMLParser(text)
    for said in page.css(".corrected, .replaced, del, .story-facts q"):
        said.decompose()
    return page.html


def test_the_old_value_is_shown_nowhere_as_current_and_the_receipt_says_where_it_was(
    client, editor, about
):
    old, new = pair(editor, about)
    kinds = {place.kind for place in whereabouts.of(old)}
    assert kinds == {
        *("story", "card", "indicator", "region", "cluster", "alliance"),
        *("chart", "json", "csv", "compare", "compare-json", "compare-csv"),
    }
    places = whereabouts.of(old)
    for place in places:
        assert "7641个" in text_at(client, place.address), place
    correction = correcting.correct(old, new, editor, "统计口径改了")
    assert correction.places == whereabouts.as_stored(places)
    for place in places:
        assert "7641个" not in current_at(client, place.address), place
    for place in whereabouts.of(new):
        assert "9852个" in text_at(client, place.address), place


def test_the_roads_of_the_receipt_are_all_the_roads_there_are(client, editor, about):
    """Whatever page shows the value, by hand from the list of addresses, is listed."""
    old, _new = pair(editor, about)
    listed = {place.address.partition("#")[0] for place in whereabouts.of(old)}
    slug = old.indicator.slug
    roads = {
        *("/", "/clusters/", "/clusters.json", "/clusters.csv", "/hot/"),
        *("/compare/", "/compare/?kind=region&id=zhejiang"),
        *("/compare.json?kind=region&id=zhejiang", "/live/"),
        *("/compare.csv?kind=cluster&id=hangzhou", "/articles.atom"),
        *("/compare/?kind=cluster&id=hangzhou", "/region/zhejiang/"),
        *("/region/zhejiang.json", "/region/zhejiang.csv", "/cluster/hangzhou/"),
        *("/cluster/hangzhou.json", "/alliance/lianmeng/", "/alliance/lianmeng.csv"),
        *(f"/indicator/{slug}/", f"/indicator/{slug}.json", f"/indicator/{slug}.csv"),
    }
    showing = {road for road in roads if "7641个" in text_at(client, road)}
    assert showing
    assert showing - listed == {"/articles.atom"} & showing  # that one prints the words


@pytest.mark.parametrize("form", ["json", "csv"])
def test_who_kept_an_answer_is_given_the_right_value_when_asking_again(
    client, editor, about, form
):
    old, new = pair(editor, about)
    roads = [
        *(f"/region/zhejiang.{form}", f"/indicator/{old.indicator.slug}.{form}"),
        f"/compare.{form}?kind=region&id=zhejiang",
    ]
    kept = {road: client.get(road).headers for road in roads}
    correcting.correct(old, new, editor, "误")
    for road, headers in kept.items():
        # No cache may answer in our place, nor anybody be told that nothing changed.
        assert "max-age" not in headers.get("Cache-Control", "")
        asking = {
            "If-None-Match": headers.get("ETag", '"kept"'),
            "If-Modified-Since": headers.get(
                "Last-Modified", "Mon, 23 Nov 2099 08:00:00 GMT"
            ),
        }
        answer = client.get(road, headers=asking)
        assert answer.status_code == 200
        content = b"".join(answer) if answer.streaming else answer.content
        assert "9852个" in content.decode()


def test_the_card_and_every_table_of_the_right_value_say_what_it_was(
    client, editor, about
):
    old, new = pair(editor, about)
    correcting.correct(old, new, editor, "统计口径改了")
    page = LexborHTMLParser(text_at(client, new.quote.article.get_absolute_url()))
    told = page.css_first(f"#card-{new.pk} .corrected").text()
    assert told.startswith("更正：原作 7641个（20")
    assert told.endswith("，统计口径改了）")
    assert page.css_first(f"#fact-{new.pk} .corrected").text() == told
    assert told in text_at(client, "/region/zhejiang/")
    row = client.get("/region/zhejiang.json").json()["facts"][0]
    assert row["figure"] == "9852个"
    assert row["corrects"][0].startswith("7641个（20")
    csv = text_at(client, "/region/zhejiang.csv")
    assert "corrects" in csv.splitlines()[0]
    assert "统计口径改了" in csv


def test_a_text_that_still_prints_the_old_value_says_what_is_right(
    client, editor, about
):
    old, new = pair(editor, about)
    correction = correcting.correct(old, new, editor, "统计口径改了")
    page = LexborHTMLParser(text_at(client, old.quote.article.get_absolute_url()))
    [mark] = page.css("a.figure")
    assert "replaced" in mark.attributes["class"]
    assert page.css_first(".fact-table") is None  # it is no checked figure of the text
    for told in (f"#card-{old.pk}", f"#fact-{old.pk}"):
        node = page.css_first(told)
        assert node.css_first("del").text() == "7641个"
        assert "此数已更正为 9852个（20" in node.text()
        assert "统计口径改了" in node.text()
    review.withdraw(new.quote.article, editor, "又有误")  # then nobody is told of it
    html = text_at(client, old.quote.article.get_absolute_url())
    assert "9852个" not in html
    assert LexborHTMLParser(html).css("a.figure") == []
    correcting.take_back(correction, editor, "误")
    page = LexborHTMLParser(text_at(client, old.quote.article.get_absolute_url()))
    assert page.css_first(f"#fact-{old.pk} .value").text().strip() == "7641个"


def test_a_proposal_whose_fact_was_corrected_is_not_reopened(editor):
    make.region("浙江")
    article = story(editor, "浙江有国家级集群7个，又说浙江有国家级集群9个。")
    old, new = accept(article, "7个", editor), accept(article, "9个", editor)
    correction = correcting.correct(old, new, editor, "误")
    reading = proposing.read(article)
    entries = [e for e in reading.entries if e.what == "fact"]
    assert len(entries) == 2
    for taken_back in (False, True):
        if taken_back:
            correcting.take_back(correction, editor, "误")
        for entry in proposing.read(article).entries:
            if entry.what == "fact":
                with pytest.raises(FactError):
                    accepting.reopen(reading, entry, editor)
    assert Fact.objects.count() == 2


def test_a_qualifier_is_kept_in_what_readers_were_told(client, editor, about):
    first = story(editor, "浙江有国家级集群超过7641个。")
    second = story(editor, "浙江有国家级集群近9852个。", "更正后的统计")
    old = make.fact(
        first, "浙江有国家级集群超过7641个", "超过7641个", by=editor, **about
    )
    new = make.fact(second, "浙江有国家级集群近9852个", "近9852个", by=editor, **about)
    correcting.correct(old, new, editor, "误")
    html = text_at(client, second.get_absolute_url())
    assert "原作 超过7641个" in html


def test_of_a_list_with_several_pages_the_one_that_has_the_value_is_named(
    client, editor, about
):
    lines = [f"第{n}年浙江有国家级集群{n}个" for n in range(1001, 1061)]
    article = story(editor, "\n\n".join(f"{line}。" for line in lines))
    facts = [
        make.fact(
            article,
            line,
            f"{n + 1001}个",
            by=editor,
            **about,
            **(YEAR | {"period_start": date(1900 + n, 1, 1)}),
        )
        for n, line in enumerate(lines)
    ]
    Fact.objects.filter(pk=facts[-1].pk).update(period_end=date(2025, 12, 31))
    last = whereabouts.of(facts[-1])
    assert "/region/zhejiang/?facts=2" in {place.address for place in last}
    for place in last:
        assert "1060个" in text_at(client, place.address), place


def test_a_correction_that_cannot_be_is_refused_in_a_sentence(editor, about):
    old, new = pair(editor, about)
    waiting = make.fact(new.quote.article, new.quote.text, "9852个", **about)
    clerk = make.clerk()
    for sentence, args in (
        ("同一条", (old, old, editor, "误")),
        ("为什么", (old, new, editor, "  ")),
        ("没有核对数据的权限", (old, new, clerk, "误")),
        ("还没有核对", (old, waiting, editor, "误")),
        ("读者没有见过", (waiting, new, editor, "误")),
    ):
        with pytest.raises(FactError, match=sentence):
            correcting.correct(*args)
    assert not FactCorrection.objects.exists()
    assert old in Fact.objects.public()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"measures": make.indicator}, "指标不同"),
        ({"region": None}, "对象不同"),
        (YEAR, "时间不同"),
    ],
)
def test_values_of_different_things_are_no_correction_unless_one_says_so(
    editor, about, changed, told
):
    if "measures" in changed:
        changed = {"measures": make.indicator("省级集群")}
    old, _new = pair(editor, about)
    other = make.fact(
        story(editor, "另有9853个。"),
        "另有9853个",
        "9853个",
        by=editor,
        **about | changed,
    )
    with pytest.raises(FactError, match=told):
        correcting.correct(old, other, editor, "误")
    correcting.correct(old, other, editor, "误", though_different=True)
    assert old not in Fact.objects.public()


def test_the_second_of_two_editors_is_told_who_was_first(editor, about):
    old, new = pair(editor, about)
    loaded = Fact.objects.get(pk=old.pk)
    correcting.correct(old, new, editor, "误")
    other = make.fact(new.quote.article, new.quote.text, "9852个", by=editor, **about)
    with pytest.raises(FactError, match=r"li 已于 .* 把它更正为 9852个"):
        correcting.correct(loaded, other, make.staff("编辑", "zhang"), "误")
    assert FactCorrection.objects.count() == 1


def test_taking_back_restores_both_and_keeps_the_row(client, editor, about):
    old, new = pair(editor, about)
    before = set(Fact.objects.public())
    correction = correcting.correct(old, new, editor, "误")
    with pytest.raises(FactError, match="为什么撤回"):
        correcting.take_back(correction, editor, " ")
    correcting.take_back(correction, editor, "原来的是对的")
    assert set(Fact.objects.public()) == before
    assert "原作" not in text_at(client, new.quote.article.get_absolute_url())
    assert "7641个" in text_at(client, "/region/zhejiang.csv")
    row = FactCorrection.objects.get()
    assert (row.taken_back_by, row.taken_back_because) == (editor, "原来的是对的")
    with pytest.raises(FactError, match="li 已于"):
        correcting.take_back(row, editor, "再来一次")
    correcting.correct(old, new, editor, "还是错的")
    assert FactCorrection.objects.count() == 2


def test_a_value_doubted_before_is_doubted_again_when_taken_back(editor, about):
    old, new = pair(editor, about)
    accepting.dispute(old, "与公报不符", editor)
    correction = correcting.correct(old, new, editor, "误")
    correcting.take_back(correction, editor, "误")
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == (Fact.Status.DISPUTED, None)


def test_a_correction_corrected_in_its_turn_is_taken_back_last(client, editor, about):
    old, new = pair(editor, about)
    third = story(editor, "浙江有国家级集群8888个。", "再更正")
    newest = make.fact(third, "浙江有国家级集群8888个", "8888个", by=editor, **about)
    first = correcting.correct(old, new, editor, "误")
    second = correcting.correct(new, newest, editor, "又误")
    with pytest.raises(FactError, match="又更正为 8888个"):
        correcting.take_back(first, editor, "误")
    assert "更正：原作 9852个" in text_at(client, third.get_absolute_url())
    correcting.take_back(second, editor, "误")
    correcting.take_back(first, editor, "误")
    assert Fact.objects.public().count() == 3


def test_who_corrected_a_figure_cannot_lose_it_by_other_roads(editor, about):
    old, new = pair(editor, about)
    correcting.correct(old, new, editor, "误")
    assert accepting.verify(Fact.objects.filter(pk=old.pk), editor) == 0
    with pytest.raises(FactError, match="已更正"):
        accepting.dispute(old, "与公报不符", editor)
    old.refresh_from_db()
    assert old.status == Fact.Status.SUPERSEDED


# --- The ordinary way: a story is corrected, and its figure with it ------------------


def accept(article, words, by):
    reading = proposing.read(article)
    [entry] = [e for e in reading.open if e.what == "fact" and words in e.words]
    form = filled_in(FactForm, entry.proposal)
    assert form.is_valid(), form.errors
    return accepting.accept_fact(reading, entry, form.filled, by)


def test_a_corrected_story_suggests_the_pair_and_one_press_corrects_it(client, editor):
    make.region("浙江")
    article = story(editor, "浙江有国家级集群7个。")
    old = accept(article, "7个", editor)
    assert correcting.suggestions(article) == []
    article = rewritten(article, editor, "浙江有国家级集群9个。")
    new = accept(article, "9个", editor)

    client.force_login(editor)
    desk = reverse("admin:articles_article_facts", args=[article.pk])
    page = LexborHTMLParser(text_at(client, desk))
    link = page.css_first(".suggested a.button")
    assert "7个" in link.text()
    assert "9个" in link.text()
    address = link.attributes["href"]
    page = LexborHTMLParser(text_at(client, address))
    chosen = page.css_first("input[name=new][checked]")
    assert chosen.attributes["value"] == str(new.pk)
    answer = client.post(address, {"new": new.pk, "note": "统计口径改了"}, follow=True)
    assert "已更正：7个 → 9个" in answer.content.decode()
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == (Fact.Status.SUPERSEDED, new)
    html = text_at(client, article.get_absolute_url())
    assert "更正：原作 7个" in html
    assert LexborHTMLParser(text_at(client, desk)).css_first(".suggested") is None


def test_the_same_value_in_other_words_is_no_correction(editor):
    make.region("浙江")
    article = story(editor, "浙江有国家级集群7个。")
    accept(article, "7个", editor)
    article = rewritten(article, editor, "浙江现有国家级集群7个。")
    again = accept(article, "7个", editor)
    lost = Fact.objects.exclude(pk=again.pk).get()
    assert correcting.differences(lost, again) == []
    assert correcting.suggestions(article) == []


def test_what_is_left_of_a_whole_is_counted_again(client, editor):
    make.region("长三角", kind="group").members.add(make.region("浙江"))
    body = "长三角拥有国家级先进制造业集群26个，其中浙江有7个。"
    article = story(editor, body)
    accept(article, "26个", editor)
    old = accept(article, "7个", editor)
    reading = proposing.read(article)
    [gap] = [e for e in reading.open if e.what == "unknown" and "26" in e.words]
    accepting.accept_unknown(reading, gap, editor)
    assert "其余 19 个" in text_at(client, article.get_absolute_url())
    article = rewritten(article, editor, body.replace("7个", "9个"))
    new = accept(article, "9个", editor)
    correction = correcting.correct(old, new, editor, "误")
    html = text_at(client, article.get_absolute_url())
    assert "其余 17 个" in html
    assert "其余 19 个" not in html
    correcting.take_back(correction, editor, "误")
    assert KnownUnknown.objects.get().count == 19


def test_the_parts_of_a_whole_go_to_the_right_whole_and_its_rest_is_not_told(
    client, editor
):
    article = story(editor, "长三角有集群26个，应为28个，其中浙江有7个。")
    old = make.fact(article, "长三角有集群26个", "26个", by=editor)
    new = make.fact(article, "应为28个", "28个", by=editor)
    part = make.fact(article, "其中浙江有7个", "7个", by=editor, part_of=old)
    KnownUnknown.objects.create(
        quote=old.quote,
        fact=old,
        kind="rest",
        count=19,
        subject="集群",
        listed=["浙江"],
        noted_by=editor,
        checked_by=editor,
    )
    correction = correcting.correct(old, new, editor, "误")
    part.refresh_from_db()
    assert part.part_of == new
    assert "其余 19 个" not in text_at(client, article.get_absolute_url())
    correcting.take_back(correction, editor, "误")
    part.refresh_from_db()
    assert part.part_of == old
    assert "其余 19 个" in text_at(client, article.get_absolute_url())


# --- Other stories that print the old value -------------------------------------------


def test_stories_that_still_print_the_old_value_are_listed_until_they_do_not(
    client, editor, about
):
    old, new = pair(editor, about)
    copy = story(editor, f"据报道，{WORDS}。", "转载的一篇")
    twin = make.fact(copy, f"据报道，{WORDS}", "7641个", by=editor, **about)
    make.fact(  # another year's value is another fact
        story(editor, f"2024年{WORDS}。", "往年的一篇"),
        f"2024年{WORDS}",
        "7641个",
        by=editor,
        **about,
        **YEAR,
    )
    draft = make.article("没发的一篇", f"草稿里{WORDS}。")
    make.fact(draft, f"草稿里{WORDS}", "7641个", by=editor, **about)
    correction = correcting.correct(old, new, editor, "误")
    assert [row["title"] for row in correction.others] == ["集群观察", "转载的一篇"]

    client.force_login(editor)
    receipt = reverse("admin:articles_factcorrection_change", args=[correction.pk])

    def listed():
        page = LexborHTMLParser(text_at(client, receipt))
        rows = page.css("[aria-labelledby=others-title] li")
        return [
            (row.css_first("a").text(), row.css_first(".place-kind").text())
            for row in rows
        ]

    assert listed() == [("集群观察", "仍印着"), ("转载的一篇", "仍印着")]
    rewritten(old.quote.article, editor, "浙江有国家级集群9852个。")
    review.withdraw(copy, editor, "有误")
    assert listed() == [("集群观察", "已不再印"), ("转载的一篇", "已不再印")]
    late = story(editor, f"晚到的{WORDS}。", "后来的一篇")
    make.fact(late, f"晚到的{WORDS}", "7641个", by=editor, **about)
    assert listed()[-1] == ("后来的一篇", "仍印着")
    assert twin.status == Fact.Status.VERIFIED


def test_the_same_wrong_value_of_other_stories_goes_with_it_where_one_says_so(
    client, editor, about
):
    old, new = pair(editor, about)
    copy = story(editor, f"据报道，{WORDS}。", "转载的一篇")
    twin = make.fact(copy, f"据报道，{WORDS}", "7641个", by=editor, **about)
    client.force_login(editor)
    address = reverse("admin:articles_fact_correct", args=[old.pk])
    page = LexborHTMLParser(text_at(client, address))
    box = page.css_first("input[name=also]")
    assert box.attributes["value"] == str(twin.pk)
    assert "checked" in box.attributes
    client.post(address, {"new": new.pk, "note": "误", "also": [twin.pk]})
    assert FactCorrection.objects.count() == 2
    assert list(Fact.objects.public()) == [new]


# --- The pages --------------------------------------------------------------------------


def test_where_nothing_can_be_chosen_the_page_says_first_how_the_right_value_comes(
    client, editor, about
):
    article = story(editor, f"{WORDS}。")
    old = make.fact(article, WORDS, "7641个", by=editor, **about)
    client.force_login(editor)
    address = reverse("admin:articles_fact_correct", args=[old.pk])
    page = LexborHTMLParser(text_at(client, address))
    first = page.css_first(".correct-first")
    assert "还没有可以更正为的数据" in first.text()
    desk = reverse("admin:articles_article_facts", args=[article.pk])
    assert desk in [link.attributes["href"] for link in first.css("a")]
    labels = [label.text() for label in page.css(".correct-field label")]
    assert labels[0] == "更正为：正确数据的编号或网址"
    assert "上面没有列出" not in page.body.text()
    refused = client.post(address, {"note": "误"}).content.decode()
    assert "请填正确数据的编号或网址" in refused


def test_a_receipt_does_not_say_gone_of_words_it_lists_as_still_printed(
    client, editor, about
):
    old, new = pair(editor, about)
    correction = correcting.correct(old, new, editor, "统计口径改了")
    client.force_login(editor)
    address = reverse("admin:articles_factcorrection_change", args=[correction.pk])
    told = text_at(client, address)
    assert "仍印着" in told
    assert "现在都不再作数" in told and "不再显示<" not in told
    assert "要由报道的更正来改" in told


def test_the_page_says_beforehand_where_the_value_stands_and_refuses_in_sentences(
    client, editor, about
):
    old, new = pair(editor, about)
    client.force_login(editor)
    address = reverse("admin:articles_fact_correct", args=[old.pk])
    page = LexborHTMLParser(text_at(client, address))
    assert len(page.css(".places-list .place-kind")) == len(whereabouts.of(old))
    for sent, sentence in (
        ({}, "请写明为什么更正"),
        ({"note": "误"}, "请选更正为哪一条"),
        ({"note": "误", "other": "99999"}, "没有编号为 99999 的数据"),
        ({"note": "误", "other": "9852个"}, "不是数据的编号，也不是它的网址"),
        ({"note": "误", "other": str(old.pk)}, "同一条数据"),
    ):
        assert sentence in client.post(address, sent).content.decode(), sent
    assert not FactCorrection.objects.exists()
    whole = f"https://x.test{reverse('admin:articles_fact_change', args=[new.pk])}"
    answer = client.post(address, {"note": "误", "other": whole}, follow=True)
    assert "下面是回执" in answer.content.decode()
    told = client.post(address, {"note": "误", "other": new.pk}).content.decode()
    assert "把它更正为 9852个" in told


def test_a_receipt_is_taken_back_on_its_page_by_who_may(client, editor, about):
    old, new = pair(editor, about)
    correction = correcting.correct(old, new, editor, "误")
    receipt = reverse("admin:articles_factcorrection_change", args=[correction.pk])
    press = reverse("admin:articles_factcorrection_take_back", args=[correction.pk])
    client.force_login(make.clerk())
    assert LexborHTMLParser(text_at(client, receipt)).css_first(".take-back") is None
    assert client.post(press, {"because": "误"}).status_code == 403
    client.force_login(editor)
    assert LexborHTMLParser(text_at(client, receipt)).css_first(".take-back")
    told = client.post(press, {"because": ""}, follow=True).content.decode()
    assert "为什么撤回" in told
    told = client.post(press, {"because": "原来的对"}, follow=True).content.decode()
    assert "原来的对" in told
    assert old in Fact.objects.public()


def test_a_fact_names_its_corrections_and_its_successor_is_no_field(
    client, editor, about
):
    old, new = pair(editor, about)
    client.force_login(editor)
    address = reverse("admin:articles_fact_change", args=[old.pk])
    page = LexborHTMLParser(text_at(client, address))
    assert page.css_first("[name=superseded_by]") is None
    assert page.css_first(f"a[href$='/fact/{old.pk}/correct/']")
    correcting.correct(old, new, editor, "误")
    for fact in (old, new):
        address = reverse("admin:articles_fact_change", args=[fact.pk])
        page = LexborHTMLParser(text_at(client, address))
        assert "7641个 更正为 9852个" in page.css_first(".corrections-of").text()
    client.force_login(make.clerk())
    listed = text_at(client, reverse("admin:articles_factcorrection_changelist"))
    assert "7641个 → 9852个" in listed


def test_saving_a_corrected_fact_leaves_it_corrected(client, editor, about):
    old, new = pair(editor, about)
    correcting.correct(old, new, editor, "误")
    client.force_login(editor)
    address = reverse("admin:articles_fact_change", args=[old.pk])
    sent = {
        "indicator": old.indicator_id,
        "figure": "7641个",
        "region": old.region_id,
        "article": old.quote.article_id,
        "words": WORDS,
        "note": "旧表所载",
        "_verify": "1",
    }
    told = client.post(address, sent, follow=True).content.decode()
    assert "请撤回更正" in told
    old.refresh_from_db()
    assert old.note == "旧表所载"
    assert (old.status, old.superseded_by) == (Fact.Status.SUPERSEDED, new)


def test_one_marked_as_corrected_before_there_were_receipts_gets_one(editor, about):
    old, new = pair(editor, about)
    Fact.objects.filter(pk=old.pk).update(status="superseded", superseded_by=new)
    correction = correcting.correct(old, new, editor, "补开回执")
    correcting.take_back(correction, editor, "误")
    assert old in Fact.objects.public()


@pytest.mark.parametrize("number", [2, 8])
def test_the_pages_cost_the_same_for_few_stories_and_for_many(
    client, editor, about, number, django_assert_num_queries
):
    old, new = pair(editor, about)
    twins = []
    for n in range(number):
        copy = story(editor, f"第{n}家报道，{WORDS}。", f"转载{n}")
        words = f"第{n}家报道，{WORDS}"
        twins.append(make.fact(copy, words, "7641个", by=editor, **about))
    client.force_login(editor)
    address = reverse("admin:articles_fact_correct", args=[old.pk])
    client.get(address)
    with django_assert_num_queries(37):
        client.get(address)
    [correction, *_] = correcting.correct_all([old, *twins], new, editor, "误")
    receipt = reverse("admin:articles_factcorrection_change", args=[correction.pk])
    client.get(receipt)
    with django_assert_num_queries(29):
        client.get(receipt)
    with django_assert_num_queries(15):
        client.get("/region/zhejiang.json")


def test_what_a_corrected_figure_was_of_keeps_its_page_while_the_story_prints_it(
    client, editor
):
    """The story still says what the figure was, and leads to what it was of."""
    story_of = make.published(body="浙江有省级集群7641个。\n\n另有国家级集群9852个。")
    mistaken = make.indicator("省级集群", made_by_reading=True)
    meant = make.indicator("国家级集群", made_by_reading=True)
    old = make.fact(
        story_of, "浙江有省级集群7641个", "7641个", by=editor, measures=mistaken
    )
    new = make.fact(
        story_of, "另有国家级集群9852个", "9852个", by=editor, measures=meant
    )
    correcting.correct(old, new, editor, "录错了指标", though_different=True)
    for indicator in (mistaken, meant):
        address = indicator.get_absolute_url()
        assert f'href="{address}"' in text_at(client, story_of.get_absolute_url())
        assert client.get(address).status_code == 200
