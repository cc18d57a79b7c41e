"""A reworded item is one item: its old words are kept, its new ones are judged again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.live import arriving, editing, marking, past, rewording, undoing
from articles.live.incoming import Incoming
from articles.live.learning import own_labels
from articles.models import (
    Comparison,
    FeedItem,
    ItemVersion,
    LiveClock,
    LiveStory,
    RarePair,
    Receipt,
)
from tests import make

pytestmark = pytest.mark.django_db

NOON = make.MONDAY
CPI = "示例国5月CPI同比上涨{}%，前值2.1%"


def given(text, minutes=0, guid="n1", **fields):
    """The item *guid* as a look at the feed *minutes* after noon found it."""
    fields.setdefault("told_at", NOON)
    fields.setdefault("printed", "2025-06-09 11:40")
    fields.setdefault("precision", "minute")
    seen = NOON + timedelta(minutes=minutes)
    return Incoming(guid, text, received_at=seen, **fields)


def look(*items, outlet="江南快讯"):
    return arriving.take_in(make.feed(outlet), list(items))


def item(guid="n1"):
    return FeedItem.objects.get(guid=guid)


def shown():
    return [story.lead.text for story in LiveStory.objects.shown().for_rows()]


def test_a_retitled_item_shows_its_new_words_and_keeps_the_old():
    look(given("样本港今起恢复通航"))
    before = LiveClock.objects.now()
    came = look(given("样本港今起全面恢复通航", 5))
    assert (came.new, came.rewordings) == (0, 1)
    assert shown() == ["样本港今起全面恢复通航"]
    old = ItemVersion.objects.get()
    assert (old.item, old.number, old.text) == (item(), 1, "样本港今起恢复通航")
    assert (old.seen_at, old.replaced_at) == (NOON, NOON + timedelta(minutes=5))
    assert LiveClock.objects.now() > before
    story = LiveStory.objects.get()
    assert story.version == LiveClock.objects.now()
    assert story.born <= before  # told of as changed, never as new


def test_a_retitled_item_is_found_by_its_new_words_and_not_by_the_old(client):
    look(given("样本港今起恢复通航"))
    look(given("样本港今起停运检修", 5))

    assert "停运检修" in client.get("/search/", {"q": "检修"}).content.decode()
    main = client.get("/search/", {"q": "恢复通航"}).content.decode()
    main = main[main.index("<main") : main.index("</main>")]
    assert f"/live/{item().story_id}/" not in main


def test_the_same_words_again_change_nothing():
    look(given("样本港今起恢复通航"))
    before = LiveClock.objects.now()
    assert look(given("样本港今起恢复通航", 5)).rewordings == 0
    assert LiveClock.objects.now() == before
    assert not ItemVersion.objects.exists()


def test_an_older_look_stored_late_does_not_bring_back_old_words():
    look(given("样本港恢复通航", 10))
    assert look(given("样本港即将通航", 5)).rewordings == 0
    assert item().text == "样本港恢复通航"


def test_a_corrected_link_is_a_version_and_a_lost_one_is_not():
    look(given("样本港恢复通航", url="https://a.example/1"))
    look(given("样本港恢复通航", 5, url="https://a.example/2"))
    assert item().url == "https://a.example/2"
    assert item().versions.get().url == "https://a.example/1"
    assert look(given("样本港恢复通航", 10)).rewordings == 0
    assert item().url == "https://a.example/2"


def test_what_an_item_said_at_a_past_moment_can_be_told():
    look(given("样本港恢复通航"), given("样品区公交增开十条线", guid="n2"))
    look(given("样本港全面恢复通航", 5))
    for minutes, words in (
        (0, "样本港恢复通航"),
        (4, "样本港恢复通航"),
        (5, "样本港全面恢复通航"),
    ):
        items = list(FeedItem.objects.order_by("guid"))
        rewording.as_worded(items, NOON + timedelta(minutes=minutes))
        assert [one.text for one in items] == [words, "样品区公交增开十条线"]
    assert item().text == "样本港全面恢复通航"


class TestTimes:
    """Told stays told: a later wording may correct the time but never makes it new."""

    def retimed(self, printed, told_at, **fields):
        look(given("样本港恢复通航", 30))  # told at noon, received half an hour later
        look(given("样本港恢复通航", 35, printed=printed, told_at=told_at, **fields))
        return item()

    def test_an_earlier_time_corrects_it(self):
        earlier = NOON - timedelta(hours=1)
        found = self.retimed("2025-06-09 10:40", earlier)
        assert (found.told_at, found.printed) == (earlier, "2025-06-09 10:40")
        assert found.versions.get().told_at == NOON
        assert LiveStory.objects.get().told_at == earlier

    def test_a_later_time_before_we_had_it_corrects_it_too(self):
        later = NOON + timedelta(minutes=20)
        assert self.retimed("2025-06-09 12:00", later).told_at == later

    @pytest.mark.parametrize(
        ("printed", "minutes", "fields"),
        [
            ("2025-06-09 12:12", 32, {}),  # when it was rewritten
            ("5分钟前", -10, {}),
            ("２小时前", -60, {}),
            ("刚刚", 20, {}),
            ("2025-06-09", -700, {"precision": "day"}),  # less exact
            ("10:40", -60, {"date_assumed": True}),
            ("近日", 29, {"precision": ""}),
            ("2025-06-09 11:40", -1440, {}),  # 今天 08:30, read again tomorrow
            ("2025-06-10 11:40", 20, {"is_future_clamped": True}),
            ("11:40", 0, {}),
        ],
    )
    def test_what_is_no_correction_changes_nothing(self, printed, minutes, fields):
        told_at = NOON + timedelta(minutes=minutes)
        found = self.retimed(printed, told_at, **fields)
        assert (found.told_at, found.changes) == (NOON, 0)

    def test_a_true_time_takes_the_place_of_one_that_was_clamped(self):
        look(given("样本港恢复通航", 30, printed="2025-06-10", is_future_clamped=True))
        look(
            given("样本港恢复通航", 35, told_at=NOON - timedelta(hours=1), printed="x")
        )
        assert not item().is_future_clamped
        assert item().told_at == NOON - timedelta(hours=1)

    def test_a_retitled_row_keeps_its_place_in_the_list(self):
        look(given("样本港恢复通航"))
        make.flash("样品区夜间公交增开十条线", NOON + timedelta(minutes=3))
        now = NOON + timedelta(minutes=9)
        look(given("样本港全面恢复通航", 10, told_at=now, printed="2025-06-09 11:49"))
        assert shown() == ["样品区夜间公交增开十条线", "样本港全面恢复通航"]


class TestAlternating:
    """A feed that shows two titles by turns costs a few versions, not one a look."""

    def test_versions_grow_with_the_logarithm_of_time(self):
        for minutes in range(0, 30 * 60, 5):
            look(given("甲标题恢复通航" if minutes % 10 else "乙标题恢复通航", minutes))
        assert ItemVersion.objects.count() <= 7
        assert FeedItem.objects.count() == LiveStory.objects.count() == 1

    def test_a_counter_in_the_title_does_too(self):
        for minutes in range(0, 30 * 60, 5):
            look(given(f"样本港恢复通航（{minutes}人阅读）", minutes))
        assert ItemVersion.objects.count() <= 7

    def test_a_real_correction_of_a_correction_is_taken_at_once(self):
        look(given(CPI.format("3.3")), given(CPI.format("3.3"), 5))
        look(given(CPI.format("3.5"), 5))
        look(given(CPI.format("3.3"), 10))
        assert item().text == CPI.format("3.3")
        assert [v.text for v in item().versions.all()] == [
            CPI.format("3.3"),
            CPI.format("3.5"),
        ]

    def test_what_still_stands_when_the_wait_is_over_is_taken(self):
        for minutes, figure in ((0, "3.1"), (5, "3.2"), (10, "3.3"), (15, "3.4")):
            look(given(CPI.format(figure), minutes))
        assert item().text == CPI.format("3.3")
        look(given(CPI.format("3.4"), 69))
        assert item().text == CPI.format("3.3")
        look(given(CPI.format("3.4"), 70))
        assert item().text == CPI.format("3.4")


class TestJudgedAgain:
    def joined(self):
        """Two outlets' items of one story; the one called n1 came *second*."""
        first = make.flash(CPI.format("3.3"), outlet="江北快讯")
        look(given(CPI.format("3.3")))
        assert item().story_id == first.story_id
        return first

    def test_with_another_number_it_leaves_its_story(self):
        first = self.joined()
        look(given(CPI.format("3.8"), 5))
        assert item().story_id != first.story_id
        assert sorted(shown()) == [CPI.format("3.3"), CPI.format("3.8")]
        assert LiveStory.objects.get(pk=first.story_id).items_count == 1

    def test_the_lead_that_leaves_gives_the_address_to_those_that_stay(self):
        look(given(CPI.format("3.3")))
        second = make.flash(CPI.format("3.3"), outlet="江北快讯")
        look(given(CPI.format("3.8"), 5))
        old = LiveStory.objects.get(pk=second.story_id)
        assert (old.lead, old.items_count, old.sources_count) == (second, 1, 1)
        assert item().story_id != old.pk

    def test_with_the_same_number_it_joins_and_its_old_address_leads_on(self, client):
        look(given(CPI.format("3.8")))
        alone = item().story
        other = make.flash(CPI.format("3.3"), outlet="江北快讯")
        assert other.story != alone
        look(given(CPI.format("3.3"), 5))
        assert shown() == [CPI.format("3.3")]
        assert item().story == other.story
        assert (item().placed_like, bool(item().placed_because)) == (other, True)
        answer = client.get(alone.get_absolute_url())
        assert answer.url == other.story.get_absolute_url()

    def test_reworded_only_it_stays_with_the_reason_of_today(self):
        first = self.joined()
        look(given(CPI.format("3.3") + "。", 5))
        look(given("示例国5月CPI同比涨3.3%，前值为2.1%", 10))
        assert item().story_id == first.story_id
        assert LiveStory.objects.shown().count() == 1

    def test_an_editors_placement_outranks_the_new_words(self):
        first = make.flash("样品区夜间公交增开十条线", outlet="江北快讯")
        look(given("样本港恢复通航"))
        editing.merge(item().story, first.story, make.editor())
        look(given("样本港明日全面恢复通航", 5))
        assert item().story_id == first.story_id
        assert item().text == "样本港明日全面恢复通航"

    def test_what_an_editor_hid_does_not_come_back_by_a_new_title(self):
        self.joined()
        LiveStory.objects.update(hidden_because="来源有误")
        look(given(CPI.format("3.8"), 5))
        assert shown() == []

    def test_it_is_found_by_its_new_words_and_no_longer_by_the_old(self):
        look(given("样本港今起恢复通航"))
        old = set(RarePair.objects.values_list("pair", flat=True))
        look(given("示例厂新线投产庆典明日举行", 5))
        now = set(RarePair.objects.values_list("pair", flat=True))
        assert now
        assert not old & now
        later = NOON + timedelta(minutes=6)
        again = make.flash("示例厂新线投产庆典明日举行", later, outlet="江北快讯")
        assert again.story_id == item().story_id
        stale = make.flash("样本港今起恢复通航", later, outlet="江北快讯")
        assert stale.story_id != item().story_id

    def test_a_doubt_about_the_old_words_is_withdrawn_and_an_answer_stays(self):
        look(given("样本港恢复通航"))
        other = make.flash("样品区公交增开十条线", outlet="江北快讯")
        third = make.flash("示例厂新线投产", outlet="江北快讯")
        asked = {"probability": 0.4, "origin": Comparison.Origin.UNSURE}
        Comparison.objects.create(a=item(), b=other, **asked)
        answered = Comparison.objects.create(
            a=item(), b=third, answer=False, answered_at=NOON, **asked
        )
        look(given("样本港全面恢复通航", 5))
        assert list(Comparison.objects.all()) == [answered]

    def test_a_label_is_about_the_words_it_was_given_for(self):
        look(given(CPI.format("3.3")))
        other = make.flash(CPI.format("3.8"), outlet="江北快讯")
        Comparison.objects.create(
            a=item(),
            b=other,
            probability=0.4,
            answer=False,
            answered_at=NOON + timedelta(minutes=2),
        )
        look(given(CPI.format("3.8"), 5))
        [label] = own_labels()
        assert (label.a.flash.text, label.b.flash.text) == (
            CPI.format("3.3"),
            CPI.format("3.8"),
        )

    def test_an_archived_item_is_brought_up_to_date_and_not_compared(self):
        look(given("样本港恢复通航"))
        FeedItem.objects.update(is_archived=True)
        RarePair.objects.all().delete()
        look(given("样本港全面恢复通航", 5))
        assert item().text == "样本港全面恢复通航"
        assert not RarePair.objects.exists()


