"""The measured likeness of two readings: what the learned weights are over.

Every feature is symmetric in its two flashes and is named for an editor's eye,
as the names stand in `weights.json` and in the bench's tables.
"""

from . import periods, wording
from .amounts import LEVEL
from .figures import Comparison
from .reading import Reading

GROUPS = ("地点", "品种", "指标", "机构")
CLOSE_AXES = ("方向", "口径", "版次", "时段", "阶段", "现期", "金属", "原油")

NAMES = (
    "hours apart",
    "same look",
    "same source",
    "covered of shorter",
    "covered of longer",
    "shared weight",
    "rare pairs shared",
    "unshared weight of shorter",
    "unshared weight of longer",
    "rare pairs unshared on both sides",
    "shorter length",
    "length ratio",
    "edit likeness",
    "best window likeness",
    "common subsequence of shorter",
    "skeleton likeness",
    "characters shared of shorter",
    "best sentence covered",
    "best sentence place",
    "first sentences alike",
    "subject found, worse side",
    "subject found, better side",
    "subject likeness",
    "figures on poorer side",
    "figures on richer side",
    "figures shared",
    "figures shared of poorer",
    "figures shared of richer",
    "figures clashing",
    "first figures agree",
    "digits of a shared figure",
    "levels apart",
    "periods clash",
    "periods shared",
    "periods on one side only",
    "terms clash",
    "terms shared",
    *(f"{group} shared" for group in GROUPS),
    *(f"{group} clash" for group in GROUPS),
    *(f"{group} unshared on both sides" for group in GROUPS),
    *(f"{axis} clash" for axis in CLOSE_AXES),
    "other axes clash",
    "axes agree",
    "latin words shared",
    "latin words clash",
    "latin words unshared on both sides",
    "quotes shared",
    "segments shared",
    "weightiest segment shared",
    "second segment shared",
    "third segment shared",
    "segment missing from longer",
    "segment missing on lighter side",
    "rest covered, worse side",
    "rest covered, better side",
    "rest weight of poorer",
    "same session reviewed",
    "reply on one side",
    "share move on one side",
    "ending on one side",
    "question on one side",
    "denials differ",
    "one wording replaced",
    "digests",
    "colon on both sides",
)


def measure(a: Reading, b: Reading, figures: Comparison) -> list[float]:
    """Return the features of the pair in the order of NAMES."""
    return [
        *_time_and_source(a, b),
        *wording.likeness(a, b),
        *wording.sentences(a, b),
        *wording.subjects(a, b),
        *_figures(a, b, figures),
        *_periods(a, b),
        *_names(a, b),
        *_axes(a, b),
        *_words(a, b),
        *wording.segments(a, b),
        *wording.rest(a, b),
        *_tones(a, b),
        wording.replaced(a, b),
        float(a.is_digest + b.is_digest),
        float(":" in a.body[:24] and ":" in b.body[:24]),
    ]


def hours_apart(a: Reading, b: Reading) -> float:
    """Return the hours between the two first looks, 0.0 where one is unknown."""
    if a.minutes is None or b.minutes is None:
        return 0.0
    return abs(a.minutes - b.minutes) / 60


def _time_and_source(a: Reading, b: Reading) -> list[float]:
    hours = hours_apart(a, b)
    same_source = bool(a.flash.source) and a.flash.source == b.flash.source
    return [min(hours, 48.0), float(hours < 0.1), float(same_source)]


def _figures(a: Reading, b: Reading, compared: Comparison) -> list[float]:
    fewest, most = sorted((len(a.main), len(b.main)))
    shared = len(compared.shared)
    exact = [_digits(f.wording) for f, g in compared.shared if f.value == g.value]
    levels = [
        abs(f.value - g.value) / (max(abs(f.value), abs(g.value)) or 1.0)
        for f in compared.only_a
        for g in compared.only_b
        if f.role == g.role == LEVEL and f.unit == g.unit
    ]
    first = -1.0
    if a.main and b.main:
        met = {id(f) for f, _ in compared.shared}, {id(g) for _, g in compared.shared}
        first = float(id(a.main[0]) in met[0]) + float(id(b.main[0]) in met[1])
    return [
        float(fewest),
        float(min(most, 12)),
        float(shared),
        shared / fewest if fewest else -1.0,
        shared / most if most else -1.0,
        float(min(len(compared.clashes), 5)),
        first,
        float(max(exact, default=0)),
        min(max(levels, default=0.0), 1.0),
    ]


def _digits(wording: str) -> int:
    return sum(c.isdigit() for c in wording.rstrip("0"))


def _periods(a: Reading, b: Reading) -> list[float]:
    mine, theirs = set(a.periods), set(b.periods)
    return [
        float(periods.clash(a.periods, b.periods) is not None),
        float(len(mine & theirs)),
        float(bool(mine) != bool(theirs)),
        float(bool(a.tenors) and bool(b.tenors) and not a.tenors & b.tenors),
        float(len(a.tenors & b.tenors)),
    ]


def _names(a: Reading, b: Reading) -> list[float]:
    shared, clash, unshared = [], [], []
    nothing: frozenset[str] = frozenset()
    for group in GROUPS:
        mine, theirs = a.names.get(group, nothing), b.names.get(group, nothing)
        common = len(mine & theirs)
        shared.append(float(common))
        clash.append(float(bool(mine) and bool(theirs) and not common))
        unshared.append(float(min(len(mine), len(theirs)) - common))
    return shared + clash + unshared


def _axes(a: Reading, b: Reading) -> list[float]:
    clashing, agreeing = set(), 0
    for axis in a.poles.keys() & b.poles.keys():
        if a.poles[axis] & b.poles[axis]:
            agreeing += 1
        else:
            clashing.add(axis)
    close = [float(axis in clashing) for axis in CLOSE_AXES]
    return [*close, float(len(clashing.difference(CLOSE_AXES))), float(agreeing)]


def _words(a: Reading, b: Reading) -> list[float]:
    shared = len(a.words & b.words)
    fewest = min(len(a.words), len(b.words))
    return [
        float(shared),
        float(fewest > 0 and not shared),
        float(fewest - shared),
        float(len(a.quotes & b.quotes)),
    ]


def _tones(a: Reading, b: Reading) -> list[float]:
    session = 0.0
    if a.session and b.session:
        session = 1.0 if a.session == b.session else -1.0
    return [
        session,
        *(float(a.tones[tone] != b.tones[tone]) for tone in a.tones),
        float(len(a.denials ^ b.denials)),
    ]
