"""What a text must have before a second person is asked to read it."""

from django.utils.translation import gettext as _


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
