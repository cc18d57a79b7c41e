"""Texts whose figures were labelled by hand, and how a reading compares with them."""

import csv
import os
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from articles.facts.clauses import Names
from articles.facts.proposals import (
    Direction,
    FactProposal,
    KnownName,
    NameKind,
    Paragraph,
)
from articles.facts.read import PLACES_ALONE, propose
from articles.intake.read import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NEWSROOM_SHARED", ROOT.parent / "shared"))
REFERENCE = SHARED / "reference" / "page.txt"
SAMPLE = ROOT / "articles" / "sample" / "page.html"
WRITTEN_ON = date(2025, 9, 15)
SIGNS = {
    Direction.EXACT: "=",
    Direction.ABOUT: "~",
    Direction.NEARLY: "<",
    Direction.OVER: ">",
    Direction.UNDER: "<",
    Direction.AT_LEAST: ">=",
    Direction.AT_MOST: "<=",
}
INDUSTRIES = """集成电路 人工智能 生物医药 数字经济 新能源汽车 半导体 光伏 机器人 低空经济
汽车 医药 航空航天 电子信息 软件 装备制造 电力 煤炭 钢铁 石化 房地产"""
PROGRAMMES = "供需对接 产才融合 智改数转 十链百场万企"


@dataclass(frozen=True)
class Label:
    """One figure a reader finds: see the head of bench/facts_pages.txt."""

    block: str
    figure: str
    value: Decimal
    unit: str
    kind: str
    sign: str
    subject: str
    indicator: str
    whole: str
    period: str


@dataclass
class Text:
    """Paragraphs and the figures they state."""

    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    written_on: date = WRITTEN_ON


def label(block: str, line: str) -> Label:
    figure, value, *rest = (
        "" if p.strip() == "-" else p.strip() for p in line.split("|")
    )
    return Label(block, figure, Decimal(value), *rest)


def own_pages(unseen: bool = False) -> list[Text]:
    """Return our own pages; *unseen* those the rules were never mended on."""
    name = "facts_pages_unseen.txt" if unseen else "facts_pages.txt"
    texts: list[Text] = []
    for line in (ROOT / "bench" / name).read_text("utf-8").splitlines():
        if line.startswith("## "):
            texts.append(Text(line[3:]))
        elif line.startswith("> "):
            text = texts[-1]
            text.labels.append(label(text.paragraphs[-1].key, line[2:]))
        elif line and not line.startswith("# "):
            text = texts[-1]
            text.paragraphs.append(Paragraph(f"p{len(text.paragraphs) + 1}", line))
    return texts


def names_on_file() -> Names:
    """What a site at work knows: the sample's tables, industries and programmes of all texts."""
    known = [KnownName(NameKind.INDUSTRY, word) for word in INDUSTRIES.split()]
    known += [KnownName(NameKind.PROGRAMME, word) for word in PROGRAMMES.split()]
    for kind in ("industry", "cluster", "alliance", "event", "region"):
        table = {"industry": "industries"}.get(kind, f"{kind}s")
        with (SAMPLE.parent / f"{table}.csv").open(encoding="utf-8-sig") as rows:
            for row in csv.DictReader(rows):
                group = row.get("kind") in ("group", "belt")
                others = tuple(filter(None, (row.get("aliases") or "").split("|")))
                of = NameKind.REGION_GROUP if group else NameKind(kind)
                known.append(KnownName(of, row["name"], others))
    return Names(known)


def page(name: str, path: Path) -> Text:
    """Return the article of a saved page as intake reads it, with its labels."""
    captured = datetime(2025, 6, 9, 11, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
    found = read(path.read_bytes(), captured)
    text = Text(name, written_on=found.published_at.date())
    text.paragraphs = [
        Paragraph(f"p{n}", words) for n, words in enumerate(found.paragraphs, 1)
    ]
    for line in (ROOT / "bench/facts_labels.tsv").read_text("utf-8").splitlines():
        of, _, rest = line.partition("\t")
        if of == name:
            text.labels.append(label(*rest.split("\t")))
    return text


@dataclass
class Score:
    """How a reading compares with the labels of a text."""

    pairs: list[tuple[Label, FactProposal]]
    missed: list[Label]
    wrong: list[FactProposal]

    def agreeing(self, part: str) -> int:
        """How many of the pairs agree in subject, indicator, whole or period too."""
        return sum(AGREE[part](want, got) for want, got in self.pairs)


def _in(words: str, got: str) -> bool:
    return words in got if words else True


AGREE = {
    "kind": lambda want, got: want.kind == got.kind,
    "subject": lambda want, got: _in(want.subject, "、".join(got.subject)),
    "indicator": lambda want, got: _in(want.indicator, got.indicator),
    "whole": lambda want, got: want.whole == got.whole,
    "period": lambda want, got: (
        want.period == (got.period.printed if got.period else "")
    ),
}


def score(text: Text, names: Names = PLACES_ALONE) -> Score:
    """Pair what is proposed with the labels: paragraph, words, value, unit, qualifier.

    Of labels with the same words the one whose indicator agrees is taken first, so one
    number said of three things is right three times only if it is proposed for all three.
    """
    got = list(propose(text.paragraphs, names, text.written_on).facts)
    pairs, missed = [], []
    for want in text.labels:
        alike = [fact for fact in got if _right(want, fact)]
        alike.sort(key=lambda fact: -sum(AGREE[p](want, fact) for p in AGREE))
        if not alike:
            missed.append(want)
            continue
        got.remove(alike[0])
        pairs.append((want, alike[0]))
    return Score(pairs, missed, got)


def _right(want: Label, got: FactProposal) -> bool:
    return (
        want.block == got.quote.block
        and want.figure == got.figure
        and want.value == got.base_value
        and want.unit == got.base_unit
        and want.sign == SIGNS[got.comparator.direction]
    )
