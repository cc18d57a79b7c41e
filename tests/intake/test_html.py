"""The same page in HTML of many makes holds what its text holds."""

import pytest

from articles.intake.page import IntakeError
from articles.intake.read import read

from . import pages


def content(page):
    """What a page says, without where it stood or how it was marked up."""
    return {
        "title": page.title,
        "halves": page.title_halves,
        "source": page.source,
        "author": page.author,
        "published": (page.published_printed, page.published_at),
        "lede": (page.lede, page.lede_repeats),
        "paragraphs": page.paragraphs,
        "live": [(r.printed, r.text, r.at, r.repeats) for r in page.live],
        "tabs": page.hot_tabs,
        "hot": [(r.rank, r.title, r.source, r.printed, r.day) for r in page.hot],
    }


@pytest.mark.parametrize("shape", pages.SHAPES, ids=lambda shape: shape.__name__)
def test_html_of_any_make_holds_what_the_text_holds(shape):
    expected = content(read(pages.as_text(), pages.CAPTURED))
    page = read(shape(), pages.CAPTURED)
    assert page.form == "html"
    assert content(page) == expected


def codes(page):
    return [note.code for note in page.notes]


def left_out(page):
    found = [note for note in page.notes if note.code == "boilerplate"]
    return {note.params["sort"]: note.params["count"] for note in found}


def story(*, head="", before="", inside="", after=""):
    body = "".join(f"<p>{text}</p>" for text in pages.PARAGRAPHS)
    return (
        f"<html><head>{head}</head><body>{before}<div class=main>{body}{inside}</div>"
        f"{after}</body></html>"
    )


def test_what_the_site_prints_around_the_story_is_left_out_and_counted():
    page = read(pages.cluttered(), pages.CAPTURED)
    told = left_out(page)
    assert told["share"] == 1
    assert told["related"] == 4
    assert told["comments"] == 3
    assert told["copyright"] == 2
    assert told["editor"] == 1
    assert told["advert"] == 1
    assert "unread" not in codes(page)


def test_a_picture_is_told_by_its_words():
    page = read(pages.cluttered(), pages.CAPTURED)
    [note] = [note for note in page.notes if note.code == "image-left-out"]
    assert note.params["text"] == "窑炉点火现场"


def test_the_canonical_address_completes_the_addresses_of_rows():
    head = "<link rel=canonical href='https://kiln.example/news/9.html'>"
    html = pages.lists_with_spans().replace("<head>", "<head>" + head)
    page = read(html, pages.CAPTURED)
    assert page.url == "https://kiln.example/news/9.html"
    assert {row.url for row in page.live} == {"https://kiln.example/live/1.html"}
    assert {row.url for row in page.hot} == {"https://kiln.example/hot/1.html"}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//", "x"])
def test_an_address_that_is_none_is_no_address(href):
    html = pages.lists_with_spans().replace("/live/1.html", href)
    page = read(html, pages.CAPTURED)
    assert {row.url for row in page.live} == {""}


def test_visible_words_win_over_metadata():
    head = (
        "<meta property=og:title content=别的标题而已呀>"
        "<meta property=article:published_time content=2020-01-01T00:00:00+08:00>"
    )
    html = pages.semantic().replace("<head>", "<head>" + head)
    page = read(html, pages.CAPTURED)
    assert page.title == pages.TITLE
    assert page.published_printed == pages.PUBLISHED


@pytest.mark.parametrize(
    "head",
    [
        "<title>循环窑炉点火在即_陶都晚报</title><meta name=source content=陶都晚报>"
        "<meta property=article:published_time content=2024-03-10T01:15:42Z>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline":'
        ' "循环窑炉点火在即", "datePublished": "2024-03-10T09:15:42+08:00",'
        ' "publisher": {"name": "陶都晚报"}}</script>',
    ],
)
def test_metadata_answers_where_the_text_is_silent_and_that_is_noted(head):
    page = read(story(head=head), pages.CAPTURED)
    assert page.title == "循环窑炉点火在即"
    assert page.source == "陶都晚报"
    assert f"{page.published_at:%Y-%m-%d %H:%M:%S}" == "2024-03-10 09:15:42"
    assert {"title-from-metadata", "date-from-metadata"} <= set(codes(page))
    assert not {"no-title", "no-date"} & set(codes(page))


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"x"', "[[1]]", '{"@graph": 3}'])
def test_broken_json_ld_is_passed_over(data):
    head = f"<script type=application/ld+json>{data}</script>"
    page = read(story(head=head), pages.CAPTURED)
    assert page.paragraphs == pages.PARAGRAPHS


