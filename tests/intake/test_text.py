"""A plain-text page, whole, odd or cut off."""

from datetime import date, datetime

import pytest

from articles.intake.page import IntakeError
from articles.intake.read import account, read

from . import pages
from .pages import CAPTURED, SHANGHAI

BODY = "窑炉点火当天，五市工信部门到场，现场签约十八家企业，涉及釉料与装备。"
NEXT = "次日，首批窑工开始培训，课程由五市的职业学校共同编写。"


def codes(page):
    return [note.code for note in page.notes]


def noted(page, code):
    return [note for note in page.notes if note.code == code]


def live_page(*lines):
    return read("\n".join(("实时资讯", *lines)), CAPTURED)


def hot_page(*lines):
    return read("\n".join(("热门文章", *lines)), CAPTURED)


def hot_rows(page):
    return [(row.rank, row.title, row.source, row.printed) for row in page.hot]


# --- the whole page


def test_a_whole_page_is_read_into_its_parts():
    page = read(pages.as_text(), CAPTURED)
    assert page.form == "text"
    assert page.title == pages.TITLE
    assert page.title_halves == tuple(pages.TITLE.split(" "))
    assert (page.source, page.author) == (pages.SOURCE, pages.AUTHOR)
    assert page.published_at == datetime(2024, 3, 10, 9, 15, 42, tzinfo=SHANGHAI)
    assert (page.published_precision, page.published_assumed) == ("second", False)
    assert page.paragraphs == pages.PARAGRAPHS
    assert page.paragraph_lines == (7, 9, 11, 13, 15, 17)
    assert codes(page) == ["lede-repeats"]


def test_a_lede_that_a_paragraph_begins_with_is_told_by_its_number():
    page = read(pages.as_text(), CAPTURED)
    assert page.lede == pages.LEDE
    assert page.lede_repeats == 2
    assert page.paragraphs[1].startswith(page.lede)


def test_a_live_list_printed_twice_keeps_every_row_and_points_back():
    page = read(pages.as_text(), CAPTURED)
    first, second = page.live[:6], page.live[6:]
    assert [row.repeats for row in first] == [None] * 6
    assert [row.repeats for row in second] == [0, 1, 2, 3, 4, 5]
    assert [row.at for row in first] == [row.at for row in second]
    assert [row.at.day for row in first] == [12, 12, 12, 12, 12, 11]
    assert all(row.date_assumed and row.precision == "minute" for row in page.live)


def test_hot_entries_carry_the_rank_printed_after_them():
    page = read(pages.as_text(), CAPTURED)
    assert page.hot_tabs == pages.TABS
    assert hot_rows(page) == [(n, *row) for n, row in enumerate(pages.HOT, 1)]
    assert page.hot[0].day == date(2024, 3, 11)
    assert all(row.year_assumed for row in page.hot)


