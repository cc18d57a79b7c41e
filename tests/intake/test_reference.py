"""The acceptance page, where the file is at hand."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from articles.intake.read import account, read

from .pages import SHANGHAI

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NEWSROOM_SHARED", ROOT.parent / "shared"))
PAGE = SHARED / "reference" / "page.txt"

pytestmark = pytest.mark.skipif(
    not PAGE.is_file(),
    reason="no reference page: set NEWSROOM_SHARED to the folder that holds it",
)


@pytest.fixture(scope="module")
def page():
    captured = datetime(2025, 6, 9, 11, 40, tzinfo=SHANGHAI)
    return read(PAGE.read_bytes(), captured)


def test_the_story_is_title_byline_lede_and_eight_paragraphs(page):
    assert len(page.title_halves) == 2
    assert page.source and page.author
    assert page.published_at == datetime(2025, 6, 7, 13, 22, 7, tzinfo=SHANGHAI)
    assert len(page.paragraphs) == 8
    assert page.lede_repeats == 2
    assert page.paragraphs[1].startswith(page.lede)


def test_forty_rows_are_twenty_items_and_twenty_repeats(page):
    assert len(page.live) == 40
    assert [row.repeats for row in page.live] == [None] * 20 + list(range(20))
    assert {row.at.date().isoformat() for row in page.live} == {"2025-06-09"}
    assert all(row.date_assumed for row in page.live)


def test_ten_hot_entries_carry_their_own_rank_source_and_day(page):
    assert [row.rank for row in page.hot] == list(range(1, 11))
    assert len({row.source for row in page.hot}) == 3
    assert all(row.day.year == 2025 and row.year_assumed for row in page.hot)
    assert len(page.hot_tabs) == 2


def test_nothing_of_it_is_left_unread(page):
    assert [note.code for note in page.notes] == ["lede-repeats"]
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    visible = [n for n, line in enumerate(lines, 1) if line.strip()]
    assert sorted(account(page)) == visible
    assert "note" not in account(page).values()