def test_notes_and_rows_stand_on_the_lines_of_the_source():
    html = "<html>\n<body>\n<h3>快讯</h3>\n<ul><li>10:21 釉料涨价\n<li>10:08 窑炉补贴\n"
    page = read(html, pages.CAPTURED)
    assert [row.line for row in page.live] == [4, 5]


def test_a_hidden_box_is_not_read_as_text():
    hidden = (
        "<div style='display: none'>看不见的一段，里面写着别的内容，请勿采信。</div>"
    )
    page = read(story(inside=hidden), pages.CAPTURED)
    assert page.paragraphs == pages.PARAGRAPHS
    assert left_out(page) == {"hidden": 1}


def test_scripts_styles_and_comments_are_no_text():
    noise = (
        "<script>var a='<p>甲，乙，丙。</p>'</script><style>p{}</style><!-- <p>丁 -->"
    )
    page = read(story(before=noise, inside=noise), pages.CAPTURED)
    assert page.paragraphs == pages.PARAGRAPHS


def test_a_bold_number_does_not_break_a_paragraph():
    html = story().replace("18家", "<b>18</b>家").replace("11:38", "<b>11:38</b>")
    assert read(html, pages.CAPTURED).paragraphs == pages.PARAGRAPHS


def test_a_table_in_the_story_is_read_row_by_row():
    table = "<table><tr><th>品类<th>产量<tr><td>日用瓷<td>31万件</table>"
    page = read(story(inside=table), pages.CAPTURED)
    assert page.paragraphs == (*pages.PARAGRAPHS, "品类 | 产量", "日用瓷 | 31万件")


def test_a_source_line_broken_inside_a_sentence_adds_no_space():
    html = story().replace("五市工信部门", "五市\n    工信部门")
    assert read(html, pages.CAPTURED).paragraphs == pages.PARAGRAPHS


def test_a_page_of_html_may_be_only_a_live_list():
    rows = "".join(f"<li><i>{w}</i> <a href=/1>{t}</a></li>" for w, t in pages.LIVE)
    page = read(f"<div><h2>7×24快讯</h2><ul>{rows}</ul></div>", pages.CAPTURED)
    assert [(row.printed, row.text) for row in page.live] == list(pages.LIVE)
    assert page.paragraphs == ()


def test_a_short_page_of_html_is_still_read():
    page = read("<html><body><p>釉料涨价</p></body></html>", pages.CAPTURED)
    assert "釉料涨价" in (page.title, *page.paragraphs)


@pytest.mark.parametrize(
    "html",
    ["<html></html>", "<html><body><script>1</script>", "<div><!-- 甲 --></div>"],
)
def test_html_with_nothing_to_read_is_refused(html):
    with pytest.raises(IntakeError) as refusal:
        read(html, pages.CAPTURED)
    assert refusal.value.code == "not-a-page"


@pytest.mark.parametrize("root", ["<rss version='2.0'>", "<?xml version='1.0'?><feed>"])
def test_a_feed_is_refused_because_it_has_its_own_reader(root):
    with pytest.raises(IntakeError) as refusal:
        read(root + "<channel></channel>", pages.CAPTURED)
    assert refusal.value.code == "feed"


