"""What is typed and not yet saved: kept beside the article, merged, restored, ended.

An article's text as data ("fields") is what its form holds: words as strings, rows by
their numbers. Autosave writes only Writing rows, so it never touches an article, ends no
approval and makes nobody's form stale. What was typed is kept until its writer saves or
discards it, for however long.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article, Revision, Writing
from articles.models.revision import StoryText
from articles.text import number_in

PLAIN = ("title", "lede", "body", "stated_printed", "stated_precision", "slug")
ROWS = ("source", "author")
# Of all the words together; a longer text is saved by the button.
MAX_CHARACTERS = 500_000
MAX_SUBJECTS = 500
# A form that was killed leaves its row; without text it says nothing after a day.
FORGOTTEN = timedelta(days=1)
SHOWN = 20
MAX_VERSION = 2**31 - 1
TOKEN = re.compile(r"[A-Za-z0-9_-]{10,32}")


class WritingError(Exception):
    """What was typed cannot be kept here; the text is for who typed it."""


def new_token() -> str:
    return secrets.token_urlsafe(12)


@dataclass
class Opened:
    """A form in a page: the row it writes to, and what it began with.

    *token* names the row, *holder* the page, *held_by* the page that held the row when
    this one restored it; *came_from* is another's row whose text was put into it, and
    *based_on* the version of the article the text was made from.
    """

    token: str = field(default_factory=new_token)
    holder: str = field(default_factory=new_token)
    held_by: str = ""
    came_from: str = ""
    based_on: int = 0

    @classmethod
    def sent(cls, data) -> "Opened":
        """As the hidden fields of a form tell it; without them a new one."""
        names = ("token", "writing"), ("holder", "holder"), ("held_by", "held_by")
        told = {name: data[key][:32] for name, key in names if data.get(key)}
        told["came_from"] = data.get("writing_from", "")[:32]
        based_on = number_in(data.get("based_on") or data.get("opened_version"))
        return cls(**told, based_on=min(based_on or 0, MAX_VERSION))


# --- Texts as data ----------------------------------------------------------------


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
    """The fields of a sent form, finished or not; *slug* where the form has none.

    Raises WritingError for more than can be kept.
    """
    words = {name: _plain(data.get(name, "")) for name in PLAIN}
    words["slug"] = words["slug"] if "slug" in data else slug
    time = (_plain(data.get(f"stated_at_{part}", "")) for part in (0, 1))
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


def size_of(fields: dict) -> int:
    return sum(len(fields[name]) for name in (*PLAIN, "stated_at"))


def _plain(text: str) -> str:
    """As saving would store it; and no NUL, which no database keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.strip()


# --- Keeping ----------------------------------------------------------------------


@transaction.atomic
def keep(by, opened: Opened, article, fields, turn=0) -> Writing:
    """Note that *by* has a form open, and keep *fields* if they are unsaved.

    *fields* None says only that it is open. *turn* is when they were sent: what arrives
    after something newer changes nothing. A row that another page holds by now stays
    as it is; the answer is then a new one, whose token the page goes on with.
    """
    row = _row(by, opened, article)
    row.seen_at = timezone.now()
    if fields is not None and turn >= row.turn:
        row.turn = turn
        _put(row, None if _is_stored(fields, article) else fields)
    row.save()
    return row


@transaction.atomic
def keep_refused(by, opened: Opened, article, fields) -> Writing:
    """Keep what a save refused as stale wanted to store."""
    row = _row(by, opened, article)
    _put(row, fields)
    row.save()
    return row


def keep_merged(by, article, fields, came_from: str) -> Writing:
    """Keep a merged text, made from *article* as it is now, beside what it came from."""
    row = Writing(by=by, token=new_token(), article=article, came_from=came_from)
    row.version, row.base = article.version, fields_of(article)
    _put(row, fields)
    row.save()
    return row


def close(by, token) -> None:
    """The form is no longer open; its text, if any, stays."""
    own = Writing.objects.filter(by=by, token=token)
    own.filter(saved_at__isnull=True).delete()
    own.update(seen_at=None)


def end(by, token, came_from="") -> None:
    """What the form *token* held is saved: its row goes, and those it was made from."""
    wanted, seen = {token, came_from} - {""}, set()
    while wanted:
        rows = Writing.objects.filter(by=by, token__in=wanted)
        seen |= wanted
        wanted = set(rows.values_list("came_from", flat=True)) - seen - {""}
        rows.delete()


def discard(writing: Writing) -> None:
    writing.delete()


