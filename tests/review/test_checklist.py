"""The list before publishing: what each point finds, what answers it, who may."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import accepting, links, proposing, review
from articles.models import Article, Fact, Link, Overrule
from articles.review import checklist
from tests import make
from tests.review.test_desk import offered, press, review_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def point(article, name):
    article = Article.objects.get(pk=article.pk)
    return next(one for one in checklist.of(article).points if one.name == name)


def told(article, name):
    return [one.sentence for one in point(article, name).findings]


def open_of(article):
    return [one.sentence for one in checklist.of(article).open]


def test_a_text_in_order_has_nothing_open(editor):
    article = make.approved("集群产值再创新高", body="一段话。", lede="一段话。")
    assert {one.state for one in checklist.of(article).points} == {"good"}
    review.publish(article, editor)


def test_a_time_of_the_original_that_has_not_come_is_said_and_stops_nothing():
    ahead = timezone.make_aware(datetime(2099, 1, 1, 8))
    article = make.article(stated_at=ahead, stated_precision="day")
    [finding] = point(article, "source").findings
    assert finding.sentence == "原文时间 2099-01-01 还没有到。"
    assert finding.advice
    assert not point(make.article(stated_at=make.MONDAY), "source").findings


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("短", ["1 个字，一般在 6 到 40 个字之间。"]),
        ("六个字的标题", []),
        ("长" * 40, []),
        ("长" * 41, ["41 个字，一般在 6 到 40 个字之间。"]),
    ],
)
def test_a_title_too_short_or_long_is_said_and_stops_nothing(title, expected, editor):
    article = make.approved(title, body="正文。", lede="导语。")
    assert told(article, "title") == expected
    review.publish(article, editor)


def test_a_missing_or_endless_lede_is_said_and_stops_nothing():
    assert "没有导语" in told(make.article(), "lede")[0]
    assert "161 个字" in told(make.article(lede="长" * 161), "lede")[0]
    assert told(make.article(lede="导语。"), "lede") == []
    assert not point(make.article(), "lede").open


def test_what_no_submission_may_lack_nobody_lets_pass():
    article = make.article("", source=None)
    for name in ("title", "source"):
        assert not point(article, name).open[0].passable
    assert checklist.of(article).passable == []


def test_every_number_is_verified_or_wants_an_answer(editor):
    article = make.article(body="全省有7个集群，PMI为50.2。\n\n另有9个联盟。")
    assert told(article, "numbers") == [
        "「7个」还没有核对。",
        "「50.2」没有录为数据。",
        "「9个」还没有核对。",
    ]
    make.fact(article, "全省有7个集群", "7个", by=editor)
    assert told(article, "numbers")[0] == "「50.2」没有录为数据。"
    assert point(article, "numbers").note == "共 3 个，已核对 1 个"


def test_an_entered_or_disputed_figure_is_no_verified_one(editor):
    article = make.article(body="全省有7个集群。")
    row = make.fact(article, "全省有7个集群", "7个")
    assert told(article, "numbers") == ["「7个」还没有核对。"]
    accepting.verify(Fact.objects.filter(pk=row.pk), editor)
    assert told(article, "numbers") == []
    row.refresh_from_db()
    accepting.dispute(row, "来源存疑", editor)
    assert told(article, "numbers") == ["「7个」存疑。"]


def test_who_wrote_the_text_answers_for_none_of_its_figures(client, editor):
    article = make.article(body="全省有7个集群。")
    article.writers.add(editor)
    row = make.fact(article, "全省有7个集群", "7个")
    assert accepting.verify(Fact.objects.filter(pk=row.pk), editor) == 0
    client.force_login(editor)
    page = reverse("admin:articles_article_facts", args=[article.pk])
    assert 'value="verify"' not in client.get(page).content.decode()
    answer = client.post(page, {"act": "verify", "fact": row.pk}).content.decode()
    assert "须由另一人核对" in answer
    row.refresh_from_db()
    assert row.status == "proposed"
    assert told(article, "numbers") == ["「7个」还没有核对。"]
    other = make.staff("编辑", "zhao")
    assert accepting.verify(Fact.objects.filter(pk=row.pk), other) == 1
    assert told(article, "numbers") == []


def test_a_figure_checked_by_who_then_writes_wants_another_check(editor):
    article = make.article(body="全省有7个集群。")
    make.fact(article, "全省有7个集群", "7个", by=editor)
    assert told(article, "numbers") == []
    article.body = "全省有7个集群。\n\n又一段。"
    review.edit(article, editor)
    assert told(article, "numbers") == ["「7个」是写稿人自己核对的，还要另一人核对。"]
    other = make.staff("编辑", "zhao")
    assert accepting.verify(Fact.objects.filter(quote__article=article), other) == 1
    assert told(article, "numbers") == []


def test_one_person_who_runs_the_desk_checks_their_own_figures(settings, editor):
    settings.ONE_PERSON_DESK = True
    article = make.article(body="全省有7个集群。")
    article.writers.add(editor)
    row = make.fact(article, "全省有7个集群", "7个")
    assert accepting.verify(Fact.objects.filter(pk=row.pk), editor) == 1
    assert told(article, "numbers") == []


def test_who_wrote_the_text_overrules_no_doubt_about_it(editor):
    article = make.article(body="全省有7个集群。")
    article.writers.add(editor)
    with pytest.raises(accepting.FactError, match="另一人"):
        accepting.overrule(article, "k", "算不拢", "口径不同", editor)
    assert not Overrule.objects.exists()
    accepting.overrule(article, "k", "算不拢", "口径不同", make.staff("编辑", "zhao"))
    assert Overrule.objects.exists()


def test_a_proposal_that_was_rejected_is_answered(editor):
    article = make.article(body="全省有7个集群。")
    reading = proposing.read(article)
    [entry] = [one for one in reading.entries if one.what == "fact"]
    accepting.reject(reading, entry, editor)
    assert told(article, "numbers") == []


def test_a_number_of_title_or_lede_must_stand_in_the_text():
    article = make.article(
        "产值突破1,300亿元 增长9%", lede="共7个集群。", body="产值1300亿元，有7个。"
    )
    sentences = told(article, "numbers")
    assert sentences[0] == "「9%」在标题或导语里，正文里没有。"
    assert not any("1,300" in one for one in sentences)
    assert sum("7个" in one for one in sentences) == 1


def test_a_verified_figure_whose_words_are_gone_is_said(editor):
    article = make.article(body="全省有7个集群。")
    make.fact(article, "全省有7个集群", "7个", by=editor)
    assert told(article, "quotes") == []
    article.body = "全省的集群很多。"
    review.edit(article, editor)
    [sentence] = told(article, "quotes")
    assert "7个" in sentence
    assert "找不到" in sentence


def test_a_story_with_nearly_the_same_title_wants_a_look():
    make.published("集群产值再创新高")
    article = make.article("集群产值再创新高！", body="正文。")
    assert "《集群产值再创新高》（已发布）" in told(article, "alike")[0]
    assert told(make.article("完全另一件事情", body="正文。"), "alike") == []


def test_a_picture_that_says_nothing_is_named_with_its_paragraph():
    silent = make.article(body="一段。\n\n![](/picture/a.webp)")
    assert told(silent, "pictures") == ["第 2 段的图片没有文字说明。"]
    spoken = make.article(body="一段。\n\n![厂房](/picture/a.webp)")
    assert told(spoken, "pictures") == []


def test_a_dead_link_wants_an_answer_and_a_doubtful_one_does_not(editor):
    draft = make.article("还没有发布的一篇", body="正文。")
    article = make.submitted(
        body=f"见[另一篇]({draft.get_absolute_url()})、"
        "[甲](https://gone.example/)、[乙](https://slow.example/)。"
    )
    Link.objects.filter(host="gone.example").update(
        state="gone", said={"code": "status", "status": 404}
    )
    Link.objects.filter(host="slow.example").update(
        state="unsure", said={"code": "status", "status": 503}
    )
    found = point(article, "links")
    assert [("404" in one.sentence, one.advice) for one in found.findings] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert "还没有发布" in found.open[0].sentence
    with pytest.raises(review.ReviewError, match="404"):
        review.approve(article, editor)
        review.publish(article, editor)


def test_links_are_asked_after_when_the_text_is_sent_in_and_at_a_press(
    client, editor, monkeypatch
):
    article = make.submitted(body="见[甲](https://a.example/)。")
    assert point(article, "links").note == "共 1 个，1 个还没有检查"
    assert Link.objects.get().next_check_at is not None
    asked = []
    monkeypatch.setattr(
        links, "check_now", lambda text: asked.append(text) or links.Checked(1, 0)
    )
    client.force_login(editor)
    page = client.get(review_url(article)).content.decode()
    assert "现在检查链接" in page
    send = reverse("admin:articles_article_links", args=[article.pk])
    html = client.post(send, follow=True).content.decode()
    assert asked == [article]
    assert links.Checked(1, 0).sentence() in html


@pytest.mark.parametrize("act", [review.publish, review.schedule])
def test_nothing_goes_out_while_something_is_open(act, editor):
    article = make.submitted(body="全省有7个集群。")
    review.approve(article, editor)
    at = [timezone.now() + timedelta(hours=1)] if act is review.schedule else []
    with pytest.raises(review.ReviewError, match="还有 1 项没有处理：「7个」"):
        act(article, editor, *at)
    assert Article.objects.get().status == "approved"
    checklist.let_pass(
        article, editor, [one.key for one in checklist.of(article).open], "原文如此。"
    )
    act(article, editor, *at)
    assert Article.objects.get().status == "published"
    event = article.review_events.get(act="waive")
    assert "原文如此。" in event.note
    assert "7个" in event.note


def test_what_was_let_pass_is_open_again_when_its_words_change(editor):
    article = make.article(body="全省有7个集群。\n\n又一段。")
    [finding] = checklist.of(article).open
    checklist.let_pass(article, editor, [finding.key], "原文如此。")
    article.body = "全省有7个集群。\n\n又一段，改过。"
    article.save()
    assert open_of(article) == []
    article.body = "全省有8个集群。\n\n又一段，改过。"
    article.save()
    assert open_of(article) == ["「8个」还没有核对。"]


def test_nobody_lets_pass_what_they_wrote_or_without_a_reason(editor, settings):
    article = make.article(body="全省有7个集群。")
    article.writers.add(editor)
    keys = [one.key for one in checklist.of(article).open]
    with pytest.raises(review.ReviewError, match="另一人"):
        checklist.let_pass(article, editor, keys, "没事。")
    with pytest.raises(review.ReviewError, match="权限"):
        checklist.let_pass(article, make.clerk(), keys, "没事。")
    other = make.editor()
    for because, words in (("  ", "写明原因"), ("长" * 301, "最多 300 个字")):
        with pytest.raises(review.ReviewError, match=words):
            checklist.let_pass(article, other, keys, because)
    with pytest.raises(review.ReviewError, match="不在清单上"):
        checklist.let_pass(article, other, ["x" * 64], "没事。")
    assert not Overrule.objects.exists()
    settings.ONE_PERSON_DESK = True
    checklist.let_pass(article, editor, keys, "一个人的编辑部。")
    assert open_of(article) == []


def told_at_the_list(html):
    """The page's one message, which stands where the act was."""
    tree = LexborHTMLParser(html)
    (message,) = tree.css(".review-success, .review-error")
    assert tree.css_first(".checklist").css_matches(".notice")
    return message.text()


