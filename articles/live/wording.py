"""How alike the words of two readings are: the wording half of the features."""

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .reading import Reading

# From here on a character pair is the inside of a name, not a common word.
RARE = 8.0


def likeness(a: Reading, b: Reading) -> list[float]:
    short, long = (a, b) if (a.mass, a.said) <= (b.mass, b.said) else (b, a)
    # In the order of reading: a sum over a set differs in its last digits from one
    # run to the next, and trees grown on it with it.
    weights = [w for pair, w in short.pairs.items() if pair in long.pairs]
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


def sentences(a: Reading, b: Reading) -> list[float]:
    """How well some sentence of the longer is met by the shorter, and which."""
    short, long = (a, b) if (len(a.said), a.said) <= (len(b.said), b.said) else (b, a)
    scores = [covered(part, short) for part in long.parts[:8]]
    if not scores:
        return [0.0, 0.0, 0.0]
    best = max(scores)
    first = covered(short.parts[0], long) if short.parts else 0.0
    return [best, float(scores.index(best)), min(scores[0], first)]


def covered(part: str, whole: Reading) -> float:
    """Return the share of *part*'s character pairs that *whole* has, by number."""
    pairs = {part[i : i + 2] for i in range(len(part) - 1)}
    if not pairs:
        return 0.0
    return sum(pair in whole.pairs for pair in pairs) / len(pairs)


def subjects(a: Reading, b: Reading) -> list[float]:
    found = _found(a.subject_pairs, b), _found(b.subject_pairs, a)
    return [min(found), max(found), fuzz.ratio(a.subject, b.subject) / 100]


def _found(subject: dict[str, float], whole: Reading) -> float:
    mass = sum(subject.values())
    if not mass:
        return 1.0
    return sum(w for pair, w in subject.items() if pair in whole.pairs) / mass


def segments(a: Reading, b: Reading) -> list[float]:
    """How many separate wordings are shared, how weighty, and what is not shared."""
    found_a, missing_a = _runs(a, b)
    found_b, missing_b = _runs(b, a)
    most = [
        min(x, y)
        for x, y in zip(found_a + [0.0] * 3, found_b + [0.0] * 3, strict=False)
    ][:3]
    a_is_short = (a.mass, a.said) <= (b.mass, b.said)
    missing = (missing_a, missing_b) if a_is_short else (missing_b, missing_a)
    tops = [max(runs, default=0.0) for runs in missing]
    return [
        float(min(sum(w >= 6 for w in found_a), sum(w >= 6 for w in found_b))),
        *(min(weight, 80.0) for weight in most),
        min(tops[0], 100.0),
        min(*tops, 100.0),
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


def rest(a: Reading, b: Reading) -> list[float]:
    """How far what each says beside the subject is covered by the other."""
    known = a.subject_pairs.keys() | b.subject_pairs.keys()
    covers, masses = [], []
    for one, other in ((a, b), (b, a)):
        left = [(p, w) for p, w in one.pairs.items() if p not in known]
        mass = sum(w for _, w in left)
        got = sum(w for p, w in left if p in other.pairs)
        masses.append(mass)
        covers.append(got / mass if mass else 0.5)
    return [min(covers), max(covers), min(*masses, 200.0)]


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
