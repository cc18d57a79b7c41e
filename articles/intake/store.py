"""Where a page meets the database: what would be stored, and storing it.

The readers beside this file are pure; this is the one module of the package that
knows Django. A plan is made without writing, so a preview and a dry run show exactly
what storing would do.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles import auditing, body, names
from articles.intake.decode import MAX_BYTES, decode
from articles.intake.page import IntakeError, Note, Page
from articles.intake.read import read_decoded
from articles.live import grouping
from articles.live.incoming import Incoming
from articles.models import (
    Alliance,
    Article,
    Author,
    Cluster,
    Feed,
    HotEntry,
    HotList,
    Industry,
    Intake,
    Region,
    Source,
)
from articles.text import fold

SUBJECTS = {
    "regions": Region,
    "industries": Industry,
    "clusters": Cluster,
    "alliances": Alliance,
}
UNNAMED_SOURCE = "来源不详"
# A page goes in whole or not at all, in one transaction, and others wait to write
# meanwhile. Forty rows are usual; 2,000 take some seconds, 100,000 most of a minute.
MAX_ITEMS = 2000
MAX_HOT = 200
DAYS_APART = 2
TITLE = 200  # characters a title may have


@dataclass(frozen=True)
class Plan:
    """What one page would bring, and what of it is here already."""

    text: str
    encoding: str
    captured: datetime
    outlet: str
    page: Page
    notes: tuple[Note, ...]
    digest: str
    taken_in_before: Intake | None
    article_here: Article | None
    names: dict[str, list[names.Found]]

    @property
    def items(self):
        """The live rows without the list's own repeats, in printed order."""
        return [row for row in self.page.live if row.repeats is None]

    @property
    def repeats(self):
        return [row for row in self.page.live if row.repeats is not None]

    @property
    def days_apart(self) -> int:
        """Days from the page's own date to its capture; 0 for none worth a word.

        The live rows are dated by the capture: further apart than DAYS_APART either
        way, its time may be a slip.
        """
        if not (self.page.published_at and self.page.live):
            return 0
        said = timezone.localdate(self.page.published_at)
        days = (timezone.localdate(self.captured) - said).days
        return days if abs(days) > DAYS_APART else 0

    @property
    def title(self) -> str:
        """The page's title; the first words of its text where it has none."""
        return (self.page.title or "".join(self.page.paragraphs[:1])[:40])[:TITLE]

    @property
    def has_article(self) -> bool:
        """A title with a text under it, or a text of several paragraphs without one."""
        return len(self.page.paragraphs) >= (1 if self.page.title else 2)


@dataclass(frozen=True)
class Outcome:
    """What storing a plan came to."""

    intake: Intake
    article: Article | None
    new_items: int
    is_new: bool


def plan(
    raw: bytes | str, captured: datetime, encoding: str = "", outlet: str = ""
) -> Plan:
    """Read *raw* as captured at that aware time; raises IntakeError, writes nothing.

    Beside what the readers refuse, a page of more than MAX_ITEMS different live rows
    is "too-many-items", one of more than MAX_HOT hot entries "too-many-hot", and one
    whose text is over MAX_BYTES in UTF-8, as a browser sends it back, "too-large".

    *encoding* says what text was decoded from by an earlier plan of the same page.
    *outlet* names the site the page stands on, whose live rows and hot list it prints:
    a reprinted article is another outlet's. Without it they are the article's outlet's.
    """
    text, decoded_from, decoding = decode(raw)
    size = len(text.encode())
    if size > MAX_BYTES:
        raise IntakeError("too-large", size=size, limit=MAX_BYTES)
    page = read_decoded(text, captured, decoding)
    items = sum(row.repeats is None for row in page.live)
    if items > MAX_ITEMS:
        raise IntakeError("too-many-items", items=items, limit=MAX_ITEMS)
    if len(page.hot) > MAX_HOT:
        raise IntakeError("too-many-hot", entries=len(page.hot), limit=MAX_HOT)
    digest = Intake.digest_of(text)
    notes = page.notes
    if len(page.title) > TITLE:
        notes += (Note("title-cut", None, {"limit": TITLE}),)
    words = "\n".join((page.title, page.lede, *page.paragraphs))
    return Plan(
        text=text,
        encoding=(encoding or "utf-8") if decoded_from == "str" else decoded_from,
        captured=captured,
        outlet=outlet.strip() or page.source or UNNAMED_SOURCE,
        page=page,
        notes=notes,
        digest=digest,
        taken_in_before=Intake.objects.filter(digest=digest).first(),
        article_here=_article_here(page),
        names={
            subject: names.find(words, model.objects.for_recognition())
            for subject, model in SUBJECTS.items()
        },
    )


