"""Keeping what is typed, and ending what is saved. See the package."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision, Writing
from articles.text import number_in
from articles.writing.fields import PLAIN, WritingError, fields_of, size_of
from articles.writing.seeing import may_read

MAX_VERSION = 2**31 - 1
TOKEN = re.compile(r"[A-Za-z0-9_-]{10,32}")
# A form that was killed leaves its row; without text it says nothing after a day.
FORGOTTEN = timedelta(days=1)


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
