"""The reference page and the sample's: a clerk accepts, an editor verifies, readers see."""

import pytest

from articles import accepting, binding, proposing, refereeing
from articles.admin.fact_forms import FactForm, NameForm, filled_in
from articles.facts.proposals import NameKind
from articles.intake.store import plan, store
from articles.management.commands import sample
from articles.models import (
    Agreement,
    Article,
    Fact,
    KnownUnknown,
    Place,
    Programme,
    Quote,
)
from articles.naming import accept_name
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    sample.load_sheets()
    return make.clerk(), make.editor()


TAKEN = {NameKind.PROGRAMME, NameKind.AGREEMENT, NameKind.ALLIANCE, NameKind.REGION}


def accept_all(article, clerk):
    """Press 采纳 on every figure, unknown, and name a clerk would take as it stands."""
    for what in ("name", "fact", "unknown"):
        for asked in proposing.read(article).open:
            reading = proposing.read(article)
            entry = reading.by_key.get(asked.key)
            if entry is None or entry.what != what:
                continue
            if what == "unknown":
                accepting.accept_unknown(reading, entry, clerk)
            elif what == "fact":
                form = filled_in(FactForm, entry.proposal)
                assert form.is_valid(), form.errors
                accepting.accept_fact(reading, entry, form.filled, clerk)
            elif entry.proposal.kind in TAKEN:
                form = filled_in(NameForm, entry.proposal)
                assert form.is_valid(), form.errors
                accept_name(reading, entry, form.filled, clerk)


def test_the_reference_page_gives_its_facts_bound_to_their_words(
    people, reference_page
):
    clerk, editor = people
    article = store(plan(reference_page.read_bytes(), make.MONDAY)).article
    accept_all(article, clerk)
    facts = Fact.objects.all()
    assert facts.count() == 20
    assert refereeing.findings(article) == []  # as printed it all adds up
    assert not Fact.objects.public().exists()
    for fact in facts.select_related("quote"):
        assert fact.entered_by == clerk
        words = fact.quote.text[fact.mark_start : fact.mark_end]
        assert fact.printed_value in words
    assert accepting.verify(facts, editor) == 20
    article.refresh_from_db()
    make.publish(article, by=editor)
    assert Fact.objects.public().count() == 20
    assert Place.objects.values("quote").distinct().count() == Quote.objects.count()
    assert not Quote.objects.lost().exists()
    # 近1/3, 突破12万亿元, 35%左右 of three, 超过200场次
    assert sum(fact.is_bound for fact in facts) == 6
    assert Programme.objects.count() >= 2
    parties = dict(Agreement.objects.values_list("name", "unnamed_parties"))
    assert sorted(parties.values()) == [False, True]
    assert {row.name for row in article.alliances.all()} >= {"长三角先进制造业集群联盟"}
    rest = KnownUnknown.objects.get(kind=KnownUnknown.Kind.REST)
    assert (rest.count, rest.fact.printed_value) == (19, "26")
    part = Fact.objects.get(printed_value="7")
    assert part.part_of.printed_value == "26"


def test_the_sample_shows_twenty_verified_figures(settings):
    from django.core.management import call_command

    settings.DEBUG = True
    call_command("sample", verbosity=0)
    assert Fact.objects.public().count() == 20
    assert {fact.checked_by.username for fact in Fact.objects.all()} == {"editor"}
    article = Article.objects.exclude(intake=None).get()
    revision = article.published_revision
    from articles import body

    blocks = body.blocks(revision.body)
    for quote in Quote.objects.all():
        assert binding.again(quote, blocks).text == quote.text
