"""Judge pairs and place a day's items read from JSON lines; labels are ignored."""

import json
from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime

from . import candidates, groups, trees
from .judge import judge
from .reading import Flash, Reading, read

# What a line of each file looks like; t may be left out, with a time zone or without.
FLASH = '"t": "2025-06-09T09:31", "s": "来源", "x": "文字"'
PAIR = f'{{"id": 1, "a": {{{FLASH}}}, "b": {{{FLASH}}}}}'
ITEM = f'{{"n": 1, {FLASH}}}'
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


class FileError(Exception):
    """A line is not of the form these commands read."""


def judge_pairs(lines: Iterable[str]) -> Iterator[dict]:
    """Yield {"id", "probability", "decision", "same"} for each pair of *lines*.

    A line is a JSON object as PAIR has it.
    """
    for number, row in _rows(lines):
        try:
            verdict = judge(_flash(row["a"]), _flash(row["b"]))
            answer = {"id": row["id"]}
        except UNREADABLE as error:
            told = f"第 {number} 行不是一对快讯：{_why(error)}。每行应如 {PAIR}"
            raise FileError(told) from error
        answer["probability"] = round(verdict.probability, 4)
        answer["decision"] = verdict.decision
        answer["same"] = verdict.same
        yield answer


def judge_day(lines: Iterable[str]) -> Iterator[dict]:
    """Yield {"n", "story"} for each item of *lines*, each as ITEM, in the order of t.

    Items first seen at one look are placed in the order of n. Stories are
    numbered from 1 as they begin.
    """
    items = []
    for number, row in _rows(lines):
        try:
            items.append((read(_flash(row)), _name(row["n"])))
        except UNREADABLE as error:
            told = f"第 {number} 行不是一条快讯：{_why(error)}。每行应如 {ITEM}"
            raise FileError(told) from error
    items.sort(
        key=lambda item: (item[0].minutes or 0.0, isinstance(item[1], str), item[1])
    )
    shelf = Shelf()
    for reading, n in items:
        yield {"n": n, "story": shelf.place(n, reading)}


class Shelf:
    """Placed items in memory: the Store of a file."""

    def __init__(self, learned: trees.Trees | None = None) -> None:
        self._learned = learned
        self._index = candidates.Index()
        self._story: dict[Hashable, int] = {}
        self._members: dict[int, list[groups.Member]] = {}

    def candidates(self, reading: Reading) -> list[tuple[Hashable, Reading]]:
        return self._index.find(reading)

    def story_of(self, item: Hashable) -> int:
        return self._story[item]

    def members(self, story: Hashable) -> list[groups.Member]:
        return self._members[story]

    def place(self, item: Hashable, reading: Reading) -> int:
        """Place *item* by its reading and return the number of its story."""
        placed = groups.place(reading, self, self._learned)
        story = placed.story or len(self._members) + 1
        self._story[item] = story
        member = groups.Member(item, reading, placed.linked)
        self._members.setdefault(story, []).append(member)
        self._index.add(item, reading)
        return story


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, dict]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, json.loads(line, parse_constant=_no_number)
            except (ValueError, RecursionError) as error:
                raise FileError(f"第 {number} 行不是 JSON：{error}") from error


def _no_number(constant: str):
    raise ValueError(f"{constant} 不是 JSON 的数")


def _name(n) -> int | str:
    if not isinstance(n, int | str):
        raise TypeError("n 须是整数或文字")
    return n


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"没有 {error.args[0]}"
    if isinstance(error, ValueError):
        return f"t 不是时间（{error}）"
    return (
        str(error)
        if isinstance(error, TypeError) and "须是" in str(error)
        else "形式不对"
    )


def _flash(row: dict) -> Flash:
    if not isinstance(row, dict):
        raise TypeError("a 和 b 须是 {…}")
    if not isinstance(row["x"], str):
        raise TypeError("x 须是文字")
    return Flash(
        text=row["x"],
        source=str(row.get("s") or ""),
        first_seen=datetime.fromisoformat(row["t"]) if row.get("t") else None,
    )