def test_the_page_shows_the_list_and_lets_the_chosen_pass(client, editor):
    article = make.submitted(body="全省有7个集群，增长9%。")
    client.force_login(editor)
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    boxes = [box.attributes["value"] for box in tree.css(".checklist [name=finding]")]
    assert len(boxes) == 2
    send = reverse("admin:articles_article_pass", args=[article.pk])
    html = client.post(send, {"finding": boxes[:1], "because": ""}).content.decode()
    assert "放行要写明原因" in told_at_the_list(html)
    chosen = LexborHTMLParser(html).css(".checklist [name=finding][checked]")
    assert [box.attributes["value"] for box in chosen] == boxes[:1]
    html = client.post(send, {"because": "没选"}).content.decode()
    assert "请先在清单上选出" in told_at_the_list(html)
    assert "没选" in html
    html = client.post(
        send, {"finding": boxes[:1], "because": "原文如此。"}, follow=True
    ).content.decode()
    assert "已放行 1 项" in told_at_the_list(html)
    assert "li：原文如此。" in LexborHTMLParser(html).css_first(".checklist").text()
    assert len(checklist.of(article).open) == 1


def test_who_may_not_let_pass_reads_the_list_and_finds_no_box(client):
    article = make.submitted(body="全省有7个集群。")
    client.force_login(make.person("作者", "a-writer"))
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    assert "「7个」还没有核对。" in tree.css_first(".checklist").text()
    assert tree.css_first(".checklist input") is None
    send = reverse("admin:articles_article_pass", args=[article.pk])
    key = checklist.of(article).open[0].key
    assert client.post(send, {"finding": key, "because": "没事"}).status_code == 403
    assert not Overrule.objects.exists()


