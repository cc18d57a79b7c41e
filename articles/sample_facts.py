"""The sample's facts: its own stories read, accepted by its clerk, verified by its editor."""

import csv
from collections import Counter
from pathlib import Path

from articles import accepting, naming, proposing
from articles.admin.fact_forms import FactForm, NameForm, filled_in
from articles.facts.proposals import Gap, NameKind
from articles.models import Fact, Programme

# The figures of the sample's stories with what a clerk would mend of them.
MENDED = Path(__file__).parent / "sample" / "facts.csv"
NAMES_MENDED = {
    "十链百场万企": {"region": "浙江", "kind": Programme.Kind.MATCHMAKING},
    "一群一策": {"region": "长三角", "kind": Programme.Kind.POLICY},
    "长三角大飞机产业集群合作共建框架协议": {
        "parties_printed": "沪苏浙皖的经(工)信部门"
    },
}
NAMES = {NameKind.PROGRAMME, NameKind.AGREEMENT}


def accept(article, clerk, editor) -> int:
    """Accept what *article* proposes, as *clerk*; verify it as *editor*; say how many."""
    mended = _mended()
    _accept_names(article, clerk)
    _accept_facts(article, clerk, mended)
    reading = proposing.read(article)
    for entry in reading.open:
        if entry.what == "unknown" and entry.proposal.gap in (Gap.REST, Gap.UNLISTED):
            accepting.accept_unknown(reading, entry, clerk)
    return accepting.verify(Fact.objects.filter(quote__article=article), editor)


def _accept_names(article, clerk):
    reading = proposing.read(article)
    for entry in reading.open:
        if entry.what != "name" or entry.proposal.kind not in NAMES:
            continue
        form = filled_in(
            NameForm, entry.proposal, **NAMES_MENDED.get(entry.proposal.name, {})
        )
        if _is_right(form):
            naming.accept_name(reading, entry, form.filled, clerk)


def _accept_facts(article, clerk, mended):
    seen = Counter()
    for key in [entry.key for entry in proposing.read(article).open]:
        # Read again each time: a part finds its whole by the answers given so far.
        reading = proposing.read(article)
        entry = reading.by_key.get(key)
        if entry is None or entry.what != "fact":
            continue
        words = entry.words
        seen[words] += 1
        row = mended.get((words, seen[words]))
        if row is None:
            continue
        form = filled_in(FactForm, entry.proposal, **row)
        if _is_right(form):
            accepting.accept_fact(reading, entry, form.filled, clerk)


def _is_right(form) -> bool:
    if form.is_valid():
        return True
    raise ValueError(f"{form.proposal.quote.text}: {dict(form.errors)}")


def _mended() -> dict:
    with MENDED.open(encoding="utf-8", newline="") as file:
        return {
            (row["figure"], int(row["nth"])): {
                "indicator": row["indicator"],
                "whole": row["whole"],
                "about": row["about"].replace("|", "\n"),
            }
            for row in csv.DictReader(file)
        }
