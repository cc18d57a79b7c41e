"""Whatever feeds reword, in whatever order: nothing is lost and no two numbers meet."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.live import arriving
from articles.live.incoming import Incoming
from articles.models import FeedItem, LiveStory
from tests import make

WORDS = (
    "示例国5月CPI同比上涨{}%，前值2.1%",
    "示例国5月CPI同比涨{}%，前值为2.1%",
    "快讯：示例国5月CPI同比上涨{}%，前值2.1%。",
)
LOOKS = st.lists(
    st.tuples(
        st.sampled_from(["甲社", "乙社", "丙社"]),
        st.sampled_from(["1", "2"]),
        st.sampled_from(WORDS),
        st.sampled_from(["3.3", "3.8"]),
        st.integers(1, 200),
    ),
    min_size=1,
    max_size=12,
)


class AnyHistory(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(LOOKS)
    def test_of_looks_keeps_every_wording_and_never_joins_two_numbers(self, looks):
        minute, seen = 0, set()
        for outlet, guid, words, number, later in looks:
            minute += later
            at = make.MONDAY + timedelta(minutes=minute)
            told = {"told_at": make.MONDAY, "precision": "minute", "received_at": at}
            one = Incoming(f"{outlet}{guid}", words.format(number), printed="x", **told)
            arriving.take_in(make.feed(outlet), [one])
            seen.add(one.guid)
        items = FeedItem.objects.prefetch_related("versions").select_related("story")
        assert {item.guid for item in items} == seen
        for item in items:
            self.check_versions(item)
            assert item.story.merged_into_id is None
        for story in LiveStory.objects.prefetch_related("items"):
            self.check_story(story)

    def check_versions(self, item):
        """A chain without a gap from when it came to the words it has."""
        versions = list(item.versions.all())
        assert [v.number for v in versions] == list(range(1, item.changes + 1))
        ends = [item.received_at, *(v.replaced_at for v in versions)]
        assert [v.seen_at for v in versions] == ends[:-1]
        assert item.changes == 0 or ends[-1] == item.changed_at
        told = [*(v.text for v in versions), item.text]
        assert all(a != b for a, b in pairwise(told))

    def check_story(self, story):
        items = list(story.items.all())
        if story.merged_into_id:
            assert not items
            assert story.merged_into.merged_into_id is None
            return
        assert story.lead in items
        assert story.items_count == len(items)
        assert story.sources_count == len({item.source_id for item in items})
        assert len({"3.3" in item.text for item in items}) == 1
