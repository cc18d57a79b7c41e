"""Facts as plain data for JSON and CSV: a bounded number is never told as exact."""

import csv

from django.utils import timezone

from articles import values
from articles.models import Fact

# What a spreadsheet gets; `quote` and `figure` are what a reader sees.
COLUMNS = (
    "id",
    "indicator",
    "kind",
    "whole",
    "about",
    "figure",
    "direction",
    "exact",
    "at_least",
    "at_most",
    "near",
    "unit",
    "foreseen",
    "period_printed",
    "period_start",
    "period_end",
    "period_precision",
    "quote",
    "story",
    "url",
    "source",
    "checked_on",
    "corrects",
)
# Of a page of facts, and of its JSON; a CSV has them all.
A_PAGE = 50


def as_data(fact: Fact, address) -> dict:
    """The columns of *fact*; *address* makes a full address of a path.

    Of exact, at_least, at_most and near only those that hold are filled, in the base
    unit: 超过200 has at_least, 近1/3 has at_most and near, 约35 has near. Facts come
    loaded for_tables and with_corrections.
    """
    known = values.bounds(fact.comparator, fact.base_value)
    article = fact.quote.article
    revision = article.published_revision
    return {
        "id": fact.pk,
        "indicator": fact.indicator.name,
        "kind": fact.indicator.kind,
        "whole": fact.indicator.whole,
        "about": [str(row) for row in fact.about],
        "figure": fact.figure,
        "direction": fact.direction,
        "exact": number(known.exact),
        "at_least": number(known.least),
        "at_most": number(known.most),
        "near": number(known.near),
        "unit": fact.indicator.unit,
        "foreseen": fact.foreseen,
        "period_printed": fact.period_printed,
        "period_start": fact.period_start and fact.period_start.isoformat(),
        "period_end": fact.period_end and fact.period_end.isoformat(),
        "period_precision": fact.period_precision or "not stated",
        "quote": fact.quote.text,
        "story": revision.title,
        "url": address(fact.get_absolute_url()),
        "source": str(revision.source or ""),
        "checked_on": timezone.localdate(fact.checked_at).isoformat(),
        # What readers were told before, when it was put right, and why.
        "corrects": [
            f"{row.was}（{timezone.localdate(row.at).isoformat()}，{row.note}）"
            for row in fact.corrects.all()
        ],
    }


def number(value) -> str | None:
    """A decimal as text, so that no reader of JSON rounds it."""
    return None if value is None else values.plain(value)


class _Echo:
    """A file whose write gives back what was written, for streaming CSV."""

    def write(self, text):
        return text


def csv_lines(columns, rows):
    """Yield the lines of a CSV file that spreadsheet programs take for UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_cell(row[column]) for column in columns])


def _cell(value):
    if isinstance(value, list):
        value = "|".join(value)
    text = "" if value is None else str(value)
    # Not `sheet_formats.escaped`: a falling figure begins with its minus sign.
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return (
        f"'{text}"
        if text.startswith(("=", "+", "-", "@", "\t")) and not is_number
        else text
    )
