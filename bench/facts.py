"""How well facts are read from text: python bench/facts.py [-v]

Prints, for pages of our own writing, the sample page and the reference page (where it is
at hand), how many of the labelled figures are proposed with the right words, value, unit
and qualifier, how many proposals are wrong, and of the right ones how many have subject,
indicator, whole and period right too; once with no name on file but places, once with the
sample's and common ones. -v lists what was missed and what was wrong.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from articles.facts.proposals import Paragraph  # noqa: E402
from articles.facts.read import PLACES_ALONE, propose  # noqa: E402
from tests.facts import labelled  # noqa: E402

HOSTILE = {
    "prose": "浙江拥有国家级集群26个、占全国近1/3,其中杭州有7个。",
    "digits": "9",
    "digits and units": "12万亿元、",
    "commas": "1,234,",
    "opening quotes": "“",
    "years": "2024年至",
    "pairs": "占全国38%、全球25%、",
    "alliances": "产业联盟",
    "lists": "甲乙、",
}


def main() -> None:
    told = "-v" in sys.argv
    own, unseen = labelled.own_pages(), labelled.own_pages(unseen=True)
    texts = [*own, *unseen, labelled.page("sample", labelled.SAMPLE)]
    if labelled.REFERENCE.is_file():
        texts.append(labelled.page("reference", labelled.REFERENCE))
    for title, names in (
        ("no names on file", PLACES_ALONE),
        ("names on file", labelled.names_on_file()),
    ):
        scores = [labelled.score(text, names) for text in texts]
        _print_row(title, "facts", "right", "wrong", *labelled.AGREE)
        for text, found in zip(texts, scores, strict=True):
            _print_score(text.name, [found])
            if told:
                _tell(found)
        _print_score("own pages together", scores[: len(own)])
        _print_score("unseen pages together", scores[len(own) :][: len(unseen)])
    print("\nseconds to read 100,000 characters")
    for name, unit in HOSTILE.items():
        words = (unit * (100_000 // len(unit) + 1))[:100_000]
        start = time.perf_counter()
        found = propose([Paragraph("p1", words)])
        took = time.perf_counter() - start
        print(f"{name:24}{took:8.2f} s {len(found.facts):8} facts")


def _print_score(name: str, scores: list[labelled.Score]) -> None:
    right = sum(len(found.pairs) for found in scores)
    facts = right + sum(len(found.missed) for found in scores)
    wrong = sum(len(found.wrong) for found in scores)
    parts = [sum(found.agreeing(part) for found in scores) for part in labelled.AGREE]
    _print_row(name, facts, right, wrong, *parts)
    if len(scores) > 1:
        print(f"recall {right / facts:.3f}  precision {right / (right + wrong):.3f}")


def _print_row(name, *cells) -> None:
    width = sum(2 if ord(char) > 255 else 1 for char in name)
    print(name + " " * (24 - width) + "".join(f"{cell:>10}" for cell in cells))


def _tell(found: labelled.Score) -> None:
    for want in found.missed:
        print("    missed", want)
    for got in found.wrong:
        print("    wrong ", _told(got))
    for want, got in found.pairs:
        for part, agrees in labelled.AGREE.items():
            if not agrees(want, got):
                print(f"    {part:9} of {want.figure}: {_told(got)}")


def _told(got) -> str:
    period = got.period.printed if got.period else "-"
    return (
        f"{got.quote.block} {got.figure} = {got.base_value} {got.base_unit} {got.kind} "
        f"{got.comparator.sign} {'、'.join(got.subject)} | {got.indicator} | {got.whole} | "
        f"{period} | {got.rule}"
    )


if __name__ == "__main__":
    main()
