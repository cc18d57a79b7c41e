"""Marks stay on their words though emphasis is read otherwise than when they were laid."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Place
from tests import make

pytestmark = pytest.mark.django_db
place_anew = import_module("articles.migrations.0018_places_of_emphasis").place_anew
BODY = "他说，**“先试点。”**随后，集群已有企业987家。\n\n另一段，2*3。"


def test_a_figure_behind_emphasis_keeps_its_mark(client):
    editor = make.editor()
    article = make.article(body=BODY)
    make.fact(article, "集群已有企业987家", "987家", by=editor)
    make.publish(article, editor)
    place = Place.objects.get()
    right = place.block, place.start, place.end
    # As they were counted when the four asterisks were words of the text.
    Place.objects.update(start=place.start + 4, end=place.end + 4)

    place_anew(apps, None)

    place.refresh_from_db()
    assert (place.block, place.start, place.end) == right
    page = client.get(article.get_absolute_url()).content.decode()
    assert ">987家</a>" in page


def test_words_that_are_gone_are_marked_nowhere_and_keep_their_fact():
    article = make.article(body=BODY)
    fact = make.fact(article, "集群已有企业987家", "987家", by=make.editor())
    make.publish(article)
    fact.quote.text = "集群已有企业986家"
    fact.quote.save()

    place_anew(apps, None)

    assert not Place.objects.exists()
    fact.refresh_from_db()
    assert fact.quote.text == "集群已有企业986家"
