"""manage.py sample: load the sample data, once, into an empty development database."""

from datetime import datetime
from pathlib import Path

import tablib
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles import groups, names, review, sample_facts, sheets
from articles.intake.captured import BEIJING
from articles.intake.store import SUBJECTS, plan, store
from articles.live import grouping, sample_feed
from articles.models import Article, Author, Feed, Region, Source

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
CAPTURED = datetime(2025, 6, 9, 11, 40, tzinfo=BEIJING)
OUTLETS = ("示例财经", "示例科技", "示例数据", "示例通讯社", "示例快讯", "示例电讯")
# Names and passwords of the people of the sample; development only, so no secrets.
PEOPLE = {
    "clerk": "录入员",
    "writer": "作者",
    "editor": "编辑",
    "chief": "主编",
    "admin": groups.ADMINISTRATORS,
}
PASSWORD = "newsroom-sample"  # noqa: S105


class Command(BaseCommand):
    help = "Load the sample stories, clusters, people and replaying feed."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Sample data is for development: set DEBUG=1.")
        if Region.objects.exists() or Article.objects.exists():
            self.stdout.write("The database has data already; nothing was loaded.")
            return
        with transaction.atomic():
            make_people()
            load_sheets()
            for name in OUTLETS:
                Source.objects.create(name=name, is_sample=True)
            load_page()
            for name in ("story-2.txt", "story-3.txt"):
                load_story(name)
            load_feed()
        self.stdout.write("Sample data loaded.")


def make_people() -> None:
    groups.lay_down()
    for name, group in PEOPLE.items():
        person = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        person.groups.add(Group.objects.get(name=group))


def load_sheets() -> None:
    for name, sheet in {
        "regions": sheets.RegionSheet,
        "industries": sheets.IndustrySheet,
        "events": sheets.EventSheet,
        "clusters": sheets.ClusterSheet,
        "alliances": sheets.AllianceSheet,
    }.items():
        text = (SAMPLE / f"{name}.csv").read_text(encoding="utf-8")
        sheet().import_data(tablib.Dataset().load(text, "csv"), raise_errors=True)


def load_page() -> None:
    """The sample page, by the same road as a pasted one."""
    clerk = User.objects.get(username="clerk")
    editor = User.objects.get(username="editor")
    outcome = store(plan((SAMPLE / "page.txt").read_bytes(), CAPTURED), by=clerk)
    sample_facts.accept(outcome.article, clerk, editor)
    outcome.article.refresh_from_db()
    bring_out(outcome.article, clerk)


def bring_out(article: Article, author: User) -> None:
    """Through review as any other: its author sends it in, the editor lets it out."""
    editor = User.objects.get(username="editor")
    review.submit(article, author)
    review.approve(article, editor)
    review.publish(article, editor)


def load_story(name: str) -> None:
    """A story typed in by hand: title, byline, lede, and a body in Markdown."""
    text = (SAMPLE / name).read_text(encoding="utf-8")
    title, byline, lede, body = text.split("\n\n", 3)
    outlet, author, stated = byline.split(" ", 2)
    source = Source.objects.get(name=outlet)
    stated_at = datetime.fromisoformat(stated).replace(tzinfo=BEIJING)
    writer = User.objects.get(username="writer")
    article = Article(
        title=title,
        lede=lede,
        body=body,
        source=source,
        author=Author.objects.get_or_create(name=author, source=source)[0],
        stated_at=stated_at,
        stated_printed=stated,
        stated_precision="second",
    )
    review.edit(article, writer)
    for subject, model in SUBJECTS.items():
        found = names.find(title + body, model.objects.for_recognition())
        getattr(article, subject).set([name.pk for name in found])
    bring_out(article, writer)


def load_feed() -> None:
    """The replaying feed, with the half hour before now, so that the list is full."""
    feed = Feed.objects.create(
        source=Source.objects.get(name="示例快讯"),
        kind=Feed.Kind.SAMPLE,
        title="示例快讯（回放）",
    )
    now = timezone.now()
    brought = sample_feed.brought(feed, now)
    grouping.place(feed, brought.items)
    feed.record_success(now, brought.next_check_at)
