"""The bars: pages of our own, the sample page, and the acceptance page where it is."""

import pytest

from articles.facts.proposals import Gap, NameKind
from articles.facts.read import PLACES_ALONE, propose
from articles.facts.referee import judge
from articles.facts.stated import of_proposals

from . import labelled

needs_reference = pytest.mark.skipif(
    not labelled.REFERENCE.is_file(),
    reason="no reference page: set NEWSROOM_SHARED to the folder that holds it",
)


def proposals(text):
    return propose(text.paragraphs, written_on=text.written_on)


@pytest.fixture(scope="module")
def reference():
    return labelled.page("reference", labelled.REFERENCE)


@pytest.mark.parametrize("unseen", [False, True])
def test_nearly_all_figures_of_our_own_pages_are_proposed_and_few_wrong_ones(unseen):
    scores = [labelled.score(text) for text in labelled.own_pages(unseen)]
    right = sum(len(score.pairs) for score in scores)
    facts = right + sum(len(score.missed) for score in scores)
    wrong = sum(len(score.wrong) for score in scores)
    assert facts >= 50
    assert right / facts >= 0.95
    assert wrong / (right + wrong) <= 0.05
    assert sum(score.agreeing("indicator") for score in scores) / right >= 0.9


def test_all_twenty_facts_of_the_sample_page_are_proposed():
    score = labelled.score(labelled.page("sample", labelled.SAMPLE))
    assert (len(score.pairs), len(score.wrong)) == (20, 0)


def every_text():
    own = [*labelled.own_pages(), *labelled.own_pages(unseen=True)]
    found = [*own, labelled.page("sample", labelled.SAMPLE)]
    if labelled.REFERENCE.is_file():
        found.append(labelled.page("reference", labelled.REFERENCE))
    return found


def test_a_name_that_comes_on_file_makes_no_figure_another_one():
    names = labelled.names_on_file()
    for text in every_text():
        few, many = (
            [
                (fact.figure, fact.subject, fact.indicator, fact.whole, fact.kind)
                for fact in propose(text.paragraphs, known, text.written_on).facts
            ]
            for known in (PLACES_ALONE, names)
        )
        assert few == many, text.name


@needs_reference
def test_the_facts_of_the_reference_page_are_proposed(reference):
    score = labelled.score(reference)
    assert len(score.pairs) >= 18
    assert len(score.wrong) <= 3
    assert score.agreeing("subject") >= 18


@needs_reference
def test_the_names_of_the_reference_page_are_proposed(reference):
    found = proposals(reference).named
    of = {kind: [n for n in found if n.kind is kind] for kind in NameKind}
    assert len(of[NameKind.ALLIANCE]) == 2
    assert {"长三角", "长江经济带"} == {n.known for n in of[NameKind.REGION_GROUP]}
    assert {n.known for n in of[NameKind.REGION]} == {"上海", "江苏", "浙江", "安徽"}
    assert len(of[NameKind.PROGRAMME]) == 5
    assert [bool(n.parties) for n in of[NameKind.AGREEMENT]] == [True, True]
    assert [n.unnamed_parties for n in of[NameKind.AGREEMENT]] == [True, False]
    assert [n.edition for n in of[NameKind.EVENT]] == [7, None]


@needs_reference
def test_the_two_nineteens_of_the_reference_page_are_kept_apart(reference):
    unknowns = proposals(reference).unknowns
    nineteen = [u for u in unknowns if u.count == 19]
    assert {u.gap for u in nineteen} == {Gap.REST, Gap.UNLISTED}
    assert len({u.subject for u in nineteen}) == 2


@needs_reference
def test_the_referee_finds_nothing_on_the_reference_page_as_printed(reference):
    assert judge(of_proposals(proposals(reference))) == []


@pytest.mark.parametrize("unseen", [False, True])
def test_the_referee_finds_nothing_in_what_is_read_from_our_own_pages(unseen):
    for text in labelled.own_pages(unseen):
        assert judge(of_proposals(proposals(text))) == [], text.name
