"""Sets of stated figures that are true of a made-up world, and errors planted in them.

A world has real quantities, drawn at random; what is stated of it is rounded, cut into
万亿 or 亿, qualified (近, 约, 超过, 不足) and set among unrelated figures as reporters do. An
error then changes what one statement prints. How far a word may reach, and which rules
there are, is nowhere taken from the referee.
"""

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from articles.facts.proposals import Direction, Kind, Period, Precision
from articles.facts.stated import Stated, step_of

GROUPS = {
    "长三角": ["上海", "江苏", "浙江", "安徽"],
    "京津冀": ["北京", "天津", "河北"],
    "东北地区": ["辽宁", "吉林", "黑龙江"],
}
COUNTED = [
    "示范园区",
    "重点实验室",
    "单项冠军企业",
    "跨境电商综试区",
    "智能工厂",
    "公共技术平台",
]
MEASURED = [
    "数字经济核心产业增加值",
    "装备制造业营业收入",
    "跨境贸易额",
    "软件业务收入",
    "研发经费",
]
RATED = ["高技术产品出口", "新能源汽车产量", "可再生能源装机"]
OTHERS = [
    "常住人口",
    "铁路营业里程",
    "夏粮产量",
    "授权发明专利",
    "港口泊位",
    "公募基金规模",
]
SCALES = {
    "万亿": Decimal(10**12),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "": Decimal(1),
}


def year(number: int) -> Period:
    return Period(
        f"{number}年", date(number, 1, 1), date(number, 12, 31), Precision.YEAR
    )


@dataclass
class Set:
    """Statements, and of a planted one what was done and to which of them."""

    facts: list[Stated]
    error: str = ""
    key: str = ""
    world: "World | None" = None


