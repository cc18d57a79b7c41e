"""Articles whose titles nearly equal another's: most likely the same story twice."""

from rapidfuzz import fuzz, process

from articles.models import Article
from articles.text import fold

# Of 100. Two headlines of one template (3月/4月) score 95 and more too, so this warns
# and never refuses.
NEARLY_EQUAL = 88
# The newest titles looked through: about 20 ms.
LOOKED_THROUGH = 20_000
SHOWN = 3


def titles_like(article: Article) -> list[Article]:
    """Up to SHOWN other articles with nearly the same title, likest first."""
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
    return [found[pk] for _title, _score, pk in likest]
