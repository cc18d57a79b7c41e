"""Editors who press at once: a figure is corrected once, and the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from articles import correcting
from articles.accepting import FactError
from articles.models import Fact, FactCorrection
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Start all *acts* together; return what each was refused with, None if done."""
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite lets one transaction write at a time; this is for PostgreSQL"
        )
    start = Barrier(len(acts))

    def press(act):
        try:
            start.wait(10)
            act()
        except FactError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(press, acts))


@pytest.fixture
def facts():
    """Three values of one indicator that readers see, each in a story of its own."""
    editor = make.editor()
    return [
        make.fact(
            make.published(f"第{n}篇", f"浙江有集群{n}个。", by=editor),
            f"浙江有集群{n}个",
            f"{n}个",
            by=editor,
        )
        for n in (7, 8, 9)
    ]


def test_of_two_corrections_at_once_one_stands_and_the_other_is_told(facts):
    first, second, third = facts
    by = [make.editor(), make.editor()]
    told = at_once(
        lambda: correcting.correct(first, second, by[0], "误"),
        lambda: correcting.correct(first, third, by[1], "误"),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "把它更正为" in next(filter(None, told))
    assert FactCorrection.objects.count() == 1


def test_two_facts_corrected_to_each_other_at_once_leave_one(facts):
    first, second, third = facts
    by = [make.editor(), make.editor()]
    told = at_once(
        lambda: correcting.correct_all([first, third], second, by[0], "误"),
        lambda: correcting.correct_all([third, second], first, by[1], "误"),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert Fact.objects.public().count() == 1
