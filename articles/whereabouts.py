"""Where a value is shown to readers, and which other stories print the same value."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles import comparing, fact_charts, fact_rows, series
from articles.models import Fact
from articles.models.facts import ABOUT

PERIOD = ("period_start", "period_end", "period_precision", "period_printed")
# An industry has no page of its own; the directory of clusters prints no figures.
WITH_PAGE = tuple(kind for kind in ABOUT if kind != "industry")


@dataclass(frozen=True)
class Place:
    """One page, chart or file that shows a value; *kind* is of KINDS in the admin."""

    kind: str
    title: str
    address: str


@dataclass(frozen=True)
class Printed:
    """A story whose text readers have, and the words in it that print a value."""

    fact: int
    title: str
    words: str
    address: str


def of(fact: Fact) -> list[Place]:
    """Every place that shows *fact* now, none where readers see it nowhere."""
    fact = Fact.objects.public().for_tables().filter(pk=fact.pk).first()
    if fact is None:
        return []
    story = fact.quote.article.published_revision.title
    return [
        Place("story", story, fact.get_absolute_url()),
        *_other_stories(fact),
        *_pages(fact.indicator, Fact.objects.filter(indicator=fact.indicator), fact),
        *(
            place
            for kind in WITH_PAGE
            if (subject := getattr(fact, kind))
            for place in _pages(subject, Fact.objects.filter(**{kind: subject}), fact)
        ),
        *_comparisons(fact),
    ]


def as_stored(rows) -> list[dict]:
    return [asdict(row) for row in rows]


def printing_the_same(fact: Fact) -> list[Printed]:
    """Stories readers have that print the value of *fact*, its own first.

    The same indicator about the same of the same time, whatever the words around the
    number; whether somebody verified the figure there or not.
    """
    rows = (
        Fact.objects.printed()
        .filter(
            indicator=fact.indicator_id,
            about_key=fact.about_key,
            base_value=fact.base_value,
            **{name: getattr(fact, name) for name in PERIOD[:3]},
        )
        .for_tables()
        .order_by("-quote__article__publish_at", "pk")
    )
    found = [row for row in rows if _same_words_of_time(row, fact)]
    found.sort(key=lambda row: row.pk != fact.pk)
    return [
        Printed(
            row.pk,
            row.quote.article.published_revision.title,
            row.quote.text,
            row.quote.article.get_absolute_url(),
        )
        for row in found
    ]


def _same_words_of_time(one: Fact, other: Fact) -> bool:
    """Of times without dates only the words can be compared."""
    return one.period_start is not None or one.period_printed == other.period_printed


def _other_stories(fact: Fact) -> list[Place]:
    """Stories with another value of the series: their cards list this one beside it."""
    known = series.of([fact])[series.key_of(fact)]
    if fact.pk not in {row.pk for row in known}:
        return []
    others = (
        Fact.objects.public()
        .filter(indicator=fact.indicator_id, about_key=fact.about_key)
        .exclude(quote__article=fact.quote.article_id)
        .for_tables()
    )
    stories = {row.quote.article_id: row for row in others.order_by("-pk")}
    return [
        Place(
            "card",
            row.quote.article.published_revision.title,
            row.get_absolute_url(),
        )
        for row in stories.values()
    ]


def _pages(subject, facts, fact: Fact) -> list[Place]:
    """The page of *subject* that shows *fact*, its charts that do, and its files."""
    order = list(facts.public().in_time().values_list("pk", flat=True))
    number = order.index(fact.pk) // fact_rows.A_PAGE
    here = order[number * fact_rows.A_PAGE : (number + 1) * fact_rows.A_PAGE]
    query = f"?facts={number + 1}" if number else ""
    address, name = subject.get_absolute_url(), str(subject)
    kind = subject._meta.model_name
    places = [Place(kind, name, address + query)]
    if subject == fact.indicator:
        charted = here[-fact_charts.MOST_BARS :]
    else:
        rows = list(facts.filter(pk__in=here).select_related("indicator").in_time())
        charts = fact_charts.told_side_by_side(rows)
        charted = [row.pk for _title, _unit, drawn in charts for row in drawn]
    if fact.pk in charted:
        places.append(Place("chart", name, address + query))
    data = address.rstrip("/")
    return [
        *places,
        Place("json", name, f"{data}.json{query}"),
        Place("csv", name, f"{data}.csv"),
    ]


def _comparisons(fact: Fact) -> list[Place]:
    """The comparison of each region or cluster it is about, where it is the newest."""
    places = []
    for kind in comparing.MODELS:
        subject = getattr(fact, kind)
        lines = comparing.compare([subject]) if subject else ()
        if any(fact in line.facts for line in lines):
            query = urlencode({"kind": kind, "id": subject.slug})
            places.append(
                Place("compare", str(subject), f"{reverse('compare')}?{query}")
            )
            places += [
                Place(
                    f"compare-{form}",
                    str(subject),
                    f"{reverse('compare-data', kwargs={'form': form})}?{query}",
                )
                for form in ("json", "csv")
            ]
    return places
