"""The article's page, its review page and the desk: buttons, refusals, sentences."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import review
from articles.models import Article, ReviewEvent
from articles.review import points, remarks
from tests import make
from tests.content.test_article_admin import change_url, open_form
from tests.review.test_acts import doubting

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make.staff("作者", "wang")


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def review_url(article):
    return reverse("admin:articles_article_review", args=[article.pk])


def offered(client, article):
    """The acts a person finds on the review page."""
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    return [node.attributes["value"] for node in tree.css("details [name=act]")]


def press(client, article, act, page=None, **fields):
    """Fill in and send the form of *act* as the review page, or *page*, has it."""
    html = page or client.get(review_url(article)).content
    seen = LexborHTMLParser(html).css_first("[name=seen]")
    sent = {"act": act, "seen": seen.attributes["value"] if seen else "", **fields}
    answer = client.post(review_url(article), sent, follow=True)
    article.refresh_from_db()
    return answer.content.decode()


def test_an_author_writes_and_sends_in_from_one_form(client, writer):
    client.force_login(writer)
    add = reverse("admin:articles_article_add")
    fields = open_form(client, add) | {
        "title": "新篇",
        "body": "正文。\r\n\r\n第二段。",
        "source": make.source().pk,
        "regions": [make.region("浙江").pk],
        "_submit": "1",
    }
    html = client.post(add, fields, follow=True).content.decode()
    article = Article.objects.get()
    assert article.status == "in_review"
    assert article.submitted_revision.body == "正文。\n\n第二段。"
    assert article.submitted_revision.regions.get().name == "浙江"
    assert list(article.writers.all()) == [writer]
    assert "等另一人审阅" in html


def test_what_is_missing_is_said_at_its_field_and_a_plain_save_goes_through(
    client, writer
):
    client.force_login(writer)
    add = reverse("admin:articles_article_add")
    fields = open_form(client, add) | {"lede": "只有导语。"}
    html = client.post(add, fields | {"_submit": "1"}).content.decode()
    tree = LexborHTMLParser(html)
    for field, told in (("title", "标题"), ("body", "正文"), ("source", "来源")):
        assert told in tree.css_first(f".field-{field} .errorlist").text()
    assert "只有导语。" in html
    assert not Article.objects.exists()
    assert client.post(add, fields).status_code == 302
    assert Article.objects.get().lede == "只有导语。"


def test_a_form_with_nothing_in_it_is_no_draft(client, writer):
    client.force_login(writer)
    add = reverse("admin:articles_article_add")
    html = client.post(add, open_form(client, add)).content.decode()
    assert "什么都还没有写" in html
    assert not Article.objects.exists()


def test_saving_an_untouched_form_ends_no_approval(client, writer):
    article = make.approved(body="一段。\n\n又一段。")
    article.refresh_from_db()
    client.force_login(writer)
    fields = open_form(client, change_url(article))
    fields["body"] = fields["body"].replace("\n", "\r\n")  # as browsers send it
    client.post(change_url(article), fields)
    article.refresh_from_db()
    assert article.status == "approved"
    html = client.post(
        change_url(article),
        open_form(client, change_url(article)) | {"body": "改了。"},
        follow=True,
    ).content.decode()
    article.refresh_from_db()
    assert article.status == "draft"
    assert "通过作废" in html


def test_a_changed_subject_is_a_changed_text(client, writer):
    article, region = make.approved(), make.region("浙江")
    client.force_login(writer)
    fields = open_form(client, change_url(article)) | {"regions": [region.pk]}
    client.post(change_url(article), fields)
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_person_finds_what_they_may_do_and_not_what_they_may_not(
    client, writer, editor
):
    article = make.submitted(by=editor)
    finds = {}
    for group in ("录入员", "作者", "编辑", "主编", "管理员"):
        client.force_login(make.staff(group))
        finds[group] = offered(client, article)
    decide = ["approve", "return"]
    assert finds == {
        "录入员": [],
        "作者": [],
        "编辑": decide,
        "主编": decide,
        "管理员": decide,
    }
    client.force_login(editor)
    assert offered(client, article) == ["return"]
    assert "这一稿你写过或改过" in client.get(review_url(article)).content.decode()
    assert "这一稿你写过或改过" in client.get(change_url(article)).content.decode()


@pytest.mark.parametrize("act", ["approve", "publish", "schedule", "withdraw"])
def test_a_post_without_the_right_is_refused_by_the_server(client, writer, act):
    article = make.submitted()
    client.force_login(writer)
    answer = client.post(review_url(article), {"act": act, "seen": "1.1.in_review"})
    assert answer.status_code == 403
    assert ReviewEvent.objects.count() == 1


def test_a_writer_who_posts_the_approval_by_hand_is_refused_in_words(client, editor):
    article = make.submitted(by=editor)
    client.force_login(editor)
    for act in ("approve", "publish"):
        html = press(client, article, act, then="now")
        assert article.status == "in_review"
    assert "还没有通过" in html
    assert not Article.objects.public().exists()


def test_the_list_approves_nothing_and_publishes_nothing_of_ones_own(client, editor):
    mine = make.submitted("我写的", by=editor)
    review.approve(mine, make.editor())
    theirs, draft = make.approved("别人写的"), make.article("一篇草稿")
    client.force_login(editor)
    listing = reverse("admin:articles_article_changelist")
    tree = LexborHTMLParser(client.get(listing).content)
    choices = [node.attributes["value"] for node in tree.css("[name=action] option")]
    assert choices == ["", "submit_selected", "publish_selected"]
    rows = [mine.pk, theirs.pk, draft.pk]
    html = client.post(
        listing,
        {"action": "publish_selected", "_selected_action": rows},
        follow=True,
    ).content.decode()
    assert "我写的：这一稿你写过或改过" in html
    assert "一篇草稿：文章还没有通过审稿。" in html
    assert "已处理 1 篇" in html
    assert [row.pk for row in Article.objects.public()] == [theirs.pk]


def test_selected_drafts_are_sent_in_and_each_refusal_names_its_article(client, writer):
    good, empty = make.article("有正文"), make.article("没正文", body="")
    client.force_login(writer)
    html = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "submit_selected", "_selected_action": [good.pk, empty.pk]},
        follow=True,
    ).content.decode()
    assert "没正文：送审前请写正文。" in html
    good.refresh_from_db()
    assert good.status == "in_review"


def test_a_whole_day_at_the_desk_by_its_buttons(client, writer, editor):
    article = make.submitted(by=writer, body="初稿。")
    client.force_login(editor)
    html = press(client, article, "return", note="")
    assert "退回时请写明原因" in html
    assert article.status == "in_review"
    press(client, article, "return", note="补上出处")
    assert article.status == "returned"

    client.force_login(writer)
    assert "补上出处" in client.get(reverse("desk")).content.decode()
    fields = open_form(client, change_url(article)) | {"body": "二稿。", "_submit": 1}
    client.post(change_url(article), fields)

    client.force_login(editor)
    press(client, article, "approve", then="at", at="")
    article.refresh_from_db()
    assert article.status == "in_review"
    at = timezone.localtime(timezone.now() + timedelta(hours=3))
    html = press(client, article, "approve", then="at", at=f"{at:%Y-%m-%dT%H:%M}")
    assert article.state() == "定时发布"
    assert "北京时间，还有" in html
    press(client, article, "unschedule")
    press(client, article, "publish")
    assert article.state() == "已发布"

    client.force_login(writer)
    fields = open_form(client, change_url(article)) | {"body": "三稿。", "_submit": 1}
    html = client.post(change_url(article), fields, follow=True).content.decode()
    article.refresh_from_db()
    assert article.status == "draft"
    assert 'class="act act-correct" name="acts" open' in html
    assert "告诉读者改了什么" in press(client, article, "correct", kind="substantive")
    press(
        client, article, "correct", kind="substantive", public_note="产值更正为三万亿。"
    )
    client.force_login(editor)
    press(client, article, "approve", then="now")
    assert article.state() == "已更正"
    assert "读者可见" in press(client, article, "withdraw", note="")
    press(client, article, "withdraw", note="整篇有误。")
    assert article.status == "withdrawn"


def test_approving_and_publishing_at_once_is_both_or_neither(
    client, editor, monkeypatch
):
    article = make.submitted()
    client.force_login(editor)
    page = client.get(review_url(article)).content
    monkeypatch.setattr(points, "POINTS", [*points.POINTS, doubting("有疑问。")])
    html = press(client, article, "approve", page=page, then="now")
    assert "有疑问。" in html
    assert article.status == "in_review"
    assert ReviewEvent.objects.count() == 1


def test_a_page_opened_before_another_decided_says_who_was_first(client, editor):
    article = make.submitted()
    client.force_login(editor)
    early = client.get(review_url(article)).content
    review.approve(article, make.staff("编辑", "zhao"))
    html = press(client, article, "return", page=early, note="不行")
    assert "zhao 已于" in html
    assert article.status == "approved"


def test_a_text_changed_in_another_tab_is_not_approved_unread(client, writer, editor):
    article = make.submitted(by=writer)
    client.force_login(editor)
    early = client.get(review_url(article)).content
    article.body = "另一个标签页里改的。"
    review.edit(article, writer)
    review.submit(article, writer)
    html = press(client, article, "approve", page=early)
    assert "wang 于" in html
    assert article.status == "in_review"


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "no-such-act"},
        {"act": ""},
    ],
)
def test_an_act_that_is_none_is_no_page(client, editor, sent):
    client.force_login(editor)
    assert client.post(review_url(make.submitted()), sent).status_code == 404


@pytest.mark.parametrize("seen", ["", "x", "-1.0.x", "9" * 99, "１.1.in_review"])
def test_a_made_up_version_is_refused_in_words(client, editor, seen):
    article = make.submitted()
    client.force_login(editor)
    answer = client.post(review_url(article), {"act": "approve", "seen": seen})
    assert answer.status_code == 200
    assert "请重新打开" in answer.content.decode()


@pytest.mark.parametrize("at", ["", "昨天", "0001-01-01T00:00", "2020-01-01T00:00"])
def test_a_time_that_is_none_is_refused_at_the_field(client, editor, at):
    article = make.approved()
    client.force_login(editor)
    html = press(client, article, "schedule", at=at)
    assert LexborHTMLParser(html).css_first(".act-schedule .errorlist")
    assert article.status == "approved"


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00", "9999-11-24T09:00", "12026-11-24T09:00"]
)
def test_of_a_year_that_is_none_the_year_is_told(client, editor, at):
    article = make.approved()
    client.force_login(editor)
    page = LexborHTMLParser(press(client, article, "schedule", at=at))
    assert "年份不对" in page.css_first(".act-schedule .errorlist").text()
    assert article.status == "approved"


def test_the_example_of_a_time_is_tomorrows(client, editor):
    article = make.approved()
    client.force_login(editor)
    page = LexborHTMLParser(press(client, article, "schedule", at="昨天"))
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    told = page.css_first(".act-schedule .errorlist").text()
    assert f"请写成 {tomorrow:%Y-%m-%d} 09:00 这样的时间" in told


@pytest.mark.parametrize("wanted", ["x", "999999", "9" * 40, "1' or 1"])
def test_a_revision_that_is_none_is_no_page(client, editor, wanted):
    client.force_login(editor)
    address = review_url(make.submitted())
    assert client.get(address, {"revision": wanted}).status_code == 404


def test_an_old_revision_is_looked_at_and_brought_back(client, writer):
    article = make.submitted(by=writer, body="第一稿。")
    first = article.submitted_revision
    article.body = "第二稿。"
    review.edit(article, writer)
    client.force_login(writer)
    shown = client.get(review_url(article), {"revision": first.pk}).content.decode()
    assert "第一稿。" in shown
    press(client, article, "restore", revision=first.pk)
    assert article.body == "第一稿。"
    assert "第二稿。" in [row.body for row in article.revisions.all()]
    other = make.published("另一篇").revisions.get()
    assert "没有这一版" in press(client, article, "restore", revision=other.pk)


def test_the_preview_of_the_review_page_is_the_text_under_review(client, editor):
    article = make.submitted(body="送审的。")
    Article.objects.filter(pk=article.pk).update(body="工作稿里另写的。")
    client.force_login(editor)
    html = client.get(review_url(article)).content.decode()
    assert "送审的。" in html
    assert "工作稿里另写的。" not in html


def test_the_one_person_desk_is_told_on_every_page_it_affects(client, settings, editor):
    article = make.submitted(by=editor)
    client.force_login(editor)
    pages = (reverse("desk"), review_url(article), change_url(article), "/admin/")
    for address in pages:
        assert "单人编辑部" not in client.get(address).content.decode()
    settings.ONE_PERSON_DESK = True
    for address in pages:
        assert "单人编辑部" in client.get(address).content.decode(), address
    press(client, article, "approve", then="now")
    assert article.published_revision.approved_alone


def listed(client, name):
    tree = LexborHTMLParser(client.get(reverse("desk")).content)
    return [node.text().strip() for node in tree.css(f".desk-{name} li > a")]


def test_the_desk_tells_what_waits_for_whom(client, writer, editor):
    make.submitted("作者送来的", by=writer)
    make.submitted("编辑自己的", by=editor)
    returned = make.submitted("退回去的", by=writer)
    review.return_to_author(returned, make.editor(), "数字不对")
    timed = make.approved("明早见报的")
    review.schedule(timed, make.editor(), timezone.now() + timedelta(hours=9))
    make.approved("等人发布的")
    make.published("已经见报的")
    draft = Article(title="写了一半的", body="")
    review.edit(draft, writer)

    client.force_login(editor)
    assert listed(client, "mine") == ["作者送来的", "等人发布的"]
    assert listed(client, "others") == ["编辑自己的"]
    assert listed(client, "returned") == ["退回去的"]
    assert listed(client, "scheduled") == ["明早见报的"]
    assert listed(client, "published") == ["已经见报的"]
    assert listed(client, "drafts") == []
    client.force_login(writer)
    assert listed(client, "mine") == ["退回去的"]
    assert listed(client, "others") == ["作者送来的", "编辑自己的", "等人发布的"]
    assert listed(client, "drafts") == ["写了一半的"]
    html = client.get(reverse("desk")).content.decode()
    for told in ("数字不对", "已等", "北京时间，还有"):
        assert told in html


def test_an_empty_desk_says_so(client, editor):
    client.force_login(editor)
    html = client.get(reverse("desk")).content.decode()
    for told in ("没有等你处理的文章", "没有退回的文章", "还没有发布过文章"):
        assert told in html


@pytest.mark.parametrize("many", [2, 40])
def test_the_desk_and_the_review_page_cost_the_same_for_two_and_forty(
    client, editor, many, django_assert_num_queries
):
    for n in range(many):
        make.submitted(f"待审{n}")
        make.published(f"已发{n}")
        review.return_to_author(make.submitted(f"退回{n}"), make.editor(), "改")
        review.schedule(
            make.approved(f"定时{n}"),
            make.editor(),
            timezone.now() + timedelta(hours=n + 1),
        )
    article = make.submitted("看这一篇")
    make.region()
    client.force_login(editor)
    with django_assert_num_queries(18):
        html = client.get(reverse("desk")).content.decode()
    assert ("另有" in html) == (many > 20)
    client.get(review_url(article))  # names are remembered from the first time on
    with django_assert_num_queries(44):
        client.get(review_url(article))


def test_the_review_page_shows_figures_as_readers_have_them(client, editor):
    article = make.published(body="江南有集群7个。")
    client.force_login(editor)
    assert "facts.css" not in client.get(review_url(article)).content.decode()
    make.fact(article, "江南有集群7个", "7个", by=editor)
    html = client.get(review_url(article)).content.decode()
    assert "本文数据" in html
    assert "facts.css" in html
    assert "facts.js" in html


def test_the_log_is_read_and_never_written_in_the_admin(client):
    event = make.published().review_events.first()
    person = make.staff("管理员")
    person.is_superuser = True
    person.save()
    client.force_login(person)
    change = reverse("admin:articles_reviewevent_change", args=[event.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"note": "改写"}).status_code == 403
    delete = reverse("admin:articles_reviewevent_delete", args=[event.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    listing = reverse("admin:articles_reviewevent_changelist")
    assert "delete_selected" not in client.get(listing).content.decode()


def test_an_article_with_a_past_is_not_deleted(client):
    article, draft = make.submitted(), make.article("从未送审的")
    client.force_login(make.staff("主编"))
    for row in (article, draft):
        delete = reverse("admin:articles_article_delete", args=[row.pk])
        client.post(delete, {"post": "yes"})
    assert list(Article.objects.all()) == [article]


def test_a_newer_copy_of_what_readers_know_is_not_called_a_mere_draft(client, editor):
    shown, gone = make.published("读者看得到的一篇"), make.published("读者看不到的一篇")
    for row in (shown, gone):
        row = Article.objects.get(pk=row.pk)
        row.body = "改了。"
        review.edit(row, editor)
    review.withdraw(Article.objects.get(pk=gone.pk), make.staff("主编"), "有误")
    assert Article.objects.get(pk=shown.pk).state() == "草稿（原文已发布）"
    assert Article.objects.get(pk=gone.pk).state() == "草稿（原文已撤下）"
    client.force_login(editor)
    listed = reverse("admin:articles_article_changelist")
    make.article("没有发布过的一篇")
    for told, title in (
        ("see", shown),
        ("withdrawn", gone),
        ("never", "没有发布过的一篇"),
    ):
        rows = client.get(listed, {"readers": told}).context["cl"].result_list
        assert [str(row) for row in rows] == [str(title)]
    assert client.get(listed, {"readers": "nonsense"}).status_code == 200


def test_a_returned_text_stands_once_on_its_authors_desk_and_says_who_returned_it(
    client, writer, editor
):
    article = make.submitted(by=writer)
    review.return_to_author(article, editor, "请补来源。")
    client.force_login(writer)
    tree = LexborHTMLParser(client.get(reverse("desk")).content)
    [row] = tree.css(".desk-rows li")
    assert "li 于" in row.text()
    assert "请补来源。" in row.text()


def test_who_sends_a_text_in_is_told_of_what_they_typed_and_did_not_save(
    client, writer, editor
):
    article = make.article()
    make.unsaved(article, writer)
    client.force_login(editor)
    assert "没有保存的文字" not in client.get(review_url(article)).content.decode()
    client.force_login(writer)
    assert "没有保存的文字" in client.get(review_url(article)).content.decode()


def test_saving_and_sending_a_correction_says_that_it_is_not_sent_in_yet(
    client, writer
):
    article = make.published()
    client.force_login(writer)
    fields = open_form(client, change_url(article)) | {"body": "改了。", "_submit": "1"}
    html = client.post(change_url(article), fields, follow=True).content.decode()
    assert "已保存，还没有送审" in html
    assert "定时" not in html.split("main", 2)[1]
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_refused_act_leads_to_its_bad_field_and_ties_the_reason_to_it(
    client, writer, editor
):
    article = make.submitted(by=writer)
    client.force_login(editor)
    tree = LexborHTMLParser(press(client, article, "return", note=""))
    field = tree.css_first(".act-return[open] textarea[name=note]")
    assert "autofocus" in field.attributes
    assert len(tree.css("[autofocus]")) == 1
    described = field.attributes["aria-describedby"].split()
    told = [tree.css_first(f"#{name}").text() for name in described]
    assert any("退回时请写明原因" in sentence for sentence in told)


def test_a_time_nobody_asks_for_any_more_stops_no_approval(client, writer, editor):
    article = make.submitted(by=writer)
    client.force_login(editor)
    press(client, article, "approve", then="at", at="2001-01-01T09:00")
    assert article.status == "in_review"
    press(client, article, "approve", then="later", at="2001-01-01T09:00")
    assert article.status == "approved"


def test_approving_with_a_time_says_when_it_goes_out(client, writer, editor):
    article = make.submitted(by=writer)
    client.force_login(editor)
    at = timezone.localtime(timezone.now() + timedelta(days=2))
    html = press(client, article, "approve", then="at", at=f"{at:%Y-%m-%dT%H:%M}")
    [told] = [n.text() for n in LexborHTMLParser(html).css(".review-success")]
    assert f"已通过，定于 {at:%Y-%m-%d %H:%M}" in told


def scheduled(client, editor):
    article = make.approved("定时的")
    review.schedule(article, make.editor(), timezone.now() + timedelta(days=1))
    client.force_login(editor)
    return article


def test_a_scheduled_text_is_moved_to_another_time_in_one_act(client, editor):
    article = scheduled(client, editor)
    at = timezone.localtime(timezone.now() + timedelta(days=3))
    html = press(client, article, "unschedule", then="at", at=f"{at:%Y-%m-%dT%H:%M}")
    assert f"已改时间，定于 {at:%Y-%m-%d %H:%M}" in html
    assert f"{timezone.localtime(article.goes_out_at):%Y-%m-%d %H:%M}" in html
    acts = article.review_events.values_list("act", flat=True)
    assert list(acts)[:2] == ["schedule", "unschedule"]
    notes = [n.text() for n in LexborHTMLParser(html).css(".review-log .note")][:2]
    assert [told.split()[0] for told in notes] == ["定于", "原定"]
    html = press(client, article, "unschedule", then="at", at="2001-01-01T09:00")
    assert "这个时间已经过去" in html
    assert article.goes_out_at is not None  # refused: it stays as it was


def test_a_scheduled_text_goes_out_now_or_not_at_all(client, editor):
    article = scheduled(client, editor)
    press(client, article, "unschedule", then="now")
    assert (article.status, article.goes_out_at) == ("published", None)
    assert article.published_revision is not None
    other = make.approved("另一篇定时的")
    review.schedule(other, make.editor(), timezone.now() + timedelta(days=1))
    assert "已取消定时。" in press(client, other, "unschedule", then="later")
    assert other.status == "approved"
    assert other.published_revision is None


def test_what_stops_publishing_leaves_the_time_as_it_was(client, editor):
    article = scheduled(client, editor)
    remarks.add(article, editor, {0: "先别发。"}, ())
    html = press(client, article, "unschedule", then="now")
    assert "review-error" in html
    assert article.goes_out_at is not None
