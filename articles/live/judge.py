"""Decide whether two flashes tell the same news, and say why: the pure judge."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from . import features, figures, periods, rules, trees
from .reading import Flash, Reading, read

SAME, CONTAINED, DIFFERENT, UNSURE = "same", "contained", "different", "unsure"

# A contradiction leaves this much, so that lists by probability stay in order.
RULED_OUT = 0.01
EQUAL = 0.99
# Below this no time is spent on saying how the two differ; most candidates are.
HOPELESS = 0.05
UNLIKE = "不像同一条新闻"
# Equal short wordings without a figure come back daily: 「国债期货早盘收盘」.
DAILY_HOURS = 12.0
DAILY_LENGTH = 24

# Two reviews of one session pick out different boards and are the same news; labels
# of it are too few, and too alike, for the learned part to find.
REVIEWED = 0.85
SESSION_HOURS = 8.0

_remembered = lru_cache(maxsize=4096)(read)


@dataclass(frozen=True)
class Verdict:
    """The judge's answer on one pair.

    *probability* that a reader of one would call the other a repeat, 0 to 1;
    *decision* same, contained (one is the other and more), different or unsure;
    *reasons* in Chinese, for an editor.
    """

    probability: float
    decision: str
    reasons: tuple[str, ...]

    @property
    def same(self) -> bool:
        """True when the pair counts as a repeat: the same news, or contained."""
        return self.decision in (SAME, CONTAINED)


def judge(a: Flash, b: Flash) -> Verdict:
    """Return the verdict on two flashes; the order of the two does not matter."""
    return judge_readings(_remembered(a), _remembered(b))


def judge_readings(
    a: Reading, b: Reading, learned: trees.Trees | None = None
) -> Verdict:
    """Return the verdict on two readings, each read once by `reading.read`.

    *learned* takes the place of the installed weights, to try others.
    """
    if a.key == b.key and a.key:
        apart = rules.numbers_apart(a, b)
        if apart:
            return Verdict(RULED_OUT, DIFFERENT, (f"不同：{apart}",))
        return _equal(a, b)
    # Pairing figures is greedy; in a fixed order it cannot depend on who came first.
    if (b.body, b.flash.source) < (a.body, a.flash.source):
        a, b = b, a
    compared = figures.compare(a, b)
    against = rules.contradictions(a, b, compared)
    if against:
        return Verdict(RULED_OUT, DIFFERENT, ("不同：" + "；".join(against[:3]),))
    learned = learned or trees.installed()
    measured = features.measure(a, b, compared)
    probability = learned.probability(measured)
    if _review_one_session(a, b):
        probability = max(probability, REVIEWED)
    decision = _decide(probability, measured, learned)
    if probability < HOPELESS:
        return Verdict(probability, decision, (UNLIKE,))
    return Verdict(probability, decision, _reasons(a, b, compared, decision))


def _equal(a: Reading, b: Reading) -> Verdict:
    hours = features.hours_apart(a, b)
    daily = not a.figures and not a.periods and len(a.key) <= DAILY_LENGTH
    if hours >= DAILY_HOURS and daily:
        reason = f"措辞相同，但相隔 {hours:.0f} 小时，可能是每日例行标题"
        return Verdict(0.5, UNSURE, (reason,))
    return Verdict(EQUAL, SAME, ("措辞相同",))


def _review_one_session(a: Reading, b: Reading) -> bool:
    """True when both are columns on one market's session of one day."""
    if not (a.is_review and b.is_review) or a.session is None:
        return False
    return a.session == b.session and features.hours_apart(a, b) <= SESSION_HOURS


def _decide(probability: float, measured: list[float], learned: trees.Trees) -> str:
    if probability < learned.unsure_from:
        return DIFFERENT
    if probability < learned.same_from:
        return UNSURE
    return CONTAINED if _one_holds_the_other(measured) else SAME


_COVERED = features.NAMES.index("covered of shorter")
_RATIO = features.NAMES.index("length ratio")


def _one_holds_the_other(measured: list[float]) -> bool:
    """True when the longer says all the shorter says and about as much again."""
    return measured[_RATIO] < 0.6 and measured[_COVERED] >= 0.6


def _reasons(
    a: Reading, b: Reading, compared: figures.Comparison, decision: str
) -> tuple[str, ...]:
    facts = []
    if compared.shared:
        numbers = "、".join(f.wording for f, _ in compared.shared[:3])
        facts.append(f"同一数字 {numbers}")
    both = [p for p in a.periods if p in b.periods]
    if both:
        facts.append("同为" + "、".join(map(periods.wording, both[:2])))
    subject = fuzz.ratio(a.subject, b.subject)
    if subject >= 80:
        facts.append("主语一致")
    elif decision == DIFFERENT and subject < 40:
        facts.append("主语不同")
    if compared.only_a and compared.only_b:
        facts.append(
            f"数字各异 {compared.only_a[0].wording}、{compared.only_b[0].wording}"
        )
    if a.session and a.session == b.session:
        facts.append(f"同为{a.session[0]}{a.session[1]}述评")
    likeness = fuzz.ratio(a.said, b.said) / 100
    summary = "，".join(facts)
    wording = f"措辞相似 {likeness:.2f}"
    lead = {
        CONTAINED: "一条包含另一条",
        UNSURE: "难以断定",
        DIFFERENT: UNLIKE,
    }.get(decision)
    lines = (f"{summary}；{wording}" if summary else wording,)
    return (lead, *lines) if lead else lines