def test_what_was_missing_is_filled_in_without_a_version():
    look(given("样本港恢复通航"))
    before = LiveClock.objects.now()
    more = {"summary": "<p>详情</p>", "image": "https://a.example/1.png"}
    assert look(given("样本港恢复通航", 5, is_important=True, **more)).rewordings == 0
    found = item()
    assert (found.summary, found.image) == (more["summary"], more["image"])
    assert LiveStory.objects.get().is_important
    assert LiveClock.objects.now() > before
    assert not ItemVersion.objects.exists()
    before = LiveClock.objects.now()
    look(given("样本港恢复通航", 10, is_important=True, **more))
    assert LiveClock.objects.now() == before


def test_nothing_is_half_reworded(monkeypatch):
    look(given("样本港恢复通航"), given("样品区公交增开十条线", guid="n2"))

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(rewording, "_forget", fail)
    with pytest.raises(RuntimeError):
        look(given("样本港全面恢复通航", 5))
    assert item().text == "样本港恢复通航"
    assert not ItemVersion.objects.exists()


def test_the_storys_page_shows_what_it_was_called_and_when(client):
    look(given("样本港<b>恢复</b>通航"))
    look(given("样本港全面恢复通航", 5))
    html = client.get(item().story.get_absolute_url()).content.decode()
    assert "曾用标题" in html
    assert "样本港&lt;b&gt;恢复&lt;/b&gt;通航" in html
    assert "2025-06-09 11:45" in html


