"""How many planted errors the referee names: python bench/referee.py [SETS] [-v]

Prints, for sets of figures with one error each, how many were named (a finding that
rests on a changed figure), by kind of error; and on how many clean sets it raised a false
alarm. -v shows what was missed and the alarms.
"""

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from articles.facts.referee import judge  # noqa: E402
from articles.facts.stated import Stated  # noqa: E402
from tests.facts import planted  # noqa: E402


def main() -> None:
    sets = int(next((word for word in sys.argv[1:] if word.isdigit()), 200))
    told = "-v" in sys.argv
    planted_of, named_of = Counter(), Counter()
    start = time.perf_counter()
    for seed in range(sets):
        found = planted.planted(seed)
        planted_of[found.error] += 1
        if planted.is_named(found, judge(found.facts)):
            named_of[found.error] += 1
        elif told:
            print("missed", seed, found.error, _of(found.facts, found.key))
    alarms = 0
    for seed in range(sets):
        findings = judge(planted.clean(seed).facts)
        alarms += bool(findings)
        if told:
            for finding in findings:
                print("alarm ", seed, finding.rule, finding.sentence())
    took = time.perf_counter() - start
    for kind, number in sorted(planted_of.items()):
        print(f"{kind:28}{named_of[kind]:5} of {number}")
    print(f"{'named':28}{sum(named_of.values()):5} of {sets}")
    print(f"{'clean sets with an alarm':28}{alarms:5} of {sets}")
    many = [_one_of_many(n) for n in range(20_000)]
    begun = time.perf_counter()
    judge(many)
    print(
        f"{took:.1f} s; 20,000 facts of 97 subjects in {time.perf_counter() - begun:.1f} s"
    )


def _one_of_many(n: int) -> Stated:
    value = planted.Decimal(n)
    return Stated(
        str(n), "规模", f"{n % 97}市", planted.Kind.COUNT, value, "家", f"{n}家"
    )


def _of(facts: list[Stated], key: str) -> str:
    return next(f"{f.indicator} {f.subject} {f.shown}" for f in facts if f.key == key)


if __name__ == "__main__":
    main()
