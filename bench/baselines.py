"""Known likenesses of two texts, to stand beside the judge in the same run."""

import hashlib
from functools import cache

from rapidfuzz import fuzz

from articles.live.reading import Reading


def exact(a: Reading, b: Reading) -> float:
    return float(a.key == b.key)


def token_set(a: Reading, b: Reading) -> float:
    """rapidfuzz token_set_ratio, each character a token, for Chinese has no spaces."""
    return fuzz.token_set_ratio(" ".join(a.said), " ".join(b.said)) / 100


def ratio(a: Reading, b: Reading) -> float:
    return fuzz.ratio(a.said, b.said) / 100


@cache
def _bigrams(said: str) -> frozenset[str]:
    return frozenset(said[i : i + 2] for i in range(len(said) - 1))


def jaccard(a: Reading, b: Reading) -> float:
    mine, theirs = _bigrams(a.said), _bigrams(b.said)
    return len(mine & theirs) / (len(mine | theirs) or 1)


@cache
def _hash(pair: str, seed: int) -> int:
    digest = hashlib.blake2b(pair.encode(), digest_size=8, salt=seed.to_bytes(4, "big"))
    return int.from_bytes(digest.digest(), "big")


@cache
def _minima(said: str) -> tuple[int, ...]:
    pairs = _bigrams(said)
    return tuple(min((_hash(p, seed) for p in pairs), default=0) for seed in range(64))


def minhash(a: Reading, b: Reading) -> float:
    """Share of 64 minima of character bigrams that agree."""
    agree = zip(_minima(a.said), _minima(b.said), strict=True)
    return sum(p == q for p, q in agree) / 64


@cache
def _simhash(said: str) -> int:
    votes = [0] * 64
    for pair in _bigrams(said):
        value = _hash(pair, 0)
        for bit in range(64):
            votes[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit in range(64) if votes[bit] > 0)


def simhash(a: Reading, b: Reading) -> float:
    return 1 - (_simhash(a.said) ^ _simhash(b.said)).bit_count() / 64


METHODS = {
    "exact key": exact,
    "rapidfuzz ratio": ratio,
    "token_set_ratio": token_set,
    "bigram Jaccard": jaccard,
    "MinHash 64": minhash,
    "simhash 64": simhash,
}
