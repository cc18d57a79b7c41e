"""The same page in HTML of many makes holds what its text holds."""

import pytest

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
