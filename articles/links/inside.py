"""Where links within this site lead: judged by the URLconf and by what readers may see."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.db.models.functions import Cast
from django.urls import Resolver404, resolve

from articles.live.knocking import ALIVE, GONE, Verdict
from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
    Indicator,
    LiveStory,
    Merge,
    Picture,
    Programme,
    Region,
)

SUBJECTS = {
    model._meta.model_name: model
    for model in (Region, Cluster, Alliance, Programme, Agreement, Indicator)
}
# The code of an address that readers are answered at; the others say why they are not.
OPEN = "own"


def verdicts(paths: Iterable[str]) -> dict[str, Verdict]:
    """What is at each of *paths*; one query, none if no row has to be looked up."""
    led = {path: _leads_to(path) for path in paths}
    wanted: dict[str, set[str]] = {}
    for kind, key in led.values():
        if key:
            wanted.setdefault(kind, set()).add(key)
    found = _look_up(wanted) if wanted else {}
    return {
        path: _verdict(found.get(at, "own-nothing") if at[1] else at[0])
        for path, at in led.items()
    }


def _verdict(code: str) -> Verdict:
    return Verdict(ALIVE if code == OPEN else GONE, {"code": code})


def _leads_to(path: str) -> tuple[str, str]:
    """The kind of row *path* is about and its key; or a code and "" if it is of none."""
    plain = unquote(urlsplit(path).path)
    match = None
    for address in (plain, f"{plain}/"):
        try:
            match = resolve(address)
            break
        except Resolver404:
            continue
    if match is None:
        return "own-nothing", ""
    if "admin" in match.namespaces or match.url_name == "desk":
        return "own-desk", ""
    name = (match.url_name or "").removesuffix("-data")
    if name == "picture":
        return name, match.kwargs["digest"]
    if name == "live-story":
        return name, str(match.kwargs["pk"])
    if name == "story" or name in SUBJECTS:
        return name, match.kwargs["slug"]
    return OPEN, ""


def _look_up(wanted: dict[str, set[str]]) -> dict[tuple[str, str], str]:
    """{(kind, key): code} of the rows that there are, in one query."""
    queries = [_query(kind, keys) for kind, keys in wanted.items()]
    if "story" in wanted:
        queries.append(_moved(wanted["story"]))
    if subjects := {kind: keys for kind, keys in wanted.items() if kind in SUBJECTS}:
        queries += [_merged(kind, keys) for kind, keys in subjects.items()]
    first, *others = queries
    rows = first.union(*others, all=True) if others else first
    return {(kind, key): code for kind, key, code in rows}


def _query(kind: str, keys: set[str]):
    if kind == "story":
        return _stories(keys)
    if kind == "picture":
        return _told(Picture.objects.filter(digest__in=keys), kind, "digest")
    if kind == "live-story":
        # A number no row can have is no reason for the database to fail.
        known = [int(key) for key in keys if len(key) < 19]
        shown = LiveStory.objects.filter(pk__in=known, hidden_because="")
        return _told(shown, kind, Cast("pk", CharField()))
    return _told(SUBJECTS[kind].objects.filter(slug__in=keys), kind, "slug")


def _stories(keys: set[str]):
    return _told_of_stories(Article.objects.filter(slug__in=keys), "slug")


def _moved(keys: set[str]):
    """Old addresses of stories, which lead to where the story is now."""
    rows = Article.objects.filter(old_addresses__slug__in=keys)
    return _told_of_stories(rows, "old_addresses__slug")


def _told_of_stories(rows, key: str):
    public = Article.objects.public().filter(pk=OuterRef("pk")).order_by()
    code = Case(
        When(Exists(public), then=Value(OPEN)),
        When(withdrawn_at__isnull=False, then=Value("own-withdrawn")),
        default=Value("own-draft"),
        output_field=CharField(),
    )
    return _told(rows, "story", key, code)


def _merged(kind: str, keys: set[str]):
    """Old addresses of merged rows, which lead to the row that was kept."""
    stands = Merge.objects.filter(kind=kind, gone_slug__in=keys, undone_at=None)
    return _told(stands, kind, "gone_slug")


def _told(rows, kind: str, key, code=None):
    if isinstance(key, str):
        key = Cast(key, CharField())
    return rows.order_by().values_list(
        Value(kind, CharField()), key, code or Value(OPEN, CharField())
    )
