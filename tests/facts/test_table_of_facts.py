"""Of many accepted facts the page 数据 has some at a time, and every one in reach."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import accepting, proposing, refereeing
from articles.admin import fact_batches, fact_table
from articles.models import Fact, Quote
from tests import make

pytestmark = pytest.mark.django_db

Status = Fact.Status


@pytest.fixture
def article(monkeypatch):
    monkeypatch.setattr(fact_table, "A_PAGE", 3)
    return with_facts(7)


def with_facts(many, **fields):
    """An article of *many* figures a clerk accepted, one in a paragraph."""
    body = "\n\n".join(f"第{n}类样品企业有{n + 10}家。" for n in range(many))
    article = make.article("各类企业", body, **fields)
    measures = make.indicator(f"样品企业{article.pk}", unit="家")
    for n in range(many):
        words = f"第{n}类样品企业有{n + 10}家"
        make.fact(article, words, f"{n + 10}家", measures=measures)
    return article


def address(article, query=""):
    return reverse("admin:articles_article_facts", args=[article.pk]) + query


def page(client, article, query=""):
    return LexborHTMLParser(client.get(address(article, query)).content)


def rows(tree):
    """The figures of the table, as they are listed."""
    return [row.css("td")[2].text().strip() for row in tree.css("#facts tbody tr")]


def figures(article, **those):
    facts = Fact.objects.filter(quote__article=article, **those).order_by("pk")
    return [fact.figure for fact in facts]


def fact(n):
    return Fact.objects.order_by("pk")[n]


def links(tree):
    return {a.text(): a.attributes["href"] for a in tree.css("#facts nav a")}


def test_some_are_shown_and_the_page_says_which_and_how_many_there_are(
    as_editor, article
):
    tree = page(as_editor, article)
    assert rows(tree) == ["10家", "11家", "12家"]
    assert "已采纳的数据 7 条" in tree.css_first("#facts-title").text()
    assert "这里是第 1 至 3 条" in tree.css_first("#facts").text()
    last = page(as_editor, article, "?facts=3")
    assert rows(last) == ["16家"]
    assert "这里是第 7 至 7 条" in last.css_first("#facts").text()


def test_few_facts_are_one_table_and_no_pages(as_editor, monkeypatch):
    monkeypatch.setattr(fact_table, "A_PAGE", 3)
    tree = page(as_editor, with_facts(3))
    assert len(rows(tree)) == 3
    assert tree.css_first("#facts nav[aria-label=数据分页]") is None
    assert "这里是第" not in tree.css_first("#facts").text()


def test_every_fact_is_met_once_by_going_on_in_the_order_of_the_text(
    as_editor, monkeypatch
):
    monkeypatch.setattr(fact_table, "A_PAGE", 5)
    article = with_facts(12)  # of paragraphs p1 to p12, of which p10 is not the second
    met, query = [], ""
    while query is not None:
        tree = page(as_editor, article, query.partition("#")[0])
        met += rows(tree)
        onward = tree.css_first("#facts a[rel=next]")
        query = onward and onward.attributes["href"]
    assert met == [f"{n + 10}家" for n in range(12)]


@pytest.mark.parametrize(
    ("number", "first"), [("99", "16家"), ("0", "16家"), ("x", "10家"), ("-1", "16家")]
)
def test_a_wrong_number_gives_a_near_page(as_editor, article, number, first):
    assert rows(page(as_editor, article, f"?facts={number}"))[0] == first


def test_the_pages_are_links_that_keep_the_place_among_the_proposals(
    as_editor, article, monkeypatch
):
    monkeypatch.setattr(fact_batches, "MOST", 2)
    begins = proposing.read(article).open[4].id
    tree = page(as_editor, article, f"?from={begins}&facts=2")
    assert links(tree)["1"] == f"?from={begins}&facts=1#facts"
    assert links(tree)["下一页"] == f"?from={begins}&facts=3#facts"
    current = tree.css("#facts nav [aria-current=page]")
    assert [one.text() for one in current] == ["2"]
    assert (
        tree.css_first(".batch a[rel=next]")
        .attributes["href"]
        .startswith("?facts=2&from=")
    )


def test_answering_a_proposal_keeps_the_page_of_the_table(
    as_editor, article, monkeypatch
):
    monkeypatch.setattr(fact_batches, "MOST", 2)
    first, second, third, fourth, fifth, *_rest = proposing.read(article).open
    told = {"act": "reject", "key": first.key}
    answer = as_editor.post(address(article, "?facts=2"), told)
    assert answer.url == address(article, f"?facts=2#e-{second.id}")
    told = {"act": "reject", "key": fourth.key}
    answer = as_editor.post(address(article, f"?from={third.id}&facts=2"), told)
    assert answer.url == address(article, f"?facts=2&from={third.id}#e-{fifth.id}")
    after = LexborHTMLParser(as_editor.get(answer.url.partition("#")[0]).content)
    assert rows(after) == ["13家", "14家", "15家"]


def test_the_last_proposal_answered_leads_to_the_same_page_of_the_table(
    as_editor, article
):
    for entry in proposing.read(article).open:
        answer = as_editor.post(
            address(article, "?facts=2"), {"act": "reject", "key": entry.key}
        )
    assert answer.url == address(article, "?facts=2#facts")


def test_what_is_verified_is_what_was_chosen_on_the_page_and_no_more(
    as_editor, article
):
    tree = page(as_editor, article, "?facts=2")
    chosen = [box.attributes["value"] for box in tree.css("input[name=fact]")]
    assert len(chosen) == 3
    everything = tree.css_first("[data-choose-all]").attributes["data-choose-all"]
    assert everything == "全选这一页的 3 条"
    answer = as_editor.post(
        address(article, "?facts=2"), {"act": "verify", "fact": chosen}, follow=True
    )
    assert answer.redirect_chain[-1][0] == address(article, "?facts=2#facts")
    told = LexborHTMLParser(answer.content).css_first("#facts .told").text()
    assert told == "已核对 3 条。"
    assert figures(article, status=Status.VERIFIED) == ["13家", "14家", "15家"]


def test_none_chosen_verifies_none(as_editor, article):
    answer = as_editor.post(address(article, "?facts=2"), {"act": "verify"})
    assert "没有勾选数据" in answer.content.decode()
    assert rows(LexborHTMLParser(answer.content)) == ["13家", "14家", "15家"]
    assert figures(article, status=Status.VERIFIED) == []


@pytest.mark.parametrize("sent", ["x", "-1", "9" * 30, "1 OR 1=1"])
def test_a_choice_that_names_no_fact_is_a_sentence(as_editor, article, sent):
    answer = as_editor.post(address(article), {"act": "verify", "fact": [sent]})
    assert "没有勾选数据" in answer.content.decode()
    assert figures(article, status=Status.VERIFIED) == []


def test_more_than_a_page_chosen_is_refused_whole(as_editor, article):
    everything = [fact.pk for fact in Fact.objects.all()]
    answer = as_editor.post(address(article), {"act": "verify", "fact": everything})
    assert "一次最多 3 条" in answer.content.decode()
    assert figures(article, status=Status.VERIFIED) == []


@pytest.fixture
def mixed(article):
    """Of seven: two disputed, one whose words were lost, one verified, three waiting."""
    by = make.editor()
    for n in (1, 4):
        accepting.dispute(fact(n), "与公报不符", by)
    accepting.verify(Fact.objects.filter(pk=fact(5).pk), by)
    Quote.objects.filter(facts=fact(6)).update(lost_at=timezone.now())
    accepting.verify(Fact.objects.filter(pk=fact(6).pk), by)
    return article


def test_what_wants_somebody_is_counted_and_shown_alone(as_editor, mixed):
    told = links(page(as_editor, mixed))
    assert {"待核 3", "存疑 2", "失去原话 1", "全部 7"} <= told.keys()
    assert rows(page(as_editor, mixed, told["待核 3"])) == ["10家", "12家", "13家"]
    assert rows(page(as_editor, mixed, told["存疑 2"])) == ["11家", "14家"]
    assert rows(page(as_editor, mixed, told["失去原话 1"])) == ["16家"]
    assert len(rows(page(as_editor, mixed, told["全部 7"]))) == 3


def test_what_is_shown_alone_begins_at_its_first_page_and_says_so(as_editor, mixed):
    tree = page(as_editor, mixed, "?facts=3&show=disputed")
    assert rows(tree) == ["11家", "14家"]
    current = tree.css_first("#facts nav a[aria-current=true]")
    assert current.text() == "存疑 2"
    assert links(page(as_editor, mixed, "?facts=3"))["存疑 2"] == "?show=disputed#facts"
    assert "已采纳的数据 7 条" in tree.css_first("#facts-title").text()


def test_a_corrected_figure_that_left_the_text_wants_nobody(as_editor, mixed):
    successor = fact(5)
    lost = fact(6)
    Fact.objects.filter(pk=lost.pk).update(
        status=Status.SUPERSEDED, superseded_by=successor
    )
    assert not [name for name in links(page(as_editor, mixed)) if "失去原话" in name]


def test_when_nothing_of_it_is_left_the_page_says_so_and_leads_to_all(as_editor, mixed):
    chosen = Fact.objects.filter(status=Status.PROPOSED).values_list("pk", flat=True)
    answer = as_editor.post(
        address(mixed, "?show=waiting"),
        {"act": "verify", "fact": list(chosen)},
        follow=True,
    )
    tree = LexborHTMLParser(answer.content)
    assert answer.redirect_chain[-1][0] == address(mixed, "?show=waiting#facts")
    assert "已核对 3 条" in tree.css_first("#facts .told").text()
    assert rows(tree) == []
    assert "这一类现在没有数据" in tree.css_first("#facts .empty").text()
    assert links(tree)["全部 7"] == "?#facts"


def test_a_kind_nobody_knows_shows_all(as_editor, mixed):
    assert len(rows(page(as_editor, mixed, "?show=everything"))) == 3


def test_nothing_is_offered_apart_where_nothing_wants_anybody(as_editor, article):
    accepting.verify(Fact.objects.all(), make.editor())
    assert "全部 7" not in links(page(as_editor, article))


def test_the_address_of_a_fact_leads_to_the_page_that_has_it(as_editor, article):
    for n, number in ((0, 1), (4, 2), (6, 3)):
        wanted = fact(n)
        answer = as_editor.get(address(article, f"?fact={wanted.pk}"))
        assert answer.url == address(article, f"?facts={number}#fact-{wanted.pk}")
        tree = page(as_editor, article, f"?facts={number}")
        assert wanted.figure in tree.css_first(f"#fact-{wanted.pk}").text()


def test_it_leads_there_among_those_shown_alone_and_else_among_all(as_editor, mixed):
    disputed, waiting = fact(4), fact(3)
    query = f"?show=disputed&from=abc&fact={disputed.pk}"
    expected = f"?show=disputed&from=abc&facts=1#fact-{disputed.pk}"
    assert as_editor.get(address(mixed, query)).url == address(mixed, expected)
    query = f"?show=disputed&from=abc&fact={waiting.pk}"
    expected = f"?from=abc&facts=2#fact-{waiting.pk}"
    assert as_editor.get(address(mixed, query)).url == address(mixed, expected)


@pytest.mark.parametrize("asked", ["0", "999999", "x", ""])
def test_the_address_of_a_fact_that_is_not_here_says_so(as_editor, article, asked):
    answer = as_editor.get(address(article, f"?fact={asked}&facts=2"), follow=True)
    assert answer.redirect_chain[-1][0] == address(article, "?facts=2#facts")
    tree = LexborHTMLParser(answer.content)
    assert "这条数据不在这篇文章里" in tree.css_first("#facts .told").text()


def test_the_figures_of_a_finding_lead_to_their_rows(as_editor, monkeypatch):
    monkeypatch.setattr(fact_table, "A_PAGE", 1)
    make.region("长三角", slug="delta", kind="group")
    body = "长三角有集群26个。\n\n长三角有集群62个。"
    article = make.article("集群", body)
    measures = make.indicator("集群")
    region = make.region("江苏")
    for figure in ("26个", "62个"):
        words = f"长三角有集群{figure}"
        make.fact(article, words, figure, measures=measures, region=region)
    tree = page(as_editor, article)
    found = [a.attributes["href"] for a in tree.css(".finding li a")]
    assert found == [f"?fact={row.pk}#fact-{row.pk}" for row in (fact(0), fact(1))]


def test_the_queries_are_the_same_for_few_and_many(as_editor):
    def cost(article):
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(address(article, "?facts=2"))
        return len(queries)

    few, many = with_facts(10, slug="few"), with_facts(230, slug="many")
    cost(few)  # content types and the like are looked up once
    assert cost(few) == cost(many)
    assert len(rows(page(as_editor, many, "?facts=2"))) == fact_table.A_PAGE


def test_a_page_after_an_act_costs_no_more_for_many(as_editor):
    def cost(article):
        chosen = article.quotes.first().facts.get().pk
        sent = {"act": "verify", "fact": [chosen]}
        with CaptureQueriesContext(connection) as queries:
            as_editor.post(address(article), sent, follow=True)
        return len(queries)

    few, many = with_facts(10, slug="few"), with_facts(230, slug="many")
    cost(few)
    Fact.objects.update(status=Status.PROPOSED, checked_by=None, checked_at=None)
    assert cost(few) == cost(many)


@pytest.fixture
def at_odds(monkeypatch):
    """Five figures of one indicator, region and time: ten pairs that cannot both be."""
    monkeypatch.setattr(fact_batches, "MOST_LISTED", 4)
    article = make.article(
        "集群", "\n\n".join(f"江苏有集群{n}个。" for n in range(20, 25))
    )
    about = {"measures": make.indicator("集群"), "region": make.region("江苏")}
    for n in range(20, 25):
        make.fact(article, f"江苏有集群{n}个", f"{n}个", **about)
    return article


def test_the_first_findings_are_listed_and_all_when_asked_for(as_editor, at_odds):
    tree = page(as_editor, at_odds, "?facts=1")
    assert len(tree.css(".finding")) == 4
    assert "算术核对 10 处" in tree.css_first("#findings-title").text()
    more = tree.css_first("#findings .more")
    assert "这里是前 4 条" in more.text()
    onward = more.css_first("a").attributes["href"]
    assert onward == "?facts=1&findings=all#findings-title"
    everything = page(as_editor, at_odds, onward.partition("#")[0])
    assert len(everything.css(".finding")) == 10
    assert everything.css_first("#findings .more") is None


def test_a_finding_that_is_not_listed_is_overruled_as_well(as_editor, at_odds):
    last = refereeing.findings(at_odds)[-1]
    sent = {"act": "overrule", "key": last.key, "reason": "口径不同"}
    assert as_editor.post(address(at_odds), sent).status_code == 302
    assert at_odds.overrules.get().key == last.key


def test_the_first_lost_words_are_listed_and_all_when_asked_for(as_editor, at_odds):
    Quote.objects.update(lost_at=timezone.now())
    tree = page(as_editor, at_odds)
    assert "失去原话的引文 5 条" in tree.css_first("#lost-title").text()
    assert len(tree.css("#lost li")) == 4
    onward = tree.css_first("#lost .more a").attributes["href"]
    assert len(page(as_editor, at_odds, onward.partition("#")[0]).css("#lost li")) == 5


def test_a_doubt_ends_only_by_who_had_it_before_them(as_editor, article):
    shown = page(as_editor, article)
    doubter = make.staff("编辑", "doubter")
    accepting.dispute(fact(0), "口径不明", doubter)

    def verify_the_first(tree):
        sent = {"fact": [fact(0).pk, fact(1).pk], "act": "verify"}
        sent["doubt"] = [
            box.attributes["value"] for box in tree.css("#facts [name=doubt]")
        ]
        answer = as_editor.post(address(article), sent, follow=True)
        return answer.content.decode()

    told = verify_the_first(shown)
    assert "已核对 1 条。1 条在你打开页面以后被存疑，没有核对：请看理由。" in told
    assert (fact(0).status, fact(0).note) == (Status.DISPUTED, "口径不明")
    assert fact(1).status == Status.VERIFIED

    shown = page(as_editor, article)
    accepting.dispute(fact(0), "又一处不明", doubter)
    assert "没有核对：请看理由" in verify_the_first(shown)
    assert fact(0).note == "又一处不明"

    told = verify_the_first(page(as_editor, article))
    assert "已核对 2 条。" in told
    assert "被存疑" not in told
    assert fact(0).status == Status.VERIFIED


def test_the_list_of_all_facts_ends_no_doubt(as_editor, article):
    accepting.dispute(fact(0), "口径不明", make.staff("编辑", "doubter"))
    chosen = {"action": "verify_selected", "_selected_action": [fact(0).pk, fact(1).pk]}
    answer = as_editor.post(
        reverse("admin:articles_fact_changelist"), chosen, follow=True
    )
    told = answer.content.decode()
    assert "已核对 1 条。" in told
    assert "1 条存疑，没有核对" in told
    assert [fact(0).status, fact(1).status] == [Status.DISPUTED, Status.VERIFIED]


def test_a_form_that_was_open_ends_no_doubt_raised_since(as_editor, article):
    form = reverse("admin:articles_fact_change", args=[fact(0).pk])

    def verify(opened):
        shown = opened.context["adminform"].form
        sent = {name: shown[name].value() for name in shown.fields}
        sent = {name: value for name, value in sent.items() if value is not None}
        box = LexborHTMLParser(opened.content).css_first("[name=_doubt]")
        sent |= {"_doubt": box.attributes["value"] or "", "_verify": "1"}
        answer = as_editor.post(form, sent, follow=True)
        assert not getattr(answer.context.get("errors"), "data", None)
        return answer.content.decode()

    opened = as_editor.get(form)
    accepting.dispute(fact(0), "口径不明", make.staff("编辑", "doubter"))
    told = verify(opened)
    assert "你打开以后 doubter 存疑：口径不明。" in told
    assert (fact(0).status, fact(0).note) == (Status.DISPUTED, "口径不明")
    verify(as_editor.get(form))
    assert fact(0).status == Status.VERIFIED