def test_text_that_speaks_of_tags_is_text():
    page = read("前端笔记\n用 <p> 和 </p> 标出一段，便于样式统一。", pages.CAPTURED)
    assert page.form == "text"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 50_000,
        "<b><i><font a={}>".format("x") * 20_000 + "<p>x" * 20_000,
        "<span><div></span>" * 50_000,
        "<div><table><tr><td></div>" * 30_000,
        "<a " * 200_000,
        "<a x=\" <b y='" * 100_000,
        "<!-- <!-" * 100_000,
        "<svg>" * 100_000,
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">",
    ],
    ids=["deep", "inked", "crossed", "tables", "unclosed", "quotes", "comments",
         "svg", "attributes"],
)  # fmt: skip
def test_markup_made_to_stall_a_parser_leaves_the_story_readable(hostile):
    html = story(after=hostile)
    page = read(html, pages.CAPTURED)
    assert page.paragraphs == pages.PARAGRAPHS


def test_more_tags_than_any_page_has_are_refused():
    with pytest.raises(IntakeError) as refusal:
        read("<html>" + "<p>" * 1_000_001, pages.CAPTURED)
    assert refusal.value.code == "too-many-tags"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("建筑面积10<sup>8</sup>平方米", "建筑面积10⁸平方米"),
        ("建筑面积100m<sup>2</sup>，限价", "建筑面积100m²，限价"),
        ("建筑面积100m&sup2;，折&#8313;", "建筑面积100m²，折⁹"),
        ("误差10<SUP>&minus;3</SUP>米", "误差10⁻³米"),
        ("CO<sub>2</sub>12万吨", "CO₂12万吨"),
        ("面积10<span style='vertical-align: super'>4</span>亩", "面积10⁴亩"),
        ("面积10<font style='color:red'><sup>4</sup></font>亩", "面积10⁴亩"),
        ("面积10<sup><em><b>4</b></em></sup>亩", "面积10⁴亩"),
        ("PM<sub>2.5</sub>浓度为35微克", "PM2.5浓度为35微克"),
        ("增长5<sup>[1]</sup>，26家<sup>注1</sup>", "增长5，26家"),
        ("增长5<sup>1)</sup>", "增长5¹⁾"),
        ("增长5<sup><a href='#note-1'>1</a></sup>%", "增长5%"),
        ("增长5<a href='/x#n1'><sup>1</sup></a>%", "增长5%"),
        ("有26<sup>注</sup>7家", "有26 7家"),
        ("第21<sup>st</sup>届", "第21(st)届"),
    ],
)
def test_what_a_page_raises_never_joins_the_figure_beside_it(printed, words):
    plain = pages.PARAGRAPHS[0]
    page = read(story().replace(plain, f"{plain}{printed}"), pages.CAPTURED)
    assert page.paragraphs[0] == plain + words


def test_a_power_stays_one_in_live_rows_and_in_the_hot_list():
    html = pages.lists_with_spans()
    row, title = (
        read(html, pages.CAPTURED).live[0].text,
        read(html, pages.CAPTURED).hot[0].title,
    )
    raised = "10<sup>8</sup>吨CO<sub>2</sub>，"
    page = read(
        html.replace(row, raised + row).replace(title, raised + title), pages.CAPTURED
    )
    assert page.live[0].text == f"10⁸吨CO₂，{row}"
    assert page.hot[0].title == f"10⁸吨CO₂，{title}"
    assert page.hot[0].rank == 1


def test_raised_boxes_of_a_layout_keep_their_lines():
    box = (
        "<span style='vertical-align:sub'><p>甲在10日开工</p><p>乙在11日完工</p></span>"
    )
    page = read(story(inside=box), pages.CAPTURED)
    assert page.paragraphs[-2:] == ("甲在10日开工", "乙在11日完工")


@pytest.mark.parametrize(
    "marks",
    [
        "<sup></sup>" * 60_000,
        "<sup>注</sup>" * 60_000,
        "<sup>" * 500 + "注" * 200_000,
        "<sup>甲</sup><i></i>" * 60_000,
    ],
    ids=["empty", "notes", "nested", "apart"],
)
def test_a_page_made_of_raised_marks_is_read_all_the_same(marks):
    page = read(story(inside=f"<p>产值{marks}稳步增长</p>"), pages.CAPTURED)
    assert page.paragraphs[: len(pages.PARAGRAPHS)] == pages.PARAGRAPHS
