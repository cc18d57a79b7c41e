"""The measured likeness of two readings: what the learned weights are over.

Every feature is symmetric in its two flashes and is named for an editor's eye,
as the names stand in `weights.json` and in the bench's tables.
"""

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from . import periods
from .amounts import LEVEL
from .figures import Comparison
from .reading import Reading

# From here on a character pair is the inside of a name, not a common word.
RARE = 8.0

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
        *_wording(a, b),
        *_sentences(a, b),
        *_subjects(a, b),
        *_figures(a, b, figures),
        *_periods(a, b),
        *_names(a, b),
        *_axes(a, b),
        *_words(a, b),
        *_segments(a, b),
        *_rest(a, b),
        *_tones(a, b),
        replaced(a, b),
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


def _wording(a: Reading, b: Reading) -> list[float]:
    short, long = (a, b) if (a.mass, a.said) <= (b.mass, b.said) else (b, a)
    common = short.pairs.keys() & long.pairs.keys()
    weights = [short.pairs[pair] for pair in common]
    shared = sum(weights)
    rare = sum(weight >= RARE for weight in weights)
    rare_a = sum(weight >= RARE for weight in short.pairs.values()) - rare
    rare_b = sum(weight >= RARE for weight in long.pairs.values()) - rare
    fewest = min(len(short.said), len(long.said)) or 1
    most = max(len(short.said), len(long.said)) or 1
    chars_a, chars_b = set(short.said), set(long.said)
    return [
        shared / short.mass if short.mass else 0.0,
        shared / long.mass if long.mass else 0.0,
        min(shared, 300.0),
        float(rare),
        short.mass - shared,
        min(long.mass - shared, 500.0),
        float(min(rare_a, rare_b)),
        float(fewest),
        fewest / most,
        fuzz.ratio(short.said, long.said) / 100,
        fuzz.partial_ratio(*sorted((a.said, b.said), key=lambda s: (len(s), s))) / 100,
        LCSseq.similarity(short.said, long.said) / fewest,
        fuzz.ratio(short.skeleton, long.skeleton) / 100,
        len(chars_a & chars_b) / (min(len(chars_a), len(chars_b)) or 1),
    ]


def covered(part: str, whole: Reading) -> float:
    """Return the share of *part*'s character pairs that *whole* has, by number."""
    pairs = {part[i : i + 2] for i in range(len(part) - 1)}
    if not pairs:
        return 0.0
    return sum(pair in whole.pairs for pair in pairs) / len(pairs)


def _sentences(a: Reading, b: Reading) -> list[float]:
    """How well some sentence of the longer is met by the shorter, and which."""
    short, long = (a, b) if (len(a.said), a.said) <= (len(b.said), b.said) else (b, a)
    scores = [covered(part, short) for part in long.parts[:8]]
    if not scores:
        return [0.0, 0.0, 0.0]
    best = max(scores)
    first = covered(short.parts[0], long) if short.parts else 0.0
    return [best, float(scores.index(best)), min(scores[0], first)]


def _found(subject: dict[str, float], whole: Reading) -> float:
    mass = sum(subject.values())
    if not mass:
        return 1.0
    return sum(w for pair, w in subject.items() if pair in whole.pairs) / mass


def _subjects(a: Reading, b: Reading) -> list[float]:
    found = _found(a.subject_pairs, b), _found(b.subject_pairs, a)
    return [min(found), max(found), fuzz.ratio(a.subject, b.subject) / 100]


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


def _runs(one: Reading, other: Reading) -> tuple[list[float], list[float]]:
    """Return the weights of *one*'s runs of pairs found in *other*, and not found."""
    found: list[float] = []
    missing: list[float] = []
    said, weights, theirs = one.said, one.pairs, other.pairs
    run, inside = 0.0, None
    for i in range(len(said) - 1):
        pair = said[i : i + 2]
        weight = weights.get(pair)
        here = None if weight is None else pair in theirs
        if here is not inside and run:
            (found if inside else missing).append(run)
            run = 0.0
        inside = here
        if weight:
            run += weight
    if run:
        (found if inside else missing).append(run)
    found.sort(reverse=True)
    missing.sort(reverse=True)
    return found, missing


def _segments(a: Reading, b: Reading) -> list[float]:
    """How many separate wordings are shared, how weighty, and what is not shared."""
    found_a, missing_a = _runs(a, b)
    found_b, missing_b = _runs(b, a)
    most = [
        min(x, y)
        for x, y in zip(found_a + [0.0] * 3, found_b + [0.0] * 3, strict=False)
    ][:3]
    short, long = (a, b) if (a.mass, a.said) <= (b.mass, b.said) else (b, a)
    missing = (missing_a, missing_b) if short is a else (missing_b, missing_a)
    tops = [max(runs, default=0.0) for runs in missing]
    return [
        float(min(sum(w >= 6 for w in found_a), sum(w >= 6 for w in found_b))),
        *(min(weight, 80.0) for weight in most),
        min(tops[0], 100.0),
        min(*tops, 100.0),
    ]


def _rest(a: Reading, b: Reading) -> list[float]:
    """How far what each says beside the subject is covered by the other."""
    known = a.subject_pairs.keys() | b.subject_pairs.keys()
    covers, masses = [], []
    for one, other in ((a, b), (b, a)):
        rest = [(p, w) for p, w in one.pairs.items() if p not in known]
        mass = sum(w for _, w in rest)
        got = sum(w for p, w in rest if p in other.pairs)
        masses.append(mass)
        covers.append(got / mass if mass else 0.5)
    return [min(covers), max(covers), min(*masses, 200.0)]


def _tones(a: Reading, b: Reading) -> list[float]:
    session = 0.0
    if a.session and b.session:
        session = 1.0 if a.session == b.session else -1.0
    return [
        session,
        *(float(a.tones[tone] != b.tones[tone]) for tone in a.tones),
        float(len(a.denials ^ b.denials)),
    ]


def replaced(a: Reading, b: Reading) -> float:
    """Return the length of the one stretch in which two texts differ, else 0."""
    return float(min(map(len, differing_stretch(a.said, b.said)), default=0))


def differing_stretch(x: str, y: str) -> tuple[str, str] | tuple[()]:
    """Return what stands in *x* and *y* where alone they differ, or nothing.

    「调整交易限额」 and 「调整保证金水平」: all is alike up to one place, and the
    wordings in that place have no character in common.
    """
    fewest = min(len(x), len(y))
    head = 0
    while head < fewest and x[head] == y[head]:
        head += 1
    tail = 0
    while tail < fewest - head and x[-1 - tail] == y[-1 - tail]:
        tail += 1
    if head + tail < 0.6 * fewest or head + tail == fewest:
        return ()
    inner = x[head : len(x) - tail], y[head : len(y) - tail]
    return () if set(inner[0]) & set(inner[1]) else inner