def store(plan: Plan, by=None) -> Outcome:
    """Store what *plan* holds, whole or not at all; the same page twice is no news."""
    with transaction.atomic():
        intake, is_new = Intake.objects.get_or_create(
            digest=plan.digest,
            defaults={
                "text": plan.text,
                "form": plan.page.form,
                "encoding": plan.encoding,
                "captured_at": plan.captured,
                "received_by": by,
                "paragraphs": len(plan.page.paragraphs),
                "live_rows": len(plan.page.live),
                "live_repeats": len(plan.repeats),
                "hot_entries": len(plan.page.hot),
                "notes": [_note(note) for note in plan.notes],
            },
        )
        if not is_new:
            return Outcome(intake, intake.articles.first(), 0, is_new=False)
        source = _source(plan.page.source or UNNAMED_SOURCE)
        article = plan.article_here
        if plan.has_article and article is None:
            article = _store_article(plan, intake, source, by)
        outlet = _source(plan.outlet)
        new_items = _store_live(plan, intake, outlet)
        _store_hot(plan, intake, outlet)
        intake.live_new = new_items
        intake.save(update_fields=["live_new"])
        told = f"{article or ''} {plan.outlet} +{new_items}".strip()
        auditing.record("taking-in.page", by, intake, told)
    return Outcome(intake, article, new_items, is_new=True)


def _article_here(page: Page) -> Article | None:
    """The article an earlier capture of the same page made: same title and outlet."""
    if not page.title:
        return None
    same = Article.objects.filter(
        title_key=fold(page.title)[:200], source__name=page.source or UNNAMED_SOURCE
    )
    return same.order_by("pk").first()


def _source(name: str) -> Source:
    return Source.objects.get_or_create(name=name[:60])[0]


def _store_article(plan: Plan, intake: Intake, source: Source, by) -> Article:
    page = plan.page
    author = None
    if page.author:
        author, _ = Author.objects.get_or_create(name=page.author[:60], source=source)
    day = timezone.localdate(page.published_at or plan.captured)
    article = Article.objects.create(
        title=plan.title,
        slug=Article.objects.free_slug(plan.title, day),
        lede=page.lede,
        body=body.as_markdown(page.paragraphs),
        source=source,
        author=author,
        stated_at=page.published_at,
        stated_printed=page.published_printed[:60],
        stated_precision=page.published_precision,
        intake=intake,
        created_by=by,
        updated_by=by,
    )
    if by:
        article.writers.add(by)
    for subject, found in plan.names.items():
        getattr(article, subject).set([name.pk for name in found])
    return article


def _store_live(plan: Plan, intake: Intake, source: Source) -> int:
    if not plan.page.live:
        return 0
    feed, _ = Feed.objects.get_or_create(
        source=source, kind=Feed.Kind.PAGE, defaults={"title": f"{source} · 页面"}
    )
    return grouping.place(feed, [_incoming(plan, row) for row in plan.items], intake)


def _incoming(plan: Plan, row) -> Incoming:
    """A live row as grouping takes it; known again by its words and its time."""
    told_at = row.at or plan.captured
    identity = f"{told_at.isoformat()} {fold(row.text)}"
    return Incoming(
        guid=hashlib.sha256(identity.encode(errors="replace")).hexdigest(),
        text=row.text,
        told_at=min(told_at, plan.captured),
        received_at=plan.captured,
        precision=row.precision,
        date_assumed=row.date_assumed or row.at is None,
        printed=row.printed[:60],
        url=row.url if len(row.url) <= 1000 else "",
        line=row.line,
    )


def _store_hot(plan: Plan, intake: Intake, source: Source) -> None:
    if not plan.page.hot:
        return
    hot_list = HotList.objects.create(
        source=source,
        captured_at=plan.captured,
        tabs=list(plan.page.hot_tabs),
        intake=intake,
    )
    outlets = {
        name: _source(name)
        for name in {row.source for row in plan.page.hot if row.source}
    }
    HotEntry.objects.bulk_create(
        HotEntry(
            hot_list=hot_list,
            position=position,
            rank=row.rank,
            title=row.title[:300],
            source=outlets.get(row.source),
            printed=row.printed[:30],
            day=row.day,
            year_assumed=row.year_assumed,
            url=row.url if len(row.url) <= 1000 else "",
        )
        for position, row in enumerate(plan.page.hot, 1)
    )


def _note(note: Note) -> dict:
    return {"code": note.code, "line": note.line, "params": dict(note.params)}
