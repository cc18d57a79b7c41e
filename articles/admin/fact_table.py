"""The facts already accepted on the page 数据: a page of them, all or those of a kind."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Fact
from articles.text import number_in
from articles.views.paging import page_of

# A row costs the page 0.6 ms and 1 KB; an editor verifies a page of them at one go.
A_PAGE = 100

Status = Fact.Status
# What wants somebody, by the word in the address. A corrected figure that left the text
# is as it should be.
KINDS = {
    "waiting": (Status.PROPOSED.label, Q(status=Status.PROPOSED)),
    "disputed": (Status.DISPUTED.label, Q(status=Status.DISPUTED)),
    "lost": (
        _("失去原话"),
        Q(quote__lost_at__isnull=False) & ~Q(status=Status.SUPERSEDED),
    ),
}


@dataclass(frozen=True)
class Kind:
    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Table:
    """One page of the facts, of which *count* are accepted; *show* is "" for all kinds."""

    page: Page
    count: int
    show: str
    kinds: tuple[Kind, ...]

    @property
    def numbers(self):
        """The pages to go to at once: the first, the last, those about this one."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )

    @property
    def after(self) -> int:
        return self.page.paginator.count - self.page.end_index()


def table(article: Article, request) -> Table:
    """The page of the facts of *article* that ?facts= names, of the kind of ?show=."""
    show = request.GET.get("show", "")
    show = show if show in KINDS else ""
    counts = _rows(article).aggregate(
        all=Count("pk"),
        **{name: Count("pk", filter=which) for name, (_label, which) in KINDS.items()},
    )
    rows = (
        _rows(article, show)
        .for_tables()
        .select_related(
            "entered_by", "superseded_by__indicator", "superseded_by__quote"
        )
    )
    kinds = tuple(
        Kind(name, label, counts[name])
        for name, (label, _which) in KINDS.items()
        if counts[name] or name == show
    )
    of_kind = counts[show or "all"]
    page = page_of(rows, request, A_PAGE, of_kind, called="facts")
    return Table(page, counts["all"], show, kinds)


def leads_to(article: Article, query) -> str:
    """The query and place of the fact that ?fact= names; "" where *article* has none such.

    Among those that *query* shows alone, if it is one of them, else among all.
    """
    wanted, asked = number_in(query.get("fact")), query.copy()
    del asked["fact"]
    for show in dict.fromkeys((asked.get("show", ""), "")):
        if show not in KINDS:
            asked.pop("show", None)
        pks = list(_rows(article, show).values_list("pk", flat=True))
        if wanted in pks:
            asked["facts"] = pks.index(wanted) // A_PAGE + 1
            return f"?{asked.urlencode()}#fact-{wanted}"
    return ""


def _rows(article: Article, show: str = ""):
    """The facts of *article* in the order of its text."""
    facts = Fact.objects.filter(quote__article=article)
    if show in KINDS:
        facts = facts.filter(KINDS[show][1])
    # The tenth paragraph is p10, and comes after p9.
    return facts.order_by(
        Length("quote__block"), "quote__block", "quote__start", "mark_start", "pk"
    )
