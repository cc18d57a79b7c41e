"""One paragraph, read sentence by sentence: its figures made proposals."""

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date
from operator import attrgetter

from articles.live import periods

from . import ahead, figures, heads, lists, phrases, qualifiers, ratios, rules, when
from .clauses import Paragraph, Span
from .decimals import decimal
from .figures import Figure
from .proposals import Comparator, FactProposal, Kind, Name, Period
from .said import Said, State

_PART = re.compile(r"(?:^|[,、;])其中")

_BASE_END = re.compile(r"(?:同比|环比|季环比|年均|年均复合|年化)$")

_SET_TOPIC = re.compile(
    r"^(?:至于|关于|对于|具体到)(?P<topic>[^,;:]{2,40})$"
    r"|^在(?P<topic2>[^,;:]{2,24}?)(?:上|方面|领域)$"
)

# 招聘平台的调查显示: who says it is not whom it is about.
_SPEAKS = re.compile(
    r"(?:显示|表示|介绍|指出|透露|消息|获悉|称|认为|公告|公布|发布|通报|强调)$"
)

# How far back a name may stand that a figure's subject is printed with.
FAR = 200

# Says what somebody does, or how one comes to speak of it: no noun phrase.
_NO_NOUN = re.compile(
    r"表示|介绍|称$|说$|来看|看$|显示|随着|通过|为了|由于|下$|中$|时$|后$|上$|正|将|不|能|推动|加快|提升|促进|以来|了|着|公布|发布|印发|召开|举行"
)


def facts_of(
    paragraph: Paragraph, written_on: date | None, offset: int
) -> list[FactProposal]:
    times = when.find(paragraph.printed, written_on)
    taken = [(time.start, time.end) for time in times] + periods.spans(paragraph.text)
    found = list(figures.find(paragraph.text, taken))
    reader = _Reader(paragraph, times, offset)
    n = t = 0
    for sentence in paragraph.sentences:
        inside = []
        while n < len(found) and found[n].start < sentence.end:
            inside.append(found[n])
            n += 1
        said = []
        while t < len(times) and times[t].start < sentence.end:
            said.append(times[t])
            t += 1
        reader.sentence(sentence, inside, said)
    return reader.facts


