"""Every number of a text, and whether somebody answers for it."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from articles import binding, body, proposing, rights
from articles.facts import printed
from articles.facts.level import bare, prints
from articles.facts.proposals import Paragraph
from articles.models import Article, Fact, KnownUnknown

# Characters on either side that tell one 7个 from another.
AROUND = 12


class State(StrEnum):
    VERIFIED = "verified"  # a fact of it is verified
    SELF = "self"  # by nobody but who wrote the text
    ANSWERED = "answered"  # an editor said that it is no figure to keep
    REJECTED = "rejected"  # who wrote it said so, or who may not answer for it
    WAITING = "waiting"  # proposed or entered, not verified
    DISPUTED = "disputed"
    MISREAD = "misread"  # a fact of it is verified that says another number
    LOOSE = "loose"  # nothing was made of it
    NOT_IN_BODY = "not in body"  # printed in title or lede only


@dataclass(frozen=True)
class Number:
    """A number as printed, its paragraph ("" outside the body), and who answers for it.

    *context* is its words, in square brackets, with what stands around them.
    """

    words: str
    block: str
    context: str
    state: State


@dataclass(frozen=True)
class Figures:
    """The numbers of a text in the order of reading, and facts whose words it lost."""

    numbers: tuple[Number, ...]
    lost: tuple[Fact, ...]


Span = tuple[str, int, int]  # block, start, end


def figures(article: Article, blocks) -> Figures:
    """Hold every number of the working copy of *article* against its facts."""
    names = proposing.known_names()
    answers, lost = _answers(article, blocks)
    found = [_number(one, blocks, answers) for one in printed.numbers(blocks, names)]
    printed_in_body = {bare(one.words) for one in found}
    outside = [
        Number(one.words, "", _around(text, one.start, one.end), State.NOT_IN_BODY)
        for text in _outside(article)
        for one in printed.numbers([Paragraph("", text)], names)
        if bare(one.words) not in printed_in_body
    ]
    return Figures((*outside, *found), tuple(lost))


def _outside(article: Article) -> list[str]:
    """Title and lede; a lede that a paragraph begins with is read there."""
    if body.contains(article.body, article.lede):
        return [article.title]
    return [article.title, article.lede]


def _number(one: printed.Number, blocks, answers) -> Number:
    states = {
        state if prints(one.words, said) else State.MISREAD
        for state, (block, start, end), said in answers
        if block == one.block and start < one.end and one.start < end
    }
    # Whoever verified it has the last word; then what is wrong with it is told first.
    order = (
        *(State.VERIFIED, State.MISREAD, State.DISPUTED, State.SELF),
        *(State.WAITING, State.ANSWERED, State.REJECTED),
    )
    state = next((state for state in order if state in states), State.LOOSE)
    text = next(block.text for block in blocks if block.key == one.block)
    return Number(one.words, one.block, _around(text, one.start, one.end), state)


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"{before}[{text[start:end]}]{after}"


FACTS = {
    Fact.Status.VERIFIED: State.VERIFIED,
    Fact.Status.PROPOSED: State.WAITING,
    Fact.Status.DISPUTED: State.DISPUTED,
}


def _answers(article: Article, blocks) -> tuple[list, list[Fact]]:
    """[(state, where, number)] of all that was said of the words; the facts they lost.

    *number* is what a fact says is printed there, "" for what is no fact.
    """
    answers, lost, places = [], [], {}
    state_of = _Answers(article).state
    alone = set() if settings.ONE_PERSON_DESK else rights.writers_of(article)
    facts = Fact.objects.filter(quote__article=article, status__in=FACTS)
    for row in facts.select_related("quote", "indicator"):
        if row.quote_id not in places:
            places[row.quote_id] = binding.again(row.quote, blocks)
        at = places[row.quote_id]
        if at is not None:
            state = FACTS[row.status]
            if state is State.VERIFIED and row.checked_by_id in alone:
                state = State.SELF
            answers.append((state, _span(row, at), row.printed_value))
        elif row.status == Fact.Status.VERIFIED:
            lost.append(row)
    unknowns = KnownUnknown.objects.filter(quote__article=article)
    for row in unknowns.select_related("quote", "noted_by", "checked_by"):
        if at := binding.again(row.quote, blocks):
            state = state_of(row.checked_by or row.noted_by)
            answers.append((state, _span(row, at), ""))
    for entry in proposing.read(article).entries:
        if entry.what == "fact" and (entry.is_open or entry.is_rejected):
            state = State.WAITING if entry.is_open else state_of(entry.decision.by)
            answers.append((state, entry.span, ""))
    return answers, lost


class _Answers:
    """Whose word that a number is no figure is an answer: as with letting pass.

    Nobody answers for what they wrote.
    """

    def __init__(self, article: Article):
        self.article = article
        self.known: dict[int | None, State] = {}

    def state(self, by) -> State:
        if by is None:
            return State.REJECTED
        if by.pk not in self.known:
            may = rights.may(by, "waive", self.article)
            self.known[by.pk] = State.ANSWERED if may else State.REJECTED
        return self.known[by.pk]


def _span(row: Fact | KnownUnknown, at) -> Span:
    return at.block, at.start + row.mark_start, at.start + row.mark_end
