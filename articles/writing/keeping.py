"""Keeping what is typed, and ending what is saved. See the package."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.models import Article, Revision, Writing
from articles.text import number_in
from articles.writing.fields import (
    PLAIN,
    WritingError,
    as_sent,
    fields_of,
    fields_untouched,
    size_of,
)
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

    *token* names the row, *holder* the page; *held_by* is the page that held the row when
    this one restored it, and *held_turn* the turn the row then was at. *turn* is the last
    one this page sent. *came_from* is another's row whose text was put into it,
    *based_on* the version of the article the text was made from, and *slug* the address
    the article then had, which no version counts.
    """

    token: str = field(default_factory=new_token)
    holder: str = field(default_factory=new_token)
    held_by: str = ""
    held_turn: int = 0
    turn: int = 0
    came_from: str = ""
    based_on: int = 0
    slug: str = ""

    @classmethod
    def sent(cls, data) -> "Opened":
        """As the hidden fields of a form tell it; without them a new one."""
        words = {
            name: data.get(key, "").replace("\x00", "")[:most]
            for name, key, most in (
                ("token", "writing", 32),
                ("holder", "holder", 32),
                ("held_by", "held_by", 32),
                ("came_from", "writing_from", 32),
                ("slug", "opened_slug", 80),
            )
        }
        told = {name: word for name, word in words.items() if word}
        turns = {name: number_in(data.get(name)) or 0 for name in ("held_turn", "turn")}
        based_on = number_in(data.get("based_on") or data.get("opened_version"))
        return cls(**told, **turns, based_on=min(based_on or 0, MAX_VERSION))


@transaction.atomic
def keep(by, opened: Opened, article, fields) -> Writing:
    """Note that *by* has a form open, and keep *fields* if they are unsaved.

    *fields* None says only that it is open. What arrives after something newer, by the
    page's count of its turns, changes nothing: the row's turn then is not the one sent. A
    row that another page holds by now stays as it is; the answer is then a new one, whose
    token the page goes on with.
    """
    row = _row(by, opened, article)
    row.seen_at = timezone.now()
    if fields is not None and opened.turn >= row.turn:
        row.turn = opened.turn
        _put(row, None if _is_stored(fields, article) else fields)
    row.save()
    return row


@transaction.atomic
def keep_refused(by, opened: Opened, article, fields) -> Writing:
    """Keep what a save refused as stale wanted to store."""
    row = _row(by, opened, article)
    row.turn = max(row.turn, opened.turn)  # what is still on its way to us is older
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


@transaction.atomic
def end(by, opened: Opened) -> None:
    """What the form *opened* held is saved: its row goes, and those it was made from.

    A row that another page took over stays, for what was typed there is not in what was
    saved; so does one that was written to after the saved text was made from it.
    """
    own = Writing.objects.select_for_update().filter(by=by)
    ended = list(own.filter(Q(holder=opened.holder) | _untouched(opened)))
    while ended:
        row = ended.pop()
        row.delete()
        if row.came_from:
            ended += own.filter(token=row.came_from, saved_at__lte=row.opened_at)


def _untouched(opened: Opened) -> Q:
    """The row *opened* restored, as long as the page that held it did not type on."""
    return Q(token=opened.token, holder=opened.held_by, turn=opened.held_turn)


@transaction.atomic
def discard(row: Writing) -> None:
    """Throw away what its writer typed and did not save; the log keeps how much it was."""
    known = {"title": row.title, "size": row.size}
    auditing.record(
        *("row.discard", row.by, row.article),
        lambda: _("《%(title)s》没保存的 %(size)d 字") % known,
    )
    row.delete()


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
    # Of two pages restored from one row, one takes it; of one that was typed on in since,
    # none does.
    if (row.holder, row.turn) == (opened.held_by, opened.held_turn):
        row.holder = opened.holder
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
    if any(fields[name] != as_sent(getattr(article, name)) for name in words):
        return False  # most often a word was typed, and no other query is needed
    return fields == fields_untouched(article)


def _forget() -> None:
    """Whoever opens a form takes away what killed forms left: open once, no text."""
    long_ago = timezone.now() - FORGOTTEN
    Writing.objects.filter(saved_at__isnull=True, seen_at__lt=long_ago).delete()


def base_of(by, article, opened: Opened) -> dict | None:
    """What the text of a form was made from, from whatever still knows; else None."""
    if article is None:
        return None
    version = opened.based_on
    slug = opened.slug or article.slug
    if version == article.version:
        return fields_of(article) | {"slug": slug}
    tokens = {opened.token, opened.came_from} - {""}
    rows = Writing.objects.filter(article=article, token__in=tokens, version=version)
    row = rows.first()
    if row and row.base and may_read(by, row):
        return row.base
    frozen = Revision.objects.filter(article=article, of_version=version).first()
    return frozen and fields_of(frozen, slug)