# --- title and byline


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("陶都晚报 林小窑 2024-03-10 09:15:42", ("陶都晚报", "林小窑", "second")),
        ("陶都晚报 2024-03-10", ("陶都晚报", "", "day")),
        ("2024年3月10日 09:15", ("", "", "minute")),
        ("2024/03/10 09:15 陶都晚报", ("陶都晚报", "", "minute")),
        (
            "来源：陶都晚报　作者：林小窑　时间：2024-03-10 09:15",
            ("陶都晚报", "林小窑", "minute"),
        ),
        ("来源: 陶都晚报\n作者: 林小窑\n2024-03-10", ("陶都晚报", "林小窑", "day")),
        ("2024-03-10 09：15　来源：陶都晚报", ("陶都晚报", "", "minute")),
        ("本报记者 林小窑\n2024-03-10 09:15", ("", "林小窑", "minute")),
        ("陶都晚报记者 林小窑 2024-03-10 09:15", ("", "林小窑", "minute")),
        ("陶都晚报 | 林小窑 | 2024.03.10", ("陶都晚报", "林小窑", "day")),
        ("陶都晚报\n林小窑\n2024-03-10 09:15", ("陶都晚报", "林小窑", "minute")),
        (
            "陶都晚报 林小窑 2024-03-10 09:15 阅读 1.2万",
            ("陶都晚报", "林小窑", "minute"),
        ),
        ("发布时间：2024-03-10 09:15:42 来源：陶都晚报", ("陶都晚报", "", "second")),
    ],
)
def test_bylines_of_many_wordings_are_understood(byline, expected):
    page = read(f"循环窑炉点火在即\n{byline}\n{BODY}", CAPTURED)
    assert page.title == "循环窑炉点火在即"
    assert (page.source, page.author, page.published_precision) == expected
    assert page.published_at.date() == date(2024, 3, 10)
    assert page.paragraphs == (BODY,)
    assert "unread" not in codes(page)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("来源：陶都晚报 记者 林小窑 编辑 李静", ("陶都晚报", "林小窑")),
        ("来源：陶都晚报 本报记者林小窑 编辑李静", ("陶都晚报", "林小窑")),
        ("来源：陶都晚报 特约记者 林小窑 责编：李静", ("陶都晚报", "林小窑")),
        ("来源：陶都晚报（记者 林小窑 通讯员 王五）", ("陶都晚报", "林小窑 王五")),
        ("来源：陶都晚报　作者：林小窑　校对 李静 王五", ("陶都晚报", "林小窑")),
        ("来源：陶都晚报 文/林小窑 责任编辑 李静", ("陶都晚报", "林小窑")),
        ("来源：陶都晚报记者 林小窑、王五", ("陶都晚报", "林小窑、王五")),
        ("来源：记者 林小窑", ("", "林小窑")),
        ("来源：陶都晚报 编辑 李静 记者 林小窑", ("陶都晚报", "林小窑")),
        ("2024-03-10 陶都晚报 记者 林小窑 编辑 李静", ("陶都晚报", "林小窑")),
        ("记者 林小窑 编辑 李静", ("", "林小窑")),
        ("来源：陶都晚报\n记者 林小窑\n编辑 李静", ("陶都晚报", "林小窑")),
        # Outlets whose names hold such a word are left whole.
        ("来源：记者观察", ("记者观察", "")),
        ("来源：陶都 记者之家", ("陶都 记者之家", "")),
        ("来源：青年记者 林小窑", ("青年记者", "林小窑")),
        ("来源：编辑部", ("编辑部", "")),
        ("来源：Pottery Daily 作者：文静", ("Pottery Daily", "文静")),
        ("来源：大学记者周刊", ("大学记者周刊", "")),
    ],
)
def test_who_signs_is_parted_from_the_outlet_and_who_edits_is_dropped(byline, expected):
    for page in (
        read(f"循环窑炉点火在即\n{byline}\n{BODY}", CAPTURED),
        read(
            f"<html><body><article><h1>循环窑炉点火在即</h1>"
            f"<p>{byline.replace(chr(10), '</p><p>')}</p><p>{BODY}</p>"
            f"<p>{BODY}</p></article></body></html>",
            CAPTURED,
        ),
    ):
        assert (page.source, page.author) == expected
        assert set(page.paragraphs) == {BODY}


def test_a_byline_without_a_year_takes_it_from_the_capture_and_says_so():
    page = read(f"循环窑炉点火在即\n陶都晚报 12-30 09:15\n{BODY}", CAPTURED)
    assert page.published_at == datetime(2023, 12, 30, 9, 15, tzinfo=SHANGHAI)
    assert page.published_assumed


def test_a_sentence_with_a_date_is_no_byline():
    sentence = "景河市2024年3月10日举行点火仪式"
    page = read(f"循环窑炉点火在即\n{sentence}，五市到场。\n{BODY}", CAPTURED)
    assert page.published_at is None
    assert len(page.paragraphs) == 2
    assert "no-date" in codes(page)


