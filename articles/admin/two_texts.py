"""Two texts side by side as a page prints them: rows of a table, and what to pick."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles import differences
from articles.differences import Span
from articles.merging_paragraphs import Who
from articles.merging_texts import Merge, merge
from articles.models import Article
from articles.models.revision import StoryText

# Beyond so many paragraphs that differ they are shown whole: each may take a moment.
FINE = 200
NAMES = {
    "title": _("标题"),
    "lede": _("导语"),
    "source": _("来源与作者"),
    "stated_at": _("原文时间"),
    "slug": _("网址名"),
}
ABOUT = StoryText.ABOUT
# Who added and removed which subjects: of a conflict, and of a text beside the stored.
SENTENCES = {
    ("mine", "added"): _("我加了：%(rows)s"),
    ("mine", "removed"): _("我去掉了：%(rows)s"),
    ("theirs", "added"): _("对方加了：%(rows)s"),
    ("theirs", "removed"): _("对方去掉了：%(rows)s"),
}
# Both texts one's own, of two pages.
OWN = {
    ("mine", "added"): _("这一页加了：%(rows)s"),
    ("mine", "removed"): _("这一页去掉了：%(rows)s"),
    ("theirs", "added"): _("另一个页面加了：%(rows)s"),
    ("theirs", "removed"): _("另一个页面去掉了：%(rows)s"),
}
COMPARED = {
    ("mine", "added"): _("加了：%(rows)s"),
    ("mine", "removed"): _("去掉了：%(rows)s"),
}


@dataclass(frozen=True)
class Row:
    """What stands on either side; *key* where somebody must pick, *picked* what they did.

    A span is of both (0), of mine alone (1) or of theirs alone (-1).
    """

    who: Who
    spans: tuple[Span, ...]
    name: str = ""
    key: str = ""
    picked: str = ""
    both: bool = False  # whether one may take both

    @property
    def has_mine(self) -> bool:
        return any(span.side >= 0 for span in self.spans)

    @property
    def has_theirs(self) -> bool:
        return any(span.side <= 0 for span in self.spans)


@dataclass
class TwoTexts:
    """What a template prints; in *rows* a list stands for paragraphs alike."""

    rows: list = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    conflicts: int = 0
    base_known: bool = True


def of(merged: Merge, picks, base_known=True, sentences=SENTENCES) -> TwoTexts:
    """The two sides of *merged* with what was *picks*ed so far."""
    rows = [_unit(u, picks) for u in merged.units if u.who is not Who.SAME]
    shown = TwoTexts(_folded(rows, merged, picks), base_known=base_known)
    for chosen in merged.chosen:
        shown.subjects += _subjects(chosen, sentences)
    shown.conflicts = len(merged.keys)
    return shown


def compared(mine: dict, stored: dict | None) -> TwoTexts:
    """*mine* beside what is *stored*, to be read; nothing is asked."""
    stored = stored or {
        **dict.fromkeys(mine, ""),
        **dict.fromkeys(("source", "author")),
        **dict.fromkeys(ABOUT, ()),
    }
    return of(merge(stored, mine, stored, ABOUT), {}, sentences=COMPARED)


def _folded(rows, merged, picks) -> list:
    """*rows* and the paragraphs; neighbours that are alike on both sides in one list."""
    found, alike = list(rows), []
    for part, key in merged.parts:
        theirs, mine = ("\n\n".join(texts) for texts in (part.theirs, part.mine))
        row = Row(
            part.who,
            _spans(theirs, mine, fine=len(found) < FINE),
            key=key,
            picked=picks.get(key, ""),
            both=bool(part.mine and part.theirs),
        )
        if part.who in (Who.SAME, Who.AGREED):
            alike.append(row)
            continue
        found += [alike, row] if alike else [row]
        alike = []
    return [*found, alike] if alike else found


def _spans(theirs: str, mine: str, fine: bool) -> tuple[Span, ...]:
    if fine or theirs == mine:
        return differences.spans(theirs, mine)
    return tuple(Span(side, text) for side, text in ((-1, theirs), (1, mine)) if text)


def _unit(unit, picks) -> Row:
    mine, theirs = (_words(unit.fields, side) for side in (unit.mine, unit.theirs))
    return Row(
        unit.who,
        differences.spans(theirs, mine),
        name=NAMES[unit.fields[0]],
        key=unit.key,
        picked=picks.get(unit.key, ""),
    )


def _words(fields, values) -> str:
    told = []
    for name, value in zip(fields, values, strict=True):
        if name in ("source", "author") and value:
            model = Article._meta.get_field(name).related_model
            value = model.objects.filter(pk=value).first()
        elif name == "stated_precision" and value:
            value = dict(Article._meta.get_field(name).choices).get(value, value)
        told.append(str(value or ""))
    return "，".join(filter(None, told))


def _subjects(chosen, sentences) -> list[str]:
    wanted = {
        pk
        for sides in (chosen.added, chosen.removed)
        for rows in sides.values()
        for pk in rows
    }
    if not wanted:
        return []
    about = Article._meta.get_field(chosen.field)
    names = {
        row.pk: str(row) for row in about.related_model.objects.filter(pk__in=wanted)
    }
    told = []
    for (side, what), sentence in sentences.items():
        rows = [names[pk] for pk in getattr(chosen, what)[side] if pk in names]
        if rows:
            words = str(sentence) % {"rows": "、".join(rows)}
            told.append(f"{about.verbose_name}　{words}")
    return told
