"""Bodies whose every character is known by number, so that edits can be followed.

An edit that rewrites, moves or copies text may leave a quote's words in other places.
Only the characters themselves tell whether a quote found again is the same one.
"""

import random
from dataclasses import dataclass
from itertools import count

from articles.facts.clauses import Names
from articles.facts.clauses import Paragraph as Read
from articles.facts.proposals import Paragraph, Quote
from articles.facts.quotes import find_again, quote_at

PLACES = [
    "浙江",
    "江苏",
    "安徽",
    "上海",
    "宁波",
    "常州",
    "合肥",
    "嘉定",
    "全市",
    "园区",
]
THINGS = [
    "产业集群",
    "重点企业",
    "创新平台",
    "在建项目",
    "实验室",
    "示范工厂",
    "公共泊位",
]
VERBS = ["拥有", "新增", "建成", "集聚", "其中有", "共有"]
LINKS = [
    "与此同时",
    "从规模看",
    "另据了解",
    "在政策带动下",
    "值得注意的是",
    "数据显示",
    "另一方面",
]
TALK = [
    "各方对此评价积极",
    "后续工作正在推进",
    "配套办法仍在征求意见",
    "企业普遍反映订单回暖",
]

_next_letter = count()


@dataclass
class Letter:
    """One character that keeps its number wherever it is moved."""

    char: str
    number: int
    copy_of: int | None = None


def letters(text: str) -> list[Letter]:
    return [Letter(char, next(_next_letter)) for char in text]


def clause(chance: random.Random) -> str:
    number = chance.randint(2, 60)
    return f"{chance.choice(PLACES)}{chance.choice(VERBS)}{chance.choice(THINGS)}{number}个"