def test_a_day_that_does_not_exist_is_kept_as_printed_and_noted():
    page = read(f"循环窑炉点火在即\n陶都晚报 2024-02-30 09:15\n{BODY}", CAPTURED)
    assert (page.published_printed, page.published_at) == ("2024-02-30 09:15", None)
    assert noted(page, "bad-date")[0].line == 2


def test_a_date_after_the_capture_is_noted():
    page = read(f"循环窑炉点火在即\n陶都晚报 2024-05-01 09:15\n{BODY}", CAPTURED)
    assert noted(page, "future-date")[0].params["printed"] == "2024-05-01 09:15"


def test_a_page_that_begins_with_a_sentence_has_no_title():
    page = read(f"{BODY}\n第二段讲的是釉料涨价。", CAPTURED)
    assert page.title == ""
    assert page.title_halves == ()
    assert "no-title" in codes(page)
    assert len(page.paragraphs) == 2


@pytest.mark.parametrize(
    ("title", "halves"),
    [
        ("循环窑炉点火在即 五市同庆", ("循环窑炉点火在即", "五市同庆")),
        ("循环窑炉点火在即　五市同庆", ("循环窑炉点火在即", "五市同庆")),
        ("循环窑炉点火在即，五市同庆", ("循环窑炉点火在即，五市同庆",)),
        ("GDP 增速公布：好于预期", ("GDP 增速公布：好于预期",)),
        ("窑炉点火 五市同庆 来年再会", ("窑炉点火 五市同庆 来年再会",)),
    ],
)
def test_only_one_space_between_two_chinese_halves_parts_a_title(title, halves):
    page = read(f"{title}\n陶都晚报 2024-03-10\n{BODY}", CAPTURED)
    assert (page.title, page.title_halves) == (title, halves)


# --- lede and body


def test_without_a_repeat_the_first_paragraph_is_body():
    page = read(f"循环窑炉点火在即\n2024-03-10\n首段另有内容可讲。\n{BODY}", CAPTURED)
    assert (page.lede, page.lede_repeats) == ("", None)
    assert len(page.paragraphs) == 2


@pytest.mark.parametrize(
    "lede",
    [
        "摘要：五市合办窑炉节。",
        "【导语】五市合办窑炉节。",
        "导语\n五市合办窑炉节。",
        "核心提示：五市合办窑炉节。",
        "内容摘要： 五市合办窑炉节。",
    ],
)
def test_a_marked_lede_needs_no_repeat_and_loses_its_label(lede):
    page = read(f"循环窑炉点火在即\n2024-03-10\n{lede}\n{BODY}", CAPTURED)
    assert page.lede == "五市合办窑炉节。"
    assert page.lede_repeats is None
    assert page.paragraphs == (BODY,)


def test_a_lede_cut_short_with_dots_is_told_apart_from_a_true_repeat():
    page = read(f"循环窑炉点火在即\n2024-03-10\n{BODY[:14]}……\n{BODY}", CAPTURED)
    assert page.lede == BODY[:14] + "……"
    assert page.lede_repeats is None
    assert noted(page, "lede-abridged")[0].params["paragraph"] == 1


@pytest.mark.parametrize(
    "paragraph",
    [
        "11:38，第一座窑炉点火，现场掌声雷动。",
        "11:38 第一座窑炉点火，现场掌声雷动。",
        "18家企业签约，合同金额26.4亿元。",
        "平台将开设快讯、热门文章与排行榜等栏目。",
        "一、余热先行",
        "快讯",
        "热门文章",
        "2024年3月10日，五市共同点火。",
        "3/10的窑口已经改造完毕，剩下的年内完成。",
    ],
)
def test_body_lines_that_look_like_list_lines_stay_body(paragraph):
    text = f"循环窑炉点火在即\n陶都晚报 2024-03-10\n{BODY}\n{paragraph}\n{NEXT}"
    page = read(text, CAPTURED)
    assert page.paragraphs == (BODY, paragraph, NEXT)
    assert (page.live, page.hot) == ((), ())