class Press:
    """Prints quantities as reporters do."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.made: list[Stated] = []

    def state(
        self, indicator, subject, kind, value, unit, loose=True, **more
    ) -> Stated:
        value = Decimal(str(value))
        scale = self._scale(value, unit)
        number, direction = self._round(value / SCALES[scale], kind, loose)
        fact = made(
            str(len(self.made)),
            indicator,
            subject,
            kind,
            number,
            scale,
            unit,
            direction,
            **more,
        )
        self.made.append(fact)
        return fact

    def _scale(self, value: Decimal, unit: str) -> str:
        if unit in ("%", "百分点", "位") or abs(value) < 10**4:
            return ""
        fits = [name for name, worth in SCALES.items() if abs(value) >= worth and name]
        # 9,700亿 and 0.97万亿 are both met; so is the next smaller name.
        return fits[0] if self.chance.random() < 0.85 else fits[min(1, len(fits) - 1)]

    def _round(self, number: Decimal, kind: Kind, loose: bool):
        if kind in (Kind.COUNT, Kind.RANK) and number == number.to_integral_value():
            places = Decimal(1)
        else:
            places = Decimal(1).scaleb(-self.chance.choice([1, 1, 2]))
        plain = number.quantize(places, ROUND_HALF_UP)
        if not loose or self.chance.random() < 0.7 or number <= 0:
            return plain, Direction.EXACT
        word = self.chance.choice(
            [Direction.OVER, Direction.NEARLY, Direction.ABOUT, Direction.UNDER]
        )
        # Two figures kept: 超过230, 近1.8.
        coarse = Decimal(1).scaleb(number.adjusted() - 1)
        way = {
            Direction.OVER: ROUND_FLOOR,
            Direction.NEARLY: ROUND_CEILING,
            Direction.UNDER: ROUND_CEILING,
            Direction.ABOUT: ROUND_HALF_UP,
        }[word]
        rounded = number.quantize(coarse, way)
        if rounded == number or rounded <= 0:
            return plain, Direction.EXACT
        return rounded, word


def made(
    key, indicator, subject, kind, number, scale, unit, direction, **more
) -> Stated:
    printed = f"{abs(number):f}"
    worth = SCALES[scale]
    words = {Direction.OVER: "超过", Direction.NEARLY: "近", Direction.ABOUT: "约"}
    shown = words.get(direction, "不足" if direction is Direction.UNDER else "")
    return Stated(
        key=key,
        indicator=indicator,
        subject=subject,
        kind=kind,
        value=number * worth,
        unit=unit,
        shown=f"{shown}{printed}{scale}{unit}",
        comparator=direction,
        step=step_of(printed, worth, scale + unit),
        **more,
    )


class World:
    """Real quantities, and the statements a story makes of them."""

    def __init__(self, chance: random.Random):
        self.chance, self.press = chance, Press(chance)
        self.group = chance.choice(list(GROUPS))
        self.members = GROUPS[self.group]
        self.counted, self.measured = chance.choice(COUNTED), chance.choice(MEASURED)
        self.rated = chance.choice(RATED)
        self.this_year = year(2024)
        self.last_year = year(2023)
        topics = [self._counts, self._levels, self._rates, self._ranks]
        chance.shuffle(topics)
        for topic in topics:
            topic()
            self._distract()

    def _counts(self):
        chance, state = self.chance, self.press.state
        counts = [chance.randint(3, 90) for _ in self.members]
        total = sum(counts)
        nation = round(total / chance.uniform(0.12, 0.6))
        when = chance.choice([None, self.this_year])
        complete = chance.random() < 0.6
        self.total = state(
            self.counted, self.group, Kind.COUNT, total, "个", False,
            period=when, complete=complete,
        )  # fmt: skip
        listed = self.members if complete else self.members[: chance.randint(1, 2)]
        self.parts = [
            state(
                self.counted, member, Kind.COUNT, count, "个", False,
                period=when, part_of=self.total.key,
            )
            for member, count in zip(listed, counts, strict=False)
        ]  # fmt: skip
        self.nation = state(self.counted, "全国", Kind.COUNT, nation, "个", period=when)
        self.share = state(
            self.counted + chance.choice(["", "总数", "数量"]), self.group, Kind.SHARE,
            Decimal(100 * total) / nation, "%", whole="全国", period=when,
        )  # fmt: skip

    def _levels(self):
        chance, state = self.chance, self.press.state
        before = Decimal(chance.randint(2_000, 90_000)) * 10**8
        growth = Decimal(chance.randint(-90, 240)) / 10
        now = before * (1 + growth / 100)
        self.before = state(
            self.measured,
            self.group,
            Kind.AMOUNT,
            before,
            "元",
            False,
            period=self.last_year,
        )
        self.now = state(
            self.measured,
            self.group,
            Kind.AMOUNT,
            now,
            "元",
            False,
            period=self.this_year,
        )
        self.growth = state(
            self.measured + "同比", self.group, Kind.GROWTH, growth, "%", False,
            period=self.this_year,
        )  # fmt: skip
        self.again = state(
            self.measured, self.group, Kind.AMOUNT, now, "元", period=self.this_year
        )

    def _rates(self):
        chance, state = self.chance, self.press.state
        shares = [Decimal(chance.randint(40, 300)) / 10 for _ in self.members]
        self.shares = [
            state(
                self.rated, member, Kind.SHARE, share, "%",
                whole="全国", period=self.this_year,
            )
            for member, share in zip(self.members, shares, strict=True)
            if sum(shares) < 96
        ]  # fmt: skip
        old = Decimal(chance.randint(150, 400)) / 10
        rise = Decimal(chance.randint(11, 90)) / 10
        of = self.chance.choice(["产能利用率", "本地配套率", "绿色电力占比"])
        self.rate_before = state(
            of, self.group, Kind.SHARE, old, "%", False, period=self.last_year
        )
        self.rate_now = state(
            of, self.group, Kind.SHARE, old + rise, "%", False, period=self.this_year
        )
        self.points = state(
            of + "同比",
            self.group,
            Kind.GROWTH,
            rise,
            "百分点",
            False,
            period=self.this_year,
        )

    def _ranks(self):
        values = sorted(
            (self.chance.randint(120, 990) for _ in self.members), reverse=True
        )
        self.ranked = []
        for place, (member, value) in enumerate(
            zip(self.members, values, strict=True), 1
        ):
            level = self.press.state(
                "A级景区", member, Kind.COUNT, value, "家", period=self.this_year
            )
            rank = self.press.state(
                "A级景区", member, Kind.RANK, place, "位", False,
                whole="全国", period=self.this_year,
            )  # fmt: skip
            self.ranked.append((rank, level))

    def _distract(self):
        chance = self.chance
        for _ in range(chance.randint(0, 3)):
            value = chance.randint(30, 10 ** chance.randint(2, 9))
            self.press.state(
                chance.choice(OTHERS) + chance.choice(["", "增量", "（新口径）"]),
                chance.choice([self.group, *self.members, "全国"]),
                Kind.AMOUNT,
                value,
                chance.choice(["公里", "吨", "元", "人"]),
                period=year(chance.randint(2005, 2022)),
                foreseen=chance.random() < 0.1,
            )


def clean(seed: int) -> Set:
    """Return what a story truly states of world *seed*, a topic or two left out."""
    world = World(random.Random(seed))
    return Set(
        list({fact.key: fact for fact in world.press.made}.values()), world=world
    )


def planted(seed: int) -> Set:
    """Return the statements of world *seed* with one of them made wrong."""
    found = clean(seed)
    chance = random.Random(f"error {seed}")
    kinds = list(ERRORS)
    while True:
        kind = chance.choice(kinds)
        changed = ERRORS[kind](found.world, chance)
        if changed is not None:
            break
    facts = [changed.get(fact.key, fact) for fact in found.facts]
    facts += [
        fact for key, fact in changed.items() if key not in {f.key for f in facts}
    ]
    chance.shuffle(facts)
    return Set(facts, kind, next(iter(changed)), found.world)


def reprinted(fact: Stated, value: Decimal, **more) -> Stated:
    return replace(fact, value=value, shown=f"{value:f}{fact.unit}", **more)


def _wrong_scale(world, chance):
    fact = chance.choice([world.now, world.before, world.again])
    slip = chance.choice(
        [Decimal(10**4), Decimal(1) / 10**4, Decimal(100), Decimal("0.01")]
    )
    return {fact.key: replace(fact, value=fact.value * slip, step=fact.step * slip)}


def _wrong_count_scale(world, chance):
    fact = chance.choice([world.nation, *world.parts])
    return {fact.key: replace(fact, value=fact.value * 10**4, step=Decimal(10**4))}


def _percent_for_points(world, chance):
    return {world.points.key: replace(world.points, unit="%")}


def _whole_and_part_swapped(world, chance):
    part = chance.choice(world.parts)
    if part.value == world.total.value:
        return None
    return {
        world.total.key: reprinted(world.total, part.value),
        part.key: reprinted(part, world.total.value),
    }


def _levels_swapped(world, chance):
    if abs(world.growth.value) < 2:
        return None
    return {
        world.now.key: replace(
            world.now, value=world.before.value, step=world.before.step
        ),
        world.before.key: replace(
            world.before, value=world.now.value, step=world.now.step
        ),
    }


def _ranks_swapped(world, chance):
    (first, level), (second, other) = chance.sample(world.ranked, 2)
    if abs(level.value / other.value - 1) < Decimal("0.6"):
        return None  # 约300 and 超过280 may well be the other way round
    return {
        first.key: reprinted(first, second.value),
        second.key: reprinted(second, first.value),
    }


def _broken_sum(world, chance):
    if not world.total.complete:
        return None
    part = chance.choice(world.parts)
    off = chance.choice([-1, 1]) * chance.randint(1, 20)
    value = part.value + off
    return {part.key: reprinted(part, value)} if value > 0 else None


def _parts_too_many(world, chance):
    part = chance.choice(world.parts)
    others = sum(p.value for p in world.parts) - part.value
    value = world.total.value - others + chance.randint(1, 9)
    return {part.key: reprinted(part, value)}


def _another_value(world, chance):
    fact = chance.choice([world.now, world.total, world.rate_now])
    off = Decimal(chance.choice([70, 80, 88, 113, 125, 140])) / 100
    value = (fact.value * off).quantize(fact.step or Decimal(1))
    if value == fact.value:
        return None
    return {
        "again": replace(
            fact, key="again", value=value, complete=False, shown=f"{value:f}"
        )
    }


def _bound_broken(world, chance):
    fact = chance.choice([world.now, world.total])
    over = chance.random() < 0.5
    off = Decimal(chance.choice([110, 125, 160])) / 100
    value = fact.value * off if over else fact.value / off
    value = value.quantize(fact.step or Decimal(1))
    word = Direction.OVER if over else Direction.UNDER
    return {
        "again": replace(
            fact, key="again", value=value, comparator=word, complete=False
        )
    }


def _share_over_100(world, chance):
    fact = chance.choice([world.share, *world.shares])
    value = Decimal(chance.randint(1010, 4800)) / 10
    return {fact.key: reprinted(fact, value, comparator=Direction.EXACT)}


def _shares_over_100(world, chance):
    if len(world.shares) < 3:
        return None
    fact = chance.choice(world.shares)
    rest = sum(f.value for f in world.shares) - fact.value
    value = min(Decimal(99), 125 - rest + chance.randint(0, 9))
    return {fact.key: reprinted(fact, value, comparator=Direction.EXACT)}


def _share_against_counts(world, chance):
    off = chance.choice(
        [Decimal("0.55"), Decimal("0.7"), Decimal("1.5"), Decimal("1.9")]
    )
    value = (world.share.value * off).quantize(Decimal("0.1"))
    if value >= 100:
        return None
    return {world.share.key: reprinted(world.share, value, comparator=Direction.EXACT)}


def _growth_turned(world, chance):
    if abs(world.growth.value) < 2:
        return None
    return {world.growth.key: reprinted(world.growth, -world.growth.value)}


def _growth_off(world, chance):
    off = chance.choice([-1, 1]) * Decimal(chance.randint(20, 200)) / 10
    return {world.growth.key: reprinted(world.growth, world.growth.value + off)}


def _points_off(world, chance):
    off = Decimal(chance.randint(10, 80)) / 10
    return {world.points.key: reprinted(world.points, world.points.value + off)}


def _negative(world, chance):
    fact = chance.choice([world.total, *world.parts, world.share])
    return {fact.key: reprinted(fact, -fact.value)}


ERRORS = {
    "wrong scale": _wrong_scale,
    "wrong scale of a count": _wrong_count_scale,
    "percent for points": _percent_for_points,
    "whole and part swapped": _whole_and_part_swapped,
    "years swapped": _levels_swapped,
    "ranks swapped": _ranks_swapped,
    "sum broken": _broken_sum,
    "parts over whole": _parts_too_many,
    "another value": _another_value,
    "bound broken": _bound_broken,
    "share over 100": _share_over_100,
    "shares over 100 together": _shares_over_100,
    "share against counts": _share_against_counts,
    "growth turned": _growth_turned,
    "growth off": _growth_off,
    "points off": _points_off,
    "negative": _negative,
}


def is_named(found: Set, findings) -> bool:
    """Whether a finding rests on what was made wrong."""
    before = {fact.key: fact for fact in clean_facts(found)}
    changed = {fact.key for fact in found.facts if before.get(fact.key) != fact}
    return any(changed & set(finding.facts) for finding in findings)


def clean_facts(found: Set) -> list[Stated]:
    return found.world.press.made