def test_a_figure_that_says_another_number_than_its_words_answers_for_nothing(editor):
    article = make.submitted(body="产值增长4.1%。")
    fact = make.fact(article, "产值增长4.1%", "4.1%", by=editor)
    assert told(article, "numbers") == []
    Fact.objects.filter(pk=fact.pk).update(printed_value="4.3", value=4.3)
    assert told(article, "numbers") == ["「4.1%」录成的数据与原文不同。"]


def test_figures_checked_while_a_text_waits_go_out_with_it(editor):
    article = make.submitted(body="全省有7个集群，增长9%。")
    first = make.fact(article, "全省有7个集群", "7个", by=editor)
    review.approve(Article.objects.get(pk=article.pk), editor)
    second = make.fact(article, "增长9%", "9%", by=editor)
    assert not Fact.objects.public().exists()
    review.publish(Article.objects.get(pk=article.pk), editor)
    assert set(Fact.objects.public()) == {first, second}


def test_figures_checked_while_a_correction_waits_are_shown_with_it(editor):
    article = make.published(body="全省有集群。")
    article.body = "全省有7个集群。"
    review.edit(article, editor)
    review.correct(article, editor, "typo")
    other = make.staff("编辑", "zhao")
    fact = make.fact(article, "全省有7个集群", "7个", by=other)
    review.approve(article, other)
    soon = timezone.now() + timedelta(hours=1)
    review.schedule(article, other, soon)
    assert not Fact.objects.public().exists()
    article.revisions.filter(number=2).update(shown_from=timezone.now())
    article.revisions.filter(number=1).update(shown_until=timezone.now())
    assert list(Fact.objects.public()) == [fact]