def test_the_storys_page_costs_one_query_more_with_versions_however_many(client):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LiveStory.objects.get().get_absolute_url())
        return len(queries)

    for guid in ("n1", "n2", "n3"):
        look(given(CPI.format("3.3"), guid=guid))
    plain = cost()
    for guid in ("n1", "n2", "n3"):
        look(given(CPI.format("3.3") + "。", 5, guid=guid))
    assert cost() == plain + 1


def test_a_feed_of_two_thousand_unchanged_items_costs_few_queries(
    django_assert_max_num_queries,
):
    items = [given(f"第{n}号样品批次通过检验", guid=f"g{n}") for n in range(2000)]
    look(*items)
    with django_assert_max_num_queries(30):
        look(*items)


class TestReceipts:
    """What the machine moved because of new words is in the history, and undone there."""

    def left(self):
        first = make.flash(CPI.format("3.3"), outlet="江北快讯")
        look(given(CPI.format("3.3"), 2))
        look(given(CPI.format("3.8"), 5))
        return first

    def test_an_item_that_left_has_a_receipt_that_takes_it_back(self):
        first = self.left()
        receipt = Receipt.objects.get()
        assert (receipt.act, receipt.by, receipt.item) == ("regroup", None, item())
        assert (receipt.story, receipt.into) == (first.story, item().story)
        alone = item().story
        undoing.undo(receipt, make.editor())
        assert item().story == first.story
        alone.refresh_from_db()
        assert alone.merged_into == first.story
        assert LiveStory.objects.get(pk=first.story_id).items_count == 2

    def test_a_story_that_was_emptied_comes_back(self):
        look(given(CPI.format("3.8")))
        alone = item().story
        make.flash(CPI.format("3.3"), outlet="江北快讯")
        look(given(CPI.format("3.3"), 5))
        undoing.undo(Receipt.objects.get(), make.editor())
        assert item().story == alone
        assert LiveStory.objects.shown().count() == 2

    def test_a_chosen_lead_that_leaves_is_chosen_no_more(self):
        first = make.flash(CPI.format("3.3"), outlet="江北快讯")
        look(given(CPI.format("3.3"), 2))
        marking.lead(item(), make.editor())
        look(given(CPI.format("3.8"), 5))
        story = LiveStory.objects.get(pk=first.story_id)
        assert (story.lead, story.lead_by_editor) == (first, False)

    def test_words_alone_are_no_act(self):
        look(given(CPI.format("3.3")))
        look(given(CPI.format("3.3") + "。", 5))
        assert not Receipt.objects.exists()

    def test_the_past_is_told_in_the_words_of_then(self):
        self.left()
        [then] = past.standing(NOON + timedelta(minutes=4))
        assert [one.text for one in then.items] == [CPI.format("3.3")] * 2
