"""What is offered when nothing was found asks for less, in words a reader could have typed."""

import pytest

from articles.loosening import looser
from articles.reached import Known
from articles.subject_pages import Index
from articles.tokens import parse

WORDINGS = {("region", 1): ["长三角"], ("region", 2): ["浙江", "浙江省"]}
NAMES = Index((Known(row), names) for row, names in WORDINGS.items())


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ('"长三角 集群"', "长三角 集群"),
        ("「长三角 集群」 -江苏", "长三角 集群"),
        ("长三角 -江苏", "长三角"),
        ('利润 -3.5% "半年 报告"', "利润 -3.5% 半年 报告"),
        ("zzzz不存在", "zzzz 不存在"),
        ("浙江集群", "浙江 集群"),
        ("浙江省的产业集群", "浙江省 产业 集群"),
        ("长三角集群", "长三角 集群"),
        ("集群在长三角", "集群在 长三角"),
        ("看长三角", "长三角"),
        ("产业集群名录", "产业 集群 名录"),
        ("长三角", ""),
        ("不存在", ""),
        ("浙江 集群", ""),
        ("5g", ""),
    ],
)
def test_the_readers_own_words_first_then_their_pieces(asked, offered):
    assert looser(parse(asked), NAMES.parts) == offered
