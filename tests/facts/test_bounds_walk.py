"""No page, feed, chart, CSV or JSON shows a bounded figure as an exact one."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import values
from articles.facts.proposals import Comparator, Direction
from articles.sheets_of_facts import FactSheet
from tests import make

# Figures whose numbers occur nowhere else on a page, one for each way of not being exact.
BOUNDED = {
    "约73.17%": "73.17",
    "近61.39%": "61.39",
    "超过58.23%": "58.23",
    "不足47.61%": "47.61",
    "至少39.47%": "39.47",
    "不超过28.53%": "28.53",
    "17.59%左右": "17.59",
    "累计超过86.71%": "86.71",
    "92.37%以上": "92.37",
}
EXACT = "66.66%"


@pytest.fixture
def site(db):
    """A story with every kind of bounded figure about one region, cluster, and so on."""
    editor = make.editor()
    region = make.region("浙江", slug="r", code="330000")
    cluster = make.cluster(slug="c")
    cluster.regions.add(region)
    alliance = make.alliance(slug="a")
    words = [f"第{n}项占比{figure}。" for n, figure in enumerate([*BOUNDED, EXACT])]
    article = make.published(
        "限定词一览",
        "\n\n".join(words),
        by=editor,
        slug="story",
        regions=[region],
        clusters=[cluster],
        alliances=[alliance],
    )
    for n, figure in enumerate([*BOUNDED, EXACT]):
        make.fact(
            article,
            f"第{n}项占比{figure}",
            figure,
            by=editor,
            measures=make.indicator("占比", "share", "%", "全国", slug="i"),
            region=region,
            cluster=cluster,
            alliance=alliance,
            period_precision="year",
            period_printed=f"{2000 + n}年",
            period_start=date(2000 + n, 1, 1),
            period_end=date(2000 + n, 12, 31),
        )
    return editor


PAGES = (
    "/",
    "/story/story/",
    "/region/r/",
    "/cluster/c/",
    "/alliance/a/",
    "/indicator/i/",
    "/clusters/",
    "/compare/?kind=region&id=r",
    "/compare/?kind=cluster&id=c",
)
DATA = ("/region/r", "/cluster/c", "/alliance/a", "/indicator/i", "/compare")
ADMIN = (
    reverse("admin:articles_fact_changelist"),
    reverse("admin:articles_article_facts", args=[1]),
)


def bare(text: str) -> list[str]:
    """Numbers of BOUNDED that stand in *text* without the words of their qualifier."""
    for figure in BOUNDED:
        text = text.replace(figure, "")
    return [number for number in BOUNDED.values() if number in text]


def told(page) -> str:
    """The words of a page, spaces left out; charts among them."""
    tree = LexborHTMLParser(page)
    for node in tree.css("script, style"):
        node.decompose()
    return re.sub(r"\s+", "", tree.body.text())


def test_every_figure_is_on_the_story_so_that_the_walk_sees_something(client, site):
    text = told(client.get("/story/story/").content)
    assert all(figure in text for figure in (*BOUNDED, EXACT))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_a_bounded_number_alone(client, site, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert bare(told(answer.content)) == []


@pytest.mark.parametrize("number", range(len(ADMIN)))
def test_no_page_of_the_admin_does(client, site, number):
    from articles.models import Article

    client.force_login(site)
    address = ADMIN[number].replace("/1/", f"/{Article.objects.get().pk}/")
    assert bare(told(client.get(address).content)) == []


@pytest.mark.parametrize("address", DATA)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_data_names_a_bounded_number_exact(client, site, address, form):
    query = "?kind=region&id=r" if address == "/compare" else ""
    answer = client.get(f"{address}.{form}{query}")
    body = b"".join(answer) if answer.streaming else answer.content
    rows = list(_rows(body.decode("utf-8-sig"), form))
    if address != "/compare":
        assert len(rows) == len(BOUNDED) + 1
    for row in rows:
        is_bounded = row["figure"] in BOUNDED
        assert bool(row["exact"]) is not is_bounded
        assert is_bounded is any(row[end] for end in ("at_least", "at_most", "near"))
        rest = {
            k: v for k, v in row.items() if k not in ("at_least", "at_most", "near")
        }
        assert bare(json.dumps(rest, ensure_ascii=False)) == []


def _rows(text, form):
    if form == "csv":
        yield from csv.DictReader(io.StringIO(text))
        return
    data = json.loads(text)
    yield from data.get("facts", [])
    for line in data.get("indicators", []):
        yield from (value for value in line["values"] if value)


def test_no_sheet_does_either_and_it_reads_back_what_it_wrote(site):
    sheet = FactSheet().export()
    assert bare(sheet.csv) == []
    assert set(sheet["figure"]) == {*BOUNDED, EXACT}


@pytest.mark.django_db
def test_a_chart_draws_a_point_for_what_is_exact_and_for_nothing_else(client, site):
    page = LexborHTMLParser(client.get("/indicator/i/").content)
    bars = page.css("svg.ranges g.bar")
    assert len(bars) == len(BOUNDED) + 1
    points = [bar for bar in bars if bar.css_first("circle.dot")]
    assert [bar.css_first(".said").text() for bar in points] == [EXACT]
    for bar in bars:
        assert bar.css_first("circle.dot, rect.band, line.open") is not None


@pytest.mark.parametrize("direction", list(Direction))
def test_a_qualifier_without_words_gets_words(direction):
    said = values.figure(Comparator(direction), "200", "场")
    assert (said == "200场") is (direction is Direction.EXACT)
    known = values.bounds(Comparator(direction), Decimal(200))
    assert (known.exact is not None) is (direction is Direction.EXACT)