def sentence(chance: random.Random) -> str:
    parts = [chance.choice(LINKS)] if chance.random() < 0.6 else []
    parts += [clause(chance) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.5:
        parts.append(chance.choice(TALK))
    return "，".join(parts) + "。"


class Body:
    """Paragraphs of numbered characters."""

    def __init__(self, paragraphs: list[list[Letter]]):
        self.paragraphs = paragraphs

    @classmethod
    def written(cls, chance: random.Random) -> "Body":
        """Return four to eight paragraphs; few words, so that clauses come twice."""
        return cls(
            [
                letters("".join(sentence(chance) for _ in range(chance.randint(1, 5))))
                for _ in range(chance.randint(4, 8))
            ]
        )

    def passages(self) -> list[Paragraph]:
        return [
            Paragraph(f"p{n}", "".join(letter.char for letter in paragraph))
            for n, paragraph in enumerate(self.paragraphs, 1)
        ]

    def quotes(self) -> list[tuple[Quote, list[int]]]:
        """Return a quote of every clause with a figure, and its characters' numbers."""
        found, none = [], Names([])
        for passage in self.passages():
            paragraph = Read(passage.key, passage.text, none)
            for of in paragraph.sentences:
                for span in paragraph.clauses(of):
                    if any(
                        char.isdigit() for char in passage.text[span.start : span.end]
                    ):
                        words = quote_at(
                            passage.key, passage.text, span.start, span.end
                        )
                        found.append((words, self.letters_at(words)))
        return found

    def letters_at(self, quote: Quote) -> list[int]:
        paragraph = self.paragraphs[int(quote.block[1:]) - 1]
        return [letter.number for letter in paragraph[quote.start : quote.end]]

    def is_right(self, found: Quote, numbers: list[int]) -> bool:
        """Whether *found* is at the characters with these *numbers*.

        Words copied elsewhere and then destroyed where they stood cannot be told from
        words that were moved: only then a copy of them is right too.
        """
        there = self.paragraphs[int(found.block[1:]) - 1][found.start : found.end]
        if [letter.number for letter in there] == numbers:
            return True
        copied = [letter.copy_of for letter in there]
        return copied == numbers and not self.stands(numbers)

    def stands(self, numbers: list[int]) -> bool:
        """Whether the characters still follow one another, as a clause of their own."""
        for paragraph in self.paragraphs:
            there = [letter.number for letter in paragraph]
            if numbers[0] not in there:
                continue
            at = there.index(numbers[0])
            end = at + len(numbers)
            edges = [paragraph[at - 1].char] if at else []
            edges += [paragraph[end].char] if end < len(paragraph) else []
            return there[at:end] == numbers and all(edge in "，。" for edge in edges)
        return False


def edit(body: Body, chance: random.Random) -> None:
    """Change *body* once, as an editor would, or as one who wants quotes to go astray."""
    chance.choice(
        [
            _add_words,
            _delete,
            _replace,
            _move,
            _split,
            _join,
            _add_sentence,
            _copy,
            _namesake,
            _digit,
        ]
    )(body, chance)
    body.paragraphs = [paragraph for paragraph in body.paragraphs if paragraph]
    if not body.paragraphs:
        body.paragraphs.append(letters(sentence(chance)))


def _place(body: Body, chance: random.Random) -> tuple[list[Letter], int]:
    paragraph = chance.choice(body.paragraphs)
    return paragraph, chance.randint(0, len(paragraph))


def _add_words(body, chance):
    paragraph, at = _place(body, chance)
    paragraph[at:at] = letters(
        chance.choice([*TALK, *LINKS, "约", "不", "了", "，", "。"])
    )


def _delete(body, chance):
    paragraph, at = _place(body, chance)
    del paragraph[at : at + chance.choice([1, 2, 6, 25])]


def _replace(body, chance):
    paragraph, at = _place(body, chance)
    old = paragraph[at : at + chance.randint(1, 5)]
    new = letters(chance.choice([*PLACES, *THINGS]))
    # 产业 written over 产业 is no change, and the characters are the same ones.
    if "".join(x.char for x in old) != "".join(x.char for x in new):
        paragraph[at : at + len(old)] = new


def _move(body, chance):
    paragraph = body.paragraphs.pop(chance.randrange(len(body.paragraphs)))
    body.paragraphs.insert(chance.randint(0, len(body.paragraphs)), paragraph)


def _split(body, chance):
    n = chance.randrange(len(body.paragraphs))
    paragraph = body.paragraphs[n]
    ends = [at for at, letter in enumerate(paragraph, 1) if letter.char in "，。"]
    at = chance.choice(ends or [len(paragraph)])
    body.paragraphs[n : n + 1] = [paragraph[:at], paragraph[at:]]


def _join(body, chance):
    if len(body.paragraphs) > 1:
        n = chance.randrange(len(body.paragraphs) - 1)
        body.paragraphs[n : n + 2] = [body.paragraphs[n] + body.paragraphs[n + 1]]


def _add_sentence(body, chance):
    paragraph, at = _place(body, chance)
    while at and paragraph[at - 1].char != "。":
        at -= 1
    paragraph[at:at] = letters(sentence(chance))


def _copy(body, chance):
    """Copy some words of the body to another place of it."""
    paragraph, at = _place(body, chance)
    copied = paragraph[at : at + chance.randint(8, 24)]
    words = [Letter(x.char, next(_next_letter), x.copy_of or x.number) for x in copied]
    other, there = _place(body, chance)
    other[there:there] = [*letters("，"), *words, *letters("，")]


def _namesake(body, chance):
    """Write a clause that stands in the body again, in another sentence."""
    text = chance.choice(body.passages()).text
    clauses = [words for words in text.replace("。", "，").split("，") if words]
    paragraph, at = _place(body, chance)
    while at and paragraph[at - 1].char != "。":
        at -= 1
    again = f"{chance.choice(LINKS)}，{chance.choice(clauses or TALK)}，{chance.choice(TALK)}。"
    paragraph[at:at] = letters(again)


def _digit(body, chance):
    paragraph, _ = _place(body, chance)
    digits = [letter for letter in paragraph if letter.char.isdigit()]
    if digits:
        letter = chance.choice(digits)
        other = str((int(letter.char) + chance.randint(1, 9)) % 10)
        paragraph[paragraph.index(letter)] = letters(other)[0]


def tally(bodies: int, edits: int) -> tuple[int, int]:
    """Edit *bodies* bodies *edits* times each; return how many quotes stand untouched
    and how many of those are found. Fails if one is found at other characters."""
    untouched = found = 0
    for seed in range(bodies):
        chance = random.Random(seed)
        body = Body.written(chance)
        quotes = body.quotes()
        for _ in range(edits):
            edit(body, chance)
        for words, numbers in quotes:
            again = find_again(words, body.passages())
            if again is not None and not body.is_right(again, numbers):
                raise AssertionError(f"body {seed}: {words} found at {again}")
            if body.stands(numbers):
                untouched += 1
                found += again is not None
    return untouched, found
