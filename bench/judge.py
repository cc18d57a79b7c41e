"""How well the judge agrees with labelled flashes, beside the known methods.

    python bench/judge.py DIRECTORY [--by-day] [--no-baselines]

DIRECTORY holds flash_pairs.jsonl and flash_day_*.jsonl with their labels. The
judge is measured by cross-validation: the weights that answer for a week (a pair's
or a day's) have seen no label of that week; with --by-day, no label of that day.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import baselines

from articles.live import candidates, figures, rules, training, trees
from articles.live.files import Shelf
from articles.live.judge import judge_readings
from articles.live.labels import (
    Day,
    Labelled,
    candidate_pairs,
    load_day,
    load_pairs,
)


def scores(pairs: list[tuple[float, bool]], limit: float) -> str:
    """Return precision, recall and F1 of calling a repeat from *limit* up."""
    hits = sum(p >= limit and y for p, y in pairs)
    calls = sum(p >= limit for p, _ in pairs)
    repeats = sum(y for _, y in pairs)
    f1 = 2 * hits / (calls + repeats) if calls + repeats else 0.0
    return f"P {_share(hits, calls)} R {_share(hits, repeats)} F1 {f1:.3f}"


def best_limit(pairs: list[tuple[float, bool]]) -> float:
    """Return the limit of best F1 on *pairs*: kind to the baselines, not to us."""
    ranked = sorted(pairs, reverse=True)
    repeats = sum(y for _, y in pairs)
    best, place, hits = 0.0, 1.0, 0
    for count, (p, y) in enumerate(ranked, start=1):
        hits += y
        f1 = 2 * hits / (count + repeats)
        if p > 0 and f1 > best:
            best, place = f1, p
    return place


def average_precision(pairs: list[tuple[float, bool]]) -> float:
    """Return the mean precision at each repeat, pairs ranked by probability."""
    hits, total = 0, 0.0
    for count, (_, y) in enumerate(sorted(pairs, key=lambda p: -p[0]), start=1):
        hits += y
        total += hits / count if y else 0.0
    return total / hits if hits else 0.0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  –  "


Held = Callable[[Labelled], str]


def week_of(pair: Labelled) -> str:
    return pair.week


def day_of(pair: Labelled) -> str:
    return pair.a.flash.first_seen.date().isoformat()


def held_out(
    labelled: list[Labelled], extra: list[Labelled], held: Held
) -> dict[str, trees.Trees]:
    """Return for each week or day weights learned from all the others."""
    return {
        span: trees.compile_trees(
            training.learn([p for p in labelled + extra if held(p) != span])
        )
        for span in sorted({held(pair) for pair in labelled})
    }


def probability(learned: trees.Trees, pair: Labelled) -> float:
    return judge_readings(pair.a, pair.b, learned).probability


def number_only(pairs: list[Labelled]) -> list[Labelled]:
    """Return the non-repeats whose texts differ in numbers alone."""
    return [p for p in pairs if not p.same and p.a.skeleton == p.b.skeleton]


def report_pairs(
    pairs: list[Labelled], learned: dict[str, trees.Trees], held: Held
) -> None:
    judged = [(probability(learned[held(p)], p), p) for p in pairs]
    everything = [(score, p.same) for score, p in judged]
    sure = [(score, p.same) for score, p in judged if not p.borderline]
    limit = training.SAME_FROM
    print(f"pairs, all                 {scores(everything, limit)}", end="")
    print(f"  AP {average_precision(everything):.3f}")
    print(f"pairs, without borderline  {scores(sure, limit)}", end="")
    print(f"  AP {average_precision(sure):.3f}")
    best = best_limit(everything)
    print(f"  at its best limit {best:.2f}     {scores(everything, best)}")
    by_stratum = defaultdict(list)
    for score, p in judged:
        by_stratum[p.stratum].append((score, p.same))
    for stratum in sorted(by_stratum):
        print(f"  stratum {stratum}: {scores(by_stratum[stratum], limit)}")
    only = number_only(pairs)
    joined = sum(probability(learned[held(p)], p) >= limit for p in only)
    print(f"number-only negatives joined: {joined} of {len(only)}")
    ruled = [p for p in pairs if _ruled(p)]
    print(
        f"hard rules settle {len(ruled)} pairs, of them repeats: "
        f"{sum(p.same for p in ruled)}"
    )


def _ruled(pair: Labelled) -> bool:
    compared = figures.compare(pair.a, pair.b)
    return bool(rules.contradictions(pair.a, pair.b, compared))


def place_day(day: Day, learned: trees.Trees | None = None) -> dict[int, int]:
    """Return the story of each item of *day*, placed as the site places."""
    shelf = Shelf(learned)
    return {n: shelf.place(n, reading) for n, reading in day.readings.items()}


def report_days(days: list[Day], learned: dict[str, trees.Trees], held: Held) -> None:
    total = [0, 0, 0]
    for day in days:
        span = held(next(candidate_pairs(day)))
        story = place_day(day, learned[span])
        joined = {
            (m, n) for m in story for n in story if m < n and story[m] == story[n]
        }
        joined -= day.soft
        repeats = day.repeats - day.soft
        counts = [len(joined & repeats), len(joined), len(repeats)]
        total = [x + y for x, y in zip(total, counts, strict=True)]
        print(f"day {day.name}: {_prf(*counts)}", end="")
        print(f"  {_hidden(day, story)}")
    print(f"days together:   {_prf(*total)}")


def _prf(hits: int, calls: int, repeats: int) -> str:
    f1 = 2 * hits / (calls + repeats) if calls + repeats else 0.0
    return f"P {_share(hits, calls)} R {_share(hits, repeats)} F1 {f1:.3f}"


def _hidden(day: Day, story: dict[int, int]) -> str:
    """Say how many items are hidden behind a stranger and how many repeats stay."""
    first: dict[int, int] = {}
    wrongly = left = 0
    earlier: list[int] = []
    for n in day.readings:
        twins = [m for m in earlier if tuple(sorted((m, n))) in day.repeats]
        soft = [m for m in earlier if tuple(sorted((m, n))) in day.soft]
        if story[n] in first:
            wrongly += not any(story[m] == story[n] for m in twins + soft)
        elif twins:
            left += 1
        first.setdefault(story[n], n)
        earlier.append(n)
    return f"hidden wrongly {wrongly}, duplicates left {left}, of {len(earlier)} items"


def report_candidates(days: list[Day]) -> None:
    found = repeats = passed = items = kept = 0
    for day in days:
        index = candidates.Index()
        for n, reading in day.readings.items():
            near = {item for item, _ in index.find(reading)}
            twins = {m for m, k in day.repeats if k == n} | {
                m for k, m in day.repeats if k == n
            }
            twins = {m for m in twins if m in index._readings}
            found += len(near & twins)
            repeats += len(twins)
            kept += bool(near & twins)
            passed += len(near)
            items += 1
            index.add(n, reading)
    print(
        f"candidate step: {found}/{repeats} repeats = {_share(found, repeats)}, "
        f"{passed / items:.1f} candidates an item"
    )


def report_baselines(pairs: list[Labelled], days: list[Day]) -> None:
    print("\nknown methods, each at its best limit on the very set it is measured on:")
    for name, likeness in baselines.METHODS.items():
        scored = [(likeness(p.a, p.b), p.same) for p in pairs]
        print(f"{name:22} pairs {scores(scored, best_limit(scored))}", end="")
        print(f" | days {_baseline_day(likeness, days)}", flush=True)


def _baseline_day(likeness: Callable, days: list[Day]) -> str:
    scored = []
    for day in days:
        for pair in candidate_pairs(day):
            scored.append((likeness(pair.a, pair.b), pair.same))
    return scores(scored, best_limit(scored))


def main(arguments: list[str]) -> None:
    directory = Path(arguments[0]) if arguments else Path("labels")
    if not (directory / "flash_pairs.jsonl").exists():
        print(f"No labelled pairs in {directory}: nothing measured.")
        return
    pairs = load_pairs(directory / "flash_pairs.jsonl")
    days = [load_day(path) for path in sorted(directory.glob("flash_day_*.jsonl"))]
    within = [pair for day in days for pair in candidate_pairs(day)]
    extra = training.load_own(directory)
    print(f"{len(pairs)} pairs, {len(within)} pairs within {len(days)} days")
    held = day_of if "--by-day" in arguments else week_of
    print(f"\nthe judge, cross-validated by {held.__name__.removesuffix('_of')}:")
    learned = held_out(pairs + within, extra, held)
    report_pairs(pairs, learned, held)
    report_days(days, learned, held)
    report_candidates(days)
    if "--no-baselines" not in arguments:
        report_baselines(pairs, days)


if __name__ == "__main__":
    main(sys.argv[1:])
