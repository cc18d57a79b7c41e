"""What a word of the text prints, held against the figure somebody read in it."""

import pytest

from articles.facts.level import prints


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("27个", "27"), ("近35%左右", "35"), ("3.5%", "3.5"), ("1,000 亿元", "1000")),
        *(("7个，27个", "7"), ("１２个", "12"), ("第二", "二"), ("二十七个", "二十七")),
        *(("9.", "9"), ("1/3", "1/3")),
    ],
)
def test_a_number_is_found_as_it_is_printed(words, number):
    assert prints(words, number)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("27个", "7"), ("27个", "2"), ("3.5%", "5"), ("3.5%", "3"), ("0.7", "7")),
        *(
            ("二十七个", "二十"),
            ("二十七个", "七"),
            ("1,000亿元", "100"),
            ("12个", "9"),
            ("10⁸平方米", "10"),
            ("10⁸平方米", "108"),
            ("10⁸平方米", "8"),
        ),
    ],
)
def test_a_part_of_a_number_is_another_number(words, number):
    assert not prints(words, number)
