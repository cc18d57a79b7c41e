"""The cluster directory and the pages of facts at 100 clusters and at 10,000.

python bench/directory.py        makes two databases of its own and prints milliseconds

10,000 clusters carry 100,000 facts (the small site: 100 and 1,000). Each address is
asked for once to fill caches and then RUNS times; the middle time is printed, with the
first one ("cold"), which counts every cluster.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DEBUG"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"

RUNS = 15
SIZES = (100, 10_000)
FACTS_EACH = 10
ADDRESSES = (
    "/clusters/",
    "/clusters/?region=p3",
    "/clusters/?region=p3&industry=i2",
    "/clusters/?page=2",
    "/clusters/?q=50",
    "/clusters.json",
    "/cluster/c1/",
    "/region/p3/",
    "/compare/?kind=cluster&id=c1&id=c2&id=c3",
)


def main() -> None:
    if len(sys.argv) > 1:
        return measure(int(sys.argv[1]))
    import subprocess

    for size in SIZES:  # a process each: settings, caches and memory of its own
        with tempfile.TemporaryDirectory() as directory:
            environment = os.environ | {"DATA_DIR": directory}
            command = [sys.executable, __file__, str(size)]
            subprocess.run(command, env=environment, check=True)
    return None


def measure(size: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.DEBUG = False  # or every query is kept
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    fill(size)
    client = Client()
    print(f"{size} clusters, {size * FACTS_EACH} facts")
    for address in ADDRESSES:
        first = timed(client, address)
        middle = statistics.median(timed(client, address) for _ in range(RUNS))
        print(f"  {middle:7.1f} ms  (cold {first:7.1f} ms)  {address}")


def timed(client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (time.perf_counter() - started) * 1000


def fill(size: int) -> None:
    """*size* clusters in 31 provinces and 20 industries, each with its story and facts."""
    from django.contrib.auth.models import User
    from django.db import transaction
    from django.utils import timezone

    from articles.charts.tiles import PLACES
    from articles.models import (
        Article,
        Cluster,
        Fact,
        Indicator,
        Industry,
        Place,
        Quote,
        Region,
        Revision,
    )

    now = timezone.now()
    with transaction.atomic():
        editor = User.objects.create_user("editor")
        provinces = Region.objects.bulk_create(
            Region(name=f"省{n}", slug=f"p{n}", kind="province", code=code)
            for n, code in enumerate(list(PLACES)[:31])
        )
        industries = Industry.objects.bulk_create(
            Industry(name=f"产业{n}", slug=f"i{n}") for n in range(20)
        )
        indicators = [
            Indicator.objects.create(name=f"指标{n}", kind="count", unit="个")
            for n in range(FACTS_EACH)
        ]
        clusters = Cluster.objects.bulk_create(
            Cluster(name=f"第{n:05}集群", slug=f"c{n}", level="national")
            for n in range(size)
        )
        Cluster.regions.through.objects.bulk_create(
            Cluster.regions.through(
                cluster_id=row.pk, region_id=provinces[(n + k * 7) % 31].pk
            )
            for n, row in enumerate(clusters)
            for k in range(2)
        )
        Cluster.industries.through.objects.bulk_create(
            Cluster.industries.through(
                cluster_id=row.pk, industry_id=industries[n % 20].pk
            )
            for n, row in enumerate(clusters)
        )
        articles = Article.objects.bulk_create(
            Article(title=f"第{n}篇", body="甲集群有企业10个。", slug=f"s{n}")
            for n in range(size)
        )
        revisions = Revision.objects.bulk_create(
            Revision(
                article=row,
                number=1,
                title=row.title,
                body=row.body,
                stated_at=now,
                approved_at=now,
                shown_from=now,
            )
            for row in articles
        )
        for article, revision in zip(articles, revisions, strict=True):
            article.submitted_revision = revision
            article.status, article.publish_at = "published", now
            article.stated_at = now
        Article.objects.bulk_update(
            articles,
            ["submitted_revision", "status", "publish_at", "stated_at"],
            batch_size=500,
        )
        quotes = Quote.objects.bulk_create(
            Quote(article=row, text="甲集群有企业10个", block="p1", start=0, end=9)
            for row in articles
        )
        Place.objects.bulk_create(
            Place(quote=quote, revision=revision, block="p1", start=0, end=9)
            for quote, revision in zip(quotes, revisions, strict=True)
        )
        Fact.objects.bulk_create(
            (
                Fact(
                    indicator=indicator,
                    cluster=cluster,
                    region=provinces[n % 31],
                    about_key=f"region{provinces[n % 31].pk};cluster{cluster.pk}",
                    printed_value="10",
                    value=10,
                    base_value=10,
                    unit="个",
                    quote=quotes[n],
                    mark_start=5,
                    mark_end=8,
                    status="verified",
                    checked_by=editor,
                    checked_at=now,
                )
                for n, cluster in enumerate(clusters)
                for indicator in indicators
            ),
            batch_size=2000,
        )


if __name__ == "__main__":
    main()