def test_site_lines_around_the_story_are_left_out_and_counted():
    text = (
        f"循环窑炉点火在即\n陶都晚报 2024-03-10\n{BODY}\n（责任编辑：赵火）\n"
        "分享到： 微信 微博\n相关阅读\n釉料出口再遇新规\n小城开窑季"
    )
    page = read(text, CAPTURED)
    assert page.paragraphs == (BODY,)
    told = {n.params["sort"]: n.params["count"] for n in noted(page, "boilerplate")}
    assert told == {"editor": 1, "share": 1, "related": 3}


def test_a_crumb_trail_over_the_title_is_not_the_title():
    text = f"首页 > 产经 > 正文\n循环窑炉点火在即\n陶都晚报 2024-03-10\n{BODY}"
    assert read(text, CAPTURED).title == "循环窑炉点火在即"


def test_blank_lines_of_any_white_are_blank():
    text = f"循环窑炉点火在即\n　　\n\u00a0\n2024-03-10\n\u200b\n　　{BODY}"
    page = read(text, CAPTURED)
    assert page.paragraphs == (BODY,)
    assert page.paragraph_lines == (6,)


# --- live list


def test_a_sidebar_before_the_article_leaves_the_article_whole():
    text = (
        "实时资讯\n10:21\n釉料涨价\n10:08\n窑炉补贴\n"
        "热门文章\n开窑记\n窑火网 03-08\n1\n"
        f"循环窑炉点火在即\n陶都晚报 林小窑 2024-03-10 09:15\n{BODY}\n{NEXT}"
    )
    page = read(text, CAPTURED)
    assert page.title == "循环窑炉点火在即"
    assert (len(page.live), len(page.hot), len(page.paragraphs)) == (2, 1, 2)


def test_a_page_may_be_only_a_live_list():
    page = read("10:21\n釉料涨价\n10:08\n窑炉补贴", CAPTURED)
    assert [row.text for row in page.live] == ["釉料涨价", "窑炉补贴"]
    assert page.title == ""
    assert "live-by-shape" in codes(page)


def test_a_page_may_be_only_a_hot_list():
    page = hot_page("日排行 周排行", "开窑记", "窑火网 03-08", "1")
    assert hot_rows(page) == [(1, "开窑记", "窑火网", "03-08")]
    assert {"no-live", "no-body", "no-title"} <= set(codes(page))


@pytest.mark.parametrize(
    "row",
    [
        "10:21 釉料涨价",
        "10:21　釉料涨价",
        "10:21釉料涨价",
        "10：21 釉料涨价",
        "• 10:21 釉料涨价",
        "[10:21] 釉料涨价",
        "10:21 | 釉料涨价",
        "10:21\n• 釉料涨价",
        "10:21:07 釉料涨价",
    ],
)
def test_a_row_may_stand_on_one_line_in_many_dresses(row):
    page = live_page(row, "09:56 窑炉补贴")
    assert [row.text for row in page.live] == ["釉料涨价", "窑炉补贴"]
    assert page.live[0].at.replace(second=0) == datetime(
        2024, 3, 12, 10, 21, tzinfo=SHANGHAI
    )


def test_a_bracketed_flash_keeps_its_brackets():
    page = live_page("10:21", "【釉料涨价】氧化锆报价上调", "10:08【窑炉补贴】细则出台")
    assert [row.text for row in page.live] == [
        "【釉料涨价】氧化锆报价上调",
        "【窑炉补贴】细则出台",
    ]


def test_a_score_under_a_time_is_text_and_no_time():
    page = live_page("10:21", "10:11战胜对手，窑工队夺冠", "10:08", "窑炉补贴")
    assert [row.printed for row in page.live] == ["10:21", "10:08"]


def test_a_time_cut_off_from_its_text_is_noted():
    page = live_page("10:21", "釉料涨价", "10:08")
    assert len(page.live) == 1
    [note] = noted(page, "truncated")
    assert (note.line, note.params["text"]) == (4, "10:08")


