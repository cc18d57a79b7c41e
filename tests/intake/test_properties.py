"""What holds of any input at all."""

from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.intake.lines import visible
from articles.intake.page import IntakeError, Page
from articles.intake.read import account, is_html, read

from . import pages
from .pages import CAPTURED, SHANGHAI

# Slow machines share this suite; what is measured here is not time.
calm = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)

LINES_SEEN = """\
实时资讯|更多|热门文章|日排行 周排行|日排行|10:21|23:59|00:01|2024-03-09|03-08|昨天|刚刚
5分钟前|昨天 23:10|25:61|02-30|1|2|12|999|第3名|陶都晚报 03-11|窑火网 12-31|开窑记
10:21 釉料涨价|• 10:08【窑炉】补贴|10:11战胜对手|釉料涨价|窑炉补贴细则出台|摘要
循环窑炉点火在即 五市同庆|陶都晚报 林小窑 2024-03-10 09:15|来源：陶都晚报|作者：
本报记者 林小窑|导语：五市合办窑炉节。|（责任编辑：赵火）|分享到 微信|相关阅读
网友评论|版权所有|首页 > 正文|18家企业签约，合同金额26.4亿元。|1. 开窑记
开窑记 窑火网 03-08|五市工信部门到场，现场签约十八家企业，涉及釉料与装备。|٣:٢|—|："""
WORDS = st.sampled_from([*LINES_SEEN.replace("\n", "|").split("|"), "\u3000", "\u200b"])
LINES = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=40)
TAGS_SEEN = """\
<p>|</p>|<div>|</div>|<div class=comment>|<ul>|</ul>|<li>|</li>|<table>|<tr>|<td>
</table>|<span>|</span>|<b>|</b>|<a href='//x.y/1'>|<a href='http://['>|</a>|<br>
<h1>|</h1>|<nav>|</nav>|<style>|</style>|<!--|-->|<script>|</script>|<img alt=窑>
<title>窑|</title>|&nbsp;|&#xD800;|&#1;|<p hidden>|<!|<|>|</|="|<svg>|<pre>|<body>
<meta name=date content=2024-13-01>|<p hidden='>|<html
<script type=application/ld+json>{"datePublished":9}</script>"""
TAGS = st.sampled_from(TAGS_SEEN.replace("\n", "|").split("|"))
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=SHANGHAI)
)


def page_or_refusal(raw, captured=CAPTURED):
    try:
        page = read(raw, captured)
    except IntakeError as refusal:
        assert refusal.code
        return refusal.code
    assert isinstance(page, Page)
    return page


def check_sound(page):
    for note in page.notes:
        assert note.code
        if note.line is not None:
            assert note.line >= 1
            assert len(note.params["text"]) <= 120
    for place, row in enumerate(page.live):
        assert row.text
        assert (row.at is None) == (row.precision == "")
        assert row.at is None or row.at.utcoffset() is not None
        if row.repeats is not None:
            earlier = page.live[row.repeats]
            assert row.repeats < place
            assert (earlier.text, earlier.printed) == (row.text, row.printed)
            assert earlier.repeats is None
    if page.lede_repeats is not None:
        assert page.paragraphs[page.lede_repeats - 1].startswith(page.lede)
    assert len(page.paragraphs) == len(page.paragraph_lines)
    assert all(row.title for row in page.hot)


@calm
@given(st.binary(max_size=400))
def test_any_bytes_give_a_page_or_a_refusal(raw):
    page = page_or_refusal(raw)
    if isinstance(page, Page):
        check_sound(page)


@calm
@given(st.text(max_size=300), MOMENTS)
def test_any_text_gives_a_page_or_a_refusal(text, captured):
    page = page_or_refusal(text, captured)
    if isinstance(page, Page):
        check_sound(page)


@settings(calm, max_examples=400)
@given(LINES, MOMENTS)
def test_every_visible_line_of_a_text_is_accounted_for_once(lines, captured):
    text = "\n".join(lines)
    if is_html(text):
        return
    page = page_or_refusal(text, captured)
    if not isinstance(page, Page):
        return
    check_sound(page)
    # The account itself refuses a second claim, so one role means read once.
    roles = account(page)
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    for sort in "\u2028\u2029":
        shown = shown.replace(sort, "\n")
    for number, line in enumerate(shown.split("\n"), 1):
        core = visible("".join(c for c in line if c >= " " and c != "\x7f"))
        assert (number in roles) == bool(core)
    assert len(page.paragraphs) == list(roles.values()).count("paragraph")
    assert bool(page.title) == (list(roles.values()).count("title") == 1)
    assert bool(page.lede) == (list(roles.values()).count("lede") == 1)
    rows = {row.line for row in page.live} | {row.line for row in page.hot}
    assert all(roles[line] in ("live", "hot") for line in rows)
    unread = [note for note in page.notes if note.code == "unread"]
    assert all(roles[note.line] == "note" for note in unread)


@settings(calm, max_examples=300)
@given(st.lists(st.one_of(TAGS, WORDS, st.text(max_size=8)), max_size=60), MOMENTS)
def test_any_markup_gives_a_page_or_a_refusal(parts, captured):
    page = page_or_refusal("<html><body>" + "".join(parts), captured)
    if isinstance(page, Page):
        check_sound(page)


def test_a_headline_that_reads_as_a_byline_is_read_once():
    html = "<html><body><h1>陶都晚报 林小窑 2024-03-10 09:15</h1><p>窑火</p>"
    assert read(html, CAPTURED).title == "陶都晚报 林小窑 2024-03-10 09:15"


@calm
@given(LINES, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_change_nothing(lines, end):
    text = "\n".join(line.replace("\r", "") for line in lines)
    assert page_or_refusal(text.replace("\n", end)) == page_or_refusal(text)


@calm
@given(LINES)
def test_the_same_input_gives_the_same_page(lines):
    text = "\n".join(lines)
    assert page_or_refusal(text) == page_or_refusal(text)


@calm
@given(st.integers(0, 10_000))
def test_a_page_cut_off_anywhere_is_still_read(cut):
    raw = pages.as_text().encode()[:cut]
    page = page_or_refusal(raw)
    assert page == "empty" or isinstance(page, Page)


@calm
@given(st.sampled_from(pages.SHAPES), st.integers(0, 10_000))
def test_html_cut_off_anywhere_never_breaks(shape, cut):
    page = page_or_refusal(shape()[:cut])
    if isinstance(page, Page):
        check_sound(page)
