"""What is typed and not yet saved: kept beside the article, restored, ended.

The one door. Autosave writes only Writing rows, so it never touches an article, ends no
approval and makes nobody's form stale. What was typed is kept until its writer saves or
discards it, for however long; a form that was opened and killed without a word typed is
forgotten after a day, by whoever opens a form next.

Both texts of a conflict are merged in `articles.merging_texts`, which is pure.
"""

from articles.writing.fields import (
    WritingError,
    as_article,
    fields_of,
    fields_sent,
)
from articles.writing.keeping import (
    Opened,
    base_of,
    close,
    discard,
    end,
    keep,
    keep_merged,
    keep_refused,
)
from articles.writing.seeing import (
    may_read,
    may_write,
    others_unsaved,
    readable,
    unsaved,
    unsaved_stories,
    what_is_newer,
    who_is_here,
)

__all__ = [
    "Opened",
    "WritingError",
    "as_article",
    "base_of",
    "close",
    "discard",
    "end",
    "fields_of",
    "fields_sent",
    "keep",
    "keep_merged",
    "keep_refused",
    "may_read",
    "may_write",
    "others_unsaved",
    "readable",
    "unsaved",
    "unsaved_stories",
    "what_is_newer",
    "who_is_here",
]
