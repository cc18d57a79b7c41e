"""Labelled pairs to learn and measure from, read from files of the shared form."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path

from . import candidates
from .reading import Flash, Reading, read


@dataclass(frozen=True, eq=False)
class Labelled:
    """Two readings and whether they tell the same news; *week* as 2026-W28."""

    a: Reading
    b: Reading
    same: bool
    week: str
    day: str = ""
    borderline: bool = False
    name: object = None
    stratum: str = ""


def load_pairs(path: Path) -> list[Labelled]:
    """Return the labelled pairs of a file of pairs, in its order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        a, b = flash(row["a"]), flash(row["b"])
        found.append(
            Labelled(
                read(a),
                read(b),
                bool(row["label"]),
                _week(a.first_seen),
                borderline=bool(row.get("borderline")),
                name=row["id"],
                stratum=row.get("stratum", ""),
            )
        )
    return found


@dataclass(frozen=True)
class Day:
    """A whole day's items in time order, which pairs repeat, and which do not count."""

    name: str
    readings: dict[int, Reading]
    repeats: frozenset[tuple[int, int]]
    soft: frozenset[tuple[int, int]]


def load_day(path: Path) -> Day:
    """Return the labelled day at *path*, with the .soft.json beside it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: (row["t"], row["n"]))
    clusters = defaultdict(list)
    for row in rows:
        if row["cluster"]:
            clusters[row["cluster"]].append(row["n"])
    soft = path.with_suffix(".soft.json")
    return Day(
        name=path.stem.rpartition("_")[2],
        readings={row["n"]: read(flash(row)) for row in rows},
        repeats=frozenset(
            tuple(sorted(pair))
            for members in clusters.values()
            for pair in combinations(members, 2)
        ),
        soft=frozenset(
            tuple(sorted(pair)) for pair in json.loads(soft.read_text("utf-8"))
        )
        if soft.exists()
        else frozenset(),
    )


def candidate_pairs(day: Day) -> Iterator[Labelled]:
    """Yield the pairs of *day* the candidate step passes to the judge, labelled."""
    keys = {n: frozenset(candidates.keys(r)) for n, r in day.readings.items()}
    week = _week(datetime.fromisoformat(day.name))
    for m, n in combinations(day.readings, 2):
        pair = tuple(sorted((m, n)))
        if pair in day.soft or len(keys[m] & keys[n]) < candidates.SHARED:
            continue
        yield Labelled(
            day.readings[m],
            day.readings[n],
            pair in day.repeats,
            week,
            day=day.name,
            name=pair,
        )


def load_numbered(labels: Path, directory: Path) -> list[Labelled]:
    """Return the pairs that *labels* names by row number in *directory*'s archives.

    So a label can be kept and shared without a publisher's words. A line has
    the file (f or h) and row of both flashes, the label, and 1 if borderline.
    """
    lines = labels.read_text(encoding="utf-8").splitlines()
    wanted = [line.split("\t") for line in lines if line and not line.startswith("#")]
    rows = {"f": set(), "h": set()}
    for file_a, row_a, file_b, row_b, *_ in wanted:
        rows[file_a].add(int(row_a))
        rows[file_b].add(int(row_b))
    readings = {
        **_archived("f", directory / "flash_stream.jsonl.gz", rows["f"]),
        **_archived("h", directory / "headlines.tsv.gz", rows["h"]),
    }
    found = []
    for file_a, row_a, file_b, row_b, label, borderline, *_ in wanted:
        a, b = readings[file_a, int(row_a)], readings[file_b, int(row_b)]
        week = _week(a.flash.first_seen)
        name = (file_a + row_a, file_b + row_b)
        found.append(
            Labelled(a, b, label == "1", week, "", borderline == "1", name, "own")
        )
    return found


def _archived(file: str, path: Path, rows: set[int]) -> dict[tuple, Reading]:
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number not in rows:
                continue
            if line.startswith("["):
                seen, _, source, text = json.loads(line)
            else:
                seen, source, text = line.rstrip("\n").split("\t", 2)
            moment = datetime.fromisoformat(seen)
            found[file, number] = read(Flash(text, source, moment))
    return found


def flash(row: dict) -> Flash:
    """Return the Flash of a row with t, s and x."""
    return Flash(row["x"], row["s"], datetime.fromisoformat(row["t"]))


def _week(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"
