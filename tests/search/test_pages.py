"""The search page: whatever is typed gets results or a sentence."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles import tokens
from articles.models import LiveStory
from articles.templatetags.marks import marked
from tests import make

pytestmark = pytest.mark.django_db


def ask(client, q, **more):
    return client.get(reverse("search"), {"q": q, **more})


def page(client, q, **more):
    return LexborHTMLParser(ask(client, q, **more).content)


def found(client, q, **more):
    return [
        node.text().strip()
        for node in page(client, q, **more).css("#results .row-text")
    ]


def test_articles_and_live_news_stand_together_with_the_words_marked(client):
    make.published("合肥集群产值", body="今年合肥增长。")
    make.flash("合肥新机场通航")
    tree = page(client, "合肥")
    assert "找到 1 篇报道、1 条快讯" in tree.text()
    marks = [node.text() for node in tree.css("#results mark")]
    assert marks == ["合肥", "合肥", "合肥"]
    assert tree.css_first("#q").attributes["value"] == "合肥"


def test_a_story_is_shown_in_the_wording_that_was_asked_for(client):
    make.flash("甲厂投产", outlet="江南快讯")
    other = make.flash("乙港恢复通航", outlet="江北快讯")
    LiveStory.objects.filter(pk=other.story_id).update(
        merged_into=make.flash("甲厂投产").story
    )
    type(other).objects.filter(pk=other.pk).update(story=make.flash("甲厂投产").story)
    html = ask(client, "乙港").content.decode()
    assert found(client, "乙港") == ["乙港恢复通航"]
    assert "另一种说法" in html
    assert "江北快讯" in html


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "几个词都要有"),
        ("   ", "几个词都要有"),
        ("？！…… 🚀", "标点和表情无从搜索"),
        ("-美国", "只写了要排除的词"),
        ("字" * 201, "最多搜索 200 个字"),
        ("字" * 1000, "最多搜索 200 个字"),
        (" ".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"), "最多搜索 16 个词"),
        ("没有的词", "没有找到"),
    ],
)
def test_what_cannot_be_found_gets_a_sentence(client, asked, told):
    make.flash("甲厂投产")
    answer = ask(client, asked)
    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_a_long_word_that_is_nowhere_is_offered_in_pieces(client):
    make.flash("浙江又添一个产业集群")
    tree = page(client, "浙江集群")
    [link] = [node for node in tree.css(".advice a") if node.text() == "浙江 集群"]
    assert (
        client.get(reverse("search") + link.attributes["href"]).context["live_count"]
        == 1
    )


def test_results_have_pages_and_any_page_number_answers(client):
    make.flashes(45)
    pages = [found(client, "检验", kind="live", page=n) for n in (1, 2, 3)]
    assert [len(rows) for rows in pages] == [20, 20, 5]
    assert len({row for rows in pages for row in rows}) == 45
    assert found(client, "检验", kind="live", page="x") == pages[0]
    assert found(client, "检验", kind="live", page="9") == pages[2]


def test_of_many_articles_the_first_stand_above_and_the_others_are_a_tab_away(client):
    for n in range(25):
        make.published(f"集群见闻之{n}", slug=f"s{n}")
    tree = page(client, "集群")
    assert len(tree.css("#results .card")) == 5
    assert "全部 25 篇报道" in tree.text()
    assert len(page(client, "集群", kind="article").css("#results .card")) == 20


def test_htmx_gets_the_results_alone_from_the_same_address(client):
    make.flash("合肥新机场通航")
    answer = client.get(
        reverse("search"), {"q": "合肥"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert html.lstrip().startswith('<section id="results"')
    assert "<html" not in html
    assert "HX-Request" in answer.headers["Vary"]
    assert "HX-Request" in ask(client, "合肥").headers["Vary"]


def test_results_are_not_for_search_engines(client):
    answer = ask(client, "合肥")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_every_page_has_the_box(client):
    assert LexborHTMLParser(client.get("/").content).css_first('form[role="search"] #q')
    assert len(page(client, "合肥").css("#q")) == 1


@pytest.mark.parametrize("rows", [10, 400])
@pytest.mark.parametrize(
    ("more", "cost"),
    [
        ({}, 16),
        ({"kind": "live", "sort": "best", "page": "2"}, 13),
        ({"kind": "article"}, 10),
    ],
)
def test_a_search_costs_the_same_with_ten_rows_and_four_hundred(
    client, rows, more, cost, django_assert_num_queries
):
    make.region("浙江")  # from the first name on what is made of names is kept
    make.flashes(rows)
    for n in range(min(rows, 30)):
        make.published(f"第{n}批样品检验报道", slug=f"s{n}")
    ask(client, "检验")  # names that changed are read once, by whoever comes first
    with django_assert_num_queries(cost):
        ask(client, "检验", **more)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    asked=st.text(max_size=80)
    | st.text(alphabet="\"'*()^:+-ORANDNEAR甲\\|&!<>%{}[]~`\x00 ", max_size=60)
)
def test_no_input_breaks_the_page(client, asked):
    if not LiveStory.objects.exists():
        make.flash("甲厂<b>投产</b>")
    answer = ask(client, asked.encode("utf-8", "ignore").decode())
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


@given(
    text=st.text(max_size=80) | st.text(alphabet="甲乙&<>\"'5.%g ", max_size=40),
    asked=st.text(alphabet="甲乙5.%g< &", max_size=8),
)
def test_marking_changes_no_text_and_lets_no_markup_through(text, asked):
    html = str(marked(text, tokens.parse(asked)))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    import html as escapes

    assert escapes.unescape(bare) == text


def test_a_word_is_marked_whatever_its_width_or_script():
    query = tokens.parse("5g 手机 3.5%")
    assert str(
        marked("５Ｇ手機涨3.5％，15G", query)
    ) == "<mark>５Ｇ</mark><mark>手機</mark>涨<mark>3.5％</mark>，15G".replace(
        "</mark><mark>", ""
    )


def test_an_excerpt_shows_the_first_word_asked_for():
    text = "开头。" * 60 + "合肥在此。" + "末尾。" * 60
    cut = tokens.excerpt(text, tokens.parse("合肥"))
    assert "合肥在此" in cut
    assert cut.startswith("…") and cut.endswith("…")
    assert len(cut) < 130
