"""What each page costs: a fixed number of queries, however much there is to show."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from articles.models import LiveStory, ReaderDay
from tests import make

pytestmark = pytest.mark.django_db


def fill(stories):
    """A site with *stories* live stories and as many of everything else as fits."""
    region, cluster, alliance = (
        make.region(slug="r"),
        make.cluster(slug="c"),
        make.alliance(slug="a"),
    )
    for n in range(25 if stories > 100 else 3):
        article = make.published(
            f"第{n}篇样稿",
            slug=f"s{n}",
            regions=[region],
            clusters=[cluster],
            alliances=[alliance],
            body="第一段有集群26个。",
        )
        fact_of(article, region, cluster, alliance)
        ReaderDay.objects.create(
            article=article, day=timezone.localdate(), reader=str(n), network="n"
        )
    make.flashes(stories)


def fact_of(article, region, cluster, alliance):
    """A public value of one indicator, about all three, so that each page has one more."""
    make.fact(
        article,
        "第一段有集群26个",
        "26个",
        by=User.objects.first() or make.editor(),
        measures=make.indicator(slug="i"),
        region=region,
        cluster=cluster,
        alliance=alliance,
    )


# Sidebar: clock, rows, captured hot list, our hot list. Lists: count and page.
COSTS = {
    "/": 6,
    "/story/s1/": 14,
    "/region/r/": 17,
    "/cluster/c/": 13,
    "/alliance/a/": 14,
    "/indicator/i/": 7,
    "/clusters/": 15,
    "/clusters/?region=r": 13,
    "/clusters.json": 4,
    "/region/r.json": 13,
    "/compare/?id=r": 7,
    "/live/": 7,
    "/live/?day=2025-06-09&page=2": 7,
    "/hot/": 4,
    "/hot/?hot=week": 4,
    "/live/latest/": 2,
    "/live/news/?shown=0&told=0": 3,
}


@pytest.mark.parametrize("stories", [20, 2000])
def test_pages_cost_the_same_with_twenty_and_two_thousand_live_stories(
    client, stories, django_assert_num_queries
):
    fill(stories)
    for address, cost in COSTS.items():
        cache.clear()
        with django_assert_num_queries(cost, info=address):
            assert client.get(address).status_code == 200
    story = LiveStory.objects.first()
    with django_assert_num_queries(7):
        client.get(story.get_absolute_url())


@pytest.mark.parametrize("rows", [3, 40])
@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("article", 12),
        ("cluster", 10),
        ("livestory", 9),
        ("feeditem", 10),
        ("region", 7),
    ],
)
def test_lists_in_the_admin_cost_the_same_for_three_rows_and_forty(
    client, rows, name, cost, django_assert_num_queries
):
    client.force_login(make.editor())
    for n in range(rows):
        region = make.region(f"第{n}区")
        make.cluster(f"第{n}集群", lead_city=region)
        make.article(f"第{n}篇样稿", updated_by=None)
    make.flashes(rows)
    with django_assert_num_queries(cost):
        client.get(reverse(f"admin:articles_{name}_changelist"))
