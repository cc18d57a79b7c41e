"""The points of the list before publishing: what each looks at and what it finds.

A point takes the Text being looked at and tells its findings. To add one, write a
function and put it in POINTS, and in AT_SUBMISSION too if nobody should be asked to read
a text before it is answered; `checklist` does the rest.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from articles import body, links, lookalike, refereeing
from articles.models import Article, Overrule, Remark
from articles.review import numbers, remarks
from articles.review.checking import missing
from articles.templatetags.zh import stamp

# Characters. A longer title breaks into three lines on a phone; a shorter one says
# nothing in a list. A longer lede is a paragraph.
SHORTEST_TITLE, LONGEST_TITLE = 6, 40
LONGEST_LEDE = 160


@dataclass(frozen=True)
class Finding:
    """One thing to answer: its sentence, and the paragraph it stands in ("" for none).

    *passable* ones an editor may let pass with a reason; *passed* says that one did.
    *other* is the article it is about beside this one.
    *advice* wants no answer.
    """

    key: str
    sentence: str
    block: str = ""
    passable: bool = True
    advice: bool = False
    remark: Remark | None = None
    other: Article | None = None
    passed: Overrule | None = None


@dataclass(frozen=True)
class Point:
    """One line of the list; *note* says what was looked at."""

    name: str
    label: str
    findings: tuple[Finding, ...] = ()
    note: str = ""

    @property
    def open(self) -> list[Finding]:
        return [one for one in self.findings if not one.passed and not one.advice]

    @property
    def advice(self) -> list[Finding]:
        return [one for one in self.findings if one.advice]

    @property
    def passed(self) -> list[Finding]:
        return [one for one in self.findings if one.passed]

    @property
    def state(self) -> str:
        """ "open", "advice", "passed" or "good"."""
        for state in ("open", "advice", "passed"):
            if getattr(self, state):
                return state
        return "good"


@dataclass
class Text:
    """The working copy being looked at, and what several points ask of it."""

    article: Article
    blocks: tuple[body.Block, ...] = field(init=False)

    def __post_init__(self):
        self.blocks = body.blocks(self.article.body)

    @cached_property
    def figures(self) -> numbers.Figures:
        return numbers.figures(self.article, self.blocks)


def read(article: Article, asked: Iterable[Callable[[Text], Point]]) -> list[Point]:
    """The points *asked* of the working copy of *article*, in that order."""
    text = Text(article)
    return [point(text) for point in asked]


def key(*told) -> str:
    """The key of a finding about these words."""
    return hashlib.sha256("|".join(map(str, told)).encode()).hexdigest()


def title(text: Text) -> Point:
    length, label = len(text.article.title), _("标题")
    if not length:
        return _lacks(text, "title", label)
    note = _("%(n)d 个字") % {"n": length}
    if SHORTEST_TITLE <= length <= LONGEST_TITLE:
        return Point("title", label, note=note)
    told = _("%(n)d 个字，一般在 %(low)d 到 %(high)d 个字之间。") % {
        "n": length,
        "low": SHORTEST_TITLE,
        "high": LONGEST_TITLE,
    }
    return Point("title", label, (Finding(key("title", length), told, advice=True),))


def lede(text: Text) -> Point:
    said, label = text.article.lede.strip(), _("导语")
    if not said:
        told = _("没有导语，列表和搜索结果里只有标题。")
    elif len(said) > LONGEST_LEDE:
        told = _("导语有 %(n)d 个字，超过 %(high)d 个字就成了一段正文。") % {
            "n": len(said),
            "high": LONGEST_LEDE,
        }
    else:
        return Point("lede", label)
    return Point("lede", label, (Finding(key("lede", told), told, advice=True),))


def words(text: Text) -> Point:
    length, label = len("".join(text.article.body.split())), _("正文")
    if not length:
        return _lacks(text, "body", label)
    return Point("body", label, note=_("%(n)d 个字") % {"n": length})


def source(text: Text) -> Point:
    if not text.article.source_id:
        return _lacks(text, "source", _("来源"))
    findings = ()
    stated = text.article.stated_at
    if stated and stated > timezone.now():
        told = _("原文时间 %(at)s 还没有到。") % {
            "at": stamp(stated, text.article.stated_precision)
        }
        findings = (Finding(key("stated", told), told, advice=True),)
    return Point("source", _("来源"), findings, note=str(text.article.source))


def _lacks(text: Text, name: str, label: str) -> Point:
    told = missing(text.article)[name]
    return Point(name, label, (Finding(key(name), told, passable=False),))


NUMBERS = {
    numbers.State.LOOSE: gettext_lazy("「%(words)s」没有录为数据。"),
    numbers.State.WAITING: gettext_lazy("「%(words)s」还没有核对。"),
    numbers.State.DISPUTED: gettext_lazy("「%(words)s」存疑。"),
    numbers.State.SELF: gettext_lazy(
        "「%(words)s」是写稿人自己核对的，还要另一人核对。"
    ),
    numbers.State.MISREAD: gettext_lazy("「%(words)s」录成的数据与原文不同。"),
    numbers.State.REJECTED: gettext_lazy("「%(words)s」的建议被否决，还没有编辑认可。"),
    numbers.State.NOT_IN_BODY: gettext_lazy(
        "「%(words)s」在标题或导语里，正文里没有。"
    ),
}


def every_number(text: Text) -> Point:
    found = text.figures.numbers
    note = ""
    if found:
        checked = sum(one.state is numbers.State.VERIFIED for one in found)
        note = _("共 %(n)d 个，已核对 %(checked)d 个") % {
            "n": len(found),
            "checked": checked,
        }
    return Point(
        "numbers",
        _("数字"),
        tuple(
            Finding(
                key("number", one.state, one.context),
                NUMBERS[one.state] % {"words": one.words},
                one.block,
            )
            for one in found
            if one.state in NUMBERS
        ),
        note,
    )


def quotes(text: Text) -> Point:
    return Point(
        "quotes",
        _("数据的原话"),
        tuple(
            Finding(
                key("quote", fact.quote_id, fact.pk),
                _("数据「%(fact)s」的原话在正文里找不到了，请更正数据或改回原话。")
                % {"fact": fact},
            )
            for fact in text.figures.lost
        ),
    )


def referee(text: Text) -> Point:
    return Point(
        "referee",
        _("算术核对"),
        tuple(
            Finding(told.key, _("数字算不拢：%(finding)s") % {"finding": told.sentence})
            for told in refereeing.standing(text.article)
        ),
    )


def look_alikes(text: Text) -> Point:
    return Point(
        "alike",
        _("重复"),
        tuple(
            Finding(
                key("alike", one.other.pk, _in_common(text, one)),
                one.sentence,
                other=one.other,
            )
            for one in lookalike.to(text.article)
        ),
    )


def _in_common(text: Text, one: lookalike.Alike):
    """What makes it another finding: a title, or a tenth of the text but no comma."""
    return one.percent // 10 if one.percent else text.article.title_key


def where_links_lead(text: Text) -> Point:
    """Dead links want an answer; a slow or guarded page may well be there for readers."""
    found = links.state_of(text.article)
    count = Counter(one.state for one in found)
    note = _("共 %(n)d 个") % {"n": len(found)} if found else ""
    if count[links.NEW]:
        note += _("，%(n)d 个还没有检查") % {"n": count[links.NEW]}
    return Point(
        "links",
        pgettext("多个", "链接"),
        tuple(
            Finding(
                key("link", one.state, one.address),
                f"{one.address} {one.sentence}",
                advice=one.state == links.UNSURE,
            )
            for one in found
            if one.state in (links.GONE, links.UNSURE)
        ),
        note,
    )


def pictures(text: Text) -> Point:
    return Point(
        "pictures",
        _("图片说明"),
        tuple(
            Finding(
                key("picture", block.html),
                _("第 %(n)d 段的图片没有文字说明。") % {"n": block.number},
                block.key,
            )
            for block in text.blocks
            if body.has_silent_picture(block)
        ),
    )


def said_in_review(text: Text) -> Point:
    return Point(
        "remarks",
        pgettext("多个", "批注"),
        tuple(
            Finding(
                key("remark", row.pk),
                _("%(who)s 的批注未了结：%(words)s")
                % {"who": row.by, "words": row.words[:60]},
                remark=row,
            )
            for row in remarks.open_on(text.article)
        ),
    )


# Asked when a text is sent in: without these nobody need begin to read.
AT_SUBMISSION = (title, words, source, referee)

# Asked before a text goes out.
POINTS = (
    title,
    lede,
    words,
    source,
    every_number,
    quotes,
    referee,
    look_alikes,
    where_links_lead,
    pictures,
    said_in_review,
)
