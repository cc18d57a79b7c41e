"""The place of words a person copied out of an article, and of the figure in them."""

from django.utils.translation import gettext as _

from articles import body
from articles.facts.proposals import Quote
from articles.models import Article

CONTEXT = 40  # characters kept before and after, as the reader of texts keeps


class WordsError(ValueError):
    """Words that cannot be placed; its text is for the person who copied them."""


def locate(article: Article, words: str, figure: str) -> tuple[Quote, int, int]:
    """Return *words* as a quote of *article*, and from where to where *figure* stands.

    Raises WordsError unless they stand in the working copy exactly once, and the
    figure in them exactly once.
    """
    words = words.strip()
    places = [
        (block, at)
        for block in body.blocks(article.body)
        for at in _every(block.text, words)
    ]
    if not places:
        raise WordsError(_("正文里没有这句话；请照抄，标点也要一样。"))
    if len(places) > 1:
        raise WordsError(_("这句话在正文里不止一处，请多抄几个字。"))
    marks = list(_every(words, figure))
    if len(marks) != 1:
        raise WordsError(
            _("原话里要正好有一处「%(figure)s」，现有 %(n)d 处。")
            % {"figure": figure, "n": len(marks)}
        )
    [(block, at)] = places
    text, end = block.text, at + len(words)
    quote = Quote(
        block=block.key,
        start=at,
        end=end,
        text=words,
        before=text[max(0, at - CONTEXT) : at],
        after=text[end : end + CONTEXT],
    )
    return quote, marks[0], marks[0] + len(figure)


def _every(text: str, words: str):
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
