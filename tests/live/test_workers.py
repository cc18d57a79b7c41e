"""Several workers at once: news both bring is one story, whoever was first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from articles.live import grouping
from articles.models import FeedItem, LiveClock, LiveStory
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

TOGETHER = 4
TEXTS = [
    f"{city}样品产业园今日开工，总投资{n}亿元"
    for n, city in enumerate("甲乙丙丁戊己庚辛壬癸", 11)
]


def test_workers_that_bring_the_same_news_at_once_make_one_story_of_it():
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite lets one transaction write at a time; this is for PostgreSQL"
        )
    feeds = [make.feed(f"第{n}社") for n in range(TOGETHER)]
    LiveClock.objects.get_or_create(pk=1)
    start = Barrier(TOGETHER)

    def work(feed):
        try:
            start.wait(10)
            for text in TEXTS:
                grouping.place(feed, [make.incoming(text, guid=text)])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        list(pool.map(work, feeds))

    assert FeedItem.objects.count() == TOGETHER * len(TEXTS)
    assert LiveStory.objects.count() == len(TEXTS)
    assert set(LiveStory.objects.values_list("sources_count", flat=True)) == {TOGETHER}
    assert LiveClock.objects.now() == TOGETHER * len(TEXTS)
