"""The pages staff work on cost the same number of queries for two facts and for twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.django_db


def cost(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/articles/article/{}/facts/",
        "/admin/articles/fact/",
        "/admin/articles/fact/?newer=1",
        "/admin/articles/quote/",
        "/story/story/",
    ],
)
def test_the_cost_does_not_grow_with_the_facts(as_editor, address):
    editor = make.editor()
    region = make.region("浙江")
    body = "\n\n".join(f"第{n}类企业有{n + 10}家。" for n in range(20))
    article = make.published("各类企业", body, by=editor, slug="story")
    address = address.format(article.pk)

    def add(numbers):
        for n in numbers:
            make.fact(
                article,
                f"第{n}类企业有{n + 10}家",
                f"{n + 10}家",
                by=editor,
                region=region,
                measures=make.indicator(f"第{n}类企业", unit="家"),
            )

    add(range(2))
    cost(as_editor, address)  # content types and the like are looked up once
    few = cost(as_editor, address)
    add(range(2, 20))
    assert cost(as_editor, address) == few
