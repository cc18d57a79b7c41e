"""The page 数据 of texts with 300 and 4,000 figures: seconds, queries and size.

python bench/facts_page.py        makes a database of its own and prints what it measured

Each text is opened by an editor with every figure proposed and none answered; with every
one accepted and verified, at the first page of the table and at the last; and with every
tenth waiting, those shown alone. The best of three goes counts.
"""

import logging
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DEBUG"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"

SIZES = (300, 4_000)
PLACES = ("浙江", "江苏", "安徽", "上海", "广东", "山东", "福建", "四川")
THINGS = ("机器人", "集成电路", "新材料", "生物医药", "光伏", "船舶", "纺织", "家电")


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATA_DIR"] = directory
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False  # or every query is kept
        logging.disable(logging.WARNING)
        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        print(f"SQLite, Python {platform.python_version()}, {os.cpu_count()} cores")
        for size in SIZES:
            measure(size)


def measure(size: int) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from articles.models import Article, Industry, Region, Source

    for model, names in ((Region, PLACES), (Industry, THINGS)):
        for n, name in enumerate(names):
            model.objects.get_or_create(slug=f"s{n}", defaults={"name": name})
    editor = User.objects.create_superuser(f"编辑{size}")
    source = Source.objects.get_or_create(name="某社")[0]
    article = Article.objects.create(
        title=f"{size}个数字", slug=f"n{size}", body=text(size), source=source
    )
    client = Client()
    client.force_login(editor)
    address = f"/admin/articles/article/{article.pk}/facts/"
    tell(f"{size:,} figures, none answered", client, address)
    accept_all(article, editor)
    tell(f"{size:,} figures, all verified", client, address)
    tell(f"{size:,} figures, the last page of them", client, f"{address}?facts=0")
    tenth_waits(article)
    waiting = f"{address}?show=waiting"
    tell(f"{size:,} figures, those that wait, shown alone", client, waiting)


def text(size: int) -> str:
    """Paragraphs of ten figures, each of another year, place and thing."""
    figures = [
        f"{2000 + n % 25}年{PLACES[n % 8]}{THINGS[n // 8 % 8]}企业有{n + 11}家"
        for n in range(size)
    ]
    return "\n\n".join(
        "，".join(figures[n : n + 10]) + "。" for n in range(0, size, 10)
    )


def accept_all(article, editor) -> None:
    """Accept and verify every proposed figure, as the buttons would."""
    from django.utils import timezone

    from articles import accepting, proposing
    from articles.admin.fact_forms import FactForm, filled_in
    from articles.models import Fact

    reading = proposing.read(article)
    for entry in reading.open:
        if entry.what == "fact":
            form = filled_in(FactForm, entry.proposal)
            assert form.is_valid(), form.errors
            accepting.accept_fact(reading, entry, form.filled, editor)
    Fact.objects.filter(quote__article=article).update(
        status=Fact.Status.VERIFIED, checked_by=editor, checked_at=timezone.now()
    )


def tenth_waits(article) -> None:
    from articles.models import Fact

    facts = Fact.objects.filter(quote__article=article).order_by("pk")
    tenth = list(facts.values_list("pk", flat=True))[::10]
    facts.filter(pk__in=tenth).update(
        status=Fact.Status.PROPOSED, checked_by=None, checked_at=None
    )


def tell(what: str, client, address: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    goes = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            began, worked = time.perf_counter(), time.process_time()
            page = client.get(address)
            goes.append((time.perf_counter() - began, time.process_time() - worked))
        assert page.status_code == 200
    spent, work = (min(told) for told in zip(*goes, strict=True))
    size = len(page.content) / 1_000_000
    took = f"{spent:.2f} s ({work:.2f} of processor)"
    print(f"  {what}: {took}, {len(queries)} queries, {size:.2f} MB", flush=True)


if __name__ == "__main__":
    main()