class _Reader:
    """Reads one paragraph, sentence by sentence."""

    def __init__(self, paragraph: Paragraph, times: list[when.When], offset: int):
        self.paragraph, self.text = paragraph, paragraph.text
        self.time_at = {time.start: time for time in times}
        self.offset = offset
        self.facts: list[FactProposal] = []
        self.times: list[when.When] = []
        self.part_from: int | None = None  # where 其中 stands in this sentence
        self.begun = 0  # the first fact of this sentence
        self.state = State()

    def sentence(self, sentence: Span, found: list[Figure], times: list[when.When]):
        stated = [time for time in times if not time.is_base]
        # After a semicolon, and for 其中 after a full stop, the time still holds.
        goes_on = self.text[max(0, sentence.start - 1)] == ";" or self.text.startswith(
            "其中", sentence.start
        )
        self.times = self.times[-1:] + stated if goes_on else stated
        whole, kind = (self.state.whole, self.state.kind) if goes_on else ("", None)
        self.state = State(
            subject=self.state.subject,
            indicator=self.state.indicator,
            whole=whole,
            kind=kind,
        )
        self.part_from, self.begun = None, len(self.facts)
        n = 0
        for clause in self.paragraph.clauses(sentence):
            inside = []
            while n < len(found) and found[n].start < clause.end:
                inside.append(found[n])
                n += 1
            if part := _PART.search(self.text, max(0, clause.start - 1), clause.end):
                self.part_from = part.end()
                self.state.topic = ""
            self._set_subject(clause)
            if inside:
                self._clause(clause, inside)
                self.state.topic = ""
            else:
                self._set_topic(clause)

    def _lead(self, start: int, end: int) -> heads.Head:
        return heads.head(self.paragraph, self.time_at, start, end)

    def _set_subject(self, clause: Span):
        if _SPEAKS.search(self.text, clause.start, clause.end):
            return
        subject = self._lead(clause.start, clause.end).subject
        # 其中浙江有7个 is about a part; what follows is about the whole again.
        if subject and not _PART.match(self.text[clause.start : clause.end]):
            self.state.subject = subject

    def _set_topic(self, clause: Span):
        """Keep a clause without figures that names what the next one measures.

        至于科创板企业, 在新能源汽车上, or a bare list of nouns before its comma.
        """
        words = self.text[clause.start : clause.end]
        if match := _SET_TOPIC.match(words):
            start, end = match.span("topic" if match["topic"] else "topic2")
            self.state.topic = self.paragraph.printed[
                clause.start + start : clause.start + end
            ]
            return
        found = self._lead(clause.start, clause.end)
        phrase = self.text[found.start : found.end]
        is_noun = 2 <= len(phrase) <= 60 and not _NO_NOUN.search(phrase)
        is_noun = is_noun and not phrases.VERB.search(phrase)
        self.state.topic = (
            self.paragraph.printed[found.start : found.end] if is_noun else ""
        )

    def _clause(self, clause: Span, found: list[Figure]):
        begin = clause.start
        was: int | None = None  # where 从26% before this 提高到38% began
        n = 0
        while n < len(found):
            figure = found[n]
            later = found[n + 1] if n + 1 < len(found) else None
            end = later.first if later else clause.end
            left, right = Span(begin, was or figure.first), self.text[figure.last : end]
            was = None
            run = lists.run(self.text, found, n)
            if len(run) > 1 and (bound := self._positional(left, run, clause)):
                self._add_all(clause, bound)
                n += len(run)
            elif later and lists.is_range(self.text, figure, later):
                self._add_range(clause, left, figure, later, found, n)
                n += 2
            elif was := rules.from_at(self.text, clause, figure, later):
                n += 1
                continue
            else:
                said = self._said(figure, left, right)
                figure = self._qualified_from_afar(figure, left)
                self._add_all(clause, lists.shared(self.paragraph, figure, left, said))
                n += 1
            begin = max(begin, found[n - 1].last)

    def _qualified_from_afar(self, figure: Figure, left: Span) -> Figure:
        """约占全国的15% is no exact 15%, though other words stand between."""
        if figure.comparator.is_bound or figure.family not in ("percent", "fraction"):
            return figure
        found = ratios.far_qualifier(self.paragraph, left)
        if not found:
            return figure
        first, word = found
        comparator = replace(
            figure.comparator, direction=qualifiers.direction_of(word), before=word
        )
        return replace(figure, first=first, comparator=comparator)

    def _said(self, figure: Figure, left: Span, right: str) -> Said:
        args = (self.paragraph, self.state, figure, left)
        return (
            rules.rank(*args, self._lead)
            or ratios.growth(*args, self._lead)
            or ratios.share(*args, right, self._lead)
            or rules.level(*args, right, self._lead)
        )

    def _positional(self, left: Span, run: list[Figure], clause: Span):
        end = clause.end
        right = self.text[run[-1].last : end]
        said = self._said(_unit_of_last(run), left, right)
        bound = lists.positional(self.paragraph, left, run, said)
        if bound or "分别" not in self.text[left.start : left.end]:
            return bound
        return self._after_others(run, said)

    def _after_others(self, run: list[Figure], said: Said):
        """Bind 分别增长6%和8% to the things the clauses before have named, or to none."""
        if not said.subject and len(self.state.subject) == len(run):
            said = replace(said, subject=self.state.subject)
            return lists.by_subject(run, said)
        levels = [f for f in self.facts[self.begun :] if f.kind is not Kind.GROWTH]
        if len(levels) == len(run):
            base = _BASE_END.search(said.indicator)
            return [
                (
                    figure,
                    replace(
                        said,
                        indicator=level.indicator + (base[0] if base else ""),
                        subject=level.subject,
                        rule="positional",
                    ),
                )
                for figure, level in zip(run, levels, strict=True)
            ]
        return [(figure, replace(said, rule="unbound")) for figure in run]

    def _add_range(self, clause, left, low, high, found, n):
        end = found[n + 2].first if n + 2 < len(found) else clause.end
        said = self._said(high, left, self.text[high.last : end])
        for figure in lists.ends_of_range(self.text, low, high):
            self._add(clause, figure, replace(said, rule="range"))

    def _add_all(self, clause: Span, bound: list[tuple[Figure, Said]]):
        for figure, said in bound:
            self._add(clause, figure, said)

    def _add(self, clause: Span, figure: Figure, said: Said):
        part_of = self._part_of(figure, said)
        if part_of is not None and said.indicator in ("", self.state.indicator):
            said = replace(said, indicator=self.facts[part_of - self.offset].indicator)
        subject = said.subject or self.state.subject
        quote = self.paragraph.quote(
            min(clause.start, figure.first), max(clause.end, figure.last)
        )
        base = -figure.base if said.falls else figure.base
        self.facts.append(
            FactProposal(
                subject=subject,
                about=self._about(clause, subject, said.indicator),
                indicator=said.indicator,
                whole=said.whole,
                kind=said.kind,
                unit=figure.unit,
                comparator=self._comparator(clause, figure),
                printed_value=figure.printed,
                value=decimal(figure.value),
                base_value=decimal(base),
                base_unit=figure.base_unit,
                period=self._period(clause, figure),
                quote=quote,
                mark=(figure.first - quote.start, figure.last - quote.start),
                rule="part" if part_of is not None else said.rule,
                part_of=part_of,
                foreseen=ahead.foreseen(self.text, clause.start, figure.first),
            )
        )
        if part_of is None and not self.state.subject:
            self.state.subject = said.subject
        self.state.indicator = _BASE_END.sub("", said.indicator)
        self.state.whole = said.whole or self.state.whole
        self.state.kind = said.kind
        self.state.takes = said.rule in ("share", "share chain")

    def _comparator(self, clause: Span, figure: Figure) -> Comparator:
        """累计 speaks for the whole clause: 累计举办活动956场."""
        found = figure.comparator
        said = self.text[clause.start : figure.first]
        if found.cumulative or not (total := re.search("累计|总计|合计|共计", said)):
            return found
        return replace(found, cumulative=True, before=total[0] + found.before)

    def _about(self, clause: Span, subject, indicator: str) -> tuple[Name, ...]:
        names = self.paragraph.named_in(max(0, clause.start - FAR), clause.end)
        return tuple(
            dict.fromkeys(
                m.name
                for m in names
                if (words := self.paragraph.printed[m.start : m.end]) in subject
                or words in indicator
            )
        )

    def _part_of(self, figure: Figure, said: Said) -> int | None:
        """Return the index of the whole, for figures that 其中 makes parts of one."""
        begun = self.part_from
        if begun is None or begun > figure.first or said.kind is Kind.GROWTH:
            return None
        for n in range(len(self.facts) - 1, max(-1, len(self.facts) - 9), -1):
            whole = self.facts[n]
            end = whole.quote.start + whole.mark[1]
            if whole.part_of is not None or end > begun:
                continue
            if whole.base_unit == figure.base_unit and whole.base_value >= abs(
                decimal(figure.base)
            ):
                return n + self.offset
        return None

    def _period(self, clause: Span, figure: Figure) -> Period | None:
        """The nearest time before the figure in its sentence, its clause first."""
        n = bisect_left(self.times, figure.first, key=attrgetter("start"))
        if n:
            return self.times[n - 1].period
        after = self.time_at.get(figure.last + 1)
        bracketed = self.text.startswith("(", figure.last)
        return after.period if after and bracketed else None


def _unit_of_last(run: list[Figure]) -> Figure:
    """The last of a positional list speaks for its unit, the first for its place."""
    return replace(run[-1], first=run[0].first, start=run[0].start)
