"""Times of a live list are counted from the capture, never from the article."""

from datetime import date, datetime, timedelta

import pytest

from articles.intake.live_times import date_rows, day_without_year, wording

from .pages import SHANGHAI

CAPTURED = datetime(2024, 3, 12, 10, 30, tzinfo=SHANGHAI)


def times(*printed, captured=CAPTURED, texts=None):
    texts = texts or [f"第{n}条" for n in range(len(printed))]
    rows = [(wording(p), t, None) for p, t in zip(printed, texts, strict=True)]
    return date_rows(rows, captured)


def days(*printed, **more):
    return [dated.at.strftime("%d") for dated in times(*printed, **more)]


@pytest.mark.parametrize(
    ("printed", "expected", "assumed"),
    [
        ("10:21", "2024-03-12 10:21:00", True),
        ("10:21:07", "2024-03-12 10:21:07", True),
        ("10：21", "2024-03-12 10:21:00", True),
        ("23:59", "2024-03-11 23:59:00", True),
        ("今天 08:30", "2024-03-12 08:30:00", False),
        ("昨天 23:59", "2024-03-11 23:59:00", False),
        ("昨天23:59", "2024-03-11 23:59:00", False),
        ("前天 07:00", "2024-03-10 07:00:00", False),
        ("03-11 23:50", "2024-03-11 23:50:00", False),
        ("12-31 23:50", "2023-12-31 23:50:00", False),
        ("3月11日 23:50", "2024-03-11 23:50:00", False),
        ("2023-06-08 23:50:11", "2023-06-08 23:50:11", False),
        ("2023.06.08 23:50", "2023-06-08 23:50:00", False),
        ("2023年6月8日", "2023-06-08 00:00:00", False),
        ("刚刚", "2024-03-12 10:30:00", False),
        ("5分钟前", "2024-03-12 10:25:00", False),
        ("2小时前", "2024-03-12 08:30:00", False),
        ("3天前", "2024-03-09 00:00:00", False),
    ],
)
def test_a_wording_means_one_moment(printed, expected, assumed):
    [dated] = times(printed)
    assert f"{dated.at:%Y-%m-%d %H:%M:%S}" == expected
    assert dated.at.tzinfo is SHANGHAI or dated.at.utcoffset() == timedelta(hours=8)
    assert dated.assumed is assumed


@pytest.mark.parametrize(
    "printed", ["25:00", "10:60", "1:2:3", "3.14", "十点", "10:211"]
)
def test_what_is_no_time_is_not_read_as_one(printed):
    assert wording(printed) is None


@pytest.mark.parametrize("printed", ["02-30 10:00", "2023-02-29 10:00"])
def test_a_day_that_never_was_gives_no_time(printed):
    [dated] = times(printed)
    assert (dated.at, dated.assumed) == (None, False)


def test_the_29th_of_february_is_of_the_last_leap_year():
    assert day_without_year(2, 29, datetime(2023, 5, 1)) == date(2020, 2, 29)


def test_a_site_two_minutes_ahead_of_us_is_not_a_day_behind():
    assert days("10:32") == ["12"]
    assert days("10:33") == ["11"]


def test_a_time_that_runs_up_is_of_the_day_before():
    assert days("10:21", "00:12", "23:48", "08:00", "22:00") == [
        "12", "12", "11", "11", "10",
    ]  # fmt: skip


def test_rows_a_minute_out_of_order_stay_on_their_day():
    assert days("10:21", "10:08", "10:09", "09:50") == ["12"] * 4


def test_a_list_printed_twice_has_the_same_days_in_both_copies():
    printed, texts = ["10:21", "00:12", "23:48"] * 2, ["甲", "乙", "丙"] * 2
    assert days(*printed, texts=texts) == ["12", "12", "11"] * 2


def test_a_list_printed_twice_all_of_yesterday_stays_yesterday():
    printed, texts = ["23:48", "22:10", "21:05"] * 2, ["甲", "乙", "丙"] * 2
    assert days(*printed, texts=texts) == ["11"] * 6


def test_a_second_copy_may_begin_with_a_newer_row():
    printed = ["10:21", "10:08", "09:57", "10:25", "10:21", "10:08"]
    texts = ["甲", "乙", "丙", "新", "甲", "乙"]
    assert days(*printed, texts=texts) == ["12"] * 6


def test_a_second_copy_after_midnight_may_begin_with_a_newer_row():
    printed = ["10:21", "00:12", "23:48", "10:25", "10:21", "00:12", "23:48"]
    texts = ["甲", "乙", "丙", "新", "甲", "乙", "丙"]
    assert days(*printed, texts=texts) == ["12", "12", "11", "12", "12", "12", "11"]


def test_the_row_before_a_second_copy_still_passes_midnight():
    printed, texts = ["10:21", "00:12", "23:48"] * 2, ["甲", "乙", "丙"] * 2
    late = CAPTURED.replace(hour=23, minute=55)
    assert days(*printed, texts=texts, captured=late) == ["12", "12", "11"] * 2


def test_the_same_bulletin_of_two_mornings_is_of_two_days():
    printed = ["10:00", "09:00", "23:00", "09:00", "08:00"]
    texts = ["甲", "开窑", "丙", "开窑", "戊"]
    assert days(*printed, texts=texts) == ["12", "12", "11", "11", "11"]


def test_a_dated_row_dates_the_bare_ones_below_it():
    assert days("03-10 09:00", "08:00", "23:00") == ["10", "10", "09"]


def test_a_capture_in_another_zone_is_counted_in_shanghai():
    utc = datetime.fromisoformat("2024-03-11T23:30:00+00:00")
    assert days("07:20", captured=utc) == ["12"]


def test_a_list_with_its_oldest_row_first_is_read_from_its_end():
    assert days("22:10", "23:48", "00:12", "08:10", "09:57", "10:21") == [
        "11", "11", "12", "12", "12", "12",
    ]  # fmt: skip
