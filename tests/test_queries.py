"""What each page costs: a fixed number of queries, however much there is to show."""

import pytest
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
        )
        ReaderDay.objects.create(
            article=article, day=timezone.localdate(), reader=str(n), network="n"
        )
    make.flashes(stories)


# Sidebar: clock, pinned, rows, their outlets, whether names changed, captured hot list, our hot
# list. Lists: count and page. The archive: sources, neighbouring days.
COSTS = {
    "/": 9,
    "/story/s1/": 17,
    "/region/r/": 19,
    "/cluster/c/": 14,
    "/alliance/a/": 15,
    "/live/": 11,  # and the clock
    "/live/?day=2025-06-09&page=2": 9,
    "/live/?q=检验": 7,
    "/live/?from=2025-01-01": 7,
    "/search/?q=检验": 15,
    "/hot/": 7,
    "/hot/?hot=week": 7,
    "/live/latest/": 4,
    "/live/latest/?before=1749440400.000000-15": 3,
    "/live/outlets/": 2,
}


@pytest.mark.parametrize("stories", [20, 2000])
def test_pages_cost_the_same_with_twenty_and_two_thousand_live_stories(
    client, stories, django_assert_num_queries
):
    fill(stories)
    for address in ("/", "/search/?q=检验"):
        client.get(address)  # names that changed are read once, by whoever comes first
    for address, cost in COSTS.items():
        with django_assert_num_queries(cost, info=address):
            assert client.get(address).status_code == 200
    story = LiveStory.objects.first()
    with django_assert_num_queries(11):
        client.get(story.get_absolute_url())
    with django_assert_num_queries(3):
        client.get(story.get_absolute_url(), headers={"HX-Request": "true"})


@pytest.mark.parametrize("rows", [3, 40])
@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("article", 12),
        ("cluster", 10),
        ("livestory", 11),
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
