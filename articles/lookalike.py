"""Articles that are most likely the same story twice: nearly one title, or half one text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from articles import sketches
from articles.models import Article, TextMark
from articles.text import fold

# Of 100. Two headlines of one template (3月/4月) score 95 and more too, so this warns
# and never refuses.
NEARLY_EQUAL = 88
# The newest titles looked through: about 20 ms.
LOOKED_THROUGH = 20_000
# Of the shorter text. Under it two stories quote one announcement.
HALF = 0.5
# Numbers two sketches have in common before the texts themselves are compared: texts of
# one length half of which is the same share 16 of 48.
HINTS = 6
SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """Another article, and what of its text is the same, in hundredths; 0: the title is."""

    other: Article
    percent: int = 0

    @property
    def sentence(self) -> str:
        told = {"title": self.other, "state": self.other.get_status_display()}
        if self.percent:
            told["percent"] = self.percent
            return (
                _("正文有 %(percent)d%% 与《%(title)s》（%(state)s）相同，请确认不是同一篇。")
                % told
            )  # fmt: skip
        return _("标题与《%(title)s》（%(state)s）相近，请确认不是同一篇。") % told


def to(article: Article) -> list[Alike]:
    """Up to SHOWN others with half the text of *article*, then with nearly its title.

    *article* need not be stored. Drafts are looked at too.
    """
    found = {one.other.pk: one for one in _by_text(article)}
    for one in _by_title(article):
        found.setdefault(one.other.pk, one)
    return list(found.values())[:SHOWN]


def _by_title(article: Article) -> list[Alike]:
    others = dict(
        Article.objects.exclude(pk=article.pk)
        .order_by("-pk")
        .values_list("pk", "title_key")[:LOOKED_THROUGH]
    )
    likest = process.extract(
        fold(article.title),
        others,
        scorer=fuzz.ratio,
        score_cutoff=NEARLY_EQUAL,
        limit=SHOWN,
    )
    found = Article.objects.in_bulk([pk for _title, _score, pk in likest])
    return [Alike(found[pk]) for _title, _score, pk in likest]


def _by_text(article: Article) -> list[Alike]:
    own = sketches.shingles(article.body)
    if not own:
        return []
    marks = sketches.sketch(article.body)
    hinted = TextMark.objects.sharing(marks, other_than=article.pk)
    rows = Article.objects.in_bulk(
        [pk for pk, shared in hinted[:SHOWN] if shared >= HINTS]
    )
    shares = (
        (sketches.share(own, sketches.shingles(r.body)), r) for r in rows.values()
    )
    likest = sorted(shares, key=lambda row: (-row[0], -row[1].pk))
    return [Alike(row, round(part * 100)) for part, row in likest if part >= HALF]
