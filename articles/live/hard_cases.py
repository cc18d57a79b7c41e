"""Pairs that must never be joined, whatever weights were learned."""

from pathlib import Path

from articles.live import trees
from articles.live.judge import judge_readings
from articles.live.reading import Flash, read

CASES = Path(__file__).with_name("hard_cases.tsv")


def hard_cases() -> list[tuple[str, str]]:
    """The pairs of texts in the shipped file, in its order."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [
        tuple(line.split("\t")) for line in lines if line and not line.startswith("#")
    ]


def broken_cases(learned: trees.Trees) -> list[tuple[str, str]]:
    """The hard cases that *learned* weights would join; empty when all is well."""
    return [
        (a, b)
        for a, b in hard_cases()
        if judge_readings(read(Flash(a)), read(Flash(b)), learned).same
    ]