def test_who_wrote_a_number_does_not_answer_for_it_by_rejecting_it(editor):
    writer = make.staff("作者", "wang")
    article = make.submitted(body="全省有7个集群，增长9%。", by=writer)

    def reject(words, by):
        reading = proposing.read(Article.objects.get(pk=article.pk))
        facts = (one for one in reading.open if one.what == "fact")
        [entry] = [one for one in facts if one.words == words]
        accepting.reject(reading, entry, by)

    reject("7个", writer)
    reject("9%", make.clerk())
    assert told(article, "numbers") == [
        "「7个」的建议被否决，还没有编辑认可。",
        "「9%」的建议被否决，还没有编辑认可。",
    ]
    for entry in proposing.read(article).rejected:
        accepting.reopen(proposing.read(article), entry, editor)
    reject("7个", editor)
    assert len(told(article, "numbers")) == 1


def test_a_reason_with_the_approval_lets_all_of_the_list_pass(client, editor):
    article = make.submitted(body="全省有7个集群，增长9%。")
    client.force_login(editor)
    html = press(client, article, "approve", then="now")
    assert "还有 2 项没有处理：「7个」" in html
    assert "。；" not in html
    assert article.status == "in_review"  # approved and published, or neither
    assert "清单上还有 2 项没有处理，写明原因即一并放行。" in html
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    left = tree.css_first(".act-approve [name=left]").attributes["value"]
    press(client, article, "approve", then="now", left=left, because="原文如此。")
    assert article.status == "published"


def test_a_reason_given_with_an_approval_for_later_is_kept(client, editor):
    article = make.submitted(body="全省有7个集群。")
    client.force_login(editor)
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    left = tree.css_first(".act-approve [name=left]").attributes["value"]
    press(client, article, "approve", then="later", left=left, because="原文如此。")
    assert article.status == "approved"
    assert open_of(article) == []
    assert Overrule.objects.get().reason == "原文如此。"


def test_what_was_found_since_is_not_let_pass_unseen(client, editor):
    article = make.submitted(body="全省有7个集群。")
    client.force_login(editor)
    page = client.get(review_url(article)).content
    left = LexborHTMLParser(page).css_first(".act-approve [name=left]")
    make.published(article.title)
    html = press(
        *(client, article, "approve", page),
        then="now",
        left=left.attributes["value"],
        because="原文如此。",
    )
    assert "相近" in html
    assert article.status == "in_review"


def test_what_readers_have_already_is_not_listed_again(client, editor):
    article = make.published(body="全省有7个集群。")
    client.force_login(editor)
    html = client.get(review_url(article)).content.decode()
    assert LexborHTMLParser(html).css_first(".checklist") is None
    assert "withdraw" in offered(client, article)


def test_the_list_costs_the_same_for_ten_numbers_and_for_fifty(editor):
    def asked(numbers):
        text = "。\n\n".join(f"第{n}号有{n}个集群" for n in range(1, numbers + 1))
        article = make.article(f"{numbers}个数字的一篇", body=text)
        make.fact(article, "第1号有1个集群", "1个", by=editor)
        return Article.objects.get(pk=article.pk)

    def cost(article):
        with CaptureQueriesContext(connection) as queries:
            checklist.of(article)
        return len(queries)

    few, many = asked(10), asked(50)
    checklist.of(asked(2))  # some names are remembered from the first time on
    assert cost(few) == cost(many) <= 30