def test_a_time_with_no_text_does_not_take_the_next_rows_text():
    page = live_page("10:21", "10:08", "窑炉补贴")
    assert [(row.printed, row.text) for row in page.live] == [("10:08", "窑炉补贴")]
    assert noted(page, "live-time-alone")[0].line == 2


def test_a_text_with_no_time_is_a_row_without_one():
    page = live_page("10:21", "釉料涨价", "窑工放假", "10:08", "窑炉补贴")
    assert [(row.printed, row.text) for row in page.live] == [
        ("10:21", "釉料涨价"),
        ("", "窑工放假"),
        ("10:08", "窑炉补贴"),
    ]
    assert (page.live[1].at, page.live[1].precision) == (None, "")
    assert noted(page, "live-no-time")[0].line == 4


def test_the_same_text_at_another_time_is_no_repeat():
    page = live_page("10:21", "釉料涨价", "10:08", "釉料涨价", "10:21", "釉料涨价")
    assert [row.repeats for row in page.live] == [None, None, 0]


def test_a_day_over_the_rows_dates_them_and_nothing_is_assumed():
    page = live_page("2024-03-09", "23:10", "釉料涨价", "03-08", "23:50", "窑炉补贴")
    assert [row.at.day for row in page.live] == [9, 8]
    assert not any(row.date_assumed for row in page.live)


def test_a_live_list_printed_oldest_first_is_noted():
    page = live_page("08:10 甲", "09:01 乙", "09:57 丙", "10:21 丁")
    assert {row.at.day for row in page.live} == {12}
    assert noted(page, "live-oldest-first")[0].params["count"] == 4


def test_a_day_that_never_was_in_a_live_row_is_noted():
    page = live_page("02-30 10:21 釉料涨价", "10:08 窑炉补贴")
    assert (page.live[0].at, page.live[0].precision) == (None, "")
    assert noted(page, "bad-date")[0].params["printed"] == "02-30 10:21"


# --- hot list


def test_ranks_may_stand_before_their_titles():
    page = hot_page("1", "开窑记", "窑火网 03-08", "2", "釉料涨价", "陶都晚报 03-11")
    assert [(row.rank, row.title) for row in page.hot] == [
        (1, "开窑记"),
        (2, "釉料涨价"),
    ]


@pytest.mark.parametrize("form", ["{n}. {t}", "{n}、{t}", "{n} {t}", "TOP{n} {t}"])
def test_ranks_may_stand_in_the_title_line(form):
    lines = [form.format(n=n, t=t) for n, t in enumerate(("开窑记", "釉料涨价"), 1)]
    page = hot_page(*lines)
    assert [(row.rank, row.title) for row in page.hot] == [
        (1, "开窑记"),
        (2, "釉料涨价"),
    ]


def test_an_entry_may_stand_on_one_line_with_its_source_and_day():
    page = hot_page("开窑记 窑火网 03-08", "1", "釉料涨价 陶都晚报 03-11", "2")
    assert hot_rows(page) == [
        (1, "开窑记", "窑火网", "03-08"),
        (2, "釉料涨价", "陶都晚报", "03-11"),
    ]


def test_entries_without_ranks_are_ranked_by_order_and_that_is_noted():
    page = hot_page("开窑记", "窑火网 03-08", "釉料涨价", "陶都晚报 03-11")
    assert [row.rank for row in page.hot] == [1, 2]
    assert noted(page, "hot-ranks-by-order")[0].params["count"] == 2


def test_a_gap_in_the_ranks_is_noted_and_kept():
    page = hot_page("开窑记", "窑火网 03-08", "1", "釉料涨价", "陶都晚报 03-11", "3")
    assert [row.rank for row in page.hot] == [1, 3]
    assert noted(page, "hot-rank-gap")[0].params["expected"] == 2


def test_a_title_cut_off_from_its_source_is_noted():
    page = hot_page("开窑记", "窑火网 03-08", "1", "釉料涨价背后")
    assert len(page.hot) == 1
    assert noted(page, "truncated")[0].line == 5


