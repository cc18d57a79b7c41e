"""Numbers as Chinese prints them."""

from fractions import Fraction

import pytest

from articles.names import Index
from articles.numerals import number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("4,762", 4762),
        ("47.8", Fraction(478, 10)),
        ("1/3", Fraction(1, 3)),
        ("三分之一", Fraction(1, 3)),
        ("百分之三十五", Fraction(35, 100)),
        ("一半", Fraction(1, 2)),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三百零五", 305),
        ("两千", 2000),
        ("〇", 0),
    ],
)
def test_a_printed_number_is_read_exactly(printed, value):
    assert number(printed) == value


@pytest.mark.parametrize(
    "printed", ["", "三四", "五粮液", "百分之", "十百", "1/0", "一二三"]
)
def test_what_is_no_number_is_refused(printed):
    with pytest.raises((ValueError, ZeroDivisionError)):
        number(printed)


def test_every_mention_of_a_name_is_found_and_the_longest_wins():
    index = Index([(1, "长三角", []), (2, "长三角光电联盟", ["光电联盟"])])
    found = index.mentions("长三角光电联盟在长三角，光电联盟也在")
    assert [(hit.pk, hit.start) for hit in found] == [(2, 0), (1, 8), (2, 12)]