def _row(by, opened: Opened, article) -> Writing:
    """The row the form may write to, locked; a new one if it has none or lost it."""
    if not (TOKEN.fullmatch(opened.token) and TOKEN.fullmatch(opened.holder)):
        raise WritingError(_("没有暂存：请重新打开这一页。"))
    row = Writing.objects.select_for_update().filter(token=opened.token).first()
    if row is None:
        _forget()
        return _begun(by, opened, article, opened.token)
    if (row.by_id, row.article_id) != (by.pk, article and article.pk):
        raise WritingError(_("没有暂存：请重新打开这一页。"))
    if row.holder == opened.held_by:  # of two pages restored from one row, one takes it
        row.holder, row.turn = opened.holder, 0
    if row.holder == opened.holder:
        return row
    # A later beat of the same page finds the row it was given here.
    own = Writing.objects.filter(by=by, article=article, holder=opened.holder)
    return own.first() or _begun(by, opened, article, new_token())


def _begun(by, opened: Opened, article, token) -> Writing:
    begun = {
        "by": by,
        "article": article,
        "holder": opened.holder,
        "came_from": opened.came_from,
        "version": opened.based_on,
        "base": base_of(by, article, opened),
    }
    # Of two requests of one page at once, one makes the row.
    return Writing.objects.get_or_create(token=token, defaults=begun)[0]


def _put(row: Writing, fields: dict | None) -> None:
    if fields is None:
        row.unsaved, row.saved_at, row.size = None, None, 0
        return
    if fields != row.unsaved:
        row.saves += 1
    row.unsaved, row.saved_at = fields, timezone.now()
    row.size = size_of(fields)


def _is_stored(fields: dict, article: Article | None) -> bool:
    if article is None:
        return not any(fields.values())
    words = (*(name for name in PLAIN if name != "slug"),)
    if any(fields[name] != getattr(article, name) for name in words):
        return False  # most often a word was typed, and no other query is needed
    return fields == fields_of(article)


def _forget() -> None:
    """Whoever opens a form takes away what killed forms left: open once, no text."""
    long_ago = timezone.now() - FORGOTTEN
    Writing.objects.filter(saved_at__isnull=True, seen_at__lt=long_ago).delete()


# --- Bases ------------------------------------------------------------------------


def base_of(by, article, opened: Opened) -> dict | None:
    """What the text of a form was made from, from whatever still knows; else None."""
    if article is None:
        return None
    version = opened.based_on
    if version == article.version:
        return fields_of(article)
    tokens = {opened.token, opened.came_from} - {""}
    rows = Writing.objects.filter(article=article, token__in=tokens, version=version)
    row = rows.first()
    if row and row.base and may_read(by, row):
        return row.base
    frozen = Revision.objects.filter(article=article, of_version=version).first()
    return frozen and fields_of(frozen, article.slug)


# --- Who may see it, and what is there ----------------------------------------------


def may_write(user, article) -> bool:
    """Whether *user* may change *article*, or add one if None: their typing is kept."""
    if not (user.is_active and user.is_staff):
        return False
    return user.has_perm(f"articles.{'change' if article else 'add'}_article")


def may_read(user, row: Writing) -> bool:
    """One's own; and of others who answers for what goes out, to save it for them."""
    if not may_write(user, row.article_id):
        return False
    return row.by_id == user.pk or rights.has_permission(user, "return")


def readable(user):
    """Rows with text that *user* may read, to be put into lists."""
    rows = Writing.objects.with_text().select_related("by", "article")
    return rows if rights.has_permission(user, "return") else rows.filter(by=user)


def unsaved(article: Article) -> list[Writing]:
    """What lies unsaved of *article*, one row a form: by, saved_at, saves and size.

    For the history: however often a form was kept it is one line, and it is gone once
    saved. The text itself is not loaded; `may_read` says who may open it.
    """
    return list(article.writings.with_text().for_lists()[:SHOWN])


def open_elsewhere(article: Article | None, user) -> list[Writing]:
    """Others who have *article* open now: each person once, since when."""
    if article is None:
        return []
    rows = article.writings.open_now().exclude(by=user).for_lists()
    people: dict[int, Writing] = {}
    for row in rows.order_by("opened_at")[:SHOWN]:
        people.setdefault(row.by_id, row)
    return list(people.values())


def who_is_here(article: Article | None, user) -> list[str]:
    return [
        _("%(who)s 也打开了这篇文章（%(at)s 起）。")
        % {"who": row.by, "at": f"{timezone.localtime(row.opened_at):%H:%M}"}
        for row in open_elsewhere(article, user)
    ]


def what_is_newer(article: Article | None, opened: int, user) -> str:
    """A sentence if *article* was saved since it was opened; else ""."""
    if article is None or article.version <= opened:
        return ""
    told = {
        "who": article.updated_by or _("他人"),
        "at": f"{timezone.localtime(article.updated_at):%H:%M:%S}",
    }
    if article.updated_by_id == user.pk:
        return _("你于 %(at)s 在另一页保存了这篇文章；这里保存时可以合并。") % told
    return _("%(who)s 于 %(at)s 保存了新的文字；你保存时可以合并。") % told


# --- As readers would see it ----------------------------------------------------------


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
