"""Rows for tests, each with what it needs and nothing a test did not ask for."""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, User

from articles import accepting, groups, review, words_of, writing
from articles.figure_entry import read_figure
from articles.live import grouping
from articles.live.incoming import Incoming
from articles.models import (
    Alliance,
    Article,
    Cluster,
    Fact,
    Feed,
    FeedItem,
    Indicator,
    Overrule,
    Region,
    Source,
)
from articles.review import checklist

numbers = count(1)
BEIJING = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2025, 6, 9, 11, 40, tzinfo=BEIJING)


def staff(group="编辑", name=None):
    # The groups lie in the database before the tests; one that empties it has none.
    if not Group.objects.filter(name=group).exists():
        groups.lay_down()
    person = User.objects.create_user(
        name or f"person{next(numbers)}", password="pass-word-1", is_staff=True
    )
    person.groups.add(Group.objects.get(name=group))
    return person


def clerk():
    return staff("录入员")


def editor():
    return staff("编辑")


def source(name="江南财讯"):
    return Source.objects.get_or_create(name=name)[0]


def article(title="集群产值再创新高", body="第一段。\n\n第二段。", **fields):
    fields.setdefault("source", source())
    return Article.objects.create(title=title, body=body, **fields)


def published(title="集群产值再创新高", body="第一段。\n\n第二段。", by=None, **fields):
    """An article readers can see; what it is about may be given as lists of rows."""
    about = {
        name: fields.pop(name)
        for name in ("regions", "clusters", "alliances", "industries")
        if name in fields
    }
    row = article(title, body, **fields)
    for name, subjects in about.items():
        getattr(row, name).set(subjects)
    publish(row, by)
    return row


def publish(row, by=None):
    """Take *row* through review to readers, by an author and, unless given, an editor."""
    by = by or person("编辑", "an-editor")
    approve(row, by)
    review.publish(row, by)


def approve(row, by=None):
    """Take *row*, sent in by an author, to approved."""
    author = person("作者", "a-writer")
    if row.was_public:
        review.correct(row, author, "substantive", "更正了数字。")
    else:
        review.submit(row, author)
    by = by or person("编辑", "an-editor")
    let_pass(row, by)
    review.approve(row, by)


def let_pass(row, by):
    """Have the list before publishing answered, where a test is about something else."""
    Overrule.objects.bulk_create(
        Overrule(article=row, key=one.key, finding=one.sentence, reason="看过", by=by)
        for one in checklist.of(row).passable
    )


def submitted(title="集群产值再创新高", by=None, **fields):
    """An article in review, written and sent in by *by*, or else an author."""
    row, by = article(title, **fields), by or person("作者", "a-writer")
    row.writers.add(by)
    review.submit(row, by)
    return row


def approved(title="集群产值再创新高", **fields):
    row = article(title, **fields)
    approve(row)
    return row


def unsaved(row, by, **words):
    """What *by* typed into the form of *row* and has not saved."""
    fields = writing.fields_of(row) | {"body": "写了一半。"} | words
    return writing.keep(by, writing.Opened(based_on=row.version), row, fields)


def person(group, name):
    """The one person of that name, made when first asked for."""
    return User.objects.filter(username=name).first() or staff(group, name)


def region(name="浙江", slug=None, kind="province", **fields):
    return Region.objects.create(
        name=name, slug=slug or f"region-{next(numbers)}", kind=kind, **fields
    )


def cluster(name="无锡市物联网集群", slug=None, **fields):
    return Cluster.objects.create(
        name=name, slug=slug or f"cluster-{next(numbers)}", level="national", **fields
    )


def alliance(name="江南制造联盟", slug=None, **fields):
    return Alliance.objects.create(
        name=name, slug=slug or f"alliance-{next(numbers)}", **fields
    )


def indicator(name="规模", kind="count", unit="个", whole="", **fields):
    return Indicator.objects.get_or_create(
        name=name, kind=kind, unit=unit, whole=whole, defaults=fields
    )[0]


def fact(article, words, figure, by=None, measures=None, **fields):
    """A fact read from *words* of *article*; verified where *by* is given."""
    columns, unit = read_figure(figure)
    quote, start, end = words_of.locate(article, words, figure)
    row = Fact(
        indicator=measures
        or indicator(unit=unit, kind="share" if unit == "%" else "count"),
        quote=accepting.quote_for(article, quote),
        mark_start=start,
        mark_end=end,
        **columns | fields,
    )
    row.save()
    if by:
        accepting.verify(Fact.objects.filter(pk=row.pk), by)
        row.refresh_from_db()
    return row


def feed(outlet="江南快讯", **fields):
    row, _ = Feed.objects.get_or_create(
        source=source(outlet), kind=Feed.Kind.PAGE, title=outlet, defaults=fields
    )
    return row


def incoming(text, told_at=MONDAY, **fields):
    fields.setdefault("guid", f"g{next(numbers)}")
    return Incoming(text=text, told_at=told_at, received_at=told_at, **fields)


def flash(text, told_at=MONDAY, outlet="江南快讯", **fields):
    """One item placed as a feed would bring it; returns the stored item."""
    item = incoming(text, told_at, **fields)
    grouping.place(feed(outlet), [item])
    return FeedItem.objects.select_related("story").get(guid=item.guid)


def flashes(number, told_at=MONDAY):
    """*number* different live stories, a minute apart, the newest at *told_at*."""
    grouping.place(
        feed(),
        [
            incoming(f"第{n}号样品批次通过检验", told_at - timedelta(minutes=n))
            for n in range(number)
        ],
    )
