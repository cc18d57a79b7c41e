"""What the page of a subject prints of it, as plain data for programs."""

from django.urls import reverse

from articles import directory
from articles.models import (
    Agreement,
    Alliance,
    Cluster,
    Indicator,
    Programme,
    Region,
)


def of(subject, address) -> dict:
    """What the page prints of *subject* itself, by the names of the sheets' columns.

    *subject* comes as its page loads it, with those of its related rows that readers may
    know of. *address* makes a whole address of a path.
    """
    match subject:
        case Indicator():
            return {
                "kind": subject.kind,
                "unit": subject.unit,
                "whole": subject.whole,
                "note": subject.note,
            }
        case Region():
            inside = directory.inside(subject)
            all_of_them = reverse("clusters-data", args=["json"])
            return {
                "kind": subject.kind,
                "code": subject.code,
                "parent": subject.parent and subject.parent.name,
                "members": _names(subject.members),
                "groups": _names(subject.groups),
                "clusters": [row.name for row in inside.rows],
                "clusters_count": inside.total,
                "clusters_url": address(f"{all_of_them}?region={subject.slug}"),
                "alliances": _names(subject.alliances),
                "programmes": _names(subject.programmes),
                "agreements": _names(subject.agreements),
            }
        case Cluster():
            return {
                "level": subject.level,
                "batch": subject.batch,
                "designated_on": _day(subject.designated_on),
                "lead_city": subject.lead_city and subject.lead_city.name,
                "regions": _names(subject.regions),
                "industries": _names(subject.industries),
                "source_note": subject.source_note,
                "source_url": subject.source_url,
            }
        case Alliance():
            return {
                "members": _names(subject.members),
                "regions": _names(subject.regions),
                "industries": _names(subject.industries),
                "founded_at": subject.founded_at and subject.founded_at.name,
                "founded_on": _day(subject.founded_on),
                "open_list": subject.has_more_members,
                "note": subject.note,
            }
        case Programme():
            return {
                "kind": subject.kind,
                "region": subject.region and subject.region.name,
                "industries": _names(subject.industries),
                "note": subject.note,
            }
        case Agreement():
            return {
                "kind": subject.kind,
                "signed_at": subject.signed_at and subject.signed_at.name,
                "signed_on": _day(subject.signed_on),
                "parties_printed": subject.parties_printed,
                "unnamed_parties": subject.unnamed_parties,
                "parties": _names(subject.parties),
                "regions": _names(subject.regions),
                "cluster": subject.cluster and subject.cluster.name,
                "aims": subject.aims,
            }


def _names(related) -> list[str]:
    return [row.name for row in related.all()]


def _day(day):
    return day and day.isoformat()