def test_an_entry_cut_off_from_its_rank_is_kept():
    page = hot_page("开窑记", "窑火网 03-08", "1", "釉料涨价", "陶都晚报 03-11")
    assert [row.rank for row in page.hot] == [1, 2]
    assert noted(page, "hot-rank-missing")[0].params["rank"] == 2


def test_a_second_hot_list_starts_again_at_one_and_that_is_noted():
    page = hot_page(
        "日排行 周排行", "开窑记", "窑火网 03-08", "1", "釉料涨价", "窑火网 03-09", "2",
        "窑工放假", "窑火网 03-07", "1", "开窑记", "窑火网 03-08", "2",
    )  # fmt: skip
    assert [row.rank for row in page.hot] == [1, 2, 1, 2]
    assert noted(page, "hot-restarts")[0].params["text"] == "窑工放假"


def test_two_entries_of_one_title_are_two_entries():
    page = hot_page("开窑记", "窑火网 03-08", "1", "开窑记", "陶都晚报 03-07", "2")
    assert [row.source for row in page.hot] == ["窑火网", "陶都晚报"]


def test_a_hot_day_after_the_capture_is_of_last_year():
    page = hot_page("开窑记", "窑火网 12-31", "1", "釉料涨价", "窑火网 2022-12-30", "2")
    assert [row.day for row in page.hot] == [date(2023, 12, 31), date(2022, 12, 30)]
    assert [row.year_assumed for row in page.hot] == [True, False]


# --- accounts and sizes


def test_the_footer_after_the_lists_is_told_line_by_line():
    page = read(pages.as_text() + "友情链接一\n友情链接二\n", CAPTURED)
    assert [n.params["text"] for n in noted(page, "unread")] == [
        "友情链接一",
        "友情链接二",
    ]


def test_a_copyright_line_after_the_lists_is_left_out_and_counted():
    page = read(pages.as_text() + "版权所有 陶都晚报\n景ICP备2024000001号\n", CAPTURED)
    [note] = noted(page, "boilerplate")
    assert (note.params["sort"], note.params["count"]) == ("copyright", 2)
    assert len(page.hot) == 4


def test_the_account_has_one_role_for_every_visible_line():
    text = pages.as_text()
    roles = account(read(text, CAPTURED))
    assert sorted(roles) == [
        n for n, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    assert (roles[1], roles[3], roles[5], roles[7]) == (
        "title",
        "byline",
        "lede",
        "paragraph",
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_system_give_the_same_page(end):
    text = pages.as_text()
    assert read(text.replace("\n", end), CAPTURED) == read(text, CAPTURED)


def test_a_hundred_thousand_rows_are_read_and_few_notes_made():
    rows = "\n".join(f"10:{i % 60:02d}\n第{i}号公告" for i in range(100_000))
    page = read("快讯\n" + rows, CAPTURED)
    assert len(page.live) == 100_000
    assert len(page.notes) < 10


def test_a_flood_of_unread_lines_is_told_as_a_number():
    page = read(pages.as_text() + "链接\n" * 5_000, CAPTURED)
    [rest] = noted(page, "more-of-the-same")
    assert rest.params["about"] == "unread"
    assert rest.params["count"] + len(noted(page, "unread")) == 5_000


def test_a_line_of_a_megabyte_is_one_paragraph_quoted_short():
    page = read("窑" * 1_000_000 + "。\n10:21", CAPTURED)
    assert len(page.paragraphs[0]) == 1_000_001
    assert all(len(str(note.params.get("text", ""))) <= 120 for note in page.notes)


@pytest.mark.parametrize("nothing", ["", " \n\u3000\n", "\x00", "\u200b"])
def test_a_page_of_nothing_is_refused(nothing):
    with pytest.raises(IntakeError) as refusal:
        read(nothing, CAPTURED)
    assert refusal.value.code == "empty"
