"""A byline → outlet, signers and time, whatever order and labels it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from .credits import parted, signers, without_editors
from .live_times import DAY, SHANGHAI, day_without_year

LONGEST = 100
CLOCK = r"(?P<H>[01]?\d|2[0-3])[:：时点](?P<M>[0-5]\d)(?:分|[:：](?P<S>[0-5]\d))?"
ZONE = r"(?:\s*\(?(?:北京时间|CST|Z|\+08:?00)\)?)?"
WHEN = re.compile(
    rf"(?<![\d.])(?P<day>{DAY})(?:[\sT,，]*(?:星期.|周.)?[\sT]*(?P<clock>{CLOCK}){ZONE})?"
    rf"(?![\d%％])"
)
LABELS = {
    "source": "稿件来源|文章来源|信息来源|内容来源|消息来源|来源|出处|来自",
    "author": "(?:本[报刊网台社]|特约|见习|实习|首席)?(?:记者|通讯员|撰稿人?|撰文|评论员)"
    "|作者|文",
    "time": "发布时间|发表时间|更新时间|发布于|发表于|更新于|发布|时间|日期",
    "editor": "责任编辑|责编|编辑|校对|审核|编审|监制",
    "other": "阅读量?|浏览|点击|评论|字号|字体|分享|关键词|标签|栏目",
}
LABEL = re.compile(
    "|".join(
        rf"(?P<{name}>(?<![^\s|｜/·•,，;；)）】\]])(?:{words})\s*[:：])"
        for name, words in LABELS.items()
    )
)
# 「文/张三」 and 「本报记者 张三」 sign without a colon.
SIGNED = re.compile(
    r"(?:文\s*[|｜/／]\s*|(?P<staff>[\w·]{0,12}?(?:见习|实习)?(?:记者|通讯员))\s+)"
    r"(?P<names>[^\s。，,；;：:！!？?][^。；;：:！!？?]{0,38})"
)
SENTENCE = re.compile("[。；;！!？?“”]")
SPLIT = re.compile(r"[\s|｜•/／,，]+")
NOISE = re.compile(
    r"[\s|｜•·/／,，()（）\[\]【】:：-]+|分享到?|评论\d*|收藏|打印|大|中|小|原创"
    r"|(?:阅读|浏览|点击)[量数]?\d*|[\d.]+[万wk]?次?\+?"
)
FEWEST_WORDS, MOST_WORDS = 1, 5


@dataclass(frozen=True)
class Byline:
    source: str = ""
    author: str = ""
    printed: str = ""
    at: datetime | None = None
    precision: str = ""
    assumed: bool = False
    labelled: bool = False

    def joined(self, other: Byline) -> Byline:
        """This byline with what it lacks taken from the next line's."""
        mine = replace(
            self,
            source=self.source or other.source,
            author=self.author or other.author,
        )
        if self.printed:
            return mine
        return replace(
            mine,
            printed=other.printed,
            at=other.at,
            precision=other.precision,
            assumed=other.assumed,
        )

    def adds_to(self, other: Byline) -> bool:
        """Whether this says something *other* does not."""
        pairs = ("source", "author", "printed")
        return any(getattr(self, n) and not getattr(other, n) for n in pairs)


def byline(text: str, captured: datetime) -> Byline | None:
    """Return what a line says as a byline, or None when it is none.

    A byline names a full date, has a label such as 来源：, or is signed 记者 甲;
    a sentence that happens to hold a date is none of these.
    """
    if len(text) > LONGEST:
        return None
    when = WHEN.search(text)
    dated = _dated(when, captured) if when else Byline()
    rest = text[: when.start()] + " \n " + text[when.end() :] if when else text
    is_sentence = SENTENCE.search(rest)
    rest = without_editors(rest)
    labels = list(LABEL.finditer(rest))
    if any(label.lastgroup in ("source", "author", "time") for label in labels):
        return _labelled(rest, labels, dated)
    if is_sentence:
        return None
    signed = SIGNED.fullmatch(rest.strip())
    if signed and not when:
        return replace(dated, author=signers(signed["names"]), labelled=True)
    # 「06-07」 without a year and a clock is too little to be a byline.
    if not when or not (when["y"] or when["clock"]):
        return None
    words = [word for word in SPLIT.split(rest) if word and not NOISE.fullmatch(word)]
    if len(words) > MOST_WORDS or any(len(word) > 20 for word in words):
        return None
    if not _stands_apart(text, when):
        return None
    return _unlabelled(words, dated)


def _stands_apart(text: str, when: re.Match[str]) -> bool:
    """「2025年6月7日举行」 is a sentence: a byline sets its date apart."""
    before, after = text[: when.start()][-1:], text[when.end() :][:1]
    return all(not char or NOISE.fullmatch(char) for char in (before, after))


def _unlabelled(words: list[str], dated: Byline) -> Byline:
    text = " ".join(words)
    for place, word in enumerate(words):
        if re.search("(?:记者|通讯员)$", word) and place + 1 < len(words):
            return replace(
                dated,
                source=" ".join(words[:place]),
                author=signers(" ".join(words[place + 1 :])),
            )
    if len(words) < 2:
        return replace(dated, source=text)
    return replace(dated, source=words[0], author=" ".join(words[1:]))


def _labelled(rest: str, labels: list[re.Match[str]], dated: Byline) -> Byline:
    said: dict[str, str] = {}
    authors: list[str] = []
    lead, signed = parted(_trimmed(rest[: labels[0].start()]))
    authors.append(signed)
    ends = [label.start() for label in labels[1:]] + [len(rest)]
    for label, end in zip(labels, ends, strict=True):
        value = _trimmed(rest[label.end() : end].split("\n")[0])
        if label.lastgroup == "author":
            authors.append(signers(value))
            continue
        if label.lastgroup == "source":
            value, signed = parted(value)
            authors.append(signed)
        said.setdefault(label.lastgroup, value)
    tail = _trimmed(rest.split("\n", 1)[1]) if "\n" in rest else ""
    if not LABEL.search(tail):
        authors.append(parted(tail)[1])
    source = said.get("source", "")
    if not source and lead and not NOISE.fullmatch(lead):
        source = lead
    author = " ".join(dict.fromkeys(name for name in authors if name))
    return replace(dated, source=source, author=author, labelled=True)


def _trimmed(text: str) -> str:
    return text.strip(" \t\u3000\u00a0\n|｜•·/／,，()（）[]【】;；-")


def _dated(when: re.Match[str], captured: datetime) -> Byline:
    printed = when[0].strip()
    month, day = int(when["m"]), int(when["d"])
    try:
        found = (
            date(int(when["y"]), month, day)
            if when["y"]
            else day_without_year(month, day, captured)
        )
    except ValueError:
        found = None
    if found is None:
        return Byline(printed=printed)
    clock = time()
    precision = "day"
    if when["clock"]:
        clock = time(int(when["H"]), int(when["M"]), int(when["S"] or 0))
        precision = "second" if when["S"] else "minute"
    at = datetime.combine(found, clock, SHANGHAI)
    return Byline(printed=printed, at=at, precision=precision, assumed=not when["y"])
