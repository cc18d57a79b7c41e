"""Regions or clusters side by side: the newest public value of each shared indicator."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _

from articles import fact_charts, fact_rows, reached
from articles.models import Cluster, Fact, Indicator, Region

MOST = 6
# Indicators compared at once; those that most of the subjects have come first.
LINES = 60
CHOICES = 60
KEPT = 300  # seconds; counting looks at every fact
MODELS = {"region": Region, "cluster": Cluster}


@dataclass(frozen=True)
class Asked:
    """What an address asks to compare, and what of it cannot be."""

    kind: str
    subjects: tuple
    troubles: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One indicator with the value of each subject, None where none is known."""

    indicator: Indicator
    beside: tuple[str, ...]
    facts: tuple[Fact | None, ...]

    @property
    def label(self) -> str:
        """The indicator, and what else its values are about: 规模，集成电路."""
        return "，".join((self.indicator.label, *self.beside))

    @property
    def chart(self) -> str:
        known = [fact for fact in self.facts if fact]
        return fact_charts.compared(self.indicator, known) if len(known) > 1 else ""


def asked(query) -> Asked:
    """Read ?kind=region&id=a&id=b; the first MOST that exist are compared."""
    kind = query.get("kind", "region")
    if kind not in MODELS:
        kind = "region"
    slugs = list(dict.fromkeys(slug[:100] for slug in query.getlist("id") if slug))
    rows = MODELS[kind].objects.for_readers().filter(slug__in=slugs[:50])
    known = {row.slug: row for row in rows}
    troubles = [
        _("没有网址名为「%(slug)s」的%(kind)s。")
        % {"slug": slug, "kind": MODELS[kind]._meta.verbose_name}
        for slug in slugs[:50]
        if slug not in known
    ]
    found = [known[slug] for slug in slugs if slug in known]
    if len(found) > MOST:
        troubles.append(
            _("一次最多对比 %(most)d 个，其余 %(n)d 个没有列出。")
            % {"most": MOST, "n": len(found) - MOST}
        )
    if len(found) == 1:
        told = _("对比要两个以上，现在只有「%(name)s」，请再选。")
        troubles.append(told % {"name": found[0]})
    return Asked(kind, tuple(found[:MOST]), tuple(troubles))


def compare(subjects) -> list[Line]:
    """A line for each indicator that *subjects* have a value of, fullest lines first.

    Values that are about something else too (a region's 集成电路) stand in a line of
    their own.
    """
    if not subjects:
        return []
    kind = subjects[0]._meta.model_name
    columns = {row.pk: n for n, row in enumerate(subjects)}
    facts = Fact.objects.public().filter(**{f"{kind}__in": subjects})
    lines: dict[tuple[int, str], list[Fact | None]] = {}
    for fact in facts.for_tables().with_corrections().in_time()[: LINES * MOST * 5]:
        pk = getattr(fact, f"{kind}_id")
        rest = [part for part in fact.about_key.split(";") if part != f"{kind}{pk}"]
        line = lines.setdefault(
            (fact.indicator_id, ";".join(rest)), [None] * len(columns)
        )
        line[columns[pk]] = fact  # in time: the last is the newest
    found = [_line(kind, line) for line in lines.values()]
    found.sort(key=lambda line: (line.facts.count(None), line.label))
    return found[:LINES]


def _line(kind: str, facts) -> Line:
    one = next(fact for fact in facts if fact)
    beside = [str(row) for row in one.about if row._meta.model_name != kind]
    return Line(one.indicator, tuple(beside), tuple(facts))


def choices(kind: str) -> list:
    """Rows one may add: those with the most public facts, counted once in a while."""
    key = f"comparing:{kind}"
    found = cache.get(key)
    if found is None:
        found = list(
            MODELS[kind]
            .objects.filter(fact__in=Fact.objects.public())
            .annotate(known=Count("fact"))
            .order_by("-known", "name")[:CHOICES]
        )
        cache.set(key, found, KEPT)
    return reached.still(found)


def kinds() -> list[str]:
    """The kinds of which two or more have figures: others cannot be compared yet."""
    return [kind for kind in MODELS if len(choices(kind)) > 1]


def has_others(subject) -> bool:
    """Whether anything of its kind but *subject* has figures to be compared with."""
    kind = subject._meta.model_name
    others = Fact.objects.public().filter(**{f"{kind}__isnull": False})
    return others.exclude(**{kind: subject}).exists()


def as_data(asked: Asked, lines, address) -> dict:
    """The comparison as plain data."""
    return {
        "kind": asked.kind,
        "subjects": [
            {"name": row.name, "url": address(row.get_absolute_url())}
            for row in asked.subjects
        ],
        "troubles": list(asked.troubles),
        "indicators": [
            {
                "indicator": line.label,
                "unit": line.indicator.unit,
                "values": [
                    fact and fact_rows.as_data(fact, address) for fact in line.facts
                ],
            }
            for line in lines
        ],
    }
