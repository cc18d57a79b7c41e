"""What a text must have before a second person is asked to read it."""

from django.utils.translation import gettext as _

from articles import refereeing
from articles.models import Article


def missing(words) -> dict[str, str]:
    """Return {field: sentence} for each thing a submitted text needs and *words* lacks.

    *words* is an article or a dict of a form's fields; a draft may lack any of it.
    """
    get = words.get if isinstance(words, dict) else lambda name: getattr(words, name)
    sentences = {
        "title": _("送审前请写标题。"),
        "body": _("送审前请写正文。"),
        "source": _("送审前请注明来源。"),
    }
    return {
        name: told
        for name, told in sentences.items()
        if not str(get(name) or "").strip()
    }


def complete(article: Article) -> list[str]:
    return list(missing(article).values())


def adds_up(article: Article) -> list[str]:
    """What the arithmetic referee has against the figures, unless an editor overruled it."""
    return [
        _("数字算不拢：%(finding)s 请更正，或由编辑在「数据」页写明理由。")
        % {"finding": told.sentence}
        for told in refereeing.open_findings(article)
    ]


# Each takes an article and returns sentences, none if it has nothing against the text.
# All are asked at submission and again before the text goes out. At submission the
# article's words are the working copy; before it goes out they still are, because an
# edit would have ended the approval.
checks = [complete, adds_up]


def objections(article: Article) -> list[str]:
    """Return every sentence that stands against sending *article* on."""
    return [told for check in checks for told in check(article)]
