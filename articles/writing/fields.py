"""An article's text as data: what its form holds, finished or not.

Words are strings, rows are named by their numbers. Two such texts can be compared,
merged, stored beside an article, and put back into its form.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Writing
from articles.models.revision import StoryText
from articles.text import number_in

PLAIN = ("title", "lede", "body", "stated_printed", "stated_precision", "slug")
ROWS = ("source", "author")
# Of all the words together; a longer text is saved by the button.
MAX_CHARACTERS = 500_000
MAX_SUBJECTS = 500


class WritingError(Exception):
    """What was typed cannot be kept here; the text is for who typed it."""


def fields_of(text: StoryText, slug: str = "") -> dict:
    """The fields of a working copy, or of a frozen one whose article has *slug*."""
    at = text.stated_at and timezone.localtime(text.stated_at)
    words = {name: getattr(text, name) for name in PLAIN if name != "slug"}
    return {
        **words,
        "slug": getattr(text, "slug", slug),
        "stated_at": f"{at:%Y-%m-%d %H:%M:%S}" if at else "",
        **{name: getattr(text, f"{name}_id") for name in ROWS},
        **{
            about: sorted(row.pk for row in getattr(text, about).all())
            for about in StoryText.ABOUT
        },
    }


def fields_sent(data, slug: str = "") -> dict:
    """The fields of a sent form, finished or not; *slug* where nobody typed an address.

    Raises WritingError for more than can be kept.
    """
    words = {name: as_sent(data.get(name, "")) for name in PLAIN}
    if words["slug"] == data.get("opened_slug", "") or "slug" not in data:
        words["slug"] = slug
    time = (as_sent(data.get(f"stated_at_{part}", "")) for part in (0, 1))
    words["stated_at"] = " ".join(part for part in time if part)
    size = sum(map(len, words.values()))
    if size > MAX_CHARACTERS:
        raise WritingError(
            _("文字有 %(size)d 个字符，暂存最多 %(limit)d 个；请直接保存。")
            % {"size": size, "limit": MAX_CHARACTERS}
        )
    rows = {name: number_in(data.get(name)) for name in ROWS}
    about = {
        name: sorted(set(map(number_in, data.getlist(name)[:MAX_SUBJECTS])) - {None})
        for name in StoryText.ABOUT
    }
    return {**words, **rows, **about}


def fields_untouched(article: Article) -> dict:
    """What the form of *article* sends where nothing was typed: it strips its words."""
    stored = fields_of(article)
    return stored | {name: as_sent(stored[name]) for name in PLAIN}


def size_of(fields: dict) -> int:
    return sum(len(fields[name]) for name in (*PLAIN, "stated_at"))


def as_sent(text: str) -> str:
    """As saving would store it; and no NUL, which no database keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.strip()


def as_article(row: Writing) -> Article:
    """An article that is nowhere stored, with the words and subjects of *row*."""
    fields = row.unsaved or row.base or {}
    known = {name: fields.get(name, "") for name in PLAIN}
    article = Article(pk=row.article_id or 0, **known)
    article.stated_at = _moment(fields.get("stated_at", ""))
    for name in ROWS:
        rows = Article._meta.get_field(name).related_model.objects
        setattr(article, name, rows.filter(pk=fields.get(name)).first())
    # Where Django keeps what it prefetched: so nothing asks the database by a key that
    # is another text's, or nobody's.
    article._prefetched_objects_cache = {
        about: _rows(about, fields.get(about, ())) for about in StoryText.ABOUT
    }
    return article


def _rows(about: str, keys):
    model = Article._meta.get_field(about).related_model
    rows = model.objects.filter(pk__in=keys) if keys else model.objects.none()
    len(rows)  # loads them
    return rows


def _moment(words: str):
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
