"""Each act of review, and beside it what it refuses."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import review
from articles.models import AppendOnly, Article, AuditEntry, ReviewEvent, Revision
from articles.review import points
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make.staff("作者", "wang")


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def written(by, **fields):
    article = Article(title="集群产值再创新高", body="正文。", source=make.source())
    for name, value in fields.items():
        setattr(article, name, value)
    review.edit(article, by)
    return article


def edited(article, by, body):
    row = Article.objects.get(pk=article.pk)
    row.body = body
    review.edit(row, by)
    return row


def readers_see(article):
    public = Article.objects.public().for_cards().filter(pk=article.pk).first()
    return public and Revision.objects.get(pk=public.published_revision.pk).body


def log(article):
    return [event.act for event in article.review_events.order_by("pk")]


def test_a_text_goes_from_its_writer_by_a_second_person_to_readers(writer, editor):
    article = written(writer)
    review.submit(article, writer, "请看数字")
    assert article.status == "in_review"
    review.approve(article, editor)
    assert (article.status, readers_see(article)) == ("approved", None)
    review.publish(article, editor)
    assert (article.status, readers_see(article)) == ("published", "正文。")
    assert log(article) == ["submit", "approve", "publish"]
    first = article.review_events.order_by("pk").first()
    assert (first.by, first.note, first.revision.number) == (writer, "请看数字", 1)


def test_what_goes_out_is_the_approved_revision_and_not_the_working_copy(
    writer, editor
):
    article = written(writer)
    review.submit(article, writer)
    review.approve(article, editor)
    Article.objects.filter(pk=article.pk).update(body="绕过保存写进去的。")
    article.refresh_from_db()
    review.publish(article, editor)
    assert readers_see(article) == "正文。"


def test_an_incomplete_text_is_saved_and_not_submitted(writer):
    article = written(writer, title="", body=" ", source=None)
    assert str(article) == "（无题）"
    with pytest.raises(review.ReviewError) as refused:
        review.submit(article, writer)
    for lacks in ("标题", "正文", "来源"):
        assert lacks in str(refused.value)
    assert log(article) == []


def doubting(sentence):
    """A point of the list that always finds something."""
    finding = points.Finding(sentence, sentence)
    return lambda text: points.Point("doubt", "疑问", (finding,))


def test_a_point_of_the_list_stops_submission_and_publishing(
    writer, editor, monkeypatch
):
    article = written(writer)
    monkeypatch.setattr(points, "AT_SUBMISSION", [doubting("数字「7个」没有核对。")])
    with pytest.raises(review.ReviewError, match="没有核对"):
        review.submit(article, writer)
    assert log(article) == []
    monkeypatch.undo()
    review.submit(article, writer)
    review.approve(article, editor)
    monkeypatch.setattr(points, "POINTS", [*points.POINTS, doubting("又有一处疑问。")])
    for act in (
        lambda: review.publish(article, editor),
        lambda: review.schedule(article, editor, timezone.now() + timedelta(hours=1)),
    ):
        with pytest.raises(review.ReviewError, match="又有一处疑问"):
            act()
    monkeypatch.undo()
    review.publish(article, editor)


def test_nobody_approves_or_publishes_what_they_wrote(editor):
    other = make.staff("编辑", "zhao")
    article = written(editor)
    review.submit(article, other)
    for person in (editor, other):  # who sends it in stands for it
        with pytest.raises(review.ReviewError, match="另一人"):
            review.approve(article, person)
    third = make.staff("主编", "qian")
    review.approve(article, third)
    for person in (editor, other):
        with pytest.raises(review.ReviewError, match="另一人"):
            review.publish(article, person)
        with pytest.raises(review.ReviewError, match="另一人"):
            review.schedule(article, person, timezone.now() + timedelta(hours=1))
    review.publish(article, third)


def test_who_mends_a_comma_is_a_writer_of_that_revision(writer, editor):
    article = written(writer)
    review.submit(article, writer)
    article = edited(article, editor, "正文，改了一个逗号。")
    review.submit(article, writer)
    with pytest.raises(review.ReviewError, match="另一人"):
        review.approve(article, editor)
    review.approve(article, make.staff("编辑", "zhao"))


def test_what_was_approved_earlier_counts_no_more(writer, editor):
    other = make.staff("编辑", "zhao")
    article = written(editor)
    review.submit(article, editor)
    review.approve(article, other)
    review.publish(article, other)
    article = edited(article, writer, "作者后来补的。")
    review.correct(article, writer, "typo")
    review.approve(article, editor)
    assert article.submitted_revision.approved_by == editor


@pytest.mark.parametrize("ending", ["return", "edit", "unschedule"])
def test_an_approval_that_ended_makes_nobodys_words_seen(writer, editor, ending):
    """Approved, and not come to readers: who wrote it decides on it as little as before."""
    other, clerk = make.staff("编辑", "zhao"), make.staff("录入员", "chen")
    article = written(editor, body="没有来历的数字。")
    review.submit(article, editor)
    review.approve(article, other)
    if ending == "unschedule":
        review.schedule(article, other, timezone.now() + timedelta(hours=1))
        review.unschedule(article, other)
    if ending == "edit":
        article = edited(article, clerk, "没有来历的数字！")
    else:
        review.return_to_author(article, other, "不能发")
    review.submit(article, clerk)
    for person in (editor, clerk):
        with pytest.raises(review.ReviewError):
            review.approve(article, person)
    review.approve(article, other)
    with pytest.raises(review.ReviewError, match="另一人"):
        review.publish(article, editor)
    review.publish(article, other)


def test_what_was_withdrawn_is_not_brought_back_by_who_wrote_it(writer, editor):
    other = make.staff("编辑", "zhao")
    article = written(editor, body="不实的话。")
    review.submit(article, editor)
    review.approve(article, other)
    review.publish(article, other)
    review.withdraw(article, other, "不实")
    review.correct(article, writer, "typo")
    with pytest.raises(review.ReviewError, match="另一人"):
        review.approve(article, editor)
    review.approve(article, other)


def test_a_correction_in_review_is_of_a_withdrawn_texts_writers_too(writer, editor):
    other = make.staff("编辑", "zhao")
    article = written(editor)
    review.submit(article, editor)
    review.approve(article, other)
    review.publish(article, other)
    article = edited(article, writer, "正文。又一句。")
    review.correct(article, writer, "typo")
    review.withdraw(article, other, "不实")
    with pytest.raises(review.ReviewError, match="另一人"):
        review.approve(article, editor)
    review.approve(article, other)


def test_what_one_person_approved_alone_needs_a_second_once_there_are_two(
    settings, editor
):
    settings.ONE_PERSON_DESK = True
    article = written(editor)
    review.submit(article, editor)
    review.approve(article, editor)
    settings.ONE_PERSON_DESK = False
    other = make.staff("编辑", "zhao")
    for act in (
        lambda: review.publish(article, other),
        lambda: review.schedule(article, other, timezone.now() + timedelta(hours=1)),
    ):
        with pytest.raises(review.ReviewError, match="由写稿人自己通过"):
            act()
    review.return_to_author(article, other, "请重新送审")
    review.submit(article, editor)
    review.approve(article, other)
    review.publish(article, other)


def test_an_edit_ends_the_approval(writer, editor):
    article = written(writer)
    review.submit(article, writer)
    review.approve(article, editor)
    stale = Article.objects.get(pk=article.pk)
    article = edited(article, writer, "通过以后又改。")
    assert (article.status, article.submitted_revision) == ("draft", None)
    with pytest.raises(review.ReviewError, match="wang 于"):
        review.publish(stale, editor)
    with pytest.raises(review.ReviewError, match="还没有通过"):
        review.publish(article, editor)
    assert log(article)[-1] == "edit"
    assert readers_see(article) is None


def test_a_bare_save_of_the_model_ends_the_approval_too(writer, editor):
    article = written(writer)
    review.submit(article, writer)
    review.approve(article, editor)
    article.body = "某处代码直接保存。"
    article.save()
    with pytest.raises(review.ReviewError):
        review.publish(article, editor)


def test_a_copy_loaded_before_an_act_does_not_undo_it_by_being_saved(writer, editor):
    article = written(writer)
    early = Article.objects.get(pk=article.pk)
    review.submit(article, writer)
    review.approve(article, editor)
    review.publish(article, editor)
    early.body = "早先打开的一份。"
    review.edit(early, writer)
    early.refresh_from_db()
    assert readers_see(article) == "正文。"
    assert early.publish_at == article.publish_at


def test_of_two_who_decide_one_does_and_the_other_is_told_who(writer, editor):
    other = make.staff("编辑", "zhao")
    article = written(writer)
    review.submit(article, writer)
    mine, theirs = (Article.objects.get(pk=article.pk) for _ in range(2))
    review.approve(theirs, other)
    with pytest.raises(review.ReviewError, match=r"zhao 已于 .* 做了「通过」"):
        review.approve(mine, editor)
    assert log(article) == ["submit", "approve"]


def test_a_text_sent_in_again_is_not_approved_unread(writer, editor):
    article = written(writer)
    review.submit(article, writer)
    read = Article.objects.get(pk=article.pk)
    article = edited(article, writer, "换了一版。")
    review.submit(article, writer)
    with pytest.raises(review.ReviewError, match="wang 于"):
        review.approve(read, editor)
    assert Revision.objects.filter(approved_at__isnull=False).count() == 0


def test_a_text_is_returned_with_a_reason_and_mended(writer, editor):
    article = written(writer)
    review.submit(article, writer)
    with pytest.raises(review.ReviewError, match="原因"):
        review.return_to_author(article, editor, " ")
    review.return_to_author(article, editor, "数字没有出处")
    assert article.status == "returned"
    assert article.review_events.first().note == "数字没有出处"
    article = edited(article, writer, "补了出处。")
    review.submit(article, writer)
    assert article.status == "in_review"


def test_an_author_returns_nothing(writer):
    article = written(writer)
    review.submit(article, writer)
    with pytest.raises(review.ReviewError, match="权限"):
        review.return_to_author(article, make.staff("作者"), "不合适")


def test_a_text_for_nine_oclock_comes_by_the_query_alone(writer, editor, monkeypatch):
    article = make.approved()
    nine = timezone.now() + timedelta(hours=2)
    review.schedule(article, editor, nine)
    assert readers_see(article) is None
    assert article.goes_out_at == nine
    monkeypatch.setattr(timezone, "now", lambda: nine)
    assert readers_see(article) == "第一段。\n\n第二段。"
    assert article.goes_out_at is None
    assert log(article) == ["submit", "approve", "schedule"]


def test_a_correction_for_three_oclock_replaces_the_old_text_at_three(
    writer, editor, monkeypatch
):
    article = make.published(body="7个集群。", regions=[make.region("浙江")])
    article = edited(article, writer, "9个集群。")
    review.correct(article, writer, "substantive", "集群数由7个更正为9个。")
    review.approve(article, editor)
    make.let_pass(article, editor)
    three = timezone.now() + timedelta(hours=3)
    review.schedule(article, editor, three)
    assert readers_see(article) == "7个集群。"
    assert not article.told_corrections().exists()
    monkeypatch.setattr(timezone, "now", lambda: three - timedelta(microseconds=1))
    assert readers_see(article) == "7个集群。"
    monkeypatch.setattr(timezone, "now", lambda: three)
    assert readers_see(article) == "9个集群。"
    assert [row.correction_note for row in article.told_corrections()] == [
        "集群数由7个更正为9个。"
    ]


def test_a_time_gone_by_or_a_year_off_is_refused(editor):
    article = make.approved()
    with pytest.raises(review.ReviewError, match="已经过去"):
        review.schedule(article, editor, timezone.now())
    with pytest.raises(review.ReviewError, match="年份"):
        review.schedule(article, editor, timezone.now() + timedelta(days=400))


def test_a_scheduled_text_is_taken_back_until_its_time(editor, monkeypatch):
    article = make.approved()
    nine = timezone.now() + timedelta(hours=2)
    review.schedule(article, editor, nine)
    review.unschedule(article, editor)
    assert (article.status, article.publish_at) == ("approved", None)
    review.schedule(article, editor, nine)
    monkeypatch.setattr(timezone, "now", lambda: nine)
    with pytest.raises(review.ReviewError, match="没有定时"):
        review.unschedule(article, editor)
    assert readers_see(article)


def test_the_log_says_from_which_time_to_which_a_text_was_moved(editor, monkeypatch):
    article = make.approved()
    nine = datetime(2026, 12, 4, 9, 0, tzinfo=make.BEIJING)
    monkeypatch.setattr(timezone, "now", lambda: nine - timedelta(days=1))
    review.schedule(article, editor, nine, "早报的头条")
    review.unschedule(article, editor, "让给快讯")
    review.schedule(article, editor, nine + timedelta(minutes=30))
    notes = article.review_events.filter(act__endswith="schedule").order_by("pk")
    assert list(notes.values_list("note", flat=True)) == [
        "定于 2026-12-04 09:00（北京时间）\n早报的头条",
        "原定 2026-12-04 09:00（北京时间）\n让给快讯",
        "定于 2026-12-04 09:30（北京时间）",
    ]
    told = AuditEntry.objects.filter(act__endswith="schedule").order_by("pk")
    assert list(told.values_list("told", "note")) == [
        ("第 1 版，定于 2026-12-04 09:00（北京时间）", "早报的头条"),
        ("第 1 版，原定 2026-12-04 09:00（北京时间）", "让给快讯"),
        ("第 1 版，定于 2026-12-04 09:30（北京时间）", ""),
    ]


def test_an_edit_ends_the_schedule_and_readers_keep_what_they_had(
    writer, editor, monkeypatch
):
    article = make.published(body="旧文。")
    article = edited(article, writer, "新文。")
    review.correct(article, writer, "typo")
    review.approve(article, editor)
    later = timezone.now() + timedelta(hours=3)
    review.schedule(article, editor, later)
    article = edited(article, writer, "更新的文。")
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(days=1))
    assert readers_see(article) == "旧文。"
    assert article.was_public


def test_a_copy_opened_before_the_time_was_set_leaves_no_time_behind(writer, editor):
    article = make.approved()
    early = Article.objects.get(pk=article.pk)
    review.schedule(article, editor, timezone.now() + timedelta(hours=1))
    review.edit(early, writer)
    early.refresh_from_db()
    assert early.publish_at is None


def test_what_readers_know_is_corrected_and_not_submitted(writer, editor):
    article = make.published(body="旧文。")
    article = edited(article, writer, "新文。")
    with pytest.raises(review.ReviewError, match="送审更正"):
        review.submit(article, writer)
    with pytest.raises(review.ReviewError, match="更正说明"):
        review.correct(article, writer, "substantive", " ")
    with pytest.raises(review.ReviewError, match="实质更正还是"):
        review.correct(article, writer, "", "改了")
    review.correct(article, writer, "substantive", "更正了产值。")
    assert readers_see(article) == "旧文。"
    review.approve(article, editor)
    review.publish(article, editor)
    assert (readers_see(article), article.state()) == ("新文。", "已更正")


def test_a_draft_is_submitted_and_not_corrected(writer):
    with pytest.raises(review.ReviewError, match="还没有发布过"):
        review.correct(written(writer), writer, "typo")


def test_a_withdrawn_text_is_gone_with_its_reason_and_its_revisions_stay(editor):
    article = make.published()
    with pytest.raises(review.ReviewError, match="原因"):
        review.withdraw(article, editor, "")
    review.withdraw(article, editor, "消息来源撤回了数据。")
    assert readers_see(article) is None
    assert (article.status, article.withdrawn_because) == (
        "withdrawn",
        "消息来源撤回了数据。",
    )
    assert article.revisions.count() == 1
    with pytest.raises(review.ReviewError, match="没有发布"):
        review.withdraw(article, editor, "再撤一次")


def test_a_save_meanwhile_is_no_reason_to_leave_a_text_standing(writer, editor):
    article = make.published()
    edited(article, writer, "同时有人在改。")
    review.withdraw(article, editor, "事实有误。")
    assert readers_see(article) is None
    assert article.status == "draft"


def test_withdrawing_also_takes_back_the_correction_that_waits(
    writer, editor, monkeypatch
):
    article = make.published(body="旧文。")
    article = edited(article, writer, "新文。")
    review.correct(article, writer, "typo")
    review.approve(article, editor)
    later = timezone.now() + timedelta(hours=1)
    review.schedule(article, editor, later)
    review.withdraw(article, editor, "整篇有误。")
    assert article.status == "approved"
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(days=1))
    assert readers_see(article) is None


def test_a_withdrawn_text_comes_back_only_by_review(writer, editor):
    article = make.published(body="旧文。")
    first = article.publish_at
    review.withdraw(article, editor, "待核实。")
    with pytest.raises(review.ReviewError, match="还没有通过"):
        review.publish(article, editor)
    review.correct(article, writer, "substantive", "经核实，重新发布。")
    review.approve(article, editor)
    review.publish(article, editor)
    assert readers_see(article) == "旧文。"
    assert (article.publish_at, article.withdrawn_at) == (first, None)


def test_an_old_text_comes_back_and_the_later_one_is_kept(writer, editor):
    region = make.region("浙江")
    article = written(writer, body="第一稿。")
    article.regions.set([region])
    review.submit(article, writer)
    first = article.submitted_revision
    article = edited(article, writer, "第二稿，没有送审过。")
    article.regions.clear()
    review.restore(article, writer, first, "第一稿更好")
    assert (article.body, article.status) == ("第一稿。", "draft")
    assert list(article.regions.all()) == [region]
    assert [row.body for row in article.revisions.order_by("number")] == [
        "第一稿。",
        "第二稿，没有送审过。",
    ]
    assert log(article)[-1] == "restore"


def test_bringing_back_an_unapproved_text_makes_its_writer_a_writer_again(editor):
    other, clerk = make.staff("编辑", "zhao"), make.clerk()
    article = written(editor, body="编辑自己写的。")
    review.submit(article, editor)
    mine = article.submitted_revision
    article = edited(article, clerk, "录入员改写的。")
    review.submit(article, clerk)
    review.approve(article, other)  # whoever wrote until here is a writer no more
    review.restore(article, make.staff("作者"), mine)
    review.submit(article, make.staff("作者"))
    with pytest.raises(review.ReviewError, match="另一人"):
        review.approve(article, editor)
    review.approve(article, other)


def test_a_revision_of_another_article_is_not_brought_back(writer):
    mine, other = written(writer), make.published("另一篇")
    with pytest.raises(review.ReviewError, match="不是这篇"):
        review.restore(mine, writer, other.revisions.get())


def test_text_another_person_left_is_frozen_before_it_is_written_over(writer, editor):
    article = written(writer, body="王写的，没有送审。")
    article = edited(article, editor, "李改成这样。")
    assert [(row.body, row.frozen_by) for row in article.revisions.all()] == [
        ("王写的，没有送审。", writer)
    ]
    article = edited(article, editor, "李再改。")
    assert article.revisions.count() == 1


def test_an_edit_of_a_stale_copy_is_refused_and_says_by_whom(writer, editor):
    article = written(writer)
    stale = Article.objects.get(pk=article.pk)
    edited(article, editor, "李先存了。")
    stale.body = "王后存。"
    with pytest.raises(review.ReviewError, match="li 于"):
        review.edit(stale, writer)


def test_one_person_may_be_the_desk_where_the_setting_says_so(editor, settings, client):
    article = written(editor)
    review.submit(article, editor)
    settings.ONE_PERSON_DESK = True
    review.approve(article, editor)
    review.publish(article, editor)
    assert article.published_revision.approved_alone
    assert "未经第二人审阅" in client.get(article.get_absolute_url()).content.decode()
    seen_by_two = make.published("两人看过的")
    assert not seen_by_two.published_revision.approved_alone


def test_the_database_shows_nothing_that_nobody_approved(writer):
    article = written(writer)
    review.submit(article, writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        article.revisions.update(shown_from=timezone.now())


def test_the_log_is_only_added_to():
    event = make.published().review_events.first()
    event.note = "改写历史"
    for attempt in (
        event.save,
        event.delete,
        ReviewEvent.objects.all().delete,
        lambda: ReviewEvent.objects.update(note=""),
        lambda: ReviewEvent.objects.bulk_update([event], ["note"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()


def test_an_act_that_fails_writes_nothing(writer, editor, monkeypatch):
    article = written(writer)
    review.submit(article, writer)
    review.approve(article, editor)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("articles.review.log.ReviewEvent.objects.create", broken)
    with pytest.raises(OSError, match="disk full"):
        review.publish(article, editor)
    article.refresh_from_db()
    assert (article.status, readers_see(article)) == ("approved", None)
